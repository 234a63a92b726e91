/** What does not fit the customer's own history: an order's amount, a pause or a burst of orders, a sudden silence. */
import normal from "@stdlib/stats-base-dists-normal-cdf"
import { median, medianAbsoluteDeviation, quantile, sum } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import { burst } from "./Burst.ts"
import { type Finding, Outcome, pure } from "./Detector.ts"
import { day, type History } from "./History.ts"
import { robustScore } from "./Statistics.ts"
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
  const looks = [oddAmount(past, now), oddPause(past, now), silence(past, now), burst(past, now, newsDays)]
    .flatMap((finding) => finding === undefined ? [] : [finding])
    .sort((a, b) => a.p_value - b.p_value)
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

/**
 * Chance of a value this far out. Histories have heavier tails than textbooks: beyond the 90th percentile they fall off
 * exponentially, as fast as the history's own excesses do. Few excesses say little, so they are joined by `prior`, what
 * a textbook history would have as its mean excess; what is still uncertain of it makes the tail Pareto's.
 */
const tail = (value: number, sample: ReadonlyArray<number>, prior: number): number => {
  const threshold = quantile([...sample], 0.9)
  if (value <= threshold) return 1
  const excesses = sample.flatMap((other) => other > threshold ? [other - threshold] : [])
  const weight = excesses.length + priorExcesses
  const average = (sum(excesses) + priorExcesses * prior) / weight
  return average === 0 ? 0.1 / sample.length : 0.1 * (1 + (value - threshold) / (weight * average)) ** -weight
}
const priorExcesses = 12
/** Mean excess over the 90th percentile, in standard deviations of a normal. */
const normalExcess = 0.47

const oddAmount = ({ currency, customer_id, name, orders }: History, now: number): Finding | undefined => {
  const priced = orders.filter((order) => order.amount > 0).map((order) => ({ order, log: Math.log(order.amount) }))
  const news = priced.filter(({ order }) => order.at >= now - newsDays * day)
  if (priced.length < leastOrders) return undefined
  const judged = news.map((one) => {
    const usual = priced.filter((other) => other !== one).map(({ log }) => log)
    const score = robustScore(one.log, usual)
    const sign = Math.sign(score)
    const spread = 1.4826 * medianAbsoluteDeviation(usual)
    const far = tail(sign * one.log, usual.map((log) => sign * log), normalExcess * spread)
    const chance = Math.min(1, 2 * Math.max(normal(-Math.abs(score), 0, 1), far))
    return { ...one, score, chance, usual: Math.exp(median(usual)) }
  }).sort((a, b) => a.chance - b.chance)
  const [oddest] = judged
  if (oddest === undefined) return undefined
  const p_value = Math.min(1, oddest.chance * news.length)
  const odd = judged.filter(({ chance }) => chance * news.length <= 0.01)
  const times = oddest.order.amount / oddest.usual
  return {
    p_value,
    practical: Math.min(Math.abs(oddest.score) / 3.5, Math.abs(Math.log2(times))),
    insight:
      `${possessive(name)} order of ${isoDay(oddest.order.at)} over ${
        money(oddest.order.amount, currency)
      } does not fit: ` +
      `it is ${times >= 1 ? `${figure(times)} times` : `only ${figure(100 * times)} % of`} the usual ` +
      `${money(oddest.usual, currency)} (median of ${figure(priced.length - 1, 0)} orders).` +
      (odd.length > 1
        ? ` ${counted(odd.length - 1, "more order")} of the last 12 months stand${odd.length === 2 ? "s" : ""} out too.`
        : ""),
    recommendation:
      `Check the order of ${isoDay(oddest.order.at)} with ${name} before it is billed or repeated: it may be a ` +
      `mistake, a one-off, or the start of something new.`,
    data: {
      test: "robust z on log amounts (median absolute deviation), with an empirical tail",
      kind: "order_amount",
      statistic: rounded(Math.max(-1e6, Math.min(1e6, oddest.score))),
      p_value: rounded(p_value),
      effect: effect("times_the_usual_amount", times, "times", [times, times]),
      n: priced.length,
      windows: { judged: { from: isoDay(now - newsDays * day), to: isoDay(now) } },
      rows: {
        customer_id,
        orders: (odd.length === 0 ? [oddest] : odd).slice(0, namedRows).map(({ order }) => order.id)
      }
    }
  }
}

/** Orders of one day are one occasion. */
const occasions = (history: History) =>
  history.orders.map((order) => order.at)
    .filter((at, i, all) => i === 0 || isoDay(at) !== isoDay(all[i - 1] ?? 0))

const pausesOf = (history: History) => {
  const times = occasions(history)
  return times.slice(1).map((at, i) => ({ from: times[i] ?? at, to: at, days: (at - (times[i] ?? at)) / day }))
}

const oddPause = (history: History, now: number): Finding | undefined => {
  const pauses = pausesOf(history)
  const news = pauses.filter((pause) => pause.to >= now - newsDays * day)
  if (pauses.length < leastOrders - 1) return undefined
  const judged = news.map((one) => {
    const usual = pauses.filter((other) => other !== one).map(({ days }) => days)
    return {
      ...one,
      chance: tail(one.days, usual, median(usual) / Math.LN2),
      usual: median(usual),
      score: logScore(one.days, usual)
    }
  }).sort((a, b) => a.chance - b.chance)
  const [longest] = judged
  if (longest === undefined) return undefined
  return pauseFinding(history, now, longest, Math.min(1, longest.chance * news.length), pauses.length, "order_gap")
}

const silence = (history: History, now: number): Finding | undefined => {
  const pauses = pausesOf(history).map(({ days }) => days)
  const last = history.orders[history.orders.length - 1]
  if (pauses.length < leastOrders - 1 || last === undefined) return undefined
  const days = (now - last.at) / day
  const one = { from: last.at, to: now, days, usual: median(pauses), score: logScore(days, pauses) }
  return pauseFinding(history, now, one, tail(days, pauses, one.usual / Math.LN2), pauses.length, "silence")
}

const logScore = (days: number, usual: ReadonlyArray<number>) =>
  robustScore(Math.log(Math.max(days, 0.5)), usual.map((other) => Math.log(Math.max(other, 0.5))))

const pauseFinding = (
  { customer_id, name }: History,
  now: number,
  pause: {
    readonly from: number
    readonly to: number
    readonly days: number
    readonly usual: number
    readonly score: number
  },
  p_value: number,
  n: number,
  kind: "order_gap" | "silence"
): Finding => ({
  p_value,
  practical: Math.min(pause.days / (3 * Math.max(pause.usual, 1)), pause.days / 14),
  insight: kind === "silence"
    ? `${name} has not ordered for ${figure(pause.days, 0)} days, since ${
      isoDay(pause.from)
    }; it usually orders every ${figure(pause.usual)} days (median of ${counted(n, "gap")}).`
    : `${name} paused for ${figure(pause.days, 0)} days from ${isoDay(pause.from)} to ${
      isoDay(pause.to)
    }; it usually orders every ${figure(pause.usual)} days (median of ${counted(n, "gap")}).`,
  recommendation: kind === "silence"
    ? `Call ${name} now: a silence this long is unusual for it and may mean that it buys elsewhere or is in trouble.`
    : `Ask ${name} what the pause was about, so that the next one can be planned for.`,
  data: {
    test: "length of the gap against the customer's own gaps (exponential tail); robust z on log gaps",
    kind,
    statistic: rounded(Math.max(-1e6, Math.min(1e6, pause.score))),
    p_value: rounded(p_value),
    effect: effect("gap", pause.days, "days", [pause.days, kind === "silence" ? Infinity : pause.days]),
    usual_days: rounded(pause.usual),
    n,
    windows: { gap: { from: isoDay(pause.from), to: isoDay(Math.min(pause.to, now)) } },
    rows: { customer_id }
  }
})
