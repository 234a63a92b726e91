/** What is known of an order or invoice that was named by its number; and that there is none of that number. */
import { Schema } from "effect"
import { plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { cited, type Desk, isMissing, lowerFirst, readable } from "./Desk.ts"
import { de } from "./Elision.ts"
import { statusInFrench } from "./FrenchFacts.ts"

const Order = Schema.Struct({
  order_number: Schema.String,
  customer: Schema.NullOr(Schema.String),
  priority: Schema.String,
  status: Schema.String,
  total_amount: Schema.Number,
  currency: Schema.String,
  created_at: Schema.String,
  invoices: Schema.optional(Schema.Array(Schema.String))
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
  const told = desk.synthesis.language === "fr" ? inFrench : inEnglish
  return found.slice(0, 3).map((item) => {
    const lead = paid(desk, item)
    const text = told(desk, item) ?? readable(desk, item.text)
    return lead + cited(lead === "" || desk.synthesis.language === "en" ? text : lowerFirst(text), item)
  })
}

/** Set where the question names a number that no order or invoice has. */
export const unknownRecord = (desk: Desk): string | undefined => {
  const { question, records, topics } = desk.synthesis
  const asked = topics.find((topic) => topic === "invoice_record" || topic === "order_record")
  if (asked === undefined || records.length > 0 || isMissing(desk, "entities") || isMissing(desk, "facts")) {
    return undefined
  }
  const number = numbered.exec(question)
  const named = number?.[1] ?? number?.[2]
  return named === undefined
    ? undefined
    : desk.say.unknownRecord(asked === "invoice_record" ? "invoice" : "order", named)
}

const numbered =
  /\b((?:inv|so|po|ord|cmd)-?\d[\w-]*)|\b(?:invoice|bill|facture|order|commande)s? (?:no\.? ?|number |numéro |n° ?)?#?([a-z0-9/-]*\d[a-z0-9/-]*)/i

/** "Has INV-20100 been paid?" is answered first, then told in full. */
const paid = ({ say, synthesis }: Desk, { data }: Marked): string => {
  const text = plain(synthesis.question)
  const asked = /\b(?:paid|settled|payee?|reglee?)\b[^,;]{0,20}\?/.test(text) &&
    !/\b(?:how|when|who|what|combien|quand|qui|quel\w*)\b/.test(text)
  if (!asked || !Schema.is(Invoice)(data)) return ""
  const yes = data.open_amount === 0 && data.paid > 0
  return `${yes ? say.yes : say.no}${synthesis.language === "fr" ? " : " : ". "}`
}

const inEnglish = ({ say: { format } }: Desk, { data }: Marked): string | undefined => {
  if (Schema.is(Order)(data)) {
    const priority = data.priority === "normal" ? "" : ` with ${data.priority} priority`
    const { invoices = [] } = data
    return `Order ${data.order_number}${data.customer === null ? "" : ` of ${data.customer}`} was placed on ` +
      `${format.isoDay(data.created_at)} for ${
        format.money(data.total_amount, data.currency)
      }${priority}; its status ` +
      `is “${data.status}”, and it is ${
        invoices.length === 0 ? "not invoiced yet" : `invoiced as ${format.list(invoices)}`
      }.`
  }
  if (!Schema.is(Invoice)(data)) return undefined
  const money = (amount: number) => format.money(amount, data.currency)
  const late = data.days_past_due > 0 ? `${format.days(data.days_past_due)} past due` : "not overdue"
  const payment = data.open_amount > 0
    ? `${data.paid > 0 ? `${money(data.paid)} has been paid on it` : "Nothing has been paid on it yet"}; ${
      money(data.open_amount)
    } is open, ${late}.`
    : data.paid > 0
    ? `${money(data.paid)} has been paid on it, and nothing is open.`
    : `Its status is “${data.status}”, and nothing is open.`
  return `Invoice ${data.invoice_number}${data.customer === null ? "" : ` of ${data.customer}`} for ` +
    `${money(data.amount)} was issued on ${format.isoDay(data.issued_at)}, due on ${
      format.isoDay(data.due_date)
    }. ${payment}`
}

const inFrench = ({ say: { format } }: Desk, { data }: Marked): string | undefined => {
  if (Schema.is(Order)(data)) {
    const { invoices } = data
    return `La commande ${data.order_number}${data.customer === null ? "" : ` ${de(data.customer)}`} a été passée le ` +
      `${format.isoDay(data.created_at)} pour ${format.money(data.total_amount, data.currency)}${
        data.priority === "rush" ? ", en urgence" : data.priority === "low" ? ", sans urgence" : ""
      } ; statut « ${statusInFrench(data.status)} »${
        invoices === undefined
          ? ""
          : invoices.length === 0
          ? ", pas encore facturée"
          : `, facturée (${format.list(invoices)})`
      }.`
  }
  if (!Schema.is(Invoice)(data)) return undefined
  const money = (amount: number) => format.money(amount, data.currency)
  const late = data.days_past_due > 0 ? `, avec ${format.days(data.days_past_due)} de retard` : ", sans retard"
  const payment = data.open_amount > 0
    ? `${data.paid > 0 ? `${money(data.paid)} payés, ` : "rien n'a encore été payé, "}${
      money(data.open_amount)
    } restent dus${late}`
    : data.paid > 0
    ? `${money(data.paid)} payés, rien ne reste dû`
    : `statut « ${statusInFrench(data.status)} », rien ne reste dû`
  return `La facture ${data.invoice_number}${data.customer === null ? "" : ` ${de(data.customer)}`}, de ` +
    `${money(data.amount)}, a été émise le ${format.isoDay(data.issued_at)}, à échéance du ${
      format.isoDay(data.due_date)
    } : ${payment}.`
}
