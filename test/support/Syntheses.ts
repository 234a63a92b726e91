/** A small business in evidence: Delta has problems, Acme has none, the documents say what the rules are. */
import { synthesise } from "../../src/chat/ContextSynthesis.ts"
import { read } from "../../src/chat/Reading.ts"
import type { Found, Synthesis } from "../../src/chat/Synthesis.ts"
import type { Degradation } from "../../src/domain/Answer.ts"
import type { DecisionAnalysis } from "../../src/domain/Decision.ts"
import type { NamedRecord, ResolvedEntity } from "../../src/domain/Entity.ts"
import type { Evidence, Topic } from "../../src/domain/Evidence.ts"
import type { PatternInsight } from "../../src/domain/Pattern.ts"

export const delta: ResolvedEntity = {
  entity_id: "cust-delta",
  name: "Delta Industries",
  type: "customer",
  match_type: "exact",
  confidence: 1
}
export const acme: ResolvedEntity = { ...delta, entity_id: "cust-acme", name: "Acme Tools" }

export const fact = (
  { entity_id, name }: ResolvedEntity,
  topic: Topic,
  text: string,
  data: Readonly<Record<string, unknown>>
): Evidence => ({
  kind: "fact",
  ref: `customer:${entity_id}/${topic}`,
  title: `${name}: ${topic}`,
  text,
  score: 1,
  entity_id,
  topic,
  data
})

const usd = { currency: "USD" }

export const deltaFacts: ReadonlyArray<Evidence> = [
  fact(delta, "profile", "Delta Industries is an active customer in manufacturing since 2023-01-12.", {
    name: "Delta Industries",
    industry: "manufacturing",
    status: "active",
    customer_since: "2023-01-12T00:00:00.000Z"
  }),
  fact(delta, "terms", "Delta Industries has payment terms of 45 days.", { payment_terms_days: 45 }),
  fact(delta, "credit", "The credit limit of Delta Industries is 100,000 USD.", { credit_limit: 100_000, ...usd }),
  fact(
    delta,
    "exposure",
    "Delta Industries has 82,000 USD of open exposure, 82 % of its credit limit of 100,000 USD.",
    {
      open_exposure: 82_000,
      credit_limit: 100_000,
      utilization: 0.82,
      ...usd
    }
  ),
  fact(
    delta,
    "orders",
    "Delta Industries placed 14 orders in the last 90 days, against 9 in the 90 days before; 52 in the last 365 days (48 before), 5 in the last 30 (4 before), 120 in all: 4 pending, 116 delivered.",
    {
      orders_30: 5,
      orders_90: 14,
      orders_365: 52,
      previous_30: 4,
      previous_90: 9,
      previous_365: 48,
      total: 120,
      by_status: { pending: 4, delivered: 116 }
    }
  ),
  fact(
    delta,
    "rush_orders",
    "6 of the 14 orders of Delta Industries in the last 90 days were rush orders (43 %), against 2 in the 90 days before; 11 in the last 365 days (3 before), 2 in the last 30 (1 before), 16 in all.",
    {
      rush_30: 2,
      rush_90: 6,
      rush_365: 11,
      previous_30: 1,
      previous_90: 2,
      previous_365: 3,
      total: 16,
      share_90: 6 / 14
    }
  ),
  fact(
    delta,
    "revenue",
    "Revenue from Delta Industries was 210,400 USD in the last 90 days, against 180,150 USD before; 702,300 USD in the last 365 days (655,000 USD before), 70,000 USD in the last 30 (61,200 USD before).",
    {
      revenue_30: 70_000,
      revenue_90: 210_400,
      revenue_365: 702_300,
      previous_30: 61_200,
      previous_90: 180_150,
      previous_365: 655_000,
      ...usd
    }
  ),
  fact(delta, "invoices_open", "Delta Industries has 7 open invoices over 62,500.50 USD.", {
    count: 7,
    amount: 62_500.5,
    ...usd
  }),
  fact(
    delta,
    "invoices_overdue",
    "Delta Industries has 3 overdue invoices over 48,200 USD, the oldest 47 days past due.",
    {
      count: 3,
      amount: 48_200,
      oldest_days: 47,
      ...usd
    }
  ),
  fact(
    delta,
    "ageing",
    "Of the overdue amount of Delta Industries 30,000 USD is 1–30 days past due, 18,200 USD 31–60 days, 0 USD 61–90 days, 0 USD more than 90 days.",
    {
      d0_30: 30_000,
      d31_60: 18_200,
      d61_90: 0,
      d90_plus: 0,
      ...usd
    }
  ),
  fact(delta, "dso", "Days sales outstanding for Delta Industries are 52 days.", { days: 52 }),
  fact(
    delta,
    "payment_behaviour",
    "Delta Industries pays 8.4 days late on average (spread 6.1 days, 34 paid invoices); 17.2 days late over the 5 paid in the last 90 days.",
    {
      mean_days_late: 8.4,
      sd_days_late: 6.1,
      paid_invoices: 34,
      recent_mean_days_late: 17.2,
      recent_paid_invoices: 5
    }
  ),
  fact(delta, "last_activity", "Delta Industries last ordered on 2026-05-03 and last paid on 2026-04-28.", {
    last_order_at: "2026-05-03T10:00:00.000Z",
    last_payment_at: "2026-04-28T08:00:00.000Z"
  })
]

export const acmeFacts: ReadonlyArray<Evidence> = [
  fact(acme, "terms", "Acme Tools has payment terms of 30 days.", { payment_terms_days: 30 }),
  fact(acme, "exposure", "Acme Tools has 21,000 USD of open exposure, 42 % of its credit limit of 50,000 USD.", {
    open_exposure: 21_000,
    credit_limit: 50_000,
    utilization: 0.42,
    ...usd
  }),
  fact(
    acme,
    "orders",
    "Acme Tools placed 11 orders in the last 90 days, against 11 before; 44 in the last 365 days (40 before), 4 in the last 30 (3 before), 90 in all.",
    {
      orders_30: 4,
      orders_90: 11,
      orders_365: 44,
      previous_30: 3,
      previous_90: 11,
      previous_365: 40,
      total: 90,
      by_status: { delivered: 90 }
    }
  ),
  fact(
    acme,
    "revenue",
    "Revenue from Acme Tools was 95,000 USD in the last 90 days (91,000 USD before), 380,000 USD in the last 365 days (350,500 USD before), 31,000 USD in the last 30 (30,000 USD before).",
    {
      revenue_30: 31_000,
      revenue_90: 95_000,
      revenue_365: 380_000,
      previous_30: 30_000,
      previous_90: 91_000,
      previous_365: 350_500,
      ...usd
    }
  ),
  fact(acme, "invoices_open", "Acme Tools has 2 open invoices over 21,000 USD.", { count: 2, amount: 21_000, ...usd }),
  fact(acme, "invoices_overdue", "Acme Tools has no overdue invoices.", {
    count: 0,
    amount: 0,
    oldest_days: 0,
    ...usd
  }),
  fact(acme, "payment_behaviour", "Acme Tools pays 1.2 days early on average (40 paid invoices).", {
    mean_days_late: -1.2,
    sd_days_late: 2,
    paid_invoices: 40,
    recent_mean_days_late: -1,
    recent_paid_invoices: 6
  })
]

export const memory = (id: string, said: string, day: string, more: Partial<Evidence> = {}): Evidence => {
  const at = Date.parse(day)
  const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC", year: "numeric" })
    .format(at)
  return {
    kind: "memory",
    ref: `memory:${id}`,
    title: "Memory",
    text: `You said on ${date}: "${said}"`,
    score: 0.8,
    at,
    ...more
  }
}

export const document = (id: string, title: string, text: string, score = 0.9): Evidence => ({
  kind: "document",
  ref: `document:${id}#0`,
  title,
  text,
  score
})

export const notes: ReadonlyArray<Evidence> = [
  memory("m1", "Delta prefers to be contacted by email", "2026-05-12", { entity_id: delta.entity_id }),
  memory("m2", "Delta's payment terms are 30 days", "2026-03-03", { entity_id: delta.entity_id })
]

export const documents: ReadonlyArray<Evidence> = [
  document(
    "late",
    "Credit Policy › Late payments",
    "This section was last revised by the finance team. A first reminder is sent 5 days after the due date. A late fee of 1.5 % a month is charged from day 31. After 60 days the account is put on hold until it is settled. Exceptions are approved by the head of finance."
  ),
  document(
    "returns",
    "Returns Policy",
    "Customers may return goods within 30 days of delivery. Goods must be unused and in their packaging. Refunds are paid within 10 days. Custom-made parts cannot be returned.",
    0.4
  )
]

export const rush: PatternInsight = {
  pattern_type: "rush_order_frequency",
  confidence: 0.93,
  significance: 0.99,
  insight:
    "Delta Industries placed 9 rush orders in the last 6 months (1.5 a month, since 2025-11-20), against 7 rush orders in the 18 months before (0.4 a month): 3.9 times the earlier rate (95 % interval 1.6 to 9.8).",
  data: {
    customer_id: "cust-delta",
    test: "conditional exact Poisson (binomial), recent against own earlier rate",
    direction: "rising",
    p_value: 0.0031,
    counts: { recent_rush: 9, earlier_rush: 7 },
    windows: { recent: { from: "2025-11-20", to: "2026-05-20" }, earlier: { from: "2024-05-20", to: "2025-11-20" } }
  },
  recommendation:
    "Ask Delta Industries why orders have become urgent; offer a delivery plan or safety stock, and price rush handling."
}

export const later: PatternInsight = {
  pattern_type: "payment_timing_shift",
  confidence: 0.88,
  significance: 0.98,
  insight: "Delta Industries now pays 11.3 days later than before (95 % interval 6.2 to 16.4).",
  data: {
    customer_id: "cust-delta",
    test: "Welch and Mann-Whitney, recent window against earlier invoices; the larger p value counts",
    direction: "later",
    p_value: 0.0004,
    recent_mean_days_late: 17.2,
    earlier_mean_days_late: 5.9
  },
  recommendation:
    "Call Delta Industries about the overdue invoices, agree on dates, and do not lengthen its terms until payments are back to 5.9 days late."
}

export const advice: DecisionAnalysis = {
  question: "Should we extend payment terms to Delta Industries?",
  kind: "extend_payment_terms",
  options: [
    {
      option: "Keep the current terms",
      score: 0.71,
      pros: [
        "48,200 USD is overdue, the oldest invoice by 47 days",
        "Payments have become later: 17.2 days late recently, 8.4 on average"
      ],
      cons: ["Delta Industries orders more: 14 orders in the last 90 days, against 9 in the 90 days before"]
    },
    {
      option: "Extend the terms",
      score: 0.32,
      pros: ["Revenue is growing"],
      cons: ["82 % of the credit limit is in use"]
    }
  ],
  recommendation:
    "Do not extend the payment terms of Delta Industries now; keep 45 days and settle the overdue invoices first",
  confidence: 0.78,
  criteria: [
    { name: "Overdue invoices", weight: 0.35, value: 0.1, evidence: "48,200 USD overdue, the oldest 47 days" },
    { name: "Payment behaviour", weight: 0.3, value: 0.2, evidence: "17.2 days late recently" },
    { name: "Order growth", weight: 0.2, value: 0.8, evidence: "14 orders in the last 90 days, against 9 before" },
    { name: "Credit in use", weight: 0.15, value: 0.4, evidence: "82 % of the credit limit" }
  ],
  risks: [{
    risk: "Delta Industries may order elsewhere",
    likelihood: "low",
    impact: "medium",
    mitigation: "Offer to review the terms in 90 days"
  }],
  what_would_change_it: ["No invoice more than 30 days past due"],
  conditions: ["Review again once the overdue amount is below 10,000 USD"]
}

export const down = (component: string, reason: Degradation["reason"] = "timeout"): Degradation => ({
  component,
  reason,
  detail: "It did not answer within its time limit.",
  used_instead: "what the other sources brought"
})

export interface Given extends Partial<Found> {
  readonly entities?: ReadonlyArray<ResolvedEntity>
  readonly records?: ReadonlyArray<NamedRecord>
  readonly decision?: DecisionAnalysis
}

/** As the pipeline would make it for this question. */
export const about = (question: string, given: Given = {}): Synthesis => {
  const { decision, entities = [], items = [], missing = [], patterns = [], records = [] } = given
  return synthesise({
    question,
    reading: read(question, { hasEntities: entities.length > 0 }),
    entities,
    records,
    found: { items, missing, patterns },
    decision,
    today: "2026-05-20"
  })
}

/** Everything known about Delta. */
export const known: Given = {
  entities: [delta],
  items: [...deltaFacts, ...notes, ...documents],
  patterns: [rush, later]
}

const overall = (topic: Topic, text: string, data: Readonly<Record<string, unknown>>): Evidence => ({
  kind: "fact",
  ref: `portfolio/${topic}`,
  title: `${topic} of your customers`,
  text,
  score: 0.5,
  topic,
  data
})

/** The whole business, for questions that name nobody. */
export const portfolio: ReadonlyArray<Evidence> = [
  overall(
    "portfolio",
    "There are 60 customers (57 active and 3 inactive), who placed 110 orders in the last 30 days (9 rush) and 320 orders in the last 90 days (31 rush). USD 640,000.00 is unpaid on 85 open invoices, USD 96,400.00 of it overdue on 11 invoices.",
    {
      customers: 60,
      customers_by_status: { active: 57, inactive: 3 },
      largest_overdue: [
        { name: "Delta Industries", ...usd, overdue_count: 3, overdue_amount: 48_200, oldest_days: 47 },
        { name: "Kestrel Logistics", ...usd, overdue_count: 2, overdue_amount: 21_500, oldest_days: 19 }
      ]
    }
  ),
  overall(
    "invoices_overdue",
    "Your customers have 11 overdue invoices with USD 96,400.00 unpaid, the oldest 47 days past due. The largest overdue balances are those of Delta Industries with USD 48,200.00 on 3 invoices (oldest 47 days past due) and Kestrel Logistics with USD 21,500.00 on 2 invoices (oldest 19 days past due).",
    { count: 11, amount: 96_400, oldest_days: 47, ...usd }
  ),
  overall("invoices_open", "Your customers have 85 open invoices with USD 640,000.00 unpaid.", {
    count: 85,
    amount: 640_000,
    ...usd
  }),
  overall(
    "revenue",
    "Your customers were invoiced USD 1,200,000.00 in the last 90 days, up from USD 1,100,000.00 in the 90 days before. In the last 30 days: USD 400,000.00, up from USD 390,000.00; in the last 365 days USD 4,600,000.00, up from USD 4,200,000.00.",
    {
      revenue_30: 400_000,
      revenue_90: 1_200_000,
      revenue_365: 4_600_000,
      previous_30: 390_000,
      previous_90: 1_100_000,
      previous_365: 4_200_000,
      ...usd
    }
  )
]
