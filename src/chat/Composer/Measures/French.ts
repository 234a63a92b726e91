/** Measures in French. */
import { Array } from "effect"
import { nameOf } from "../../../knowledge/Facts/Details.ts"
import { formats } from "../Formats.ts"
import { invoices, late, many, orders } from "./French/Grammar.ts"
import { changed, listed, nobodyChanged, none } from "./French/Lists.ts"
import { columns, currencyNames, groupName, limits, noun, splitName } from "./French/Names.ts"
import { average, mean, ofAll, ofCustomers, share } from "./French/Parts.ts"
import { period } from "./French/Periods.ts"
import { alike, first, placed, sideBySide, single, unplaced } from "./French/Ranks.ts"
import { refused, unread } from "./French/Refusals.ts"
import { whole } from "./French/Totals.ts"
import type { MeasureWords } from "./Words.ts"

const { days, either, list, number, plural } = formats.fr

export const french: MeasureWords = {
  noun,
  whole,
  first,
  period,
  days,
  late,
  against: (metric, told, other, otherWhen, change) =>
    `${whole(metric, told).replace(/\.$/, "")}, contre ${other} ${otherWhen}${change === "" ? "" : ` : ${change}`}.`,
  change: (share, more) => `${share} de ${more ? "plus" : "moins"}`,
  moved: (by, more, settled) => settled ? `${by} plus ${more ? "tard" : "tôt"}` : `${by} de ${more ? "plus" : "moins"}`,
  alsoIn: (currency, value, on, before, change) =>
    `En ${currencyNames[currency] ?? currency} : ${value === "" ? "rien" : value}${on === "" ? "" : ` sur ${on}`}${
      before === "" ? "" : `, contre ${before}`
    }${change === "" ? "" : ` : ${change}`}.`,
  counted: (source, count) =>
    source === "orders"
      ? orders(count)
      : source === "payments"
      ? many(count, "paiement", "paiements")
      : invoices(count),
  fewer: (question, count) =>
    `Il n'y a que ${number(count)} ${
      question.by === "customer" ? plural(count, "client", "clients") : splitName(question).toLowerCase()
    } dans ce cas.`,
  never: "jamais",
  peak: (name, value) => `le plus en ${name} (${value})`,
  unchanged: "aucun changement",
  sideBySide,
  single,
  placed,
  unplaced,
  alike,
  list: listed,
  none,
  changed,
  nobodyChanged,
  more: (count) => `… et ${number(count)} de plus.`,
  ofAll,
  together: (total) => `Ensemble : ${total}.`,
  average,
  mean,
  share,
  ofCustomers,
  assumed: (metric) => `Vous n'avez pas nommé de chiffre : j'ai pris celui-ci, ${noun[metric]}.`,
  split: splitName,
  columns,
  defined: {
    revenue: "Le chiffre d'affaires est ce qui a été facturé, sans les brouillons ni les factures annulées.",
    credit_utilization: "Sont comptées les factures impayées et les commandes en cours non encore facturées."
  },
  cancelled: (count) => `${number(count)} ${plural(count, "a été annulée", "ont été annulées")} ensuite.`,
  currencies: "Les montants en devises différentes ne sont pas additionnés.",
  soFar: "La période n'est pas terminée.",
  unread,
  refused,
  group: (by, key) => groupName(by, key),
  limits,
  filters: (
    {
      by,
      customers,
      excluded,
      rank,
      filters: { amount, currency, customer_statuses, details, industries, order_statuses, priority }
    },
    money
  ) =>
    list([
      ...(priority === null ? [] : [`de priorité ${{ low: "basse", normal: "normale", rush: "urgente" }[priority]}`]),
      ...(order_statuses.length === 0 ? [] : [`de statut « ${order_statuses[0]} »`]),
      ...(customer_statuses.length === 0 ? [] : [`des clients « ${customer_statuses[0]} »`]),
      ...(industries.length === 0 ? [] : [`du secteur ${list(industries)}`]),
      ...details.map((group) =>
        `(${either(Array.dedupe(group.map(({ path, value }) => `${nameOf(path)} : ${value}`)))})`
      ),
      ...(currency === null ? [] : [`en ${currency}`]),
      ...(amount === null ? [] : [`de ${limits[amount.is]} ${money(amount.than)}`]),
      ...(customers.length > 1 && rank !== null ? [`parmi ces ${number(customers.length)}`] : []),
      ...(customers.length > 1 && by === null ? [`de ces ${number(customers.length)}`] : []),
      ...(excluded.length === 0 ? [] : [`sans ${list(excluded.map(({ name }) => name))}`])
    ])
}
