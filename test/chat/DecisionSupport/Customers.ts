/** Customers as the facts and patterns describe them, for weighing decisions about. */
import type { ResolvedEntity } from "../../../src/domain/Entity.ts"
import type { Evidence, Topic } from "../../../src/domain/Evidence.ts"
import type { FiguresOf } from "../../../src/domain/Figures.ts"
import type { PatternInsight } from "../../../src/domain/Pattern.ts"

export const entity = (entity_id: string, name: string): ResolvedEntity => ({
  entity_id,
  name,
  type: "customer",
  match_type: "exact",
  confidence: 1
})
export const delta = entity("c-delta", "Delta Industries")
export const acme = entity("c-acme", "Acme Corp")

export interface Traits {
  readonly days_late: number
  readonly usual_days_late: number
  readonly open: number
  readonly overdue: number
  readonly oldest_days: number
  readonly utilization: number
  readonly growth: number
  readonly orders: number
  readonly terms: number
  readonly rush_share: number
}

export const good: Traits = {
  days_late: -1,
  usual_days_late: -1,
  open: 40_000,
  overdue: 0,
  oldest_days: 0,
  utilization: 0.45,
  growth: 0.25,
  orders: 70,
  terms: 30,
  rush_share: 0.05
}

export const bad: Traits = {
  days_late: 28,
  usual_days_late: 10,
  open: 90_000,
  overdue: 60_000,
  oldest_days: 75,
  utilization: 1.15,
  growth: -0.3,
  orders: 12,
  terms: 60,
  rush_share: 0.5
}

export const facts = (of: ResolvedEntity, traits: Traits): ReadonlyArray<Evidence> => {
  const fact = (topic: Topic, data: Readonly<Record<string, unknown>>): Evidence => ({
    kind: "fact",
    ref: `customer:${of.entity_id}/${topic}`,
    title: topic,
    text: topic,
    score: 1,
    entity_id: of.entity_id,
    topic,
    data
  })
  const currency = "USD"
  const behaviour: FiguresOf<"payment_behaviour"> = {
    mean_days_late: traits.usual_days_late,
    sd_days_late: 4,
    paid_invoices: 40,
    recent_mean_days_late: traits.days_late,
    recent_paid_invoices: 8
  }
  const exposure: FiguresOf<"exposure"> = {
    open_exposure: traits.utilization * 100_000,
    credit_limit: 100_000,
    utilization: traits.utilization,
    currency
  }
  const revenue: FiguresOf<"revenue"> = {
    revenue_30: 20_000,
    revenue_90: 60_000,
    revenue_365: 240_000 * (1 + traits.growth),
    previous_30: 20_000,
    previous_90: 60_000,
    previous_365: 240_000,
    currency
  }
  const counts = { previous_30: 5, previous_90: 15, previous_365: 50, total: traits.orders * 2 }
  const orders: FiguresOf<"orders"> = {
    ...counts,
    orders_30: 5,
    orders_90: 15,
    orders_365: traits.orders,
    by_status: {}
  }
  const rush: FiguresOf<"rush_orders"> = { ...counts, rush_30: 1, rush_90: 3, rush_365: 6, share_90: traits.rush_share }
  const overdue: FiguresOf<"invoices_overdue"> = {
    count: traits.overdue > 0 ? 3 : 0,
    amount: traits.overdue,
    oldest_days: traits.oldest_days,
    currency
  }
  return [
    fact("payment_behaviour", behaviour),
    fact("exposure", exposure),
    fact("revenue", revenue),
    fact("orders", orders),
    fact("rush_orders", rush),
    fact("invoices_open", { count: 5, amount: traits.open, currency }),
    fact("invoices_overdue", overdue),
    fact("terms", { payment_terms_days: traits.terms })
  ]
}

export const laterPayments: PatternInsight = {
  pattern_type: "payment_timing_shift",
  confidence: 0.93,
  significance: 0.99,
  insight: "Delta Industries now pays 18 days later than before.",
  data: { customer_id: "c-delta", effect: { value: 18 }, recent_mean_days_late: 24 },
  recommendation: "Call."
}
