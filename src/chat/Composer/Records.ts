/** What is known of an order or invoice that was named by its number. */
import { Schema } from "effect"
import { plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { cited, type Desk, readable } from "./Desk.ts"

const Order = Schema.Struct({
  order_number: Schema.String,
  customer: Schema.NullOr(Schema.String),
  priority: Schema.String,
  status: Schema.String,
  total_amount: Schema.Number,
  currency: Schema.String,
  created_at: Schema.String
})

const Invoice = Schema.Struct({
  invoice_number: Schema.String,
  customer: Schema.NullOr(Schema.String),
  amount: Schema.Number,
  paid: Schema.Number,
  open_amount: Schema.Number,
  days_past_due: Schema.Number,
  currency: Schema.String,
  status: Schema.String,
  issued_at: Schema.String,
  due_date: Schema.String
})

export const writeRecords = (desk: Desk): ReadonlyArray<string> => {
  const found = desk.synthesis.items.filter((item) => item.topic === "order_record" || item.topic === "invoice_record")
  return found.slice(0, 3).map((item) => {
    const french = desk.synthesis.language === "fr" ? inFrench(desk, item) : undefined
    return paid(desk, item) + cited(french ?? readable(desk, item.text), item)
  })
}

/** "Has INV-20100 been paid?" is answered first, then told in full. */
const paid = ({ say, synthesis }: Desk, { data }: Marked): string => {
  const asked = /\b(?:paid|settled|payee?|reglee?)\b[^,;]{0,20}\?/.test(plain(synthesis.question))
  if (!asked || !Schema.is(Invoice)(data)) return ""
  const yes = data.open_amount === 0 && data.paid > 0
  return `${yes ? say.yes : say.no}${synthesis.language === "fr" ? " : " : ": "}`
}

const inFrench = ({ say: { format } }: Desk, { data }: Marked): string | undefined => {
  if (Schema.is(Order)(data)) {
    return `Commande ${data.order_number}${data.customer === null ? "" : ` de ${data.customer}`} : passée le ` +
      `${format.isoDay(data.created_at)}, ${
        format.money(data.total_amount, data.currency)
      }, priorité « ${data.priority} », ` +
      `statut « ${data.status} ».`
  }
  if (Schema.is(Invoice)(data)) {
    const open = data.open_amount > 0
      ? `${format.money(data.open_amount, data.currency)} restent dus${
        data.days_past_due > 0 ? `, avec ${format.days(data.days_past_due)} de retard` : ", échéance non dépassée"
      }`
      : "rien ne reste dû"
    return `Facture ${data.invoice_number}${data.customer === null ? "" : ` de ${data.customer}`} : ` +
      `${format.money(data.amount, data.currency)}, émise le ${format.isoDay(data.issued_at)}, à échéance du ` +
      `${format.isoDay(data.due_date)}, statut « ${data.status} » ; ${
        format.money(data.paid, data.currency)
      } payés, ${open}.`
  }
  return undefined
}
