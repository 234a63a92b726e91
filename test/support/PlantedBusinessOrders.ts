/** How a generated customer orders, and what may be hidden in it. */
import { day, type Order } from "../../src/knowledge/Patterns/History.ts"
import type { Shape } from "./PlantedBusiness.ts"
import type { Chance } from "./PlantedBusinessChance.ts"

/** Rush orders take the place of others, or come on top of them; and four kinds of what does not fit. */
export type OrderPlant = "hurry" | "hurry_on_top" | "odd_amount" | "burst" | "silence" | "pause"

interface Habits {
  readonly from: number
  /** Orders a month. */
  readonly pace: number
  readonly logAmount: () => number
  /** Spread of the log amounts, for outliers to be far outside of. */
  readonly spread: number
  readonly rushShare: number
  /** How much better and worse months differ: coefficient of variation. */
  readonly unevenness: number
  readonly carriedOver: number
  readonly batch: number
  /** The season's swing or how often the yearly peak is the rest of the year, and when. */
  readonly season: (at: number) => number
  readonly trend: (at: number) => number
}

const year = 365.25 * day
const month = year / 12

const habitsOf = (draw: Chance, shape: Shape, now: number): Habits => {
  const months = shape === "new" ? draw.between(1, 5) : draw.between(24.5, 34)
  const strong = shape === "growing" || shape === "declining" || shape === "seasonal"
  const spread = shape === "heavy_tailed" ? draw.between(0.4, 0.6) : draw.between(0.2, 0.45)
  const middle = draw.between(6, 10)
  const timesAYear = shape === "growing" ? draw.between(2, 2.8) : 1 / draw.between(2, 2.8)
  const peak = draw.uniform() * year
  const wave = draw.uniform() < 0.5
  const swing = draw.between(0.6, 0.9)
  const peakTimes = draw.between(3, 5)
  const intoYear = (at: number) => ((((at - peak) % year) + year) % year) / year
  return {
    from: now - months * month,
    pace: shape === "sparse" ? draw.between(2, 3.5) : strong ? draw.between(12, 20) : draw.between(4, 14),
    // Amounts are seldom log-normal: some are Pareto (of an index down to 1.7), most a mixture.
    logAmount: () =>
      middle + spread * (shape === "heavy_tailed" || draw.uniform() > 0.85
          ? draw.exponential(draw.uniform() < 0.7 ? 1 : -1)
          : draw.normal()),
    spread: shape === "heavy_tailed" ? 1.3 * spread : spread,
    rushShare: draw.between(0.01, 0.06) + (draw.uniform() < 0.3 ? draw.between(0, 0.15) : 0),
    unevenness: shape === "uneven_months" ? draw.between(0.25, 0.4) : draw.between(0.05, 0.15),
    carriedOver: draw.between(0, 0.4),
    batch: shape === "in_batches" ? draw.between(1.5, 2.5) : 1,
    season: shape !== "seasonal"
      ? () => 1
      : wave
      ? (at) => 1 + swing * Math.cos(2 * Math.PI * intoYear(at))
      : (at) => (intoYear(at) < 0.2 ? peakTimes : 1) / (0.8 + 0.2 * peakTimes),
    trend: strong && shape !== "seasonal" ? (at) => timesAYear ** ((at - now) / year + 1) : () => 1
  }
}

/** Monday to Sunday. */
const weekly = [1.2, 1.3, 1.3, 1.2, 1.1, 0.5, 0.1]

/** Nobody orders between the years; some close in August as well. */
const open = (at: number, shape: Shape): number => {
  const date = new Date(at).toISOString().slice(5, 10)
  if (date >= "12-24" || date <= "01-02") return 0.1
  return shape === "closing_in_august" && date >= "08-01" && date <= "08-26" ? 0 : 1
}

const regular = (draw: Chance, habits: Habits, shape: Shape, now: number): ReadonlyArray<Order> => {
  const orders: Array<Order> = []
  let deviation = 0
  let [lucky, hasty] = [1, 1]
  for (let at = habits.from, n = 0; at < now; at += day, n++) {
    if (n % 30 === 0) {
      // Good and bad months come in runs; so do months in a hurry.
      deviation = habits.carriedOver * deviation + Math.sqrt(1 - habits.carriedOver ** 2) * (draw.gamma(1) - 1)
      lucky = Math.max(0.1, 1 + habits.unevenness * deviation)
      hasty = draw.gamma(0.4)
    }
    const rate = (habits.pace * 12) / 365.25 * habits.trend(at) * habits.season(at) * lucky * open(at, shape) *
      (weekly[(new Date(at).getUTCDay() + 6) % 7] ?? 1) / 0.957
    for (let batches = draw.poisson(rate / habits.batch); batches > 0; batches--) {
      let size = 1
      while (draw.uniform() > 1 / habits.batch) size++
      for (; size > 0; size--) orders.push(anOrder(draw, habits, at, draw.uniform() < habits.rushShare * hasty))
    }
  }
  return orders
}

const cents = (amount: number) => Math.round(amount * 100) / 100

const anOrder = (draw: Chance, habits: Habits, from: number, rush: boolean): Order => ({
  id: "",
  at: from + draw.between(8, 17) * day / 24,
  rush,
  amount: cents(Math.exp(habits.logAmount()))
})

export const placed = (
  draw: Chance,
  { id, now, plant, shape }: {
    readonly id: string
    readonly shape: Shape
    readonly plant: OrderPlant | undefined
    readonly now: number
  }
): { readonly orders: ReadonlyArray<Order>; readonly detail: string } => {
  const habits = habitsOf(draw, shape, now)
  const usual = regular(draw, habits, shape, now)
  const { detail, orders } = plantIn(draw, habits, usual, plant, now)
  const sorted = orders.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at)
  return { orders: sorted.map((order, i) => ({ ...order, id: `${id}-order-${i}` })), detail }
}

const date = (at: number) => new Date(at).toISOString().slice(0, 10)

const plantIn = (
  draw: Chance,
  habits: Habits,
  orders: ReadonlyArray<Order>,
  plant: OrderPlant | undefined,
  now: number
): { readonly orders: ReadonlyArray<Order>; readonly detail: string } => {
  const pace = orders.length / ((now - habits.from) / month)
  const gap = habits.batch * month / pace
  const middle = orders.map(({ amount }) => Math.log(amount)).sort((a, b) => a - b)[orders.length >> 1] ?? 7
  switch (plant) {
    case undefined:
      return { orders, detail: "" }
    case "hurry": {
      const since = now - draw.between(110, 180) * day
      const share = draw.between(0.45, 0.7)
      const recent = orders.filter(({ at }) => at >= since).length
      const more = Math.max(share, 12 / Math.max(recent, 1))
      return {
        orders: orders.map((order) => order.at >= since && draw.uniform() < more ? { ...order, rush: true } : order)
          .concat(recent >= 14 ? [] : onTop(draw, habits, since, now, 14 - recent)),
        detail: `a share of ${share.toFixed(2)} since ${date(since)}`
      }
    }
    case "hurry_on_top": {
      const since = now - draw.between(110, 180) * day
      const extra = Math.round(Math.max(14, draw.between(2, 3) * pace))
      return {
        orders: [...orders, ...onTop(draw, habits, since, now, extra)],
        detail: `${extra} more since ${date(since)}`
      }
    }
    case "odd_amount": {
      // One digit too many, or two: 12 times the usual or more, or that much less, and far outside of what amounts do.
      const times = Math.exp((draw.uniform() < 0.75 ? 1 : -1) * Math.max(draw.between(2.5, 4), 12 * habits.spread))
      const near = orders.flatMap(({ at }, i) => at > now - 300 * day ? [i] : [])
      const odd = near[Math.floor(draw.uniform() * near.length)] ?? orders.length - 1
      return {
        orders: orders.map((order, i) => i === odd ? { ...order, amount: cents(Math.exp(middle) * times) } : order),
        detail: `${times.toFixed(2)} times the usual on ${date(orders[odd]?.at ?? now)}`
      }
    }
    case "burst": {
      const at = now - draw.between(4, 300) * day
      const count = Math.round(Math.max(12, draw.between(3, 4.5) * pace / 4.35 + 8))
      return { orders: [...orders, ...onTop(draw, habits, at, at + 3 * day, count, false)], detail: `on ${date(at)}` }
    }
    case "silence":
    case "pause": {
      const length = Math.max(80 * day, draw.between(15, 20) * gap)
      const until = plant === "silence" ? now : now - draw.between(20, 100) * day
      return {
        orders: orders.filter((order) => order.at < until - length || order.at > until),
        detail: `${(length / day).toFixed(0)} days until ${date(until)}`
      }
    }
  }
}

/** Growing in number towards the end, as trouble does. */
const onTop = (draw: Chance, habits: Habits, from: number, until: number, count: number, rush = true) =>
  Array.from(
    { length: count },
    () => anOrder(draw, habits, from + Math.sqrt(draw.uniform()) * Math.max(0, until - from - day), rush)
  )
