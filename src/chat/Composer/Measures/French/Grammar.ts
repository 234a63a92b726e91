/** How words are put together in French: plurals, lateness, a sentence with its capital and full stop. */
import { formats } from "../../Formats.ts"

const { days, number, plural } = formats.fr

export const many = (count: number, one: string, more: string, none = "aucun") =>
  count === 0 ? `${none} ${one}` : `${number(count)} ${plural(count, one, more)}`

export const orders = (count: number) => many(count, "commande", "commandes", "aucune")

export const invoices = (count: number) => many(count, "facture", "factures", "aucune")

export const late = (value: number) =>
  Math.abs(value) < 0.05 ? "à l'échéance" : value > 0 ? `${days(value)} de retard` : `${days(-value)} d'avance`

export const sentence = (...parts: ReadonlyArray<string>) => {
  const text = parts.filter((part) => part !== "").join(" ").replace(/ ([,.])/g, "$1")
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

export const sameYear = (first: string, last: string) => first.slice(0, 4) === last.slice(0, 4)
