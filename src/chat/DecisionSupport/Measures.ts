/** What is known of one customer for each criterion, read from the figures of its facts and from its patterns. */
import { Option, Schema } from "effect"
import type { Evidence } from "../../domain/Evidence.ts"
import type { PatternInsight } from "../../domain/Pattern.ts"
import { oldest, telling } from "../ContextSynthesis/Currencies.ts"
import { sheetOf } from "../ContextSynthesis/Sheet.ts"
import type { CriterionName } from "./Weights.ts"

export interface Measured {
  readonly value: number
  /** What the sentence about it is told with: counts, amounts, a currency. */
  readonly detail?: Detail
}

export interface Detail {
  readonly count?: number
  readonly amount?: number
  readonly of?: number
  readonly currency?: string
  /** Set where the number is a pattern's rather than a fact's. */
  readonly pattern?: PatternInsight
}

export type Measures = Readonly<Partial<Record<CriterionName, Measured>>>

/** Fewer payments than this are no behaviour. */
const leastPaid = 3

export const measuresOf = (
  items: ReadonlyArray<Evidence>,
  patterns: ReadonlyArray<PatternInsight>,
  entity_id: string
): Measures => {
  const sheet = sheetOf(items, entity_id)
  const shift = confident(patterns, "payment_timing_shift")
  const surge = confident(patterns, "rush_order_frequency")
  return present({
    payment_behaviour: behaviour(sheet.payment_behaviour?.figures, shift),
    payment_trend: trend(sheet.payment_behaviour?.figures, shift),
    overdue_share: overdueShare(sheet.invoices_open?.figures, sheet.invoices_overdue?.figures),
    oldest_overdue: of(sheet.invoices_overdue?.figures, (overdue) => ({
      value: oldest(overdue),
      detail: { count: telling(overdue).reduce((sum, { count }) => sum + count, 0) }
    })),
    credit_utilization: utilization(sheet.exposure?.figures, sheet.credit?.figures),
    revenue_growth: of(sheet.revenue?.figures, (revenue) =>
      revenue.previous_365 > 0
        ? {
          value: revenue.revenue_365 / revenue.previous_365 - 1,
          detail: { amount: revenue.revenue_365, of: revenue.previous_365, currency: revenue.currency, count: 365 }
        }
        : revenue.previous_90 > 0
        ? {
          value: revenue.revenue_90 / revenue.previous_90 - 1,
          detail: { amount: revenue.revenue_90, of: revenue.previous_90, currency: revenue.currency, count: 90 }
        }
        : undefined),
    order_volume: of(sheet.orders?.figures, ({ orders_365 }) => ({ value: orders_365 })),
    track_record: of(sheet.orders?.figures, ({ total }) => ({ value: total })),
    current_terms: of(sheet.terms?.figures, ({ payment_terms_days }) => ({ value: payment_terms_days })),
    dso_over_terms: of(sheet.dso?.figures, ({ days }) =>
      of(sheet.terms?.figures, ({ payment_terms_days }) => ({
        value: days - payment_terms_days,
        detail: { count: days, of: payment_terms_days }
      }))),
    rush_share: of(
      sheet.rush_orders?.figures,
      ({ rush_90, share_90 }) => share_90 === null ? undefined : { value: share_90, detail: { count: rush_90 } }
    ),
    rush_trend: surge === undefined
      ? of(sheet.rush_orders?.figures, () => ({ value: 1 }))
      : of(effectOf(surge), (value) => ({ value: Math.max(1, value), detail: { pattern: surge } }))
  })
}

const of = <A, B>(figures: A | undefined, read: (figures: A) => B | undefined): B | undefined =>
  figures === undefined ? undefined : read(figures)

const present = (measures: Readonly<Record<CriterionName, Measured | undefined>>): Measures =>
  Object.fromEntries(Object.entries(measures).filter(([, one]) => one !== undefined && Number.isFinite(one.value)))

/** A pattern that is as likely noise speaks for nothing. */
const confident = (patterns: ReadonlyArray<PatternInsight>, pattern_type: string) =>
  patterns.find((pattern) => pattern.pattern_type === pattern_type && pattern.confidence > 0.6)

const readEffect = Schema.decodeUnknownOption(Schema.Struct({ effect: Schema.Struct({ value: Schema.Number }) }))
const readRecent = Schema.decodeUnknownOption(Schema.Struct({ recent_mean_days_late: Schema.Number }))
const effectOf = ({ data }: PatternInsight) =>
  Option.getOrUndefined(Option.map(readEffect(data), ({ effect }) => effect.value))
const recentOf = ({ data }: PatternInsight) =>
  Option.getOrUndefined(Option.map(readRecent(data), ({ recent_mean_days_late }) => recent_mean_days_late))

interface Behaviour {
  readonly mean_days_late: number
  readonly paid_invoices: number
  readonly recent_mean_days_late: number | null
  readonly recent_paid_invoices: number
}

/** The recent mean where it rests on enough; a proven shift also counts what is late and not paid yet. */
const behaviour = (figures: Behaviour | undefined, shift: PatternInsight | undefined): Measured | undefined => {
  const shifted = of(shift, recentOf)
  const paid = of(
    figures,
    ({ mean_days_late, paid_invoices, recent_mean_days_late, recent_paid_invoices }): Measured | undefined =>
      recent_mean_days_late !== null && recent_paid_invoices >= leastPaid
        ? { value: recent_mean_days_late, detail: { count: recent_paid_invoices } }
        : paid_invoices >= leastPaid
        ? { value: mean_days_late, detail: { count: paid_invoices } }
        : undefined
  )
  return shift !== undefined && shifted !== undefined && shifted > (paid?.value ?? -Infinity)
    ? { value: shifted, detail: { pattern: shift } }
    : paid
}

const trend = (figures: Behaviour | undefined, shift: PatternInsight | undefined): Measured | undefined => {
  const proven = of(shift, effectOf)
  if (shift !== undefined && proven !== undefined) return { value: proven, detail: { pattern: shift } }
  return of(
    figures,
    ({ mean_days_late, paid_invoices, recent_mean_days_late, recent_paid_invoices }) =>
      recent_mean_days_late === null || recent_paid_invoices < leastPaid || paid_invoices < leastPaid
        ? undefined
        : {
          value: recent_mean_days_late - mean_days_late,
          detail: { amount: recent_mean_days_late, of: mean_days_late }
        }
  )
}

const overdueShare = (
  open: { readonly amount: number; readonly currency: string } | undefined,
  overdue: { readonly amount: number; readonly currency: string; readonly count: number } | undefined
): Measured | undefined => {
  if (overdue === undefined) return open !== undefined && open.amount === 0 ? { value: 0 } : undefined
  const detail = { amount: overdue.amount, currency: overdue.currency, count: overdue.count }
  if (overdue.amount === 0) return { value: 0, detail }
  return open === undefined || open.amount <= 0
    ? undefined
    : { value: Math.min(1, overdue.amount / open.amount), detail: { ...detail, of: open.amount } }
}

const utilization = (
  exposure:
    | {
      readonly open_exposure: number
      readonly credit_limit: number | null
      readonly utilization: number | null
      readonly currency: string
    }
    | undefined,
  credit: { readonly credit_limit: number } | undefined
): Measured | undefined => {
  if (exposure === undefined) return undefined
  const limit = exposure.credit_limit ?? credit?.credit_limit
  if (limit === undefined || limit <= 0) return undefined
  return {
    value: exposure.utilization ?? exposure.open_exposure / limit,
    detail: { amount: exposure.open_exposure, of: limit, currency: exposure.currency }
  }
}
