/** How a generated customer pays what it ordered, and how much it is trusted with. */
import { day, type Invoice, type Order } from "../../src/knowledge/Patterns/History.ts"
import type { Chance } from "./PlantedBusinessChance.ts"

export type PaymentPlant = "later" | "later_by_and_by" | "stopped" | "earlier"

const date = (at: number) => new Date(at).toISOString().slice(0, 10)

/** The day on which a customer who pays on certain days pays what it means to pay now. */
const payDay = (at: number, run: "any" | "fridays" | "twice_a_month"): number => {
  if (run === "any") return at
  const due = (moment: number) => {
    const of = new Date(moment)
    return run === "fridays" ? of.getUTCDay() === 5 : of.getUTCDate() === 1 || of.getUTCDate() === 15
  }
  let moment = at
  while (!due(moment)) moment += day
  return moment
}

export const billed = (
  draw: Chance,
  { id, index, now, orders, plant, sparse }: {
    readonly id: string
    readonly index: number
    readonly orders: ReadonlyArray<Order>
    readonly plant: PaymentPlant | undefined
    /** Few invoices take longer to tell. */
    readonly sparse: boolean
    readonly now: number
  }
): { readonly invoices: ReadonlyArray<Invoice>; readonly timing: string } => {
  const terms = draw.pick([15, 30, 30, 45, 60])
  const newTerms = draw.uniform() < 0.2
    ? { since: now - draw.between(100, 500) * day, days: draw.pick([15, 30, 45, 60]) }
    : undefined
  const lateness = plant === "earlier" ? draw.between(14, 22) : draw.between(-5, 12)
  const spread = draw.between(1.5, 5)
  const run = draw.pick(["any", "any", "fridays", "twice_a_month"] as const)
  const tail = draw.pick(["normal", "student", "skewed"] as const)
  const since = now -
    (sparse ? draw.between(150, 175) : plant === "stopped" ? draw.between(75, 120) : draw.between(110, 165)) * day
  const shift = plant === "earlier" ? -draw.between(12, 18) : draw.between(14, 30)
  // A customer's mood, or its clerk: months of paying a little later or sooner.
  const drift = draw.between(0, 1.2)
  const moods = new Map<number, number>()
  let mood = 0
  const moodOf = (at: number) => {
    const month = Math.floor(at / (30 * day))
    if (!moods.has(month)) moods.set(month, mood = 0.5 * mood + drift * draw.normal())
    return moods.get(month) ?? 0
  }
  const noise = () =>
    tail === "normal" ? draw.normal() : tail === "student" ? 0.8 * draw.student(4) : draw.exponential(1.2) - 1.2
  const shiftOf = (due: number) =>
    plant === undefined || plant === "stopped" || due < since
      ? 0
      : plant === "later_by_and_by"
      ? shift * Math.min(1.3, 0.5 + (due - since) / (90 * day))
      : shift
  const invoices = orders.flatMap((order, i): ReadonlyArray<Invoice> => {
    const issued_at = order.at + draw.between(1, order.rush ? 2 : 6) * day
    if (issued_at > now) return []
    const agreed = newTerms !== undefined && issued_at >= newTerms.since ? newTerms.days : terms
    const due_at = Math.floor(issued_at / day) * day + agreed * day
    const fate = draw.uniform()
    const advance = fate < 0.02
    const dispute = fate > 0.985 ? draw.between(40, 250) : 0
    const days = lateness + spread * noise() + moodOf(due_at) + shiftOf(due_at) + dispute
    const meant = advance ? issued_at : Math.max(issued_at + day, due_at + days * day)
    const never = plant === "stopped" && meant >= since && !advance
    const paid = never ? Infinity : payDay(meant, run)
    const part = draw.uniform() < 0.12 ? draw.between(0.3, 0.6) : 0
    const parts = [
      ...(part === 0 ? [] : [{ at: Math.max(issued_at, paid - 9 * day), amount: Math.round(order.amount * part) }]),
      { at: paid, amount: order.amount - (part === 0 ? 0 : Math.round(order.amount * part)) }
    ]
    return [{
      id: `${id}-invoice-${i}`,
      number: `INV-${index}-${i}`,
      issued_at,
      due_at,
      amount: order.amount,
      payments: parts.filter(({ at }) => at <= now),
      ...(paid <= now ? { paid_at: paid } : {})
    }]
  })
  const timing = plant === "stopped" ? "nothing is paid" : `${shift.toFixed(0)} days (${String(plant)})`
  return { invoices: invoices.toSorted((a, b) => a.due_at - b.due_at), timing: `${timing} since ${date(since)}` }
}

const unpaidAt = (invoices: ReadonlyArray<Invoice>, at: number): number =>
  invoices.reduce(
    (sum, { amount, issued_at, payments }) =>
      issued_at > at ? sum : sum + payments.reduce((left, paid) => paid.at <= at ? left - paid.amount : left, amount),
    0
  )

/**
 * A customer near its limit owes 85 % of it today and in five weeks of six of the last half year; any other owed four
 * fifths of it in three of those weeks at most. Some have no limit.
 */
export const limited = (
  draw: Chance,
  invoices: ReadonlyArray<Invoice>,
  now: number,
  near: boolean
): number | undefined => {
  const weeks = (count: number) => Array.from({ length: count }, (_, back) => unpaidAt(invoices, now - back * 7 * day))
  if (near) {
    const [today = 0, ...others] = weeks(26)
    const owed = Math.min(today, others.sort((a, b) => a - b)[4] ?? today)
    return owed < 100 ? undefined : Math.round(owed / draw.between(0.87, 0.93))
  }
  if (draw.uniform() < 0.2) return undefined
  const fourth = weeks(26).sort((a, b) => b - a)[3] ?? 0
  return Math.ceil(Math.max(1000, fourth / 0.79) * draw.between(1, 2.5))
}
