/** Who comes first, and what stands side by side, in French. */
import { catalogue } from "../../../../knowledge/Measures/Catalogue.ts"
import { formats } from "../../Formats.ts"
import type { MeasureWords } from "../Words.ts"
import { many, sentence } from "./Grammar.ts"
import { noun } from "./Names.ts"

const { days, isoDay } = formats.fr

export const first: MeasureWords["first"] = (metric, by, least, { filters, name, value, when }) => {
  const f = filters === "" ? "" : ` ${filters}`
  const most = least ? "le moins" : "le plus"
  const high = least ? "le plus bas" : "le plus élevé"
  if (by !== "customer") {
    return sentence(`${name} vient ${least ? "en dernier" : "en tête"} (${noun[metric]})${f}`, when, `: ${value}`)
  }
  switch (metric) {
    case "orders":
    case "rush_orders":
      return sentence(`${name} a passé ${most} de ${noun[metric]}${f}`, when, `: ${value}`)
    case "order_value":
      return sentence(`${name} a commandé pour ${most}${f}`, when, `: ${value}`)
    case "revenue":
      return sentence(`${name} a rapporté ${most}${f}`, when, `: ${value}`)
    case "payments":
      return sentence(`${name} a payé ${most}${f}`, when, `: ${value}`)
    case "open_amount":
      return sentence(`${name} nous doit ${most}${f}, ${value}`, when === "" ? "" : `, facturés ${when}`)
    case "overdue_amount":
      return sentence(`${name} a ${most} d'échu${f}, ${value}`, when === "" ? "" : `, facturés ${when}`)
    case "overdue_invoices":
    case "open_invoices":
      return sentence(`${name} a ${most} de ${noun[metric]}${f}, ${value}`)
    case "days_late":
    case "median_days_late":
      return sentence(
        `${name} paie ${least ? "le plus tôt" : "le plus tard"}${f} : ${value} ${
          metric === "days_late" ? "en moyenne" : "en médiane"
        }`,
        when
      )
    case "late_share":
      return sentence(
        `${name} paie ${least ? "le moins" : "le plus"} souvent en retard${f} : ${value} de ses factures`,
        when
      )
    case "credit_utilization":
      return sentence(
        `${name} est ${least ? "le plus loin" : "le plus proche"} de son plafond de crédit${f}, utilisé à ${value}`
      )
    case "credit_limit":
      return sentence(`${name} a le plafond de crédit ${high}${f}, ${value}`)
    case "payment_terms":
      return sentence(`${name} a le délai de paiement ${least ? "le plus court" : "le plus long"}${f}, ${value}`)
    default:
      return sentence(`${name} vient ${least ? "en dernier" : "en tête"} (${noun[metric]})${f}`, when, `: ${value}`)
  }
}

export const placed: MeasureWords["placed"] = (
  { metric, rank },
  { average, filters, name, place, places, row, value, when }
) => {
  const least = rank?.order === "least"
  const among = [`sur ${many(places, "client", "clients")}`, filters].filter((part) => part !== "").join(" ")
  const nth = `${place}${place === 1 ? "er" : "e"} ${among}`
  if (catalogue[metric].source === "customers" && row.date !== null) {
    const end = rank?.order === "oldest" ? "plus ancien" : "plus récent"
    const other = end === "plus ancien" ? "plus récent" : "plus ancien"
    return sentence(`${name} est ${nth}, du ${end} au ${other} : client depuis le ${isoDay(row.date)}`)
  }
  const mean = average === "" ? "" : `, contre ${average} en moyenne`
  const by = `pour le critère « ${noun[metric]} »${least ? ", en partant du plus bas" : ""}`
  return sentence(`${name} se classe ${nth} ${by}`, when, `: ${value}${mean}`)
}

export const unplaced: MeasureWords["unplaced"] = ({ metric }, name, when) =>
  sentence(
    `${name} n'a pas de rang pour le critère « ${noun[metric]} »`,
    when,
    ": rien n'est enregistré"
  )

export const single: MeasureWords["single"] = ({ by, metric, rank }, { filters, row, value, when }) => {
  const which = catalogue[metric].source === "settled" && rank?.order !== "newest" && rank?.order !== "oldest"
    ? rank?.order === "least" ? "tôt payée," : "en retard,"
    : { most: "grosse", least: "petite", oldest: "ancienne", newest: "récente" }[rank?.order ?? "most"]
  const what = by === "order"
    ? "commande"
    : metric === "overdue_amount"
    ? "facture échue"
    : metric === "open_amount"
    ? "facture ouverte"
    : "facture"
  const late = catalogue[metric].source === "unsettled" && (row.days ?? 0) > 0
    ? `, ${days(row.days ?? 0)} de retard`
    : ""
  return sentence(
    `la plus ${which} ${what}`,
    filters,
    when,
    `est ${row.name}${row.customer === null ? "" : ` (${row.customer})`}, ${value}${late}`
  )
}

export const sideBySide: MeasureWords["sideBySide"] = (metric, when, each) =>
  sentence(`${noun[metric]}`, when, `: ${each.join(" ; ")}`)

export const alike: MeasureWords["alike"] = (metric, when, value) =>
  sentence(`${noun[metric]}`, when, `: ${value} pour chacun`)
