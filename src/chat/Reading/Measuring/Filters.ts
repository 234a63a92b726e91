/** Which customers and which rows are meant, by status, priority and currency. */
import type { Filters } from "../../../domain/Measure.ts"
import { blank, type Read, word } from "./Words.ts"

const orderStatuses: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
  [["cancelled", "canceled"], word("cancel(?:l)?ed|annulee?s?")],
  [["delivered", "fulfilled", "completed", "complete"], word("delivered|fulfilled|completed|livree?s?")],
  [["shipped"], word("shipped|expediee?s?")],
  [["pending"], word("pending|en attente")],
  [["open"], word("(?:still )?open|undelivered|ouvertes?|en cours")],
  [["returned"], word("returned|retournee?s?")]
]
const customerStatuses: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
  [
    ["active"],
    word(
      "active(?= (?:customers?|clients?|accounts?))|(?<=(?:customers?|clients?|accounts?) (?:that |who )?are (?:still )?)active|(?<=clients? )actifs?"
    )
  ],
  [
    ["on hold", "on_hold", "hold"],
    word("(?<=(?:customers?|clients?|accounts?) (?:that |who )?(?:are )?)on hold|(?<=clients? )bloques?")
  ],
  [["prospect"], word("prospects?")]
]
const currencies: ReadonlyArray<readonly [string, RegExp]> = [
  ["USD", word("(?:in |en )?(?:us dollars?|usd|dollars?)")],
  ["EUR", word("(?:in |en )?(?:euros?|eur)")],
  ["GBP", word("(?:in |en )?(?:pounds?(?: sterling)?|gbp|livres sterling)")],
  ["CHF", word("(?:in |en )?(?:swiss francs?|chf|francs suisses)")]
]

/** Which customers are meant, by their status; read before "customers" is taken for what is measured. */
export const customersIn = (text: string): Read<Partial<Filters>> => {
  for (const [customer_statuses, pattern] of customerStatuses) {
    const match = pattern.exec(text)
    if (match !== null) return { value: { customer_statuses }, rest: blank(text, match) }
  }
  return { value: {}, rest: text }
}

/** Which rows are meant; industries are the tenant's own words and looked up elsewhere. */
export const filtersIn = (text: string, ofOrders: boolean): Read<Partial<Filters>> => {
  let rest = text
  const take = <A>(of: ReadonlyArray<readonly [A, RegExp]>): A | undefined => {
    for (const [value, pattern] of of) {
      const match = pattern.exec(rest)
      if (match === null) continue
      rest = blank(rest, match)
      return value
    }
    return undefined
  }
  const order_statuses = ofOrders ? take(orderStatuses) : undefined
  const priority = ofOrders
    ? take([
      ["low" as const, word("low[- ]priority|(?:faible|basse) priorite|non urgentes?")],
      ["normal" as const, word("normal(?:[- ]priority)?|priorite normale|normales?|regular")]
    ])
    : undefined
  const currency = take(currencies)
  return {
    rest,
    value: {
      ...(order_statuses === undefined ? {} : { order_statuses }),
      ...(priority === undefined ? {} : { priority }),
      ...(currency === undefined ? {} : { currency })
    }
  }
}
