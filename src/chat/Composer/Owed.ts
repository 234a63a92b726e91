/** What is owed, in each currency that it is owed in. */
import type { FiguresOf } from "../../domain/Figures.ts"
import { inEach, telling } from "../ContextSynthesis/Currencies.ts"
import type { Desk } from "./Desk.ts"

/** "$2,000 and €300". */
export const amounts = (
  { say: { format } }: Desk,
  sums: ReadonlyArray<{ readonly amount: number; readonly currency: string }>
): string => format.list(sums.map(({ amount, currency }) => format.money(amount, currency)))

/** What is owed in each currency in which anything is, or that nothing is. */
export const owedInEach = (
  { say }: Desk,
  open: FiguresOf<"invoices_open">,
  overdue: FiguresOf<"invoices_overdue">
): string => {
  const late = new Map(inEach(overdue).map((one) => [one.currency, one]))
  const owed = telling(open)
  return (owed.length === 0 ? [open] : owed).map((one) =>
    say.owed(one, late.get(one.currency) ?? { ...one, amount: 0, count: 0, oldest_days: 0 })
  ).join(say.semicolon)
}
