/** Businesses of many shapes with known truth: what was planted in a customer's history, and nothing else. */
import type { History, Invoice, Order, PeerGroup } from "../../src/knowledge/Patterns/History.ts"
import { day, recentDays } from "../../src/knowledge/Patterns/History.ts"
import { type Chance, chance } from "./PlantedBusinessChance.ts"

export type Shape = "steady" | "seasonal" | "growing" | "sparse" | "heavy_tailed"
export type Plant = "rush_order_frequency" | "payment_timing_shift" | "anomaly"

export interface PlantedCustomer {
  readonly history: History
  readonly shape: Shape
  readonly planted: Plant | undefined
}

export const shapes = ["steady", "seasonal", "growing", "sparse", "heavy_tailed"] as const
export const plants = ["rush_order_frequency", "payment_timing_shift", "anomaly"] as const

export interface Options {
  readonly seed: number
  readonly customers: number
  readonly now: number
  readonly months?: number
  /** What the customer with this number hides; by default every second one hides something, each kind in turn. */
  readonly plant?: (index: number) => Plant | undefined
}

const everySecond = (index: number): Plant | undefined => index % 2 === 0 ? undefined : plants[(index >> 1) % 3]

export const plantedBusiness = (options: Options): ReadonlyArray<PlantedCustomer> => {
  const draw = chance(options.seed)
  return Array.from({ length: options.customers }, (_, index) => {
    const shape = shapes[(index + Math.floor(index / 10)) % shapes.length] ?? "steady"
    return customer(draw, index, shape, (options.plant ?? everySecond)(index), options)
  })
}

/** How all customers but this one ordered in the recent window, as the store counts them. */
export const peersOf = (
  business: ReadonlyArray<PlantedCustomer>,
  one: History,
  now: number
): ReadonlyArray<PeerGroup> =>
  business.filter(({ history }) => history !== one).map(({ history }) => {
    const recent = history.orders.filter((order) => order.at >= now - recentDays * day)
    return { customers: 1, orders: recent.length, rush: recent.filter((order) => order.rush).length }
  })

/** Orders a day. */
const rateOf = (draw: Chance, shape: Shape) => (shape === "sparse" ? draw.between(1.5, 3) : draw.between(4, 10)) / 30

const intensity = (shape: Shape, at: number, from: number, now: number) => {
  if (shape === "growing") return 0.5 + (1.5 * (at - from)) / (now - from)
  return shape === "seasonal" ? 1 + 0.6 * Math.sin((2 * Math.PI * at) / (365.25 * day)) : 1
}

const customer = (
  draw: Chance,
  index: number,
  shape: Shape,
  planted: Plant | undefined,
  { months = 24, now }: Options
): PlantedCustomer => {
  const id = `customer-${index}`
  const from = now - months * 30.44 * day
  const rate = rateOf(draw, shape)
  const spread = draw.between(0.25, 0.5)
  const logAmount = () =>
    shape === "heavy_tailed" ? (draw.uniform() < 0.5 ? 1 : -1) * draw.exponential(0.6) : draw.normal() * spread
  const middle = Math.exp(draw.between(6, 10))
  const rushShare = draw.between(0.03, 0.15)
  const order = (at: number, rush: boolean, i: number): Order => ({
    id: `${id}-order-${i}`,
    at,
    rush,
    amount: Math.round(100 * middle * Math.exp(logAmount())) / 100
  })
  const regular: Array<Order> = []
  for (let at = from; at < now; at += draw.exponential(1 / (2 * rate)) * day) {
    if (draw.uniform() < intensity(shape, at, from, now) / 2) {
      regular.push(order(at, draw.uniform() < rushShare, regular.length))
    }
  }
  const orders = plantInOrders(draw, planted, regular, {
    now,
    rate,
    spread: shape === "heavy_tailed" ? 1 : spread,
    order
  })
  const terms = draw.pick([15, 30, 45, 60])
  const lateness = { mean: draw.between(-3, 10), spread: draw.between(2, 6) }
  const shiftedFrom = now - draw.between(130, 175) * day
  const shift = planted === "payment_timing_shift" ? draw.between(15, 30) : 0
  const invoices = orders.map((of, i): Invoice => {
    const due_at = of.at + (draw.between(1, 5) + terms) * day
    const noise = shape === "heavy_tailed" ? draw.student(4) : draw.normal()
    const late = lateness.mean + lateness.spread * noise + (due_at >= shiftedFrom ? shift : 0)
    const paid_at = Math.max(of.at + day, due_at + late * day)
    const paid = paid_at <= now && draw.uniform() > 0.01
    return {
      id: `${id}-invoice-${i}`,
      number: `INV-${index}-${i}`,
      due_at,
      amount: of.amount,
      ...(paid ? { paid_at } : {})
    }
  }).sort((a, b) => a.due_at - b.due_at)
  return { history: { customer_id: id, name: `Customer ${index}`, currency: "USD", orders, invoices }, shape, planted }
}

const plantInOrders = (
  draw: Chance,
  planted: Plant | undefined,
  orders: ReadonlyArray<Order>,
  to: {
    readonly now: number
    readonly rate: number
    readonly spread: number
    readonly order: (at: number, rush: boolean, i: number) => Order
  }
): ReadonlyArray<Order> => {
  if (planted === "rush_order_frequency") {
    const since = to.now - draw.between(150, 180) * day
    const usual = orders.filter((order) => order.at >= since).length
    const extra = Array.from(
      { length: Math.round(Math.max(12, 0.6 * usual)) },
      (_, i) => to.order(since + draw.uniform() * (to.now - since), true, orders.length + i)
    )
    return [...orders, ...extra].sort((a, b) => a.at - b.at)
  }
  if (planted !== "anomaly") return orders
  if (draw.uniform() < 0.5) {
    // Silence: nine times the usual gap, and at least 60 days.
    const since = to.now - Math.max(60, 10 / to.rate) * day
    return orders.filter((order) => order.at < since)
  }
  const odd = Math.floor(orders.length * draw.between(0.8, 0.99))
  const sign = draw.uniform() < 0.7 ? 1 : -1
  return orders.map((order, i) =>
    i === odd
      ? { ...order, amount: Math.round(100 * order.amount * Math.exp(sign * Math.max(3, 9 * to.spread))) / 100 }
      : order
  )
}
