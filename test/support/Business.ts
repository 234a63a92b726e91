/** A small business whose numbers are known, dated back from the moment the test runs. */
const day = 86_400_000
const now = Date.now()
/** The time so many days ago; negative is to come. */
export const ago = (days: number): string => new Date(now - days * day).toISOString()

export const customers = [
  {
    id: "c-delta",
    name: "Delta Industries",
    industry: "Manufacturing",
    payment_terms_days: 30,
    credit_limit: 50_000,
    metadata: { state: "Ohio", email: "billing@delta.example" }
  },
  { id: "c-acme", name: "Acme Corporation", industry: "Retail", payment_terms_days: 45, credit_limit: 80_000 },
  { id: "c-north-1", name: "Northwind Traders", payment_terms_days: 30, metadata: { state: "Ohio" } },
  { id: "c-north-2", name: "Northwind Trading", payment_terms_days: 60, metadata: { state: "Oregon" } }
]

export const sales_orders = [
  {
    id: "o-1",
    customer_id: "c-delta",
    order_number: "SO-1001",
    priority: "rush",
    status: "shipped",
    total_amount: 1_000,
    created_at: ago(10)
  },
  {
    id: "o-2",
    customer_id: "c-delta",
    order_number: "SO-1002",
    priority: "normal",
    status: "open",
    total_amount: 2_500,
    created_at: ago(20)
  },
  {
    id: "o-3",
    customer_id: "c-delta",
    order_number: "SO-1003",
    priority: "normal",
    status: "shipped",
    total_amount: 700,
    created_at: ago(120)
  },
  {
    id: "o-4",
    customer_id: "c-acme",
    order_number: "SO-2001",
    priority: "normal",
    status: "shipped",
    total_amount: 900,
    created_at: ago(5)
  },
  {
    id: "o-5",
    customer_id: "c-north-1",
    order_number: "SO-3001",
    priority: "normal",
    status: "shipped",
    total_amount: 300,
    created_at: ago(8)
  },
  {
    id: "o-6",
    customer_id: "c-north-2",
    order_number: "SO-3002",
    priority: "normal",
    status: "shipped",
    total_amount: 400,
    created_at: ago(9)
  }
]

export const invoices = [
  // Overdue by 50 days, of which 400 are paid.
  {
    id: "i-1",
    customer_id: "c-delta",
    order_id: "o-3",
    invoice_number: "INV-1001",
    amount: 1_400,
    status: "open",
    issued_at: ago(80),
    due_date: ago(50)
  },
  // Overdue by 10 days.
  {
    id: "i-2",
    customer_id: "c-delta",
    order_id: "o-1",
    invoice_number: "INV-1002",
    amount: 2_345.5,
    status: "open",
    issued_at: ago(40),
    due_date: ago(10)
  },
  // Open, not due yet.
  {
    id: "i-3",
    customer_id: "c-delta",
    order_id: "o-2",
    invoice_number: "INV-1003",
    amount: 600,
    status: "open",
    issued_at: ago(5),
    due_date: ago(-25)
  },
  {
    id: "i-4",
    customer_id: "c-acme",
    order_id: "o-4",
    invoice_number: "INV-2001",
    amount: 900,
    status: "paid",
    issued_at: ago(60),
    due_date: ago(15)
  }
]

export const payments = [
  { id: "p-1", invoice_id: "i-1", amount: 400, method: "transfer", paid_at: ago(45) },
  { id: "p-2", invoice_id: "i-4", amount: 900, method: "transfer", paid_at: ago(10) }
]

/** What is overdue at Delta: 1,400 − 400 + 2,345.50. */
export const overdue = "3,345.50"

export const policy = {
  id: "policy-terms",
  title: "Payment terms policy",
  text: "# Payment terms\n\nStandard payment terms are 30 days from the invoice date.\n\n# Late fees\n\n" +
    "Late payments are charged interest of 1.5 % a month from the 15th day after the due date."
}
