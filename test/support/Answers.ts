/** Answers for tests that are about what happens to an answer, not about what it says. */
import type { Answer } from "../../src/domain/Answer.ts"
import { SessionId, TenantId, UserId } from "../../src/domain/Ids.ts"
import type { Exchange } from "../../src/sessions/Sessions.ts"

export const delta = {
  entity_id: "c-delta",
  name: "Delta Industries",
  type: "customer",
  match_type: "exact",
  confidence: 1
} as const

export const answer = (answer_id: string, over: Partial<Answer> = {}): Answer => ({
  answer_id,
  session_id: "s-1",
  user_id: "u-1",
  correlation_id: `corr-${answer_id}`,
  text: "Delta Industries has 2 open invoices [1].",
  intent: "fact_lookup",
  complexity: "simple",
  confidence: 0.9,
  quality_score: 0.9,
  passed_quality_gates: true,
  sources: ["Database"],
  citations: [{
    marker: "[1]",
    kind: "fact",
    ref: "customer:c-delta/invoices_open",
    title: "Open invoices",
    excerpt: "…",
    score: 1
  }],
  suggestions: [],
  entities: [delta],
  disambiguation: null,
  patterns: [],
  decision: null,
  source: "full_pipeline",
  generator: "composer",
  model: "local/composer",
  degraded: false,
  degradations: [],
  usage: null,
  timings_ms: { total: 3 },
  ...over
})

export const acme = TenantId.make("acme")
export const other = TenantId.make("other")
export const session = SessionId.make("s-1")
export const user = UserId.make("u-1")
export const someoneElse = UserId.make("u-2")

export const exchange = (answer_id: string, at: number, over: Partial<Exchange> = {}): Exchange => ({
  tenant: acme,
  query: `question ${answer_id}`,
  answer: answer(answer_id),
  session_id: session,
  user_id: user,
  at,
  ...over
})
