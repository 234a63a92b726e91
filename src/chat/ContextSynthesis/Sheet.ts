/** The figures of one customer, read out of the facts by topic; what does not have the agreed shape is left to its text. */
import { Schema } from "effect"
import type { Evidence, Topic } from "../../domain/Evidence.ts"
import { Figures } from "../../domain/Figures.ts"

export interface Stated<A, E extends Evidence> {
  readonly figures: A
  readonly item: E
}

/** Without a customer, the facts that belong to none. */
export const sheetOf = <E extends Evidence>(items: ReadonlyArray<E>, entity_id?: string) => {
  const stated = <A, I>(topic: Topic, schema: Schema.Schema<A, I>): Stated<A, E> | undefined => {
    const is = Schema.is(schema)
    for (const item of items) {
      if (item.kind !== "fact" || item.topic !== topic || item.entity_id !== entity_id) continue
      if (is(item.data)) return { figures: item.data, item }
    }
    return undefined
  }
  return {
    profile: stated("profile", Figures.profile),
    terms: stated("terms", Figures.terms),
    credit: stated("credit", Figures.credit),
    exposure: stated("exposure", Figures.exposure),
    orders: stated("orders", Figures.orders),
    rush_orders: stated("rush_orders", Figures.rush_orders),
    revenue: stated("revenue", Figures.revenue),
    invoices_open: stated("invoices_open", Figures.invoices_open),
    invoices_overdue: stated("invoices_overdue", Figures.invoices_overdue),
    ageing: stated("ageing", Figures.ageing),
    dso: stated("dso", Figures.dso),
    payment_behaviour: stated("payment_behaviour", Figures.payment_behaviour),
    last_activity: stated("last_activity", Figures.last_activity),
    details: stated("details", Figures.details)
  }
}

export type Sheet<E extends Evidence> = ReturnType<typeof sheetOf<E>>
