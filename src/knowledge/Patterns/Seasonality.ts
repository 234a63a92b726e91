/** Does the customer order more at the same time of every year? What does not come back in the second year is no season. */
import { isoDay } from "../../domain/Time.ts"
import { Outcome, pure } from "./Detector.ts"
import { day } from "./History.ts"
import { counted, effect, figure, rounded } from "./Wording.ts"

export const pattern_type = "seasonality"

export const Seasonality = pure(pattern_type, ({ customer_id, name, orders: all }, _peers, now) => {
  const orders = all.filter((order) => order.at <= now)
  const first = orders[0]
  const start = now - 2 * year
  const times = orders.filter(({ at }) => at > start).map(({ at }) => at)
  const [earlier, recent] = [times.filter((at) => at <= start + year), times.filter((at) => at > start + year)]
  if (first === undefined || first.at > start + allowance || earlier.length < least || recent.length < least) {
    return Outcome.TooLittleData({
      reason: `too little data: ${counted(times.length, "order")}${
        first === undefined ? "" : ` since ${isoDay(Math.max(first.at, start))}`
      }; two whole years with ${least} orders each are needed to know a season`
    })
  }
  const [then, now_, both] = [rayleigh(earlier), rayleigh(recent), rayleigh(leveled(earlier, recent, start))]
  const apart = Math.abs(Math.atan2(Math.sin(then.angle - now_.angle), Math.cos(then.angle - now_.angle)))
  const returns = then.p_value < 0.02 && now_.p_value < 0.02 && apart < Math.PI / 3
  const p_value = returns ? both.p_value : Math.max(both.p_value, then.p_value, now_.p_value, 0.06)
  if (p_value > 0.05) return Outcome.NothingFound({ p_value: Math.min(1, p_value) })
  const peak = monthName(both.angle)
  const low = monthName(both.angle + Math.PI)
  // A wave of this mean direction has an amplitude of twice its length.
  const swing = Math.min(1, 2 * both.length)
  return Outcome.Detected({
    finding: {
      p_value,
      practical: swing / 0.3,
      insight: `${name} orders by season: most around ${peak}, least around ${low}, about ${
        figure(100 * swing, 0)
      } % above and below its average, in both of the last two years (${counted(times.length, "order")} since ${
        isoDay(start)
      }).`,
      recommendation: `Plan stock and capacity for ${name} ahead of ${peak}, and do not read a quiet ${low} as a loss.`,
      data: {
        test: "Rayleigh test of order dates over the year, growth taken out, in both years alike",
        statistic: rounded(both.length),
        p_value: rounded(p_value),
        p_value_by_year: [rounded(then.p_value), rounded(now_.p_value)],
        effect: effect("swing_around_average", swing, "share", [
          Math.max(0, swing - 2 / Math.sqrt(times.length / 2)),
          swing + 2 / Math.sqrt(times.length / 2)
        ]),
        peak,
        n: times.length,
        windows: { both_years: { from: isoDay(start), to: isoDay(now) } },
        rows: { customer_id }
      }
    }
  })
})

const year = 365.25 * day
/** How late the first order may come and the two years still count as whole. */
const allowance = 45 * day
const least = 20

interface Weighted {
  readonly at: number
  readonly weight: number
}

/** Orders weighted so that a business which grows evenly looks level. */
const leveled = (
  earlier: ReadonlyArray<number>,
  recent: ReadonlyArray<number>,
  start: number
): ReadonlyArray<Weighted> => {
  const slope = recent.length - earlier.length
  const average = (recent.length + earlier.length) / 2
  const trend = (at: number) => Math.max(0.2 * average, average + slope * ((at - start) / year - 1))
  return [...earlier, ...recent].map((at) => ({ at, weight: average / trend(at) }))
}

/** How closely dates keep together on the circle of the year: 0 not at all, 1 all on one day. */
const rayleigh = (dates: ReadonlyArray<number | Weighted>) => {
  const weighted = dates.map((date) => typeof date === "number" ? { at: date, weight: 1 } : date)
  const total = (of: (one: Weighted) => number) => weighted.reduce((sum, one) => sum + of(one), 0)
  const turn = (at: number) => (2 * Math.PI * at) / year
  const [x, y] = [
    total(({ at, weight }) => weight * Math.cos(turn(at))),
    total(({ at, weight }) => weight * Math.sin(turn(at)))
  ]
  return {
    angle: Math.atan2(y, x),
    length: Math.hypot(x, y) / total(({ weight }) => weight),
    p_value: Math.exp(-(x ** 2 + y ** 2) / total(({ weight }) => weight ** 2))
  }
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
]

const monthName = (angle: number): string => {
  const share = ((angle / (2 * Math.PI)) % 1 + 1) % 1
  return months[Math.floor(share * 12)] ?? "January"
}
