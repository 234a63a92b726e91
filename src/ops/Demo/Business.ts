/** The demo business: sixty customers over twenty-four months, made anew relative to today and otherwise always the same. */
import { isoDay, isoTime } from "../../domain/Time.ts"
import * as Chance from "./Chance.ts"
import { type Plot, type Who, who } from "./Customers.ts"

type Row = Readonly<Record<string, unknown>>
export interface Business {
  readonly customers: ReadonlyArray<Row>
  readonly sales_orders: ReadonlyArray<Row>
  readonly invoices: ReadonlyArray<Row>
  readonly payments: ReadonlyArray<Row>
}

const seed = 20_240_607
const day = 86_400_000
const span = 730
const halfYear = 183

interface Habit {
  readonly plot: Plot | undefined
  readonly ordersPerMonth: number
  readonly rushShare: number
  /** Of the logarithm of an order's amount. */
  readonly size: number
  readonly spread: number
  readonly terms: number
  readonly daysLate: number
  readonly lateSpread: number
}

interface Order {
  /** Days before today. */
  readonly back: number
  readonly rush: boolean
  readonly amount: number
}

/** `now` in epoch milliseconds; only its day matters, and no row is later than its midnight. */
export const generate = (now: number): Business => {
  const today = Math.floor(now / day) * day
  const made = { customers: Array<Row>(), sales_orders: Array<Row>(), invoices: Array<Row>(), payments: Array<Row>() }
  // Each customer has its own chance, so that one more order here changes nothing there.
  who.forEach((one, i) => addCustomer(made, one, i, today))
  const numbered = number(made.sales_orders, "order_number", "SO-", 10_001)
  return { ...made, sales_orders: numbered, invoices: number(made.invoices, "invoice_number", "INV-", 20_001) }
}

/** Numbers are given in the order of time, over all customers. */
const number = (rows: ReadonlyArray<Row>, name: string, prefix: string, first: number): ReadonlyArray<Row> =>
  [...rows].sort((a, b) => {
    const [left, right] = [a, b].map((row) => `${String(row["issued_at"] ?? row["created_at"])} ${String(row["id"])}`)
    return (left ?? "") < (right ?? "") ? -1 : 1
  }).map((row, i) => ({ ...row, [name]: `${prefix}${first + i}` }))

const addCustomer = (
  made: { readonly [Table in keyof Business]: Array<Row> },
  one: Who,
  index: number,
  today: number
) => {
  const chance = Chance.make(seed + index * 7_919)
  const habit = habitOf(chance, one.plot)
  const code = String(index + 1).padStart(3, "0")
  const slug = one.name.toLowerCase().replace(/[^a-z]+/g, "-")
  const customer_id = `cust-${code}`
  const orders = ordersOf(chance, habit, today)
  const monthly = habit.ordersPerMonth * Math.exp(habit.size)
  made.customers.push({
    id: customer_id,
    name: one.name,
    industry: one.industry,
    status: "active",
    payment_terms_days: habit.terms,
    credit_limit: one.plot === "near_limit" ? 0 : Math.max(20_000, Math.ceil(monthly * 4 / 5_000) * 5_000),
    currency: "USD",
    created_at: isoDay(today - (span + chance.whole(30, 900)) * day),
    updated_at: isoDay(today),
    metadata: { email: `billing@${slug}.example`, city: one.city, state: one.state }
  })
  let owed = 0
  orders.forEach((order, k) => {
    const id = `${code}-${String(k + 1).padStart(4, "0")}`
    const placed = today - order.back * day + chance.whole(8 * 60, 17 * 60) * 60_000 - day
    const shipped = placed + (order.rush ? 1 : chance.whole(2, 6)) * day
    const delivered = shipped <= today - day
    const cancelled = order.back > 30 && chance.next() < 0.015
    made.sales_orders.push({
      id: `ord-${id}`,
      customer_id,
      priority: order.rush ? "rush" : chance.next() < 0.12 ? "low" : "normal",
      status: cancelled ? "cancelled" : delivered ? "delivered" : "open",
      total_amount: order.amount,
      currency: "USD",
      created_at: isoTime(placed),
      updated_at: isoTime(Math.min(today, cancelled ? placed + day : shipped))
    })
    if (cancelled || !delivered) return
    const due = Math.floor(shipped / day) * day + habit.terms * day
    const paid = payment(chance, habit, due, today)
    const part = paid > today - day && chance.next() < 0.1 && shipped < today - 10 * day
    const share = paid <= today - day ? 1 : part ? 0.4 : 0
    const amount = cents(order.amount * share)
    made.invoices.push({
      id: `inv-${id}`,
      customer_id,
      order_id: `ord-${id}`,
      amount: order.amount,
      currency: "USD",
      status: share === 1 ? "paid" : "open",
      issued_at: isoTime(shipped),
      due_date: isoDay(due),
      created_at: isoTime(shipped)
    })
    owed += order.amount - amount
    if (share === 0) return
    const at = share === 1 ? paid : today - chance.whole(1, 9) * day
    made.payments.push({
      id: `pay-${id}`,
      invoice_id: `inv-${id}`,
      amount,
      method: chance.pick(["bank transfer", "bank transfer", "check", "card"]),
      paid_at: isoTime(at),
      created_at: isoTime(at)
    })
  })
  const last = made.customers[made.customers.length - 1]
  if (one.plot === "near_limit" && last !== undefined) {
    made.customers[made.customers.length - 1] = { ...last, credit_limit: Math.ceil(owed * 1.06 / 500) * 500 }
  }
}

const habitOf = (chance: Chance.Chance, plot: Plot | undefined): Habit => {
  const terms = chance.pick([15, 30, 30, 30, 45, 60])
  const usual = {
    plot,
    ordersPerMonth: chance.between(2, 7),
    rushShare: chance.between(0.03, 0.12),
    size: chance.between(Math.log(600), Math.log(9_000)),
    spread: chance.between(0.25, 0.45),
    terms,
    daysLate: chance.between(-4, 6),
    lateSpread: chance.between(2, 5)
  }
  if (plot === "delta") {
    return {
      ...usual,
      ordersPerMonth: 6,
      rushShare: 0.08,
      size: Math.log(4_200),
      terms: 30,
      daysLate: 1,
      lateSpread: 3
    }
  }
  return plot === undefined ? usual : { ...usual, ordersPerMonth: plot === "silence" ? 4.4 : 6 }
}

const ordersOf = (chance: Chance.Chance, habit: Habit, today: number): ReadonlyArray<Order> => {
  const orders: Array<Order> = []
  const amount = (times = 1) => cents(Math.exp(chance.normal(habit.size, habit.spread)) * times)
  for (let back = span; back >= 1; back--) {
    for (let n = poisson(chance, habit.ordersPerMonth / 30.4 * pace(habit.plot, back, today)); n > 0; n--) {
      orders.push({ back, rush: chance.next() < habit.rushShare, amount: amount() })
    }
    // Rush orders of Delta come on top: from two a month half a year ago to seven a month now.
    const extra = habit.plot === "delta" && back <= halfYear ? (2 + 5 * (1 - back / halfYear)) / 30.4 : 0
    for (let n = poisson(chance, extra); n > 0; n--) orders.push({ back, rush: true, amount: amount() })
  }
  if (habit.plot === "huge_order") orders.push({ back: 62, rush: false, amount: amount(11) })
  if (habit.plot === "burst") {
    for (let n = 0; n < 12; n++) orders.push({ back: 24 - n % 2, rush: false, amount: amount() })
  }
  return orders.sort((a, b) => b.back - a.back)
}

/** How many times the usual number of orders falls on that day. */
const pace = (plot: Plot | undefined, back: number, today: number): number => {
  if (plot === "silence") return back <= 92 ? 0 : 1
  if (plot === "growth") return 0.4 + 1.2 * (1 - back / span)
  if (plot !== "season") return 1
  return Number(isoDay(today - back * day).slice(5, 7)) >= 10 ? 2.4 : 0.55
}

/** When an invoice is paid; most customers keep their habit, and Delta slips by two and a half weeks in the last four months. */
const payment = (chance: Chance.Chance, habit: Habit, due: number, today: number): number => {
  const slipped = habit.plot === "delta" && due > today - 125 * day ? 17 : 0
  const forgotten = chance.next() < 0.01 && due > today - 120 * day ? 200 : 0
  const days = Math.round(chance.normal(habit.daysLate + slipped, habit.lateSpread)) + forgotten
  return due + Math.max(days, 1 - habit.terms) * day + chance.whole(9 * 60, 16 * 60) * 60_000
}

const poisson = (chance: Chance.Chance, rate: number): number => {
  const limit = Math.exp(-rate)
  let count = 0
  for (let product = chance.next(); product > limit; product *= chance.next()) count += 1
  return count
}

const cents = (amount: number) => Math.round(amount * 100) / 100
