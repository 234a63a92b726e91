/** What the answers of answers.tsv are about, by name. */
import type { Synthesis } from "../../../src/chat/Synthesis.ts"
import { decisive, delta, deltaInFrench } from "./delta.ts"

const customer = (entity_id: string, name: string) =>
  ({ entity_id, name, type: "customer", match_type: "exact", confidence: 1 }) as const

const kestrel: Synthesis = {
  ...delta,
  question: "How many invoices does Kestrel Logistics have open, and which is overdue the longest?",
  intent: "fact_lookup",
  complexity: "simple",
  topics: ["invoices_open", "invoices_overdue"],
  entities: [customer("c-kestrel", "Kestrel Logistics GmbH")],
  items: [
    {
      marker: "1",
      kind: "fact",
      ref: "customer:c-kestrel/invoices_open",
      title: "Kestrel Logistics GmbH: open invoices",
      text:
        "Kestrel Logistics GmbH has 6 open invoices of 18,940.00 EUR in total, 2 of them overdue with 7,310.00 EUR.",
      score: 0.95,
      entity_id: "c-kestrel",
      topic: "invoices_open",
      data: { open: 6, open_amount: 18_940, overdue: 2, overdue_amount: 7_310, currency: "EUR" }
    },
    {
      marker: "2",
      kind: "fact",
      ref: "customer:c-kestrel/invoices_overdue",
      title: "Kestrel Logistics GmbH: overdue invoices",
      text: "INV-2041 of 4,960.00 EUR was due on 2025-04-21 and INV-2077 of 2,350.00 EUR on 2025-06-02.",
      score: 0.9,
      entity_id: "c-kestrel",
      topic: "invoices_overdue",
      data: { oldest_due: "2025-04-21", days_overdue: 70 }
    },
    {
      marker: "3",
      kind: "memory",
      ref: "memory:m-7",
      title: "You on 3 June 2025",
      text: "You said on 3 June 2025: \"Kestrel's contact for billing is Mia Wong.\"",
      score: 0.5,
      entity_id: "c-kestrel"
    }
  ],
  primary_context: "Kestrel Logistics GmbH has 6 open invoices, 2 of them overdue."
}

const pair: Synthesis = {
  ...delta,
  question: "Compare Delta Industries and Acme Tools.",
  intent: "comparison",
  topics: ["revenue", "payment_behaviour"],
  entities: [customer("c-delta", "Delta Industries Inc."), customer("c-acme", "Acme Tools LLC")],
  items: [
    {
      marker: "1",
      kind: "fact",
      ref: "customer:c-delta/revenue",
      title: "Delta Industries Inc.: revenue",
      text: "Delta Industries Inc. was invoiced 410,200.00 USD in the last 365 days.",
      score: 0.9,
      entity_id: "c-delta",
      topic: "revenue",
      data: { revenue_365: 410_200, currency: "USD" }
    },
    {
      marker: "2",
      kind: "fact",
      ref: "customer:c-acme/revenue",
      title: "Acme Tools LLC: revenue",
      text: "Acme Tools LLC was invoiced 205,100.00 USD in the last 365 days.",
      score: 0.9,
      entity_id: "c-acme",
      topic: "revenue",
      data: { revenue_365: 205_100, currency: "USD" }
    },
    {
      marker: "3",
      kind: "fact",
      ref: "customer:c-delta/payment_behaviour",
      title: "Delta Industries Inc.: payment behaviour",
      text: "Delta Industries Inc. paid 12.4 days late on average over 48 invoices.",
      score: 0.85,
      entity_id: "c-delta",
      topic: "payment_behaviour",
      data: { mean_days_late: 12.4, paid_invoices: 48 }
    },
    {
      marker: "4",
      kind: "fact",
      ref: "customer:c-acme/payment_behaviour",
      title: "Acme Tools LLC: payment behaviour",
      text: "Acme Tools LLC paid 1.5 days early on average over 20 invoices.",
      score: 0.85,
      entity_id: "c-acme",
      topic: "payment_behaviour",
      data: { mean_days_late: -1.5, paid_invoices: 20 }
    }
  ],
  primary_context: "Delta Industries Inc. is the larger customer and pays later than Acme Tools LLC."
}

const policy: Synthesis = {
  ...delta,
  question: "What does our policy say about rush orders?",
  intent: "document_question",
  complexity: "simple",
  topics: [],
  entities: [],
  items: [
    {
      marker: "1",
      kind: "document",
      ref: "document:rush-orders#0",
      title: "Rush orders",
      text:
        "A rush order leaves the warehouse within 24 hours and costs a surcharge of 15 % of its value, at least 40 USD. " +
        "Rush orders after 2 p.m. leave on the next working day.",
      score: 0.9
    },
    {
      marker: "2",
      kind: "document",
      ref: "document:rush-orders#1",
      title: "Rush orders > Approval",
      text: "A sales manager approves rush orders above 25,000 USD. Customers on credit hold get none.",
      score: 0.7
    }
  ],
  primary_context: "The policy on rush orders."
}

export const syntheses: Readonly<Record<string, Synthesis>> = {
  delta,
  decisive,
  french: deltaInFrench,
  kestrel,
  pair,
  policy
}
