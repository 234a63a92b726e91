/** Measures in French. */
import type { Bound, Grouping, Metric, Period } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { de as of } from "../Elision.ts"
import { formats } from "../Formats.ts"
import type { MeasureWords, Told } from "./Words.ts"

const { days, isoDay, list, number, plural } = formats.fr
const sameYear = (first: string, last: string) => first.slice(0, 4) === last.slice(0, 4)

const noun: Readonly<Record<Metric, string>> = {
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

const late = (value: number) =>
  Math.abs(value) < 0.05 ? "à l'échéance" : value > 0 ? `${days(value)} de retard` : `${days(-value)} d'avance`

const many = (count: number, one: string, more: string, none = "aucun") =>
  count === 0 ? `${none} ${one}` : `${number(count)} ${plural(count, one, more)}`
const orders = (count: number) => many(count, "commande", "commandes", "aucune")
const invoices = (count: number) => many(count, "facture", "factures", "aucune")

const sentence = (...parts: ReadonlyArray<string>) => {
  const text = parts.filter((part) => part !== "").join(" ").replace(/ ([,.])/g, "$1")
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

const units: Readonly<Record<NonNullable<Period["unit"]>, readonly [string, string, string]>> = {
  day: ["jour", "jours", "ce jour"],
  week: ["semaine", "semaines", "cette semaine"],
  month: ["mois", "mois", "ce mois"],
  quarter: ["trimestre", "trimestres", "ce trimestre"],
  half: ["semestre", "semestres", "ce semestre"],
  year: ["an", "ans", "cette année"]
}
const gone: Readonly<Record<NonNullable<Period["unit"]>, string>> = {
  day: "hier",
  week: "la semaine dernière",
  month: "le mois dernier",
  quarter: "le trimestre dernier",
  half: "le semestre dernier",
  year: "l'année dernière"
}

const period = ({ count, first, from, kind, last, to, unit }: Period): string => {
  const dates = first === null
    ? `jusqu'au ${isoDay(last)}`
    : first === last
    ? isoDay(first)
    : `du ${sameYear(first, last) ? isoDay(first).replace(/ \d{4}$/, "") : isoDay(first)} au ${isoDay(last)}`
  const [one, more, current] = units[unit ?? "day"]
  switch (kind) {
    case "this":
      return unit === "day" ? `aujourd'hui (${dates})` : `${current} jusqu'ici (${dates})`
    case "previous":
      return `${gone[unit ?? "day"]} (${dates})`
    case "next":
      return count === 1
        ? unit === "day"
          ? `demain (${dates})`
          : `${
            unit === "year" ? "l'année prochaine" : unit === "week" ? "la semaine prochaine" : `le ${one} prochain`
          } (${dates})`
        : `dans les ${number(count)} ${more} à venir (${dates})`
    case "rolling":
      return `sur les ${number(count)} ${unit === "week" || unit === "year" && count > 1 ? "dernières" : "derniers"} ${
        unit === "year" ? "années" : more
      } (${dates})`
        .replace("sur les 1 derniers mois", "sur le dernier mois")
    case "since":
      return `depuis le ${isoDay(first ?? last)}`
    case "until":
      return `jusqu'au ${isoDay(last)}`
    case "ever":
      return "jusqu'ici"
    case "between":
      return dates
    case "named":
      return namedPeriod(unit, first ?? last, dates, from !== null && to - from > 86_400_000)
  }
}

const namedPeriod = (unit: Period["unit"], first: string, dates: string, long: boolean): string => {
  const year = first.slice(0, 4)
  const month = Number(first.slice(5, 7))
  switch (unit) {
    case "month":
      return `en ${isoDay(first).replace(/^\d+(?:er)? /, "")}`
    case "quarter":
      return `au T${Math.ceil(month / 3)} ${year} (${dates})`
    case "half":
      return `au ${month < 7 ? "premier" : "second"} semestre ${year} (${dates})`
    case "year":
      return `en ${year}`
    default:
      return long ? dates : `le ${dates}`
  }
}

const whole = (metric: Metric, told: Told): string => {
  const { filters, past, row, value, when, who } = told
  const f = filters === "" ? "" : ` ${filters}`
  const whose = who === undefined ? f : `${f} ${of(who)}`
  const to = who === undefined ? f : `${f} à ${who}`
  const by = past === "" ? "" : ` depuis ${past}`
  const oldest = row.days === null
    ? ""
    : `, ${row.rows === 1 ? "" : "la plus ancienne "}avec ${days(row.days)} de retard`
  const noOrder = sentence(`aucune commande${whose}`, when)
  const noInvoice = sentence(`aucune facture${to}`, when)
  const nonePaid = sentence(`aucune facture${whose} n'a été entièrement payée`, when)
  switch (metric) {
    case "orders":
    case "rush_orders": {
      const count = metric === "orders"
        ? orders(row.rows)
        : many(row.rows, "commande urgente", "commandes urgentes", "aucune")
      return who === undefined
        ? row.rows === 0
          ? sentence(`nous n'avons reçu ${count}${f}`, when)
          : sentence(`nous avons reçu ${count}${f}`, when)
        : row.rows === 0
        ? sentence(`${who} n'a passé ${count}${f}`, when)
        : sentence(`${who} a passé ${count}${f}`, when)
    }
    case "rush_share":
      return row.rows === 0
        ? noOrder
        : sentence(
          `${value} des commandes${whose} passées`,
          when,
          `étaient urgentes : ${number(row.part_count ?? 0)} sur ${number(row.rows)}`
        )
    case "order_value":
      return row.rows === 0
        ? noOrder
        : sentence(`la valeur des ${orders(row.rows)}${whose} passées`, when, `est de ${value}`)
    case "average_order":
      return row.rows === 0
        ? noOrder
        : sentence(`la commande moyenne${whose}`, when, `valait ${value}, sur ${orders(row.rows)}`)
    case "ordering_customers":
      return row.rows === 0
        ? sentence(`aucun client${f} n'a commandé`, when)
        : sentence(
          `${many(Math.round(row.value ?? 0), "client", "clients")}${f} ${plural(row.value ?? 0, "a", "ont")} commandé`,
          when
        )
    case "revenue":
      return row.rows === 0
        ? sentence(`rien n'a été facturé${to}`, when)
        : sentence(
          `le chiffre d'affaires${who === undefined ? f : `${f} avec ${who}`}`,
          when,
          `s'élève à ${value}, sur ${invoices(row.rows)}`
        )
    case "invoices":
      return row.rows === 0
        ? noInvoice
        : sentence(
          `${invoices(row.rows)}${f} ${plural(row.rows, "a été émise", "ont été émises")}${
            who === undefined ? "" : ` à ${who}`
          }`,
          when
        )
    case "average_invoice":
      return row.rows === 0
        ? noInvoice
        : sentence(`la facture moyenne${to}`, when, `était de ${value}, sur ${invoices(row.rows)}`)
    case "payments":
      return row.rows === 0
        ? sentence(`aucun paiement${whose} n'a été reçu`, when)
        : sentence(
          who === undefined ? `les clients${f} ont payé ${value}` : `${who} a payé ${value}${f}`,
          when,
          `en ${many(row.rows, "paiement", "paiements")}`
        )
    case "open_amount":
    case "open_invoices": {
      const open = row.rows === 0
        ? "rien ne reste impayé"
        : metric === "open_amount"
        ? `${value} restent impayés, sur ${many(row.rows, "facture ouverte", "factures ouvertes")}`
        : `${invoices(row.rows)} ${plural(row.rows, "reste ouverte", "restent ouvertes")}`
      return issuedIn(open, f, who, when)
    }
    case "overdue_amount":
    case "overdue_invoices": {
      const overdue = row.rows === 0
        ? `rien n'est échu${by}`
        : metric === "overdue_amount"
        ? `${value} sont échus${by}, sur ${invoices(row.rows)}${oldest}`
        : `${invoices(row.rows)} ${plural(row.rows, "est échue", "sont échues")}${by}${oldest}`
      return issuedIn(overdue, f, who, when)
    }
    case "ageing":
      return sentence(`${value} sont échus${whose}`)
    case "due_amount":
      return row.rows === 0
        ? sentence(`aucune facture impayée${whose} n'arrive à échéance`, when)
        : sentence(
          `${value}${whose} arrivent à échéance`,
          when,
          `, sur ${many(row.rows, "facture impayée", "factures impayées")}`
        )
    case "days_late":
    case "median_days_late": {
      const usually = metric === "days_late" ? "en moyenne" : "en médiane"
      return row.rows === 0
        ? nonePaid
        : sentence(`les ${invoices(row.rows)}${whose} payées`, when, `l'ont été ${usually} avec ${value}`).replace(
          "avec à",
          "à"
        )
    }
    case "late_share":
      return row.rows === 0
        ? nonePaid
        : sentence(
          `${value} des factures${whose} payées`,
          when,
          `l'ont été en retard : ${number(row.part_count ?? 0)} sur ${number(row.rows)}`
        )
    case "dso":
      return sentence(
        `le délai moyen d'encaissement (DSO)${whose} est de ${value} : ${told.amount} impayés, pour ${told.base} facturés sur les ${
          row.days ?? 90
        } derniers jours`
      )
    case "credit_utilization":
      return sentence(`${value} des plafonds de crédit${whose} sont utilisés : ${told.amount} sur ${told.base}`)
    case "credit_limit":
      return who === undefined
        ? sentence(`les plafonds de crédit de ${many(row.rows, "client", "clients")}${f} font ${value} en tout`)
        : sentence(`le plafond de crédit ${of(who)} est de ${value}`)
    case "payment_terms":
      return who === undefined
        ? sentence(
          `le délai de paiement accordé${f} est de ${value} en moyenne, sur ${many(row.rows, "client", "clients")}`
        )
        : sentence(`le délai de paiement ${of(who)} est de ${value}`)
    case "customers":
      return sentence(`il y a ${many(row.rows, "client", "clients")}${f}`)
    case "new_customers":
      return row.rows === 0
        ? sentence(`aucun nouveau client${f}`, when)
        : sentence(`${many(row.rows, "nouveau client", "nouveaux clients")}${f}`, when)
    case "inactive_customers":
      return row.rows === 0 ? sentence(`tous les clients${f} déjà enregistrés avant ont commandé`, when) : sentence(
        `${many(row.rows, "client", "clients")}${f} ${plural(row.rows, "n'a", "n'ont")} rien commandé`,
        when
      )
  }
}

const issuedIn = (said: string, filters: string, who: string | undefined, when: string) =>
  when === ""
    ? sentence(`${said}${filters}${who === undefined ? "" : ` chez ${who}`}`)
    : sentence(`de ce qui a été facturé ${when}, ${said}${filters}${who === undefined ? "" : ` chez ${who}`} à ce jour`)

const first: MeasureWords["first"] = (metric, by, least, { name, value, when }) => {
  const most = least ? "le moins" : "le plus"
  const high = least ? "le plus bas" : "le plus élevé"
  if (by !== "customer") {
    return sentence(`${name} vient ${least ? "en dernier" : "en tête"} (${noun[metric]})`, when, `: ${value}`)
  }
  switch (metric) {
    case "orders":
    case "rush_orders":
      return sentence(`${name} a passé ${most} de ${noun[metric]}`, when, `: ${value}`)
    case "order_value":
      return sentence(`${name} a commandé pour ${most}`, when, `: ${value}`)
    case "revenue":
      return sentence(`${name} a rapporté ${most}`, when, `: ${value}`)
    case "payments":
      return sentence(`${name} a payé ${most}`, when, `: ${value}`)
    case "open_amount":
      return sentence(`${name} nous doit ${most}, ${value}`, when === "" ? "" : `, facturés ${when}`)
    case "overdue_amount":
      return sentence(`${name} a ${most} d'échu, ${value}`, when === "" ? "" : `, facturés ${when}`)
    case "overdue_invoices":
    case "open_invoices":
      return sentence(`${name} a ${most} de ${noun[metric]}, ${value}`)
    case "days_late":
    case "median_days_late":
      return sentence(
        `${name} paie ${least ? "le plus tôt" : "le plus tard"} : ${value} ${
          metric === "days_late" ? "en moyenne" : "en médiane"
        }`,
        when
      )
    case "late_share":
      return sentence(
        `${name} paie ${least ? "le moins" : "le plus"} souvent en retard : ${value} de ses factures`,
        when
      )
    case "credit_utilization":
      return sentence(
        `${name} est ${least ? "le plus loin" : "le plus proche"} de son plafond de crédit, utilisé à ${value}`
      )
    case "credit_limit":
      return sentence(`${name} a le plafond de crédit ${high}, ${value}`)
    case "payment_terms":
      return sentence(`${name} a le délai de paiement ${least ? "le plus court" : "le plus long"}, ${value}`)
    default:
      return sentence(`${name} vient ${least ? "en dernier" : "en tête"} (${noun[metric]})`, when, `: ${value}`)
  }
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
  invoice: "Facture"
}

const currencyNames: Readonly<Record<string, string>> = { EUR: "euros", USD: "dollars", GBP: "livres", CHF: "francs" }

/** What a part is of. */
const shareOf: { readonly [M in Metric]?: string } = {
  revenue: "du chiffre d'affaires",
  orders: "des commandes",
  rush_orders: "des commandes urgentes",
  invoices: "des factures émises",
  payments: "des paiements reçus",
  open_amount: "des impayés",
  overdue_amount: "des montants échus"
}

const limits: Readonly<Record<Bound["is"], string>> = {
  ">": "plus de",
  ">=": "au moins",
  "<": "moins de",
  "<=": "au plus"
}

const having = (metric: Metric, bound: string, when: string, count: number): string => {
  const issued = when === "" ? "" : ` sur ce qui a été facturé ${when}`
  const [a, pas] = [plural(count, "a", "ont"), plural(count, "n'a", "n'ont")]
  switch (metric) {
    case "overdue_amount":
    case "ageing":
      return `${a} ${bound === "" ? "un montant" : bound} échu${issued}`
    case "open_amount":
      return `${plural(count, "nous doit", "nous doivent")} ${bound === "" ? "quelque chose" : bound}${issued}`
    case "customers":
      return plural(count, "est enregistré", "sont enregistrés")
    case "orders":
    case "rush_orders":
      return `${a} passé ${bound === "" ? "des" : `${bound.replace(/[^\d]+$/, "")}`} ${noun[metric]} ${when}`
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
  fewer: (by, count) =>
    `Il n'y a que ${number(count)} ${
      by === "customer" ? plural(count, "client", "clients") : groups[by].toLowerCase()
    } dans ce cas.`,
  never: "jamais",
  peak: (name, value) => `le plus en ${name} (${value})`,
  unchanged: "aucun changement",
  sideBySide: (metric, when, each) => sentence(`${noun[metric]}`, when, `: ${each.join(" ; ")}`),
  single: ({ by, metric, rank }, { row, value, when }) => {
    const which = { most: "grosse", least: "petite", oldest: "ancienne", newest: "récente" }[rank?.order ?? "most"]
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
      when,
      `est ${row.name}${row.customer === null ? "" : ` (${row.customer})`}, ${value}${late}`
    )
  },
  alike: (metric, when, value) => sentence(`${noun[metric]}`, when, `: ${value} pour chacun`),
  list: (
    { by, filters: { days: overdue, value: limit }, metric },
    count,
    total,
    { filters, when, who },
    bound,
    peak
  ) => {
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
        `${at}${noun[metric]} par ${groups[by ?? "customer"].toLowerCase()}${f}${past}`,
        when,
        sum,
        peak === "" ? "" : `, ${peak}`
      )
    }
    return sentence(
      `${many(count, "client", "clients")}${f} ${having(metric, bound, when, count)}${past}`
        .replace(
          "payé avec du retard en moyenne",
          limit === null ? "payé" : limit.is === "<" ? "payé à temps en moyenne" : "payé avec du retard en moyenne"
        )
        .replace(/\s+/g, " ")
        .trim(),
      sum
    )
  },
  none: ({ by, metric }, when, bound, filters) => {
    const f = filters === "" ? "" : ` ${filters}`
    if (by === "order" || by === "invoice") {
      return sentence(
        `aucune ${by === "order" ? "commande" : "facture"} de ce genre${f}${bound === "" ? "" : ` (${bound})`}`,
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
  },
  changed: ({ by, change, metric }, count, when, otherWhen, tested) =>
    metric === "days_late"
      ? `${many(count, "client", "clients")} ${plural(count, "paie", "paient")} plus ${
        change === "up" ? "tard" : "tôt"
      } qu'avant, si l'on compare les factures payées ${when} à celles payées ${otherWhen}${
        tested ? "" : " ; seuls les écarts que la dispersion des factures n'explique pas sont cités"
      }.`
      : `${by === "industry" ? many(count, "secteur", "secteurs") : many(count, "client", "clients")} ${
        plural(count, "est", "sont")
      } en ${change === "up" ? "hausse" : "baisse"} (${noun[metric]}), ${when} par rapport à la période ${otherWhen}.`,
  nobodyChanged: ({ change, metric }, when, otherWhen) =>
    metric === "days_late"
      ? `Aucun client ne paie nettement plus ${
        change === "up" ? "tard" : "tôt"
      } qu'avant, si l'on compare les factures payées ${when} à celles payées ${otherWhen}.`
      : `Aucun client n'est en ${change === "up" ? "hausse" : "baisse"} (${
        noun[metric]
      }), ${when} par rapport à la période ${otherWhen}.`,
  more: (count) => `… et ${number(count)} de plus.`,
  ofAll: (count, amount, share, total) => `À eux ${number(count)}, ils font ${amount}, soit ${share} de ${total}.`,
  together: (total) => `Ensemble : ${total}.`,
  average: (by, value, count) => `Soit ${value} par ${groups[by].toLowerCase()} en moyenne (${number(count)} en tout).`,
  mean: (metric, value, { filters, row, value: sum, when, who }) =>
    sentence(
      `en moyenne, ${
        metric === "payments"
          ? "un paiement"
          : metric === "credit_limit"
          ? "un plafond de crédit"
          : `le ${noun[metric]} d'une facture`
      }${filters === "" ? "" : ` ${filters}`}${who === undefined ? "" : ` ${of(who)}`}`,
      when,
      `est de ${value}, sur ${
        metric === "payments"
          ? many(row.rows, "paiement", "paiements")
          : metric === "credit_limit"
          ? many(row.rows, "client", "clients")
          : invoices(row.rows)
      } pour ${sum} en tout`
    ),
  share: (metric, whole, share, total, { filters, value, when, who }) =>
    sentence(
      who === undefined
        ? `${noun[metric]}${filters === "" ? "" : ` ${filters}`} : ${share} ${
          metric === whole ? "du total" : `du total (${noun[whole]})`
        }`
        : `${who} représente ${share} ${shareOf[whole] ?? `du total (${noun[whole]})`}`,
      when,
      `, soit ${value} sur ${total}`
    ),
  ofCustomers: (metric, share, count, whole) =>
    `Cela fait ${share} ${
      catalogue[metric].source === "settled" ? "des clients qui ont payé une facture sur cette période" : "des clients"
    } : ${number(count)} sur ${number(whole)}.`,
  assumed: (metric) => `Vous n'avez pas nommé de chiffre : j'ai pris celui-ci, ${noun[metric]}.`,
  groups,
  columns: {
    invoices: "Factures",
    orders: "Commandes",
    oldest: "La plus ancienne",
    pastDue: "En retard de",
    late: "En retard",
    before: "Avant",
    change: "Écart",
    inUse: "Montant utilisé",
    limit: "Plafond",
    unpaid: "Impayé",
    customer: "Client",
    date: "Date",
    due: "Échéance",
    lastOrder: "Dernière commande",
    since: "Depuis",
    amount: "Montant",
    share: "Part",
    now: "Maintenant"
  },
  defined: {
    revenue: "Le chiffre d'affaires est ce qui a été facturé, sans les brouillons ni les factures annulées.",
    credit_utilization: "Sont comptées les factures impayées et les commandes en cours non encore facturées."
  },
  cancelled: (count) => `${number(count)} ${plural(count, "a été annulée", "ont été annulées")} ensuite.`,
  currencies: "Les montants en devises différentes ne sont pas additionnés.",
  soFar: "La période n'est pas terminée.",
  unread: (words) => `Je n'ai pas compris « ${words} » : les chiffres ci-dessous n'en tiennent pas compte.`,
  refused: {
    metric: (words) =>
      `Je ne peux rien dire sur « ${words} » : je connais les clients, les commandes, les factures et les paiements. Demandez par exemple le chiffre d'affaires, les commandes, les montants échus, les retards ou les paiements reçus.`,
    future: (_, what, when) =>
      `La période demandée, ${when}, n'a pas commencé, et je ne fais pas de prévisions : rien n'est encore enregistré (${what}).`,
    time: (words) =>
      `Je ne sais pas quelles dates vous entendez par « ${words} ». Je compte selon le calendrier : nommez des jours, des mois, des trimestres ou des années, par exemple « du 1er juin au 31 août ».`,
    split: (words, what) =>
      `Je ne peux pas répartir (${what}) par « ${words} ». Je peux répartir par client, secteur, mois, trimestre, année, priorité, statut ou devise, selon les données.`,
    currency: () =>
      "Je ne convertis pas les devises et n'additionne pas des devises différentes, faute de taux de change. Demandez les chiffres par devise.",
    past: (_, what, when) =>
      `Je connais cette valeur (${what}) telle qu'elle est aujourd'hui, pas telle qu'elle était ${when} : les données ne le gardent pas. Demandez-la à ce jour, ou les factures et paiements de cette période.`
  },
  group: (by, key) => groupName(by, key),
  limits,
  filters: ({ filters: { amount, currency, customer_statuses, industries, order_statuses, priority } }, money) =>
    list([
      ...(priority === null ? [] : [`de priorité ${{ low: "basse", normal: "normale", rush: "urgente" }[priority]}`]),
      ...(order_statuses.length === 0 ? [] : [`de statut « ${order_statuses[0]} »`]),
      ...(customer_statuses.length === 0 ? [] : [`des clients « ${customer_statuses[0]} »`]),
      ...(industries.length === 0 ? [] : [`du secteur ${list(industries)}`]),
      ...(currency === null ? [] : [`en ${currency}`]),
      ...(amount === null ? [] : [`de ${limits[amount.is]} ${money(amount.than)}`])
    ])
}

const groupName = (by: Grouping, key: string): string => {
  switch (by) {
    case "month":
      return isoDay(`${key}-01`).replace(/^\d+(?:er)? /, "")
    case "quarter":
      return `T${key.slice(6)} ${key.slice(0, 4)}`
    case "age":
      return key === "90+" ? "plus de 90" : key.replace("-", " à ").replace(/^0 /, "1 ")
    case "industry":
      return key === "" ? "sans secteur" : key
    case "priority":
      return { low: "basse", normal: "normale", rush: "urgente" }[key] ?? key
    default:
      return key.replaceAll("_", " ")
  }
}
