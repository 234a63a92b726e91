/** Does the customer order more, or less, than a year before? Months are compared with the same months, so season is no trend. */
import { sum } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import { Outcome, pure } from "./Detector.ts"
import { day } from "./History.ts"
import { slopeOf } from "./Series.ts"
import { activeUntil } from "./Silence.ts"
import { compareRates, dispersionOf, twice } from "./Statistics.ts"
import { counted, dispersionInData, effect, figure, rounded } from "./Wording.ts"

export const pattern_type = "order_volume_trend"

export const OrderVolumeTrend = pure(pattern_type, ({ customer_id, name, orders: all }, _peers, now) => {
  const orders = all.filter((order) => order.at <= now)
  // A customer that fell silent is reported as such; what it did before is another matter.
  const end = activeUntil(orders, now)
  const span = orders[0] === undefined ? 0 : (end - orders[0].at) / day
  const months = Math.min(24, Math.floor(span / monthDays))
  if (months < leastMonths || orders.length < leastOrders) {
    return Outcome.TooLittleData({
      reason: `too little data: ${counted(orders.length, "order")} over ${
        figure(span / 30.44)
      } months; ${leastOrders} over ${
        figure((leastMonths * monthDays) / 30.44, 0)
      } months are needed to tell a trend from a season`
    })
  }
  const start = end - months * monthDays * day
  const counts = new Array<number>(months).fill(0)
  for (const { at } of orders) {
    const month = Math.ceil((at - start) / (monthDays * day)) - 1
    if (at > start && at <= end) counts[month] = (counts[month] ?? 0) + 1
  }
  const recent = counts.slice(12)
  const before = counts.slice(0, months - 12)
  const [lately, then] = [sum(recent), sum(before)]
  if (then === 0) {
    return Outcome.TooLittleData({ reason: "too little data: no orders in the same months a year before" })
  }
  // In each month, given the orders of both years, the share of the later one is the same if the change is.
  const share = lately / (lately + then)
  const dispersion = dispersionOf(recent.map((count, i) => {
    const both = count + (before[i] ?? 0)
    return { seen: count, expected: share * both, variance: share * (1 - share) * both }
  }))
  const [late, early] = [{ count: lately, exposure: 1 }, { count: then, exposure: 1 }]
  const more = compareRates(late, early, dispersion)
  const p_value = twice(Math.min(more.p_value, compareRates(early, late, dispersion).p_value))
  if (p_value > 0.05) return Outcome.NothingFound({ p_value })
  const relative = lately / then - 1
  const grows = relative > 0
  const interval = [more.interval[0] - 1, more.interval[1] - 1] as const
  const slope = slopeOf(counts)
  const since = end - recent.length * monthDays * day
  return Outcome.Detected({
    finding: {
      p_value,
      // A quarter more, or a fifth less, is what plans are changed for.
      practical: grows ? relative / 0.25 : -relative / 0.2,
      insight:
        `${name} places ${figure(Math.abs(100 * relative), 0)} % ${
          grows ? "more" : "fewer"
        } orders than a year before (95 % interval of the change ${signed(interval[0])} to ${signed(interval[1])}): ` +
        `${counted(lately, "order")} from ${isoDay(since)} to ${isoDay(end)}, against ${
          counted(then, "order")
        } in the same months a year earlier.`,
      recommendation: grows
        ? `Plan stock and the credit limit of ${name} for the higher volume, and see whether it deserves better prices.`
        : `Ask ${name} where its orders have gone before the account is lost, and plan with less until then.`,
      data: {
        test: "exact conditional binomial of two years, month against the same month; quasi-likelihood t where the " +
          "months change unlike each other",
        statistic: lately - then,
        dispersion: dispersionInData(dispersion),
        p_value: rounded(p_value),
        effect: effect("relative_change", relative, "share", interval),
        slope: effect("orders_a_month_more_each_month", slope.slope, "orders", slope.interval),
        direction: grows ? "rising" : "falling",
        n: lately + then,
        counts,
        windows: {
          recent: { from: isoDay(since), to: isoDay(end) },
          earlier: { from: isoDay(start), to: isoDay(start + recent.length * monthDays * day) }
        },
        rows: { customer_id }
      }
    }
  })
})

const signed = (share: number) => Number.isFinite(share) ? `${share > 0 ? "+" : ""}${figure(100 * share, 0)} %` : "open"

/** Twelve of them, and five days, are a year. */
const monthDays = 30
const leastMonths = 20
const leastOrders = 24
