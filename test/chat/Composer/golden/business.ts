/** Seven customers on a fixed day, each of a kind that an answer has to be right about. */
import type { DocumentInput } from "../../../../src/domain/Document.ts"

export const now = Date.UTC(2026, 4, 20, 10, 30)
const day = 86_400_000
const ago = (days: number) => new Date(now - days * day).toISOString()

interface Kind {
  readonly id: string
  readonly name: string
  readonly industry: string
  readonly terms: number
  readonly limit: number
  readonly currency?: string
  readonly status?: string
  readonly since: string
  /** Days back of each order, the latest last. */
  readonly orders: ReadonlyArray<number>
  readonly amount: number
  readonly rush?: (back: number, at: number) => boolean
  /** Days after the due date on which an invoice is paid; undefined where it is not. */
  readonly late: (back: number, at: number) => number | undefined
}

const every = (gap: number, from: number, to = 0): ReadonlyArray<number> =>
  Array.from({ length: Math.floor((from - to) / gap) }, (_, at) => from - at * gap)

const kinds: ReadonlyArray<Kind> = [
  {
    // Pays later and later, in more and more of a hurry.
    id: "cust-delta",
    name: "Delta Industries",
    industry: "Manufacturing",
    terms: 30,
    limit: 60_000,
    since: "2023-03-14T09:00:00Z",
    orders: every(11, 720, 3),
    amount: 4_200,
    rush: (back, at) => back < 180 ? at % 2 === 0 : at % 12 === 0,
    late: (back, at) => back < 75 ? undefined : back < 200 ? 19 + at % 4 : 2 + at % 3
  },
  {
    // As good as a customer gets.
    id: "cust-acme",
    name: "Acme Corporation",
    industry: "Retail",
    terms: 45,
    limit: 80_000,
    since: "2022-09-01T09:00:00Z",
    orders: every(16, 720, 5),
    amount: 6_100,
    late: (back, at) => back < 45 ? undefined : -2 + at % 3
  },
  {
    // Stopped ordering, with money outstanding for long.
    id: "cust-harbor",
    name: "Blue Harbor Foods",
    industry: "Food",
    terms: 30,
    limit: 20_000,
    since: "2023-06-20T09:00:00Z",
    orders: every(9, 700, 130),
    amount: 2_750,
    late: (back, at) => back < 160 ? undefined : 5 + at % 5
  },
  {
    // In euros.
    id: "cust-moreau",
    name: "Atelier Moreau",
    industry: "Design",
    terms: 60,
    limit: 15_000,
    currency: "EUR",
    since: "2024-01-08T09:00:00Z",
    orders: every(30, 595, 10),
    amount: 1_234.56,
    late: (back, at) => back < 70 ? undefined : at % 4
  },
  {
    id: "cust-traders",
    name: "Northwind Traders",
    industry: "Food",
    terms: 30,
    limit: 25_000,
    since: "2024-05-02T09:00:00Z",
    orders: every(28, 500, 12),
    amount: 1_900,
    late: (back) => back < 40 ? undefined : 1
  },
  {
    id: "cust-trading",
    name: "Northwind Trading",
    industry: "Retail",
    terms: 60,
    limit: 10_000,
    since: "2025-02-11T09:00:00Z",
    orders: every(35, 300, 20),
    amount: 820,
    late: (back) => back < 80 ? undefined : 0
  },
  {
    // Too new to say anything about.
    id: "cust-bakery",
    name: "Fresh Start Bakery",
    industry: "Food",
    terms: 15,
    limit: 5_000,
    since: "2026-04-30T09:00:00Z",
    orders: [12],
    amount: 640,
    late: () => undefined
  },
  {
    id: "cust-museum",
    name: "Oakfield Museum",
    industry: "Culture",
    terms: 30,
    limit: 3_000,
    status: "inactive",
    since: "2023-11-05T09:00:00Z",
    orders: [],
    amount: 0,
    late: () => undefined
  }
]

const traded = kinds.flatMap((kind, k) =>
  kind.orders.map((back, at) => {
    const amount = Math.round(kind.amount * (100 + (at * 37 + k * 11) % 30 - 15)) / 100
    const late = kind.late(back, at)
    const paid = late === undefined ? undefined : back - 2 - kind.terms - late
    const number = `${k + 1}${String(at + 1).padStart(3, "0")}`
    const currency = kind.currency ?? "USD"
    return {
      order: {
        id: `order-${number}`,
        customer_id: kind.id,
        order_number: `SO-${number}`,
        priority: kind.rush?.(back, at) === true ? "rush" : "normal",
        status: back < 3 ? "open" : "delivered",
        total_amount: amount,
        currency,
        created_at: ago(back)
      },
      invoice: {
        id: `invoice-${number}`,
        customer_id: kind.id,
        order_id: `order-${number}`,
        invoice_number: `INV-${number}`,
        amount,
        currency,
        status: paid === undefined ? "open" : "paid",
        issued_at: ago(back - 2),
        due_date: ago(back - 2 - kind.terms)
      },
      payment: paid === undefined
        ? []
        : [{ id: `payment-${number}`, invoice_id: `invoice-${number}`, amount, method: "transfer", paid_at: ago(paid) }]
    }
  })
)

export const rows = {
  customers: kinds.map(({ currency = "USD", id, industry, limit, name, since, status = "active", terms }) => ({
    id,
    name,
    industry,
    status,
    currency,
    payment_terms_days: terms,
    credit_limit: limit,
    created_at: since
  })),
  sales_orders: traded.map(({ order }) => order),
  invoices: traded.map(({ invoice }) => invoice),
  payments: traded.flatMap(({ payment }) => payment)
}

export const documents: ReadonlyArray<DocumentInput> = [
  {
    id: "dunning",
    title: "Dunning policy",
    text: "# Dunning policy\n\n## Reminders\n\nA friendly reminder goes out 5 days after the due date, a formal one " +
      "after 15 days, a second after 30 days. From the first formal reminder on, interest of 1.5 % a month is charged " +
      "on the overdue amount.\n\n## Collection\n\nAccounts more than 90 days overdue are handed to collection after a " +
      "last call by the account manager."
  },
  {
    id: "terms",
    title: "Payment terms policy",
    text:
      "# Payment terms policy\n\n## Standard terms\n\nNew customers start on net 30. Net 60 needs the approval of " +
      "the head of finance.\n\n## Extending terms\n\nTerms are extended only when no invoice is more than 30 days " +
      "overdue and open exposure stays below 80 % of the credit limit. An extension is reviewed after 90 days."
  },
  {
    id: "retention",
    title: "Data retention policy",
    text:
      "# Data retention policy\n\nInvoices, payments and orders are kept for 10 years. Correspondence is kept for " +
      "3 years after the last order. Personal data of contacts who leave a customer is deleted within 60 days."
  },
  {
    id: "rush",
    title: "Rush order policy",
    text: "# Rush order policy\n\nRush orders carry a surcharge of 8 % of the order amount, 40 dollars at least. If " +
      "more than a third of a customer's orders in a quarter are rush orders, the account manager offers a stocking " +
      "agreement."
  },
  {
    id: "returns",
    title: "Returns policy",
    text:
      "# Returns policy\n\nGoods may be returned within 30 days of delivery, unused and in their original packing. " +
      "A restocking fee of 10 % applies unless the goods were faulty. Goods made to order cannot be returned."
  },
  {
    id: "holds",
    title: "Shipping and holds policy",
    text: "# Shipping and holds policy\n\nShipments are held when an invoice is more than 45 days overdue, or when " +
      "open exposure is above 120 % of the credit limit. A hold is released as soon as the overdue amount is paid."
  },
  {
    id: "remises",
    title: "Politique de remises",
    language: "fr",
    text: "# Politique de remises\n\nUne remise de 3 % est accordée à partir de 50 000 dollars de chiffre d'affaires " +
      "annuel, de 5 % à partir de 100 000 dollars. Au-delà de 5 %, l'accord de la direction commerciale est " +
      "nécessaire. Aucune remise n'est accordée tant qu'une facture est échue depuis plus de 30 jours."
  },
  {
    id: "livraison",
    title: "Conditions de livraison",
    language: "fr",
    text: "# Conditions de livraison\n\nLes commandes normales partent sous trois jours ouvrés. Le port est offert à " +
      "partir de 1 500 dollars. Une commande urgente part le jour même si elle arrive avant 11 heures."
  }
]
