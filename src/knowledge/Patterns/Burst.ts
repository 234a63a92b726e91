/** A week with far more orders than the weeks around it, so that growth and season are no burst. */
import binomial from "@stdlib/stats-base-dists-binomial-cdf"
import { mean, sampleVariance } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import type { Finding } from "./Detector.ts"
import { day, type History, type Order } from "./History.ts"
import { compareRates } from "./Statistics.ts"
import { counted, effect, figure, namedRows, rounded } from "./Wording.ts"

const week = 7 * day
/** Weeks on either side that a week is held against. */
const around = 13

export const burst = ({ customer_id, name, orders }: History, now: number, newsDays: number): Finding | undefined => {
  const first = orders[0]
  const weeks = first === undefined ? 0 : Math.floor((now - first.at) / week)
  if (weeks < 2 * around) return undefined
  const inWeek: ReadonlyArray<ReadonlyArray<Order>> = Array.from(
    { length: weeks },
    (_, back) => orders.filter(({ at }) => at > now - (back + 1) * week && at <= now - back * week)
  )
  const counts = inWeek.map(({ length }) => length)
  const judged = counts.slice(0, Math.ceil((newsDays * day) / week)).map((count, back) => {
    const near = counts.slice(Math.max(0, back - around), back + around + 1).filter((_, i) =>
      i !== Math.min(back, around)
    )
    const usual = near.reduce((sum, other) => sum + other, 0)
    const clustering = Math.max(1, usual === 0 ? 1 : sampleVariance(near) / mean(near))
    const [seen, total] = [count, count + usual].map((orders) => Math.round(orders / clustering))
    const chance = seen === undefined || total === undefined || seen === 0
      ? 1
      : Math.max(0, 1 - binomial(seen - 1, total, 1 / (near.length + 1)))
    return { back, count, usual, weeks: near.length, chance }
  }).sort((a, b) => a.chance - b.chance)
  const [busiest] = judged
  if (busiest === undefined || busiest.count === 0) return undefined
  const { back, count, usual, weeks: others } = busiest
  const p_value = Math.min(1, busiest.chance * judged.length)
  const [from, to] = [now - (back + 1) * week, now - back * week]
  const { interval, ratio } = compareRates({ count, exposure: 1 }, { count: usual, exposure: others })
  return {
    p_value,
    practical: Math.min(count / 4, Math.log2(Math.max(1, count / Math.max(0.5, usual / others)))),
    insight: `${name} placed ${counted(count, "order")} in the week from ${isoDay(from)} to ${
      isoDay(to)
    }; in the weeks around it is ${figure(usual / others)} a week.`,
    recommendation: `Ask ${name} what the burst of orders was for: stocking up, a project, or orders entered twice.`,
    data: {
      test: "exact binomial of one week's orders among the weeks around, scaled by how much those vary",
      kind: "order_burst",
      statistic: count,
      p_value: rounded(p_value),
      effect: effect("times_the_usual_week", ratio, "times", interval),
      n: count + usual,
      windows: { week: { from: isoDay(from), to: isoDay(to) } },
      rows: { customer_id, orders: (inWeek[back] ?? []).slice(0, namedRows).map(({ id }) => id) }
    }
  }
}
