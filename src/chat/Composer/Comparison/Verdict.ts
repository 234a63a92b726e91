/** Who is ahead on what was asked (on money owed, punctuality and revenue where nothing was). */
import type { ResolvedEntity } from "../../../domain/Entity.ts"
import type { Topic } from "../../../domain/Evidence.ts"
import type { FiguresOf } from "../../../domain/Figures.ts"
import { inEach, telling } from "../../ContextSynthesis/Currencies.ts"
import type { Sheet, Stated } from "../../ContextSynthesis/Sheet.ts"
import { plain } from "../../Reading/Words.ts"
import type { Marked } from "../../Synthesis.ts"
import { cited, type Desk } from "../Desk.ts"

export interface Side {
  readonly entity: ResolvedEntity
  readonly sheet: Sheet<Marked>
}

const currenciesOf = (figures: FiguresOf<"invoices_open">): ReadonlyArray<string> =>
  telling(figures).map(({ currency }) => currency)

/** One thing that customers can be ahead in. */
interface Point<A> {
  readonly pick: (sheet: Sheet<Marked>) => Stated<A, Marked> | undefined
  readonly measure: (figures: A) => number | null
  readonly shown: (figures: A) => string
  /** Amounts are set against each other in one currency only. */
  readonly currencies?: (figures: A) => ReadonlyArray<string>
  readonly two: (first: A, name: string, other: A, otherName: string) => string
  /** Of more than two. */
  readonly many: (name: string, value: string) => string
}

/** By the two that differ most; of more than two the first one, with the others behind it. */
export const verdict = (desk: Desk, sides: ReadonlyArray<Side>): ReadonlyArray<string> => {
  const { comparison, format, portfolio } = desk.say
  const asks = (...topics: ReadonlyArray<Topic>) => topics.some((topic) => desk.synthesis.topics.includes(topic))
  const general = desk.synthesis.topics.length === 0
  const sentences: Array<string> = []
  const ahead = <A>({ currencies, many, measure, pick, shown, two }: Point<A>) => {
    const known = sides.flatMap(({ entity, sheet }) => {
      const stated = pick(sheet)
      const value = stated === undefined ? null : measure(stated.figures)
      return stated === undefined || value === null ? [] : [{ entity, stated, value }]
    }).toSorted((a, b) => b.value - a.value)
    const [first, ...others] = known
    const last = others.at(-1)
    if (first === undefined || last === undefined) return
    const used = new Set(known.flatMap(({ stated }) => currencies?.(stated.figures) ?? []))
    if (used.size > 1) {
      if (!sentences.includes(comparison.currencies)) sentences.push(comparison.currencies)
      return
    }
    if (first.value === last.value) {
      if (!general) sentences.push(cited(comparison.alike(desk.names), first.stated.item, last.stated.item))
      return
    }
    const behind = others.map(({ entity, stated }) => `${entity.name} ${shown(stated.figures)}`)
    sentences.push(
      others.length > 1
        ? cited(
          many(first.entity.name, shown(first.stated.figures)).replace(/\.$/, ` (${behind.join(", ")}).`),
          ...known.map(({ stated }) => stated.item)
        )
        : cited(
          two(first.stated.figures, first.entity.name, last.stated.figures, last.entity.name),
          first.stated.item,
          last.stated.item
        )
    )
  }
  const ranked = (topic: "invoices_open" | "invoices_overdue" | "revenue") => (name: string, value: string) =>
    portfolio.ranks[topic]?.first(name, value) ?? ""
  const named = (label: string) => (name: string, value: string) => comparison.first(label, name, value)
  // Compared only where there is one currency among them all.
  const sole = (f: FiguresOf<"invoices_open">) => telling(f)[0] ?? f
  const amount = (f: FiguresOf<"invoices_open">) => format.money(sole(f).amount, sole(f).currency)
  const owed = { measure: (f: FiguresOf<"invoices_open">) => sole(f).amount, currencies: currenciesOf }
  if (asks("invoices_open")) {
    ahead({
      ...owed,
      pick: (sheet) => sheet.invoices_open,
      shown: amount,
      two: (a, name, b, other) => comparison.owesMoreInAll(name, amount(a), other, amount(b)),
      many: ranked("invoices_open")
    })
  }
  if (general || asks("invoices_overdue", "ageing")) {
    ahead({
      ...owed,
      pick: (sheet) => sheet.invoices_overdue,
      shown: (f) => telling(f).length === 0 ? comparison.none : amount(f),
      two: (a, name, b, other) =>
        telling(b).length === 0
          ? comparison.owesOnly(name, amount(a), other)
          : comparison.owesMore(name, amount(a), other, amount(b)),
      many: ranked("invoices_overdue")
    })
  }
  if (general || asks("payment_behaviour", "dso")) {
    ahead({
      pick: (sheet) => sheet.payment_behaviour,
      measure: (f) => f.paid_invoices === 0 ? null : f.mean_days_late,
      shown: (f) => comparison.cellDays(f.mean_days_late),
      two: (a, name, b, other) => {
        const [later, sooner] = [comparison.cellDays(a.mean_days_late), comparison.cellDays(b.mean_days_late)]
        return quicker.test(plain(desk.synthesis.question))
          ? comparison.paysSooner(other, sooner, name, later)
          : comparison.paysLater(name, later, other, sooner)
      },
      many: comparison.latest
    })
  }
  if (asks("dso")) {
    ahead({
      pick: (sheet) => sheet.dso,
      measure: (f) => f.days,
      shown: (f) => format.days(f.days),
      two: (a, name, b, other) => comparison.slowerCash(name, format.days(a.days), other, format.days(b.days)),
      many: named(comparison.rows.dso)
    })
  }
  if (asks("terms")) {
    ahead({
      pick: (sheet) => sheet.terms,
      measure: (f) => f.payment_terms_days,
      shown: (f) => format.days(f.payment_terms_days),
      two: (a, name, b, other) =>
        comparison.longestTerms(name, format.days(a.payment_terms_days), other, format.days(b.payment_terms_days)),
      many: named(comparison.rows.terms)
    })
  }
  if (asks("orders")) {
    ahead({
      pick: (sheet) => sheet.orders,
      measure: (f) => f.orders_90,
      shown: (f) => format.number(f.orders_90),
      two: (a, name, b, other) =>
        comparison.ordersMore(
          name,
          format.number(a.orders_90),
          other,
          format.number(b.orders_90),
          comparison.window(90)
        ),
      many: named(comparison.rows.orders)
    })
  }
  if (asks("rush_orders")) {
    ahead({
      pick: (sheet) => sheet.rush_orders,
      measure: (f) => f.rush_90,
      shown: (f) => format.number(f.rush_90),
      two: (a, name, b, other) =>
        comparison.moreRush(name, format.number(a.rush_90), other, format.number(b.rush_90), comparison.window(90)),
      many: named(comparison.rows.rush)
    })
  }
  if (general || asks("revenue")) {
    ahead({
      pick: (sheet) => sheet.revenue,
      measure: (f) => f.revenue_365,
      shown: (f) => format.money(f.revenue_365, f.currency),
      currencies: (f) => inEach(f).map((one) => one.currency),
      two: (a, name, b, other) =>
        comparison.earnsMore(
          name,
          format.money(a.revenue_365, a.currency),
          other,
          format.money(b.revenue_365, b.currency),
          comparison.window(365)
        ),
      many: ranked("revenue")
    })
  }
  if (asks("credit", "exposure")) {
    ahead({
      pick: (sheet) => sheet.exposure,
      measure: (f) => f.utilization,
      shown: (f) => format.percent(f.utilization ?? 0),
      two: (a, name, b, other) =>
        comparison.usesMore(name, format.percent(a.utilization ?? 0), other, format.percent(b.utilization ?? 0)),
      many: named(comparison.rows.credit)
    })
  }
  if (asks("credit")) {
    ahead({
      pick: (sheet) => sheet.exposure,
      measure: (f) => f.credit_limit,
      shown: (f) => format.money(f.credit_limit ?? 0, f.currency),
      currencies: (f) => [f.currency],
      two: (a, name, b, other) =>
        comparison.higherLimit(
          name,
          format.money(a.credit_limit ?? 0, a.currency),
          other,
          format.money(b.credit_limit ?? 0, b.currency)
        ),
      many: named(comparison.rows.limit)
    })
  }
  return sentences.length === 0 ? [] : [sentences.slice(0, 3).join(" ")]
}

const quicker =
  /\b(?:faster|quicker|sooner|earlier|better|best|promptly|more punctual|plus (?:vite|tot|rapidement)|mieux)\b/
