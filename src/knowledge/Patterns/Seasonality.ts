/** Does the customer order more at the same time of every year? What does not come back in the second year is no season. */
import { sum } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import { Outcome, pure } from "./Detector.ts"
import { day } from "./History.ts"
import { seasonOf } from "./Series.ts"
import { activeUntil } from "./Silence.ts"
import { compareRates } from "./Statistics.ts"
import { counted, effect, figure, rounded } from "./Wording.ts"

export const pattern_type = "seasonality"

export const Seasonality = pure(pattern_type, ({ customer_id, name, orders: all }, _peers, now) => {
  const past = all.filter((order) => order.at <= now)
  const first = past[0]
  const end = activeUntil(past, now)
  const span = first === undefined ? 0 : (end - first.at) / month
  // Two years of business seldom begin with an order on their first day.
  const months = Math.min(36, Math.max(Math.floor(span), span >= leastMonths - 1 / 3 ? leastMonths : 0))
  const start = end - months * month
  const orders = past.filter(({ at }) => at > start && at <= end)
  if (months < leastMonths || orders.length < leastOrders) {
    return Outcome.TooLittleData({
      reason: `too little data: ${counted(orders.length, "order")} over ${months} months${
        first === undefined ? "" : ` since ${isoDay(first.at)}`
      }; ${leastOrders} over ${leastMonths} months, two whole years, are needed to know a season`
    })
  }
  const counts = new Array<number>(months).fill(0)
  for (const { at } of orders) {
    const bin = Math.min(months - 1, Math.floor((at - start) / month))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const season = seasonOf(counts)
  if (season.p_value > 0.05) return Outcome.NothingFound({ p_value: season.p_value })
  const [high, low] = [busiest(season.effect), busiest(season.effect.map((effect) => -effect))]
  const quarter = (from: number) => {
    const months = counts.filter((_, i) => (i - from + 120) % 12 < quarterMonths)
    return { count: sum(months), exposure: months.length, ...datesOf(start, from) }
  }
  const [peak, quiet] = [quarter(high), quarter(low)]
  const dispersion = { value: Math.max(1, season.dispersion), degrees: season.degrees[1] }
  const { interval, ratio } = compareRates(peak, quiet, dispersion)
  // The twelve months up to the end, the twelve before, and, where the third year is whole, those too.
  const years = Array.from({ length: Math.floor(months / 12) }, (_, back) => {
    const from = months - 12 * (back + 1)
    const whole = counts.slice(from, from + 12)
    const inPeak = whole.filter((_, i) => (from + i - high + 120) % 12 < quarterMonths)
    return { from: isoDay(start + from * month), in_peak: sum(inPeak), orders: sum(whole) }
  }).reverse()
  const nextPeak = next(start + high * month, now)
  const aMonth = ({ count, exposure }: { readonly count: number; readonly exposure: number }) =>
    figure(count / exposure)
  return Outcome.Detected({
    finding: {
      p_value: season.p_value,
      // More than twice as much in the best quarter as in the worst is what stock is built for.
      practical: Math.log(ratio) / Math.log(2.2),
      insight:
        `${name} orders by season: most from ${peak.from} to ${peak.to} (${aMonth(peak)} orders a month), least ` +
        `from ${quiet.from} to ${quiet.to} (${aMonth(quiet)} a month), ${
          Number.isFinite(ratio)
            ? `${figure(ratio)} times as many (95 % interval ${figure(interval[0])} to ${figure(interval[1])})`
            : "none"
        }. It comes back: ${
          years.map((year) =>
            `${figure(year.in_peak, 0)} of ${figure(year.orders, 0)} orders in the year from ${year.from}`
          )
            .join(", ")
        }. The next peak is from ${nextPeak.from} to ${nextPeak.to}.`,
      recommendation:
        `Plan stock and capacity for ${name} ahead of ${peak.from}, and do not read a quiet time from ${quiet.from} to ${quiet.to} as a loss.`,
      data: {
        test:
          "F test of three yearly waves in the variance-stabilised monthly counts, trend taken out, variance allowing " +
          "for months that resemble their neighbours",
        statistic: rounded(season.statistic),
        degrees_of_freedom: season.degrees,
        p_value: rounded(season.p_value),
        dispersion: rounded(season.dispersion),
        autocorrelation: rounded(season.memory),
        effect: effect("busiest_to_quietest_quarter", ratio, "times", interval),
        peak: { from: peak.from, to: peak.to, orders_a_month: rounded(peak.count / peak.exposure) },
        quiet: { from: quiet.from, to: quiet.to, orders_a_month: rounded(quiet.count / quiet.exposure) },
        next_peak: nextPeak,
        years,
        n: orders.length,
        counts,
        windows: { whole: { from: isoDay(start), to: isoDay(end) } },
        rows: { customer_id }
      }
    }
  })
})

/** A twelfth of a year, so that twelve of them meet the same days again. */
const month = 365.25 / 12 * day
const leastMonths = 24
const leastOrders = 48
const quarterMonths = 3

/** The month of twelve with which the busiest quarter begins, by what the season does to each. */
const busiest = (effects: ReadonlyArray<number>): number => {
  const quarter = (from: number) => [0, 1, 2].reduce((sum, i) => sum + (effects[(from + i) % 12] ?? 0), 0)
  return effects.reduce((best, _, i) => quarter(i) > quarter(best) ? i : best, 0)
}

const datesOf = (start: number, from: number) => ({
  from: dayOfYear(start + from * month),
  to: dayOfYear(start + (from + quarterMonths) * month - day)
})

/** The busiest quarter that is not over yet. */
const next = (first: number, now: number) => {
  const quarter = quarterMonths * month
  const from = first + Math.ceil((now - quarter - first) / (12 * month)) * 12 * month
  return { from: isoDay(from), to: isoDay(from + quarter - day) }
}

const months = "January February March April May June July August September October November December".split(" ")

/** `15 October` */
const dayOfYear = (at: number): string => {
  const date = new Date(at)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ""}`
}
