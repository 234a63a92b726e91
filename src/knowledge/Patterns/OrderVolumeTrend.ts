/** Does the customer order more, or less, than a year before? Months are compared with the same months, so season is no trend. */
import { linearRegression, sampleVariance, sum } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import { Outcome, pure } from "./Detector.ts"
import { day } from "./History.ts"
import { compareRates } from "./Statistics.ts"
import { counted, effect, figure, rounded } from "./Wording.ts"

export const pattern_type = "order_volume_trend"

export const OrderVolumeTrend = pure(pattern_type, ({ customer_id, name, orders: all }, _peers, now) => {
  const orders = all.filter((order) => order.at <= now)
  const span = orders[0] === undefined ? 0 : (now - orders[0].at) / day
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
  const start = now - months * monthDays * day
  const counts = Array.from({ length: months }, (_, i) => {
    const from = start + i * monthDays * day
    return orders.filter(({ at }) => at > from && at <= from + monthDays * day).length
  })
  const recent = counts.slice(12)
  const before = counts.slice(0, months - 12)
  const [lately, then] = [sum(recent), sum(before)]
  if (then === 0) {
    return Outcome.TooLittleData({ reason: "too little data: no orders in the same months a year before" })
  }
  const changes = recent.map((count, i) => count - (before[i] ?? 0))
  // How much more the monthly changes vary than those of two Poisson counts: orders that come in bursts count for fewer.
  const unlike = sampleVariance(changes) / ((lately + then) / changes.length)
  const dispersion = unlike > 1 + 1.645 * Math.sqrt(2 / (changes.length - 1)) ? unlike : 1
  const [late, early] = [weighed(lately, dispersion), weighed(then, dispersion)]
  const more = compareRates(late, early)
  const p_value = Math.min(1, 2 * Math.min(more.p_value, compareRates(early, late).p_value))
  if (p_value > 0.05) return Outcome.NothingFound({ p_value })
  const relative = lately / then - 1
  const grows = relative > 0
  const interval = [more.interval[0] - 1, more.interval[1] - 1] as const
  return Outcome.Detected({
    finding: {
      p_value,
      // A quarter more, or a fifth less, is what plans are changed for.
      practical: grows ? relative / 0.25 : -relative / 0.2,
      insight:
        `${name} places ${figure(Math.abs(100 * relative), 0)} % ${
          grows ? "more" : "fewer"
        } orders than a year before ` +
        `(95 % interval ${figure(100 * interval[0], 0)} % to ${figure(100 * interval[1], 0)} %): ` +
        `${counted(lately, "order")} since ${isoDay(now - changes.length * monthDays * day)}, against ` +
        `${counted(then, "order")} in the same months a year earlier.`,
      recommendation: grows
        ? `Plan stock and the credit limit of ${name} for the higher volume, and see whether it deserves better prices.`
        : `Ask ${name} where its orders have gone before the account is lost, and plan with less until then.`,
      data: {
        test: "exact Poisson test of two years, scaled by how much the monthly changes vary",
        statistic: lately - then,
        dispersion: rounded(dispersion),
        p_value: rounded(p_value),
        effect: effect("relative_change", relative, "share", interval),
        slope_per_month: rounded(linearRegression(counts.map((count, i) => [i, count])).m),
        direction: grows ? "rising" : "falling",
        n: orders.length,
        counts,
        windows: {
          recent: { from: isoDay(now - changes.length * monthDays * day), to: isoDay(now) },
          earlier: { from: isoDay(start), to: isoDay(start + changes.length * monthDays * day) }
        },
        rows: { customer_id }
      }
    }
  })
})

/** Twelve of them, and five days, are a year. */
const monthDays = 30
const leastMonths = 20
const leastOrders = 24

const weighed = (count: number, dispersion: number) => ({ count: Math.round(count / dispersion), exposure: 1 })
