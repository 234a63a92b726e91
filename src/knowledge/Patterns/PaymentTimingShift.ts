/** Does the customer pay later (or earlier) than it used to, seen also in what it has not paid yet? */
import quantileOfT from "@stdlib/stats-base-dists-t-quantile"
import { mean, median, sum } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import { compareWaiting, meanWaiting, shiftOf, type Waiting } from "./Censored.ts"
import { type Finding, Outcome, pure } from "./Detector.ts"
import { day, type History, type Invoice } from "./History.ts"
import { sinceMeanChanged } from "./Onset.ts"
import { dispersed, type Dispersion, none, robustSpread, twice, welch } from "./Statistics.ts"
import { counted, dispersionInData, effect, figure, namedRows, rounded } from "./Wording.ts"

export const pattern_type = "payment_timing_shift"

/**
 * Every invoice counts from its due date to its payment; an unpaid one is known to take as long as it took so far, or
 * longer. Windows are by due date, so that a paid and an unpaid invoice are equally likely to be in them.
 */
export const PaymentTimingShift = pure(pattern_type, (history, _peers, now) => {
  const due = history.invoices.filter(({ due_at, issued_at }) => issued_at <= now && due_at <= now)
  const latest = now - usualDelay(due, now) * day
  const timed = due.filter(({ due_at }) => due_at <= latest).map((invoice): Timed => ({
    invoice,
    over: invoice.paid_at !== undefined && invoice.paid_at <= now,
    days: (Math.min(invoice.paid_at ?? now, now) - invoice.due_at) / day
  }))
  const compared = windows.flatMap(({ days, least }) => {
    const since = now - days * day
    const recent = timed.filter(({ invoice }) => invoice.due_at >= since)
    const earlier = timed.filter(({ invoice }) => invoice.due_at < since)
    return recent.length < least || earlier.length < leastEarlier ? [] : [compare(recent, earlier, since)]
  })
  const [best] = compared.sort((a, b) => a.p_value - b.p_value)
  if (best === undefined) {
    return Outcome.TooLittleData({
      reason: `too little data: ${counted(timed.length, "invoice")} fell due long enough ago to judge; ` +
        `${windows[0].least} in the last 6 months and ${leastEarlier} before are needed`
    })
  }
  const p_value = Math.min(1, best.p_value * compared.length)
  if (p_value > 0.05) return Outcome.NothingFound({ p_value })
  return Outcome.Detected({ finding: told(history, best, timed, p_value, now) })
})

/** A shorter window is only tried where it holds enough, as every try has its price. */
const windows = [{ days: 180, least: 5 }, { days: 110, least: 5 }, { days: 60, least: 8 }] as const
const leastEarlier = 10

interface Timed extends Waiting {
  readonly invoice: Invoice
}

const monthOf = ({ invoice }: Timed, since: number) => Math.floor((since - invoice.due_at) / (30 * day))

/** Invoices a month as an invoice sees them: of how many it is one. */
const company = (part: ReadonlyArray<Timed>, since: number): number => {
  const months = new Map<number, number>()
  for (const one of part) months.set(monthOf(one, since), (months.get(monthOf(one, since)) ?? 0) + 1)
  return [...months.values()].reduce((sum, n) => sum + n * n, 0) / part.length
}

/**
 * Invoices of one month are paid in one mood: from how much the months before differ follows their correlation within a
 * month, and from that by how much the difference of the two parts varies more than if each were paid for itself (Kish's
 * design effect).
 */
const unevenness = (
  recent: ReadonlyArray<Timed>,
  earlier: ReadonlyArray<Timed>,
  scores: ReadonlyArray<number>,
  since: number
): Dispersion => {
  const average = mean([...scores])
  const variance = sum(scores.map((score) => (score - average) ** 2)) / (scores.length - 1)
  const months = new Map<number, { total: number; n: number }>()
  earlier.forEach((one, i) => {
    const { n, total } = months.get(monthOf(one, since)) ?? { total: 0, n: 0 }
    months.set(monthOf(one, since), { total: total + (scores[i] ?? 0) - average, n: n + 1 })
  })
  const degrees = months.size - 1
  if (variance === 0 || degrees < 3) return none
  const excess = sum([...months.values()].map(({ n, total }) => total ** 2 / (n * variance) - 1))
  const others = sum([...months.values()].map(({ n }) => n - 1))
  const correlation = Math.min(1, Math.max(0, excess / Math.max(1, others)))
  const parts = [recent, earlier].map((part) => ({
    alone: 1 / part.length,
    together: (1 + correlation * (company(part, since) - 1)) / part.length
  }))
  return { value: sum(parts.map(({ together }) => together)) / sum(parts.map(({ alone }) => alone)), degrees }
}

const compare = (recent: ReadonlyArray<Timed>, earlier: ReadonlyArray<Timed>, since: number) => {
  const ranks = compareWaiting(recent, earlier)
  const dispersion = unevenness(recent, earlier, ranks.scores.slice(recent.length), since)
  return { recent, earlier, ranks, dispersion, p_value: twice(dispersed(ranks.p_value / 2, dispersion)) }
}

const told = (
  { customer_id, name }: History,
  { dispersion, earlier, p_value: raw, ranks, recent }: ReturnType<typeof compare>,
  all: ReadonlyArray<Timed>,
  p_value: number,
  now: number
): Finding => {
  const critical = Math.sqrt(dispersion.value) *
    (Number.isFinite(dispersion.degrees) ? quantileOfT(0.975, dispersion.degrees) : 1.96)
  // The size of the change is told from the day on which it shows, where enough came since.
  const onset = sinceMeanChanged(
    compareWaiting(all, []).scores.map((value, i) => ({ value, at: all[i]?.invoice.due_at ?? now })),
    { earliest: now - 270 * day, least: leastKnown }
  )
  const since = all.slice(onset?.index)
  const [first, second] = onset !== undefined ? [since, all.slice(0, onset.index)] : [recent, earlier]
  const [before, lately] = [meanWaiting(second), meanWaiting(first)]
  const { interval: [low, high], shift: estimate } = shiftOf(first, second, critical)
  // Where hardly anything of late is paid, only a lower bound is known.
  const shift = Number.isFinite(estimate) ? estimate : lately - before
  const later = shift > 0
  const unpaid = first.filter(({ over }) => !over)
  const span = (part: ReadonlyArray<Timed>) => ({
    from: isoDay(part[0]?.invoice.due_at ?? 0),
    to: isoDay(part[part.length - 1]?.invoice.due_at ?? 0)
  })
  const [least, most] = later ? [low, high] : [-high, -low]
  const between = Number.isFinite(most)
    ? `${figure(Math.max(0, least))} to ${figure(most)}`
    : `${figure(Math.max(0, least))} or more`
  const means = welch(daysOf(first), daysOf(second))
  return {
    p_value,
    practical: Math.abs(shift) / Math.max(4, 0.5 * robustSpread(daysOf(second))),
    insight:
      `${name} now pays ${Number.isFinite(estimate) ? "" : "at least "}${figure(Math.abs(shift))} days ${
        later ? "later" : "earlier"
      } than before (95 % interval ${between}): ` +
      `${counted(first.length, "invoice")} due since ${span(first).from} ` +
      `${2 * unpaid.length > first.length ? "stand so far" : first.length === 1 ? "was paid" : "were paid"} ${
        timing(lately)
      } on average, the ` +
      `${counted(second.length, "invoice")} due from ${span(second).from} to ${span(second).to} ${timing(before)}.` +
      (unpaid.length === 0
        ? ""
        : ` Of these, ${counted(unpaid.length, "invoice")} ${unpaid.length === 1 ? "is" : "are"} overdue and still ` +
          `unpaid, and count${unpaid.length === 1 ? "s" : ""} as if paid today.`),
    recommendation: later
      ? `Call ${name} about the overdue invoices, agree on dates, and do not lengthen its terms until payments are ` +
        `back to ${timing(before)}.`
      : `${name} has become a better payer: it can be considered for better terms or a higher limit.`,
    data: {
      test: "generalised Wilcoxon (Peto and Peto) for censored times, recent window against earlier invoices; " +
        "Student's t where months differ by more than chance",
      statistic: rounded(ranks.statistic),
      p_value: rounded(p_value),
      p_value_one_window: rounded(raw),
      dispersion: dispersionInData(dispersion),
      welch: { statistic: rounded(means.statistic), p_value: rounded(means.p_value) },
      effect: effect("shift", shift, "days", [low, high]),
      direction: later ? "later" : "earlier",
      recent_mean_days_late: rounded(lately),
      earlier_mean_days_late: rounded(before),
      n: all.length,
      counts: { since: first.length, since_unpaid: unpaid.length, before: second.length },
      windows: { tested: span(recent), against: span(earlier), since: span(first), before: span(second) },
      change_point: onset !== undefined
        ? {
          date: isoDay(onset.at),
          interval: onset.interval.map((at) => isoDay(at)),
          test: "likelihood scan of the scores; the dates within 1.92 of its maximum"
        }
        : null,
      rows: { customer_id, invoices: first.slice(-namedRows).map(({ invoice }) => invoice.id) }
    }
  }
}

const leastKnown = 4

/** Days by which half of the invoices are paid: of those that fell due later than that ago, paid or not, little is known. */
const usualDelay = (due: ReadonlyArray<Invoice>, now: number): number => {
  const late = (invoices: ReadonlyArray<Invoice>) =>
    invoices.flatMap(({ due_at, paid_at }) => paid_at === undefined || paid_at > now ? [] : [(paid_at - due_at) / day])
  const before = late(due.filter(({ due_at }) => due_at <= now - windows[0].days * day))
  const known = before.length >= leastEarlier ? before : late(due)
  return known.length === 0 ? 0 : Math.min(30, Math.max(0, median(known)))
}

const daysOf = (part: ReadonlyArray<Timed>): ReadonlyArray<number> => part.map(({ days }) => days)

const timing = (days: number) =>
  Math.abs(days) < 0.5 ? "on the due date" : `${figure(Math.abs(days))} days ${days > 0 ? "late" : "early"}`
