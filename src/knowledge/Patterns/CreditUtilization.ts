/** Does the customer stay close to its credit limit, or over it? Its unpaid invoices, week by week, against the limit. */
import beta from "@stdlib/stats-base-dists-beta-cdf"
import quantileOfBeta from "@stdlib/stats-base-dists-beta-quantile"
import { isoDay } from "../../domain/Time.ts"
import { meanWaiting } from "./Censored.ts"
import { Outcome, pure } from "./Detector.ts"
import { day, type History } from "./History.ts"
import { slopeOf } from "./Series.ts"
import { counted, effect, figure, money, namedRows, possessive, rounded } from "./Wording.ts"

export const pattern_type = "credit_utilization"

export const CreditUtilization = pure(pattern_type, (history, _peers, now) => {
  const { credit_limit: limit, currency, customer_id, invoices, name, uninvoiced } = history
  if (limit === undefined || limit <= 0) {
    return Outcome.TooLittleData({ reason: "too little data: no credit limit is set" })
  }
  const first = invoices.reduce((least, { issued_at }) => Math.min(least, issued_at), now)
  if (now - first < recentWeeks * week) {
    return Outcome.TooLittleData({
      reason: `too little data: ${counted(invoices.length, "invoice")} over ${
        figure((now - first) / week, 0)
      } weeks; ${recentWeeks} weeks are needed`
    })
  }
  const unpaid = unpaidByWeek(history, now)
  const recent = unpaid.map((amount) => amount / limit)
  const exposure = (unpaid[unpaid.length - 1] ?? 0) + uninvoiced
  const near = recent.filter((share) => share >= close).length
  // What is owed is another sum once its invoices have turned over: so often is it looked at afresh, not every week.
  const turnover = Math.max(7, turnoverOf(history, now))
  const looks = Math.max(1, recentWeeks * 7 / turnover)
  const nearShare = near / recentWeeks
  const seen = nearShare * looks
  const p_value = near === 0 ? 1 : beta(ordinaryShare, seen, looks - seen + 1)
  if (p_value > 0.05 || exposure < close * limit) return Outcome.NothingFound({ p_value })
  const used = exposure / limit
  const path = slopeOf(recent)
  const reached = used < 1 && path.interval[0] > 0 ? now + (1 - used) / path.slope * week : undefined
  const spare = limit - exposure
  return Outcome.Detected({
    finding: {
      p_value,
      practical: used / close,
      insight: `${name} uses ${figure(100 * used, 0)} % of its credit limit: ${money(exposure, currency)} of ${
        money(limit, currency)
      }${
        uninvoiced > 0 ? `, ${money(uninvoiced, currency)} of it in open orders` : ""
      }. In ${near} of the last ${recentWeeks} weeks its unpaid invoices stood at ${figure(100 * close, 0)} % or more${
        reached === undefined ? "" : `, and they grow: at this pace the limit is reached about ${isoDay(reached)}`
      }.`,
      recommendation: spare <= 0
        ? `Hold new orders of ${name} until it pays ${
          money(Math.max(0, exposure - close * limit), currency)
        }, or decide on a higher limit now.`
        : `Take orders of ${name} over more than ${money(spare, currency)} only against payment, and review ${
          possessive(name)
        } limit before it blocks an order.`,
      data: {
        test: `binomial test of the time at ${100 * close} % of the limit or more, against one week a year; as many ` +
          "independent looks as the invoices turn over",
        statistic: near,
        p_value: rounded(p_value),
        effect: effect("share_of_weeks_near_the_limit", nearShare, "share", [
          seen <= 0 ? 0 : quantileOfBeta(0.025, seen, looks - seen + 1),
          looks - seen <= 0 ? 1 : quantileOfBeta(0.975, seen + 1, looks - seen)
        ]),
        utilization: rounded(used),
        exposure: rounded(exposure),
        credit_limit: limit,
        currency,
        slope: effect("share_of_the_limit_a_week", path.slope, "share", path.interval),
        limit_reached: reached === undefined ? null : isoDay(reached),
        direction: spare <= 0 ? "over" : "near",
        turnover_days: rounded(turnover),
        n: recentWeeks,
        independent_looks: rounded(looks),
        windows: { recent: { from: isoDay(now - recentWeeks * week), to: isoDay(now) } },
        rows: {
          customer_id,
          invoices: invoices.filter(({ paid_at }) => paid_at === undefined || paid_at > now).slice(0, namedRows)
            .map(({ id }) => id)
        }
      }
    }
  })
})

const week = 7 * day
const recentWeeks = 26
/** Close to the limit: four fifths of it. */
const close = 0.8
/** The ups and downs of trade may bring a customer there for one week a year. */
const ordinaryShare = 1 / 52

/** Days for which an invoice is unpaid. */
const turnoverOf = ({ invoices }: History, now: number): number =>
  meanWaiting(
    invoices.filter(({ issued_at }) => issued_at <= now).map(({ issued_at, paid_at }) => ({
      days: (Math.min(paid_at ?? now, now) - issued_at) / day,
      over: paid_at !== undefined && paid_at <= now
    }))
  )

/** What was unpaid at the end of each week, the last of which is now. */
const unpaidByWeek = ({ invoices }: History, now: number): ReadonlyArray<number> => {
  const steps = invoices.flatMap(({ amount, issued_at, payments }) => {
    let left = amount
    return [
      { at: issued_at, by: amount },
      ...payments.map(({ amount: paid, at }) => {
        const taken = Math.min(left, paid)
        left -= taken
        return { at: Math.max(at, issued_at), by: -taken }
      })
    ]
  }).sort((a, b) => a.at - b.at)
  const began = steps[0]?.at ?? now
  let [unpaid, next] = [0, 0]
  return Array.from({ length: recentWeeks }, (_, i) => now - (recentWeeks - 1 - i) * week).filter((at) => at >= began)
    .map((at) => {
      for (let step = steps[next]; step !== undefined && step.at <= at; step = steps[++next]) unpaid += step.by
      return Math.max(0, unpaid)
    })
}
