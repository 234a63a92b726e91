/** Lists of groups and what changed in them, in French. */
import type { Metric } from "../../../../domain/Measure.ts"
import { catalogue } from "../../../../knowledge/Measures/Catalogue.ts"
import { de } from "../../Elision.ts"
import { formats } from "../../Formats.ts"
import { choosesOrders } from "../Figures.ts"
import type { MeasureWords } from "../Words.ts"
import { invoices, many, orders, sentence } from "./Grammar.ts"
import { limits, noun, splitName } from "./Names.ts"

const { days, number, plural } = formats.fr

const having = (metric: Metric, bound: string, when: string, count: number, which = ""): string => {
  const issued = when === "" ? "" : ` sur ce qui a été facturé ${when}`
  const [a, pas] = [plural(count, "a", "ont"), plural(count, "n'a", "n'ont")]
  switch (metric) {
    case "overdue_amount":
    case "ageing":
      return `${a} ${bound === "" ? "un montant" : bound} échu${issued}`
    case "open_amount":
      return `${plural(count, "nous doit", "nous doivent")} ${bound === "" ? "quelque chose" : bound}${issued}`
    case "overdue_invoices":
    case "open_invoices":
      return `${a} ${bound === "" ? "des" : bound} ${noun[metric]}${issued}`
    case "customers":
      return plural(count, "est enregistré", "sont enregistrés")
    case "orders":
    case "rush_orders":
      return `${a} passé ${bound === "" ? "des" : `${bound.replace(/[^\d]+$/, "")}`} ${noun[metric]}${which} ${when}`
    case "payments":
      return `${a} payé ${bound} ${when}`
    case "days_late":
    case "median_days_late":
      return `${a} payé ${bound === "" ? "avec du retard" : `avec ${bound} de retard`} en moyenne ${when}`
    case "credit_utilization":
      return `${plural(count, "utilise", "utilisent")} ${bound === "" ? "une part" : bound} ${
        plural(count, "de son plafond", "de leur plafond")
      }`
    case "inactive_customers":
      return `${pas} rien commandé ${when}`
    case "new_customers":
      return `${plural(count, "est nouveau", "sont nouveaux")} ${when}`
    case "revenue":
      return `${plural(count, "a été facturé", "ont été facturés")} ${bound === "" ? "" : `pour ${bound}`} ${when}`
    case "order_value":
      return `${a} commandé ${bound === "" ? "" : `pour ${bound}`} ${when}`
    default:
      return `${plural(count, "est concerné", "sont concernés")} (${noun[metric]}${
        bound === "" ? "" : `, ${bound}`
      }) ${when}`
  }
}

export const listed: MeasureWords["list"] = (
  question,
  count,
  total,
  { filters, when, who },
  bound,
  peak
) => {
  const { by, filters: { days: overdue, value: limit }, metric } = question
  const at = who === undefined ? "" : `${who} : `
  const past = overdue === null ? "" : `, ${limits[overdue.is]} ${days(overdue.than)} de retard`
  const f = filters === "" ? "" : ` ${filters}`
  const sum = total === "" ? "" : `, ${total} au total`
  if (by === "invoice" || by === "order") {
    const unsettled = catalogue[metric].source === "unsettled"
    const what = by === "order"
      ? orders(count)
      : unsettled
      ? metric === "overdue_amount"
        ? many(count, "facture échue", "factures échues", "aucune")
        : many(count, "facture ouverte", "factures ouvertes", "aucune")
      : invoices(count)
    if (metric === "due_amount") {
      const due = many(count, "facture impayée", "factures impayées", "aucune")
      return sentence(`${at}${due}${f} ${plural(count, "arrive", "arrivent")} à échéance`, when, sum)
    }
    if (metric === "days_late") {
      return sentence(
        `${at}${what}${f} ${plural(count, "payée", "payées")}${overdue === null ? "" : " en retard"}`,
        when
      )
    }
    return sentence(
      `${at}${what}${f}${bound === "" ? "" : ` de ${bound}`}${past}`,
      unsettled && when !== "" ? `, ${plural(count, "émise", "émises")} ${when}` : when,
      sum
    )
  }
  if (by !== "customer") {
    return sentence(
      `${at}${noun[metric]} par ${splitName(question).toLowerCase()}${f}${past}`,
      when,
      sum,
      peak === "" ? "" : `, ${peak}`
    )
  }
  return sentence(
    (choosesOrders(question)
      ? `${many(count, "client", "clients")} ${having(metric, bound, when, count, f)}`
      : `${many(count, "client", "clients")}${f} ${having(metric, bound, when, count)}${past}`)
      .replace(
        "payé avec du retard en moyenne",
        limit === null
          ? "payé"
          : limit.is !== "<"
          ? "payé avec du retard en moyenne"
          : limit.than > 0
          ? "payé à temps en moyenne"
          : "payé en avance en moyenne"
      )
      .replace(/\s+/g, " ")
      .trim(),
    sum
  )
}

const unsettled: { readonly [M in Metric]?: string } = {
  due_amount: " impayée",
  open_amount: " ouverte",
  overdue_amount: " échue"
}

export const none: MeasureWords["none"] = (
  { by, customers, filters: { days: late }, metric },
  when,
  bound,
  filters
) => {
  const f = filters === "" ? "" : ` ${filters}`
  if (by === "order" || by === "invoice") {
    const which = unsettled[metric] ?? ""
    const whose = customers.length === 1 ? ` ${de(customers[0]?.name ?? "")}` : ""
    const due = metric === "due_amount"
      ? " n'arrive à échéance"
      : metric === "days_late" && late !== null
      ? ` payée avec ${late.than === 0 ? "du" : `${limits[late.is]} ${days(late.than)} de`} retard`
      : ""
    return sentence(
      `aucune ${by === "order" ? "commande" : "facture"}${which}${whose}${f}${bound === "" ? "" : ` (${bound})`}${due}`,
      when
    )
  }
  if (metric === "inactive_customers" && by === "customer") {
    return sentence(`tous les clients${f} déjà enregistrés avant ont commandé`, when)
  }
  if (by === "customer") {
    return sentence(
      `aucun client${f} n'est dans ce cas (${noun[metric]}${bound === "" ? "" : `, ${bound}`})`,
      when
    )
  }
  return sentence(`rien à compter (${noun[metric]})${f}`, when)
}

export const changed: MeasureWords["changed"] = (question, count, when, otherWhen, filters, tested) => {
  const { by, change, metric } = question
  const f = filters === "" ? "" : ` ${filters}`
  const who = by === "industry"
    ? many(count, "secteur", "secteurs")
    : by === "customer"
    ? many(count, "client", "clients")
    : `${splitName(question)} : ${number(count)}`
  return metric === "days_late"
    ? `${many(count, "client", "clients")}${f} ${plural(count, "paie", "paient")} plus ${
      change === "up" ? "tard" : "tôt"
    } qu'avant, si l'on compare les factures payées ${when} à celles payées ${otherWhen}${
      tested ? "" : " ; seuls les écarts que la dispersion des factures n'explique pas sont cités"
    }.`
    : `${who}${f} ${plural(count, "est", "sont")} en ${change === "up" ? "hausse" : "baisse"} (${
      noun[metric]
    }), ${when} par rapport à la période ${otherWhen}.`
}

export const nobodyChanged: MeasureWords["nobodyChanged"] = ({ change, metric }, when, otherWhen, filters) => {
  const f = filters === "" ? "" : ` ${filters}`
  return metric === "days_late"
    ? `Aucun client${f} ne paie nettement plus ${
      change === "up" ? "tard" : "tôt"
    } qu'avant, si l'on compare les factures payées ${when} à celles payées ${otherWhen}.`
    : `Aucun client${f} n'est en ${change === "up" ? "hausse" : "baisse"} (${
      noun[metric]
    }), ${when} par rapport à la période ${otherWhen}.`
}
