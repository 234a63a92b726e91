/** One figure of the whole in a French sentence, measure by measure. */
import type { Metric } from "../../../../domain/Measure.ts"
import { de as of } from "../../Elision.ts"
import { formats } from "../../Formats.ts"
import type { Told } from "../Words.ts"
import { invoices, many, orders, sentence } from "./Grammar.ts"

const { days, number, percent, plural } = formats.fr

export const whole = (metric: Metric, told: Told): string => {
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
          `l'ont été en retard : ${number(row.part_count ?? 0)} sur ${number(row.rows)} ; ${
            percent(1 - (row.value ?? 0))
          } à temps`
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
