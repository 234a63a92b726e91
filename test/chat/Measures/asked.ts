/** How a question of the table is written down, and how numbers are read in it. */
import * as B from "./business.ts"

export interface Asked {
  readonly question: string
  /** All of these stand in the answer; for a refusal, words of the reason. */
  readonly says: ReadonlyArray<string>
  readonly refused?: true
  /** Goes on from the question before it, in its session. */
  readonly follows?: true
}

export const usd = (amount: number) =>
  new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2
  }).format(amount)
export const dollars = (amount: number) =>
  new Intl.NumberFormat("fr-FR", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2
  }).format(amount)
export const euros = (amount: number) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency: "EUR" }).format(amount)
export const n = (count: number) => new Intl.NumberFormat("en-US").format(count)
export const nf = (count: number) => new Intl.NumberFormat("fr-FR").format(count)
export const percent = (share: number) => `${Math.round(100 * share)}%`
export const tenth = (days: number) => Math.round(Math.abs(days) * 10) / 10
export const USD = { currency: "USD" }

const { back, year } = B
export const soFar = year(2026)
export const owing = (list: Readonly<ReturnType<typeof B.open>>) => B.sum(list.map(({ owed }) => owed))
export const ask = (question: string, ...says: ReadonlyArray<string>): Asked => ({ question, says })
export const follow = (question: string, ...says: ReadonlyArray<string>): Asked => ({ question, says, follows: true })
export const refuse = (question: string, ...says: ReadonlyArray<string>): Asked => ({ question, says, refused: true })

export const debtors = B.by(B.overdue(USD), (one) => B.nameOf(one.customer_id), owing)
export const owers = B.by(B.open(USD), (one) => B.nameOf(one.customer_id), owing)
export const earners = (span: B.Span) =>
  B.by(B.invoicesIn(span, USD), (one) => B.nameOf(one.customer_id), (group) => B.sum(group.map(({ amount }) => amount)))
export const average = (span: B.Span) => {
  const list = B.ordersIn(span, USD).map(({ total_amount }) => total_amount)
  return Math.round(100 * B.mean(list)) / 100
}
export const perMonth = (list: ReadonlyArray<{ readonly created_at: string }>) =>
  B.by(list, (one) => one.created_at.slice(0, 7), (group) => group.length)
export const shareLate = (span: B.Span) => {
  const all = B.lateness(span)
  return all.filter(({ days }) => days > 0).length / all.length
}
export const idle = B.customers.filter((one) =>
  Date.parse(one.created_at) < back(60)[0] && B.ordersIn(back(60), { customer: one.name }).length === 0
)
export const dueNextWeek = B.open(USD).filter(({ due_date }) =>
  Date.parse(due_date) >= Date.UTC(2026, 4, 25) && Date.parse(due_date) < Date.UTC(2026, 5, 1)
)
export const table = (list: ReadonlyArray<{ readonly name: string; readonly value: number }>, many: number) =>
  list.slice(0, many).flatMap(({ name, value }) => [name, usd(value)])

/** The same days of last year as have gone by of this one. */
export const sameDays: B.Span = [Date.UTC(2025, 0), Date.UTC(2025, 0) + B.now + 1 - Date.UTC(2026, 0)]
export const amounts = (list: ReadonlyArray<{ readonly amount: number }>) => B.sum(list.map(({ amount }) => amount))
export const months = (span: B.Span) =>
  B.by(
    B.invoicesIn(span, USD),
    (one) =>
      new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC", year: "numeric" }).format(
        new Date(one.issued_at)
      ),
    amounts
  )
export const shrunk = B.customers.filter(({ currency }) => currency === "USD").map(({ name }) => ({
  name,
  value: B.revenue(soFar, { customer: name }) - B.revenue(sameDays, { customer: name })
})).filter(({ value }) => value < 0).toSorted((a, b) => a.value - b.value)
