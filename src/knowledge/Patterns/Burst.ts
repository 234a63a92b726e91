/** A week with far more orders than the weeks around it, so that growth and season are no burst. */
import beta from "@stdlib/stats-base-dists-beta-cdf"
import { isoDay } from "../../domain/Time.ts"
import type { Finding } from "./Detector.ts"
import { day, type History, type Order } from "./History.ts"
import { compareRates, type Dispersion, dispersionOf } from "./Statistics.ts"
import { counted, dispersionInData, effect, figure, namedRows, rounded } from "./Wording.ts"

const week = 7 * day
/** Weeks on either side that a week is held against. */
const around = 13

export const burst = (history: History, now: number, newsDays: number): Finding | undefined => {
  const first = history.orders[0]
  const weeks = first === undefined ? 0 : Math.floor((now - first.at) / week) - 1
  if (weeks < 2 * around) return undefined
  // Weeks that begin half a week apart, so that a burst of three days is whole in one of them.
  const judged = [0, week / 2].flatMap((shift) => judge(history.orders, now - shift, weeks, newsDays))
    .sort((a, b) => a.chance - b.chance)
  const [busiest] = judged
  return busiest === undefined || busiest.orders.length === 0 ? undefined : told(history, busiest, judged.length)
}

interface Judged {
  readonly until: number
  readonly orders: ReadonlyArray<Order>
  /** Orders a week in the weeks around, and how many weeks those are. */
  readonly usual: number
  readonly weeks: number
  readonly dispersion: Dispersion
  readonly chance: number
}

const judge = (
  orders: ReadonlyArray<Order>,
  until: number,
  weeks: number,
  newsDays: number
): ReadonlyArray<Judged> => {
  const inWeek = Array.from({ length: weeks }, (): Array<Order> => [])
  for (const order of orders) inWeek[Math.ceil((until - order.at) / week) - 1]?.push(order)
  const counts = inWeek.map(({ length }) => length)
  const near = (back: number) => {
    const [from, to] = [Math.max(0, back - around), Math.min(weeks, back + around + 1)]
    const total = counts.slice(from, to).reduce((sum, count) => sum + count, 0) - (counts[back] ?? 0)
    return { total, weeks: to - from - 1 }
  }
  const cells = counts.map((seen, back) => {
    const { total, weeks } = near(back)
    return { seen, expected: total / weeks, variance: total / weeks }
  })
  const busiest = counts.reduce((best, count, back) => count > (counts[best] ?? 0) ? back : best, 0)
  // The week in question does not speak for how much weeks vary: the busiest of all is left out.
  const dispersion = dispersionOf(cells.filter((_, back) => back !== busiest), 0)
  return inWeek.slice(0, Math.ceil(newsDays * day / week)).map((of, back) => {
    const { total, weeks } = near(back)
    return {
      until: until - back * week,
      orders: of,
      usual: total / weeks,
      weeks,
      dispersion,
      chance: chanceOf(of.length, (total + 0.5) / weeks, weeks, dispersion.value)
    }
  })
}

/**
 * Chance of so many orders or more in a week: negative binomial, as of a Poisson count whose mean is not the same in all
 * weeks, with the variance that the weeks have, and with what so few weeks leave uncertain of their mean.
 */
const chanceOf = (count: number, usual: number, weeks: number, dispersion: number): number => {
  if (count === 0) return 1
  // By the variance of the mean of so many weeks, a new week varies a little more than they do.
  const ratio = Math.max(1.05, dispersion * (1 + 1 / weeks))
  return beta(1 - 1 / ratio, count, usual / (ratio - 1))
}

const told = (
  { customer_id, name }: History,
  { chance, dispersion, orders, until, usual, weeks }: Judged,
  tests: number
): Finding => {
  const p_value = Math.min(1, chance * tests)
  const { interval, ratio } = compareRates(
    { count: orders.length, exposure: 1 },
    { count: Math.round(usual * weeks), exposure: weeks },
    dispersion
  )
  const from = until - week
  return {
    p_value,
    practical: Math.min(orders.length / 6, Math.log2(Math.max(1, orders.length / Math.max(0.5, usual)))),
    insight: `${name} placed ${counted(orders.length, "order")} in the week from ${isoDay(from)} to ${
      isoDay(until)
    }; in the weeks around it is ${figure(usual)} a week.`,
    recommendation: `Ask ${name} what the burst of orders was for: stocking up, a project, or orders entered twice.`,
    data: {
      test: "negative binomial tail of one week's orders, against the weeks around and how much those vary, for as " +
        "many weeks as there were",
      kind: "order_burst",
      statistic: orders.length,
      p_value: rounded(p_value),
      dispersion: dispersionInData(dispersion),
      effect: effect("times_the_usual_week", ratio, "times", interval),
      usual_a_week: rounded(usual),
      n: orders.length + Math.round(usual * weeks),
      windows: { week: { from: isoDay(from), to: isoDay(until) } },
      rows: { customer_id, orders: orders.slice(0, namedRows).map(({ id }) => id) }
    }
  }
}
