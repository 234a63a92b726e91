/** What does not fit the customer's own history: an order's amount, a pause or a burst of orders, a sudden silence. */
import normal from "@stdlib/stats-base-dists-normal-cdf"
import { median } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import { burst } from "./Burst.ts"
import { type Finding, Outcome, pure } from "./Detector.ts"
import { day, type History } from "./History.ts"
import { oddPause, pausesOf, silence } from "./Silence.ts"
import { robustSpread } from "./Statistics.ts"
import { tailOf } from "./Tails.ts"
import { counted, effect, figure, money, namedRows, possessive, rounded } from "./Wording.ts"

export const pattern_type = "anomaly"

export const Anomaly = pure(pattern_type, (history, _peers, now) => {
  const orders = history.orders.filter((order) => order.at <= now)
  if (orders.length < leastOrders) {
    return Outcome.TooLittleData({
      reason: `too little data: ${counted(orders.length, "order")}; ${leastOrders} are needed to know what is usual`
    })
  }
  const past = { ...history, orders }
  const pauses = pausesOf(orders)
  const looks = [
    oddAmount(past, now),
    oddPause(past, pauses, now, newsDays),
    silence(past, pauses, now),
    burst(past, now, newsDays)
  ].flatMap((finding) => finding === undefined ? [] : [finding]).sort((a, b) => a.p_value - b.p_value)
  const found = looks.map((finding) => ({ ...finding, p_value: Math.min(1, finding.p_value * looks.length) }))
  const [worst] = found
  if (worst === undefined || worst.p_value > 0.05) return Outcome.NothingFound({ p_value: worst?.p_value ?? 1 })
  const others = found.slice(1).filter((finding) => finding.p_value <= 0.01 && finding.practical >= 1)
  return Outcome.Detected({
    finding: {
      ...worst,
      insight: [worst, ...others].map(({ insight }) => insight).join(" "),
      data: { ...worst.data, p_value: rounded(worst.p_value), others: others.map(({ data }) => data) }
    }
  })
})

const leastOrders = 12
/** Only what happened in the last year is news; what was before it is what news are measured by. */
const newsDays = 365

/** Mean excess over the 90th percentile in robust standard deviations: 0.47 of a normal, 0.97 of a Laplace distribution. */
const usualExcess = 0.65
/**
 * However even a history is, so many of its orders may be of another kind, with amounts that fall off exponentially by the
 * robust standard deviation (Huber's contaminated model): the chance of an amount is never taken to be below theirs.
 */
const ofAnotherKind = 0.1

const oddAmount = ({ currency, customer_id, name, orders }: History, now: number): Finding | undefined => {
  const priced = orders.filter((order) => order.amount > 0).map((order) => ({ order, log: Math.log(order.amount) }))
  const news = priced.filter(({ order }) => order.at >= now - newsDays * day)
  if (priced.length < leastOrders) return undefined
  const logs = priced.map(({ log }) => log)
  const [middle, spread] = [median(logs), robustSpread(logs)]
  const high = tailOf(logs, usualExcess * spread)
  const low = tailOf(logs.map((log) => -log), usualExcess * spread)
  let [most, least] = [-Infinity, Infinity]
  const before = priced.map(({ log }) => {
    const range = [least, most] as const
    ;[least, most] = [Math.min(least, log), Math.max(most, log)]
    return range
  }).slice(priced.length - news.length)
  const judged = news.map((one, i) => {
    const [smallest, largest] = before[i] ?? [one.log, one.log]
    const distance = one.log - middle
    const score = spread === 0 ? (distance === 0 ? 0 : Math.sign(distance) * Infinity) : distance / spread
    const far = Math.max(distance > 0 ? high(one.log) : low(-one.log), ofAnotherKind * Math.exp(-Math.abs(score)))
    const unheardOf = Math.max(0, one.log - largest, smallest - one.log)
    return { ...one, score, unheardOf, chance: Math.min(1, 2 * Math.max(normal(-Math.abs(score), 0, 1), far)) }
  }).sort((a, b) => a.chance - b.chance)
  const [oddest] = judged
  if (oddest === undefined) return undefined
  const p_value = Math.min(1, oddest.chance * news.length)
  const odd = judged.filter(({ chance }) => chance * news.length <= 0.01)
  const usual = Math.exp(middle)
  const times = oddest.order.amount / usual
  return {
    p_value,
    // Twice what it ever ordered before, or a third of the least: else it has a precedent.
    practical: Math.min(Math.abs(oddest.score) / 3.5, oddest.unheardOf / Math.log(times > 1 ? 2 : 3)),
    insight:
      `${possessive(name)} order of ${isoDay(oddest.order.at)} over ${
        money(oddest.order.amount, currency)
      } does not fit: ` +
      `it is ${times >= 1 ? `${figure(times)} times` : `only ${figure(100 * times)} % of`} the usual ` +
      `${money(usual, currency)} (median of ${figure(priced.length, 0)} orders).` +
      (odd.length > 1
        ? ` ${counted(odd.length - 1, "more order")} of the last 12 months stand${odd.length === 2 ? "s" : ""} out too.`
        : ""),
    recommendation:
      `Check the order of ${isoDay(oddest.order.at)} with ${name} before it is billed or repeated: it may be a ` +
      `mistake, a one-off, or the start of something new.`,
    data: {
      test: "robust z on log amounts (median absolute deviation), and their own tail (Lomax; exponential for one in " +
        "ten), for as many orders as there were in the last year",
      kind: "order_amount",
      day: isoDay(oddest.order.at),
      amount: oddest.order.amount,
      usual_amount: Number(usual.toFixed(2)),
      currency,
      statistic: rounded(Math.max(-1e6, Math.min(1e6, oddest.score))),
      p_value: rounded(p_value),
      effect: effect("times_the_usual_amount", times, "times", [
        times / Math.exp(1.96 * spread),
        times * Math.exp(1.96 * spread)
      ]),
      n: priced.length,
      windows: { judged: { from: isoDay(now - newsDays * day), to: isoDay(now) } },
      rows: {
        customer_id,
        orders: (odd.length === 0 ? [oddest] : odd).slice(0, namedRows).map(({ order }) => order.id)
      }
    }
  }
}
