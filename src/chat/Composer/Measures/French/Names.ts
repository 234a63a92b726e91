/** What measures, groups, columns and bounds are called in French. */
import { String } from "effect"
import type { Bound, Grouping, MeasureQuestion, Metric } from "../../../../domain/Measure.ts"
import { nameOf } from "../../../../knowledge/Facts/Details.ts"
import { formats } from "../../Formats.ts"
import type { MeasureWords } from "../Words.ts"

const { isoDay } = formats.fr

export const noun: Readonly<Record<Metric, string>> = {
  orders: "commandes",
  rush_orders: "commandes urgentes",
  rush_share: "part des commandes urgentes",
  order_value: "valeur des commandes",
  average_order: "valeur moyenne des commandes",
  ordering_customers: "clients ayant commandé",
  revenue: "chiffre d'affaires",
  invoices: "factures émises",
  average_invoice: "montant moyen des factures",
  payments: "paiements reçus",
  open_amount: "montant impayé",
  open_invoices: "factures ouvertes",
  overdue_amount: "montant échu",
  overdue_invoices: "factures échues",
  ageing: "montant échu",
  due_amount: "montant arrivant à échéance",
  days_late: "retard moyen",
  median_days_late: "retard médian",
  late_share: "part des factures payées en retard",
  dso: "délai moyen d'encaissement",
  credit_utilization: "utilisation du plafond de crédit",
  credit_limit: "plafond de crédit",
  payment_terms: "délai de paiement",
  customers: "clients",
  new_customers: "nouveaux clients",
  inactive_customers: "clients inactifs"
}

const groups: Readonly<Record<Grouping, string>> = {
  customer: "Client",
  industry: "Secteur",
  customer_status: "Statut",
  month: "Mois",
  quarter: "Trimestre",
  year: "Année",
  priority: "Priorité",
  order_status: "Statut",
  currency: "Devise",
  age: "Jours de retard",
  order: "Commande",
  invoice: "Facture",
  detail: "Groupe"
}

/** What a measure is split by, as the heading of a column: a field of the customers' records as it is called there. */
export const splitName = ({ by, field }: Pick<MeasureQuestion, "by" | "field">): string =>
  field === null ? groups[by ?? "customer"] : String.capitalize(nameOf(field))

export const currencyNames: Readonly<Record<string, string>> = {
  EUR: "euros",
  USD: "dollars",
  GBP: "livres",
  CHF: "francs"
}

/** What a part is of. */
export const shareOf: { readonly [M in Metric]?: string } = {
  revenue: "du chiffre d'affaires",
  orders: "des commandes",
  rush_orders: "des commandes urgentes",
  invoices: "des factures émises",
  payments: "des paiements reçus",
  open_amount: "des impayés",
  overdue_amount: "des montants échus"
}

export const limits: Readonly<Record<Bound["is"], string>> = {
  ">": "plus de",
  ">=": "au moins",
  "<": "moins de",
  "<=": "au plus",
  "=": "exactement"
}

export const groupName = (by: Grouping, key: string): string => {
  switch (by) {
    case "month":
      return isoDay(`${key}-01`).replace(/^\d+(?:er)? /, "")
    case "quarter":
      return `T${key.slice(6)} ${key.slice(0, 4)}`
    case "age":
      return key === "90+" ? "plus de 90" : key.replace("-", " à ").replace(/^0 /, "1 ")
    case "industry":
      return key === "" ? "sans secteur" : key
    case "detail":
      return key === "" ? "sans indication" : key
    case "priority":
      return { low: "basse", normal: "normale", rush: "urgente" }[key] ?? key
    default:
      return key.replaceAll("_", " ")
  }
}

export const columns: MeasureWords["columns"] = {
  invoices: "Factures",
  orders: "Commandes",
  oldest: "La plus ancienne",
  pastDue: "En retard de",
  late: "En retard",
  before: "Avant",
  change: "Écart",
  inUse: "Montant utilisé",
  limit: "Plafond",
  place: "Rang",
  unpaid: "Impayé",
  customer: "Client",
  date: "Date",
  due: "Échéance",
  lastOrder: "Dernière commande",
  since: "Depuis",
  amount: "Montant",
  share: "Part",
  now: "Maintenant"
}
