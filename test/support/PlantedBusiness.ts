/**
 * Businesses of many shapes with known truth. They are drawn day by day from how customers live (weekly rhythm, holidays,
 * good and bad months, pay days, disputes, advances, part payments, new terms), not from what the detectors assume.
 */
import type { History, PeerGroup } from "../../src/knowledge/Patterns/History.ts"
import { day, recentDays } from "../../src/knowledge/Patterns/History.ts"
import { type Chance, chance } from "./PlantedBusinessChance.ts"
import { billed, limited, type PaymentPlant } from "./PlantedBusinessInvoices.ts"
import { type OrderPlant, placed } from "./PlantedBusinessOrders.ts"

export const plants = [
  "rush_order_frequency",
  "payment_timing_shift",
  "anomaly",
  "order_volume_trend",
  "seasonality",
  "credit_utilization"
] as const
export type Plant = typeof plants[number]

/** How a customer orders. Growth, decline and season are truths of their own; the others are only in the way. */
export const shapes = [
  "steady",
  "seasonal",
  "growing",
  "sparse",
  "heavy_tailed",
  "declining",
  "uneven_months",
  "in_batches",
  "closing_in_august",
  "new"
] as const
export type Shape = typeof shapes[number]

export interface PlantedCustomer {
  readonly history: History
  readonly shape: Shape
  /** Every pattern that a perfect detector would find, and what exactly was planted. */
  readonly truth: ReadonlyMap<Plant, string>
  /** What was planted on purpose, beside what the shape brings. */
  readonly planted: Plant | undefined
}

export interface Options {
  readonly seed: number
  readonly customers: number
  readonly now: number
  /** Nothing is planted, and no customer grows, shrinks or has a season. */
  readonly nothing?: boolean
}

/** Every second customer hides something, each kind in turn. */
const hidden = ["rush_order_frequency", "payment_timing_shift", "anomaly", "credit_utilization"] as const

const truthOfShape: Readonly<Partial<Record<Shape, Plant>>> = {
  growing: "order_volume_trend",
  declining: "order_volume_trend",
  seasonal: "seasonality"
}
/** In a customer that shrinks, a greater share of rush orders is not more of them; too few amounts tell nothing. */
const fitting = (plant: Plant | undefined, shape: Shape): Plant | undefined =>
  plant === "rush_order_frequency" && shape === "declining" ? "payment_timing_shift" : plant
const plain = shapes.filter((shape) => truthOfShape[shape] === undefined)

export const plantedBusiness = ({ customers, nothing = false, now, seed }: Options): ReadonlyArray<PlantedCustomer> => {
  const draw = chance(seed)
  return Array.from({ length: customers }, (_, index) => {
    const among = nothing ? plain : shapes
    const shape = among[(index + Math.floor(index / among.length)) % among.length] ?? "steady"
    const hides = !nothing && index % 2 === 1 && shape !== "new"
    return customer(draw, index, shape, hides ? fitting(hidden[(index >> 1) % hidden.length], shape) : undefined, now)
  })
}

/** How the others ordered in the recent window, as the store counts them, for each customer in turn. */
export const peersOf = (
  business: ReadonlyArray<PlantedCustomer>,
  now: number
): ReadonlyArray<ReadonlyArray<PeerGroup>> => {
  const all = business.map(({ history }) => {
    const recent = history.orders.filter((order) => order.at >= now - recentDays * day)
    return { customers: 1, orders: recent.length, rush: recent.filter((order) => order.rush).length }
  })
  return all.map((own) => all.filter((one) => one !== own && one.orders > 0))
}

const customer = (
  draw: Chance,
  index: number,
  shape: Shape,
  planted: Plant | undefined,
  now: number
): PlantedCustomer => {
  const id = `customer-${index}`
  const odd = planted === "anomaly" ? anomalyFor(draw, shape) : undefined
  const paying: PaymentPlant | undefined = planted === "payment_timing_shift"
    ? draw.pick(["later", "later", "later_by_and_by", "stopped", "earlier"])
    : undefined
  const ordering = planted === "rush_order_frequency"
    ? truthOfShape[shape] === undefined ? draw.pick(["hurry", "hurry_on_top"] as const) : "hurry"
    : odd
  const { detail, orders } = placed(draw, { id, shape, plant: ordering, now })
  const { invoices, timing } = billed(draw, { id, index, orders, plant: paying, now, sparse: shape === "sparse" })
  const limit = limited(draw, invoices, now, planted === "credit_utilization")
  const near = planted === "credit_utilization" && limit !== undefined
  const shaped = truthOfShape[shape]
  const truth = new Map<Plant, string>([
    ...(shaped === undefined ? [] : [[shaped, shape] as const]),
    ...(planted !== "rush_order_frequency" && planted !== "anomaly" ? [] : [[planted, detail] as const]),
    ...(paying === undefined ? [] : [["payment_timing_shift", timing] as const]),
    ...(near ? [["credit_utilization", `a limit of ${String(limit)}`] as const] : [])
  ])
  const history = {
    customer_id: id,
    name: `Customer ${index}`,
    currency: "USD",
    orders,
    invoices,
    uninvoiced: 0,
    ...(limit === undefined ? {} : { credit_limit: limit })
  }
  return { history, shape, truth, planted }
}

/** What is planted leaves the truth of the shape as it is: a silence would end a growth, a burst be one more batch. */
const anomalyFor = (draw: Chance, shape: Shape): OrderPlant =>
  truthOfShape[shape] !== undefined
    ? "odd_amount"
    : shape === "in_batches"
    ? draw.pick(["odd_amount", "silence", "pause"])
    : shape === "sparse"
    ? "silence"
    : shape === "closing_in_august"
    ? draw.pick(["odd_amount", "burst", "silence"])
    : draw.pick(["odd_amount", "burst", "burst", "silence", "silence", "pause"])
