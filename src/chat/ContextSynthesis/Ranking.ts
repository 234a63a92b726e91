/** In which order evidence speaks to a question: by topic, by whom it is about, by kind, by how well it was found. */
import type { Intent } from "../../domain/Answer.ts"
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Evidence, EvidenceKind, Topic } from "../../domain/Evidence.ts"
import type { Reading } from "../Synthesis.ts"

export interface Ranked {
  readonly item: Evidence
  readonly rank: number
}

/** Best first; equals keep the order in which they were found. */
export const ranked = (
  items: ReadonlyArray<Evidence>,
  reading: Reading,
  entities: ReadonlyArray<ResolvedEntity>
): ReadonlyArray<Ranked> => {
  const ids = new Set(entities.map((entity) => entity.entity_id))
  return items.map((item) => ({ item, rank: rankOf(item, reading, ids) })).sort((a, b) => b.rank - a.rank)
}

const rankOf = (item: Evidence, reading: Reading, ids: ReadonlySet<string>): number => {
  const found = Number.isFinite(item.score) ? Math.min(1, Math.max(0, item.score)) : 0
  return kinds[reading.intent][item.kind] * (0.3 + 0.7 * found) + byTopic(item, reading.topics) + bySubject(item, ids)
}

const byTopic = ({ kind, topic }: Evidence, asked: ReadonlyArray<Topic>): number => {
  if (kind !== "fact" || topic === undefined) return 0
  // Only those that were asked for are there.
  if (topic === "details") return 1.2
  const place = asked.indexOf(topic)
  if (place >= 0) return 1.2 / (1 + 0.15 * place)
  if (asked.some((one) => related[one]?.includes(topic))) return 0.5
  return 0.1 * (1 - general.indexOf(topic) / general.length)
}

const bySubject = (item: Evidence, ids: ReadonlySet<string>): number =>
  ids.size === 0 || item.entity_id === undefined ? 0 : ids.has(item.entity_id) ? 0.2 : -0.6

const kinds: Readonly<Record<Intent, Readonly<Record<EvidenceKind, number>>>> = {
  fact_lookup: { fact: 1, memory: 0.8, document: 0.6, pattern: 0.4, decision: 0.5 },
  status: { fact: 1, memory: 0.6, document: 0.3, pattern: 1, decision: 0.5 },
  pattern_analysis: { fact: 0.8, memory: 0.5, document: 0.3, pattern: 1.6, decision: 0.5 },
  decision_support: { fact: 1, memory: 0.8, document: 0.8, pattern: 1, decision: 3 },
  comparison: { fact: 1, memory: 0.5, document: 0.3, pattern: 0.8, decision: 0.5 },
  document_question: { fact: 0.5, memory: 0.8, document: 1.2, pattern: 0.2, decision: 0.3 },
  conversation: { fact: 0.3, memory: 1.5, document: 0.3, pattern: 0.2, decision: 0.2 },
  unknown: { fact: 0.7, memory: 0.8, document: 0.8, pattern: 0.5, decision: 0.5 }
}

const related: { readonly [T in Topic]?: ReadonlyArray<Topic> } = {
  terms: ["payment_behaviour"],
  credit: ["exposure"],
  exposure: ["credit"],
  orders: ["rush_orders", "last_activity", "revenue"],
  rush_orders: ["orders"],
  revenue: ["orders"],
  invoices_open: ["invoices_overdue", "ageing"],
  invoices_overdue: ["ageing", "invoices_open"],
  ageing: ["invoices_overdue"],
  dso: ["payment_behaviour", "terms"],
  payment_behaviour: ["dso", "terms", "invoices_overdue"],
  portfolio: ["invoices_overdue", "invoices_open", "revenue", "orders"]
}

/** For a question about everything: what one would want to know first. */
const general: ReadonlyArray<Topic> = [
  "order_record",
  "invoice_record",
  "portfolio",
  "invoices_overdue",
  "invoices_open",
  "payment_behaviour",
  "orders",
  "rush_orders",
  "exposure",
  "revenue",
  "terms",
  "credit",
  "ageing",
  "last_activity",
  "dso",
  "profile"
]
