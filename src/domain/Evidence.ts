/** One thing known, with where it comes from: what every retriever returns and every answer cites. */
import { Schema } from "effect"

export const EvidenceKind = Schema.Literal("fact", "memory", "document", "pattern", "decision")
export type EvidenceKind = typeof EvidenceKind.Type

/** What a fact is about; questions are matched to facts by it. */
export const topics = [
  "profile",
  "terms",
  "credit",
  "exposure",
  "orders",
  "rush_orders",
  "revenue",
  "invoices_open",
  "invoices_overdue",
  "ageing",
  "dso",
  "payment_behaviour",
  "seasonality",
  "last_activity",
  "details",
  "order_record",
  "invoice_record",
  "portfolio"
] as const
export type Topic = typeof topics[number]

export interface Evidence {
  readonly kind: EvidenceKind
  /** Stable address of the source: `customer:ID/orders`, `document:ID#CHUNK`, `memory:ID`, `answer:ID`, `pattern:ID/TYPE`. */
  readonly ref: string
  readonly title: string
  /** One or more whole sentences with their numbers and units. */
  readonly text: string
  /** Relevance to the question, 0 to 1. */
  readonly score: number
  readonly entity_id?: string
  readonly topic?: Topic
  /** The numbers behind a fact, by name, for whoever must calculate or compare rather than read. */
  readonly data?: Readonly<Record<string, unknown>>
  /** Found by other words than the question has: the question in these words, and which stand for which. */
  readonly reworded?: { readonly question: string; readonly read: ReadonlyArray<readonly [now: string, asked: string]> }
  /** When it was said, written or last true; epoch milliseconds. */
  readonly at?: number
  /** Figures kept from `at`, for adding them up anew would take too long; rows have been written since. */
  readonly outdated?: boolean
}

export const Citation = Schema.Struct({
  marker: Schema.String,
  kind: EvidenceKind,
  ref: Schema.String,
  title: Schema.String,
  excerpt: Schema.String,
  score: Schema.Number
})
export type Citation = typeof Citation.Type
