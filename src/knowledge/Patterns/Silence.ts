/** Pauses between a customer's orders: one that is too long, and one that is not over yet. */
import { median } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import type { Finding } from "./Detector.ts"
import { day, type History, type Order } from "./History.ts"
import { type Dispersion, dispersionOf, robustScore } from "./Statistics.ts"
import { dispersionInData, effect, figure, rounded } from "./Wording.ts"

const year = 365 * day

export interface Pause {
  readonly from: number
  readonly to: number
  readonly days: number
}

/** Orders of one day are one occasion. */
export const pausesOf = (orders: ReadonlyArray<Order>): ReadonlyArray<Pause> => {
  const dayOf = (at: number) => Math.floor(at / day)
  const times = orders.map(({ at }) => at).filter((at, i, all) => i === 0 || dayOf(at) !== dayOf(all[i - 1] ?? 0))
  return times.slice(1).map((to, i) => {
    const from = times[i] ?? to
    return { from, to, days: (to - from) / day }
  })
}

/** What was usual before a pause is read from the half year before it, or from the year if that holds too little. */
const lookBack = [180 * day, 365 * day] as const
const month = 30 * day
const leastOccasions = 12

/** In order of time; the days on which it ordered. */
const occasionsOf = (pauses: ReadonlyArray<Pause>) => pauses.flatMap(({ from, to }, i) => i === 0 ? [from, to] : [to])

/** How much more the months before differ from the months around them, in days with orders, than chance has them. */
const unevenness = (occasions: ReadonlyArray<number>, until: number): Dispersion => {
  const first = occasions[0] ?? until
  const counts = new Array<number>(Math.floor((until - first) / month)).fill(0)
  for (const at of occasions) {
    const back = Math.floor((until - at) / month)
    if (at <= until && back < counts.length) counts[back] = (counts[back] ?? 0) + 1
  }
  return dispersionOf(
    counts.map((seen, i) => {
      const near = counts.slice(Math.max(0, i - 3), i + 4)
      const expected = near.reduce((sum, count) => sum + count, 0) / near.length
      return { seen, expected, variance: expected * (1 - 1 / near.length) }
    }),
    0
  )
}

/**
 * Chance that a customer that orders as it did in the half year before does not order for so long: negative binomial with
 * the variance of its months, and no less than if it ordered as on the same dates a year before, which may be its quiet
 * season.
 */
const chanceOf = (occasions: ReadonlyArray<number>, { from, to }: Pause, dispersion: Dispersion): number => {
  const first = occasions[0] ?? from
  const within = (span: number) => {
    const since = Math.max(first, from - span)
    return { since, before: occasions.filter((at) => at >= since && at <= from).length }
  }
  const [half, whole] = lookBack
  const { before, since } = within(half).before >= leastOccasions ? within(half) : within(whole)
  if (before < leastOccasions / 2 || from - since < 90 * day) return 1
  const expected = before * (to - from) / (from - since)
  // What is expected is itself known only from so many occasions.
  const ratio = Math.max(1.05, dispersion.value * (1 + (to - from) / (from - since)))
  const chance = ratio ** (-expected / (ratio - 1))
  if (first > from - year) return chance
  return Math.max(chance, Math.exp(-occasions.filter((at) => at > from - year && at < to - year).length))
}

const silenceOf = (orders: ReadonlyArray<Order>, pauses: ReadonlyArray<Pause>, now: number) => {
  const [last, occasions] = [orders[orders.length - 1], occasionsOf(pauses)]
  if (last === undefined || occasions.length < leastOccasions) return undefined
  const pause = { from: last.at, to: now, days: (now - last.at) / day }
  const dispersion = unevenness(occasions, last.at)
  return { pause, dispersion, chance: chanceOf(occasions, pause, dispersion) }
}

/** Until when the customer was one that orders: its last order where it has been silent for too long since. */
export const activeUntil = (orders: ReadonlyArray<Order>, now: number): number => {
  const silent = silenceOf(orders, pausesOf(orders), now)
  return silent !== undefined && silent.chance < 0.01 && silent.pause.days > 14 ? silent.pause.from : now
}

export const silence = (history: History, pauses: ReadonlyArray<Pause>, now: number): Finding | undefined => {
  const silent = silenceOf(history.orders, pauses, now)
  return silent && finding(history, silent, pauses, silent.chance, "silence")
}

export const oddPause = (
  history: History,
  pauses: ReadonlyArray<Pause>,
  now: number,
  newsDays: number
): Finding | undefined => {
  const occasions = occasionsOf(pauses)
  if (occasions.length < leastOccasions) return undefined
  const news = pauses.filter((pause) => pause.to >= now - newsDays * day)
  const longest = news.toSorted((a, b) => b.days - a.days).slice(0, 3)
  const dispersion = unevenness(occasions, now)
  const [oddest] = longest.map((pause) => ({ pause, dispersion, chance: chanceOf(occasions, pause, dispersion) }))
    .sort((a, b) => a.chance - b.chance)
  return oddest && finding(history, oddest, pauses, Math.min(1, oddest.chance * news.length), "order_gap")
}

const finding = (
  { customer_id, name }: History,
  { dispersion, pause: { days, from, to } }: { readonly pause: Pause; readonly dispersion: Dispersion },
  pauses: ReadonlyArray<Pause>,
  p_value: number,
  kind: "order_gap" | "silence"
): Finding => {
  const all = pauses.map((pause) => pause.days)
  const at = pauses.findIndex((pause) => pause.from >= from)
  const usual = median((at <= 0 ? pauses : pauses.slice(0, at)).slice(-16).map((pause) => pause.days))
  const log = (gap: number) => Math.log(Math.max(gap, 0.5))
  const ordinary = `it usually orders every ${figure(usual)} days (median of the gaps before)`
  return {
    p_value,
    practical: Math.min(days / (5 * Math.max(usual, 1)), days / (kind === "silence" ? 21 : 30)),
    insight: kind === "silence"
      ? `${name} has not ordered for ${figure(days, 0)} days, since ${isoDay(from)}; ${ordinary}.`
      : `${name} paused for ${figure(days, 0)} days from ${isoDay(from)} to ${isoDay(to)}; ${ordinary}.`,
    recommendation: kind === "silence"
      ? `Call ${name} now: a silence this long is unusual for it and may mean that it buys elsewhere or is in trouble.`
      : `Ask ${name} what the pause was about, so that the next one can be planned for.`,
    data: {
      test: kind === "silence"
        ? "negative binomial chance of no order since the last, by the half year before it, and by the same dates a year " +
          "before"
        : "negative binomial chance of no order for so long, by the half year before, and by the same dates a year " +
          "before, for as many pauses as there were",
      kind,
      statistic: rounded(Math.max(-1e6, Math.min(1e6, robustScore(log(days), all.map(log))))),
      p_value: rounded(p_value),
      effect: effect("gap", days, "days", [days, kind === "silence" ? Infinity : days]),
      usual_days: rounded(usual),
      dispersion: dispersionInData(dispersion),
      n: pauses.length,
      windows: { gap: { from: isoDay(from), to: isoDay(to) } },
      rows: { customer_id }
    }
  }
}
