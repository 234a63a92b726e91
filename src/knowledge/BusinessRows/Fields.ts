/** The fields of each business table, and how a value that was sent becomes the one that is stored. */
import { Either } from "effect"
import type { DomainTable } from "../../domain/Business.ts"
import { isoTime } from "../../domain/Time.ts"

/** What is wrong with a value, to be read after the field's name: `must be a number, but it is "abc"`. */
type Read = (value: unknown) => Either.Either<unknown, string>

export interface Field {
  readonly required: boolean
  readonly read: Read
  /** The column's type in a record set. */
  readonly type: "text" | "numeric" | "integer" | "timestamptz" | "jsonb"
  /** SQL for the value of a row that does not have the field. */
  readonly absent: string
}

const longestMetadata = 64 * 1024
const largestAmount = 1e15
const millisPerDay = 86_400_000

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? `"${value}"` : Array.isArray(value) ? "a list" : value === null
    ? "empty"
    : typeof value === "object"
    ? "an object"
    : String(value)
  return text.length > 60 ? `${text.slice(0, 57).toWellFormed()}…"` : text.toWellFormed()
}
const storable = (text: string) => text.isWellFormed() && !text.includes("\0")
const unstorable = "has a NUL character or broken Unicode in it: remove it"

const text = (longest: number): Read => (value) => {
  const given = typeof value === "number" && Number.isFinite(value) ? String(value) : value
  if (typeof given !== "string") return Either.left(`must be text, but it is ${shown(value)}`)
  const trimmed = given.trim()
  if (trimmed === "") return Either.left("must not be empty")
  if (!storable(trimmed)) return Either.left(unstorable)
  return trimmed.length > longest
    ? Either.left(`must be at most ${longest} characters long, but it has ${trimmed.length}`)
    : Either.right(trimmed)
}

const number = (value: unknown): number | undefined => {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined
  if (typeof value !== "string") return undefined
  const plain = value.trim()
  return /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[+-]?\d{1,2})?$/i.test(plain)
    ? Number(plain.replaceAll(",", ""))
    : undefined
}

const amount: Read = (value) => {
  const given = number(value)
  if (given === undefined || !Number.isFinite(given)) {
    return Either.left(`must be a number such as 1250.50, but it is ${shown(value)}`)
  }
  return Math.abs(given) < largestAmount ? Either.right(given) : Either.left("is too large: amounts stay below 10^15")
}

const whole = (least: number, most: number): Read => (value) => {
  const given = number(value)
  return given !== undefined && Number.isInteger(given) && given >= least && given <= most
    ? Either.right(given)
    : Either.left(`must be a whole number from ${least} to ${most}, but it is ${shown(value)}`)
}

const credit: Read = (value) =>
  Either.flatMap(
    amount(value),
    (limit) => typeof limit === "number" && limit < 0 ? Either.left("must not be negative") : Either.right(limit)
  )

const currency: Read = (value) =>
  typeof value === "string" && /^[a-z]{3}$/i.test(value.trim())
    ? Either.right(value.trim().toUpperCase())
    : Either.left(`must be a currency code of three letters such as USD, but it is ${shown(value)}`)

const priority: Read = (value) => {
  const given = typeof value === "string" ? value.trim().toLowerCase() : value
  return given === "low" || given === "normal" || given === "rush"
    ? Either.right(given)
    : Either.left(`must be low, normal or rush, but it is ${shown(value)}`)
}

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** A date is its midnight, and a time without a zone is read, in UTC. */
const time: Read = (value) => {
  const wrong = Either.left(
    `must be a date such as 2026-03-09 or a time such as 2026-03-09T14:30:00Z, but it is ${shown(value)}`
  )
  const match = typeof value === "string" ? isoPattern.exec(value.trim()) : null
  if (match === null) return wrong
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) =>
    Number(part ?? 0)
  )
  const date = Date.UTC(year, month - 1, day)
  const exists = date % millisPerDay === 0 && isoTime(date).startsWith(`${match[1]}-${match[2]}-${match[3]}`)
  if (!exists || year < 1900 || year > 2200 || hour > 23 || minute > 59 || second > 59) return wrong
  const zone = /^([+-])(\d{2}):?(\d{2})?$/.exec(match[8] ?? "")
  const offset = zone === null ? 0 : (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3] ?? 0))
  if (Math.abs(offset) > 18 * 60) return wrong
  const millis = Math.floor(Number(`0.${match[7] ?? "0"}`) * 1000)
  return Either.right(isoTime(date + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis))
}

const clean = (value: unknown): boolean => {
  if (typeof value === "string") return storable(value)
  if (typeof value !== "object" || value === null) return true
  return Object.entries(value).every(([key, inner]) => storable(key) && clean(inner))
}

const metadata: Read = (value) => {
  const parsed = typeof value === "string" ? parseJson(value) : value
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return Either.left(`must be an object such as {"region": "West"}, but it is ${shown(value)}`)
  }
  const length = JSON.stringify(parsed).length
  if (length > longestMetadata) {
    return Either.left(`must be at most ${longestMetadata} characters of JSON, but has ${length}`)
  }
  return clean(parsed) ? Either.right(parsed) : Either.left(unstorable)
}

const parseJson = (json: string): unknown => Either.getOrUndefined(Either.try(() => JSON.parse(json)))

const required = (read: Read, type: Field["type"]): Field => ({ required: true, read, type, absent: "null" })
const optional = (read: Read, type: Field["type"], absent = "null"): Field => ({ required: false, read, type, absent })

const id = text(128)
const common = { id: required(id, "text"), metadata: optional(metadata, "jsonb", "'{}'::jsonb") }
const inDollars = optional(currency, "text", "'USD'")

export const fields: Readonly<Record<DomainTable, Readonly<Record<string, Field>>>> = {
  customers: {
    ...common,
    name: required(text(300), "text"),
    industry: optional(text(200), "text"),
    status: optional(text(50), "text", "'active'"),
    payment_terms_days: optional(whole(0, 3_650), "integer"),
    credit_limit: optional(credit, "numeric"),
    currency: inDollars,
    created_at: optional(time, "timestamptz", "now"),
    updated_at: optional(time, "timestamptz", "now")
  },
  sales_orders: {
    ...common,
    customer_id: required(id, "text"),
    order_number: required(text(128), "text"),
    priority: optional(priority, "text", "'normal'"),
    status: optional(text(50), "text", "'open'"),
    total_amount: required(amount, "numeric"),
    currency: inDollars,
    created_at: required(time, "timestamptz"),
    updated_at: optional(time, "timestamptz", "now")
  },
  invoices: {
    ...common,
    customer_id: required(id, "text"),
    order_id: optional(id, "text"),
    invoice_number: required(text(128), "text"),
    amount: required(amount, "numeric"),
    currency: inDollars,
    status: optional(text(50), "text", "'open'"),
    issued_at: required(time, "timestamptz"),
    due_date: required(time, "timestamptz"),
    created_at: optional(time, "timestamptz", "now")
  },
  payments: {
    ...common,
    invoice_id: required(id, "text"),
    amount: required(amount, "numeric"),
    method: optional(text(100), "text"),
    paid_at: required(time, "timestamptz"),
    created_at: optional(time, "timestamptz", "now")
  }
}

/** A row ready to be stored, or sentences that say what to mend in it. Empty text and null are absent fields. */
export const readRow = (
  table: DomainTable,
  value: Readonly<Record<string, unknown>>
): Either.Either<Readonly<Record<string, unknown>> & { readonly id: string }, string> => {
  const known = fields[table]
  const problems: Array<string> = []
  const row: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(known, name)) {
      problems.push(`${shown(name)} is not a field of ${table}: put it into "metadata", or leave it out`)
    }
  }
  for (const [name, field] of Object.entries(known)) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined
    if (given === undefined || given === null || typeof given === "string" && given.trim() === "") {
      if (field.required) problems.push(`"${name}" is missing`)
      continue
    }
    const read = field.read(given)
    if (Either.isRight(read)) row[name] = read.right
    else problems.push(`"${name}" ${read.left}`)
  }
  const key = row["id"]
  return problems.length === 0 && typeof key === "string"
    ? Either.right({ ...row, id: key })
    : Either.left(`${problems.slice(0, 5).join("; ")}.`)
}
