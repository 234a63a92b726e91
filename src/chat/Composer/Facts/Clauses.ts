/** The figures of one topic as a clause, for sentences, lists and tables. */
import { inEach, telling } from "../../ContextSynthesis/Currencies.ts"
import type { Stated } from "../../ContextSynthesis/Sheet.ts"
import type { Marked } from "../../Synthesis.ts"
import { cited, type Desk } from "../Desk.ts"
import type { FactTopic, Window } from "../Phrases.ts"
import { activityIn } from "./Asked.ts"

/** One clause with its label and markers, for lists: empty where nothing is known. */
export const labelled = (desk: Desk, entity_id: string | undefined, topic: FactTopic, window: Window = 90): string => {
  const found = clauseOf(desk, entity_id, topic, window)
  if (found !== undefined && found.text !== "") return cited(found.text, found.item)
  return ""
}

export const clauseOf = (desk: Desk, entity_id: string | undefined, topic: FactTopic, window: Window) => {
  const sheet = desk.sheet(entity_id)
  const { clause, format, semicolon } = desk.say
  const of = <A>(stated: Stated<A, Marked> | undefined, say: (figures: A) => string, nothing = (_: A) => false) =>
    stated === undefined
      ? undefined
      : { item: stated.item, nothing: nothing(stated.figures), text: say(stated.figures) }
  switch (topic) {
    case "profile":
      return of(sheet.profile, clause.profile)
    case "terms":
      return of(sheet.terms, clause.terms)
    case "credit":
      return of(sheet.credit, clause.credit)
    case "exposure":
      return of(sheet.exposure, clause.exposure)
    case "orders":
      return of(sheet.orders, (f) => clause.orders(f, window))
    case "rush_orders":
      return of(sheet.rush_orders, (f) => clause.rush_orders(f, window))
    case "revenue":
      return of(sheet.revenue, (f) => inEach(f).map((one) => clause.revenue(one, window)).join(semicolon))
    case "invoices_open":
      return of(
        sheet.invoices_open,
        (f) => format.list(orNone(f).map(clause.invoices_open)),
        (f) => telling(f).length === 0
      )
    case "invoices_overdue":
      return of(
        sheet.invoices_overdue,
        (f) => format.list(orNone(f).map(clause.invoices_overdue)),
        (f) => telling(f).length === 0
      )
    case "ageing":
      return of(sheet.ageing, clause.ageing)
    case "dso":
      return of(sheet.dso, clause.dso)
    case "payment_behaviour":
      return of(sheet.payment_behaviour, clause.payment_behaviour, (f) => f.paid_invoices === 0)
    case "last_activity":
      return of(
        sheet.last_activity,
        (f) =>
          clause.last_activity(
            f,
            desk.synthesis.intent === "fact_lookup" ? activityIn(desk.synthesis.question) : "both"
          )
      )
  }
}

/** Where there is nothing in any currency, that there is nothing. */
const orNone = <A extends { readonly count: number }>(figures: A & { readonly others?: ReadonlyArray<A> }) => {
  const said = telling<A>(figures)
  return said.length === 0 ? [figures] : said
}
