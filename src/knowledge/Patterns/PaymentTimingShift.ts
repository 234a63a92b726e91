/** Does the customer pay later (or earlier) than it used to, seen also in what it has not paid yet? */
import { mean, median, medianAbsoluteDeviation, quantile, sampleStandardDeviation } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import { Outcome, pure } from "./Detector.ts"
import { day, type History, type Invoice } from "./History.ts"
import { changePoint, mannWhitney, welch } from "./Statistics.ts"
import { counted, effect, figure, namedRows, rounded } from "./Wording.ts"

export const pattern_type = "payment_timing_shift"

/**
 * Windows are by due date, so that a paid and an unpaid invoice are equally likely to be in them. The newest days are
 * left out, for as long as the customer usually takes: by then, what is still unpaid is late by its own standards and
 * counts as late as it is today, which is the least it can become.
 */
export const PaymentTimingShift = pure(pattern_type, (history, _peers, now) => {
  const due = history.invoices.filter((invoice) => invoice.due_at <= now)
  const patience = usualDelay(due, now)
  const settled = due.filter((invoice) => invoice.due_at <= now - patience * day)
    .map((invoice) => ({ invoice, days: ((invoice.paid_at ?? now) - invoice.due_at) / day }))
  const compared = windows.flatMap(({ days, least }) => {
    const since = now - (patience + days) * day
    const recent = settled.filter(({ invoice }) => invoice.due_at >= since)
    const earlier = settled.filter(({ invoice }) => invoice.due_at < since)
    return recent.length < least || earlier.length < leastEarlier ? [] : [compare(recent, earlier)]
  })
  const [best] = compared.sort((a, b) => a.p_value - b.p_value)
  if (best === undefined) {
    return Outcome.TooLittleData({
      reason:
        `too little data: ${counted(settled.length, "invoice")} fell due long enough ago to judge; ${leastRecent} ` +
        `in the last 6 months and ${leastEarlier} before are needed`
    })
  }
  const p_value = Math.min(1, best.p_value * compared.length)
  if (p_value > 0.05) return Outcome.NothingFound({ p_value })
  return Outcome.Detected({ finding: { ...told(history, best, settled, p_value), p_value } })
})

/** The shorter window is only tried where it holds enough, as every try has its price. */
const windows = [{ days: 180, least: 4 }, { days: 90, least: 8 }]
const leastRecent = 4
const leastEarlier = 8

interface Settled {
  readonly invoice: Invoice
  /** Days after the due date; negative is early. */
  readonly days: number
}

/** Days after which the customer has as a rule paid: the 90th percentile of what was paid before the last 6 months. */
const usualDelay = (due: ReadonlyArray<Invoice>, now: number): number => {
  const daysLate = (invoices: ReadonlyArray<Invoice>) =>
    invoices.flatMap(({ due_at, paid_at }) => paid_at === undefined ? [] : [(paid_at - due_at) / day])
  const before = daysLate(due.filter((invoice) => invoice.due_at <= now - 180 * day))
  const known = before.length >= 5 ? before : daysLate(due)
  return known.length === 0 ? 3 : Math.min(45, Math.max(3, quantile(known, 0.9)))
}

/** Pulls in what is far out (an invoice in dispute for a year), so that one row cannot hide or feign a shift. */
const tamed = (values: ReadonlyArray<number>): ReadonlyArray<number> => {
  const middle = median([...values])
  const reach = 5 * Math.max(1.5, 1.4826 * medianAbsoluteDeviation([...values]))
  return values.map((value) => Math.min(middle + reach, Math.max(middle - reach, value)))
}

const compare = (recent: ReadonlyArray<Settled>, earlier: ReadonlyArray<Settled>) => {
  const [now, before] = [recent, earlier].map((part) => tamed(part.map(({ days }) => days)))
  const [first, second] = [now ?? [], before ?? []]
  const means = welch(first, second)
  const ranks = mannWhitney(first, second)
  return { recent, earlier, first, second, means, ranks, p_value: Math.sqrt(means.p_value * ranks.p_value) }
}

const told = (
  { customer_id, name }: History,
  { earlier, first, means, p_value: raw, ranks, recent, second }: ReturnType<typeof compare>,
  settled: ReadonlyArray<Settled>,
  p_value: number
) => {
  const later = means.difference > 0
  const change = changePoint(settled.map(({ days }) => days))
  const changed = settled[change.index]
  const unpaid = recent.filter(({ invoice }) => invoice.paid_at === undefined)
  const span = (part: ReadonlyArray<Settled>) => ({
    from: isoDay(part[0]?.invoice.due_at ?? 0),
    to: isoDay(part[part.length - 1]?.invoice.due_at ?? 0)
  })
  const timing = (days: number) =>
    Math.abs(days) < 0.5 ? "on the due date" : `${figure(Math.abs(days))} days ${days > 0 ? "late" : "early"}`
  const [low, high] = means.interval
  const interval = later ? [low, high] : [-high, -low]
  return {
    practical: Math.abs(means.difference) / Math.max(3, 0.5 * sampleStandardDeviation([...second])),
    insight: `${name} now pays ${figure(Math.abs(means.difference))} days ${later ? "later" : "earlier"} than before ` +
      `(95 % interval ${figure(interval[0] ?? 0)} to ${figure(interval[1] ?? 0)}): ${
        counted(recent.length, "invoice")
      } due ` +
      `from ${span(recent).from} to ${span(recent).to} ${recent.length === 1 ? "was" : "were"} paid ${
        timing(mean([...first]))
      } ` +
      `on average, ${counted(earlier.length, "invoice")} due from ${span(earlier).from} on ${
        timing(mean([...second]))
      }.` +
      (changed === undefined ? "" : ` The change shows from ${isoDay(changed.invoice.due_at)} on.`) +
      (unpaid.length === 0
        ? ""
        : ` ${counted(unpaid.length, "recent invoice")} ${unpaid.length === 1 ? "is" : "are"} still unpaid and count${
          unpaid.length === 1 ? "s" : ""
        } as late as today.`),
    recommendation: later
      ? `Call ${name} about the overdue invoices, agree on dates, and do not lengthen its terms until payments are back to ${
        timing(mean([...second]))
      }.`
      : `${name} has become a better payer: it can be considered for better terms or a higher limit.`,
    data: {
      test: "Welch and Mann-Whitney, recent window against earlier invoices; geometric mean of both p values",
      statistic: rounded(means.statistic),
      p_value: rounded(p_value),
      p_value_one_window: rounded(raw),
      mann_whitney: {
        statistic: ranks.statistic,
        p_value: rounded(ranks.p_value),
        superiority: rounded(ranks.superiority)
      },
      welch: { statistic: rounded(means.statistic), p_value: rounded(means.p_value) },
      effect: effect("mean_shift", means.difference, "days", means.interval),
      direction: later ? "later" : "earlier",
      recent_mean_days_late: rounded(mean([...first])),
      earlier_mean_days_late: rounded(mean([...second])),
      n: recent.length + earlier.length,
      counts: { recent: recent.length, recent_unpaid: unpaid.length, earlier: earlier.length },
      windows: { recent: span(recent), earlier: span(earlier) },
      change_point: changed === undefined
        ? null
        : { date: isoDay(changed.invoice.due_at), p_value: rounded(change.p_value), test: "Pettitt" },
      rows: { customer_id, invoices: recent.slice(-namedRows).map(({ invoice }) => invoice.id) }
    }
  }
}
