/** Figures in French clauses and sentences. */
import { de } from "./Elision.ts"
import { formats } from "./Formats.ts"
import type { FactPhrases, Phrases, Window } from "./Phrases.ts"

const { days, isoDay, list, money, number, percent, plural } = formats.fr

const change = (now: number, before: number, say: (value: number) => string, window: number) =>
  now === before
    ? `autant que pendant les ${window} jours précédents`
    : `contre ${before === 0 ? "aucune" : say(before)} pendant les ${window} jours précédents`

const late = (mean: number) =>
  Math.abs(mean) < 0.5
    ? "à l'échéance"
    : mean > 0
    ? `${days(mean)} après l'échéance`
    : `${days(-mean)} avant l'échéance`

const counted = (
  windows: {
    readonly 30: readonly [number, number]
    readonly 90: readonly [number, number]
    readonly 365: readonly [number, number]
  },
  total: number,
  window: Window,
  noun: (count: number) => string
) => {
  if (window === "total") return `${number(total)} ${noun(total)} en tout`
  const [now, before] = windows[window]
  return now === 0 && before === 0
    ? `aucune ${noun(0)} ces ${window} derniers jours`
    : `${now === 0 ? "aucune" : number(now)} ${noun(now)} ces ${window} derniers jours, ${
      change(now, before, number, window)
    }`
}

const statuses: Readonly<Record<string, string>> = {
  active: "actif",
  inactive: "inactif",
  blocked: "bloqué",
  on_hold: "en attente",
  prospect: "prospect",
  open: "ouvert",
  paid: "payé",
  pending: "en attente",
  processing: "en préparation",
  shipped: "expédié",
  delivered: "livré",
  completed: "terminé",
  returned: "retourné",
  cancelled: "annulé",
  canceled: "annulé",
  draft: "brouillon"
}

export const statusInFrench = (status: string): string => statuses[status.toLowerCase()] ?? status

export const clause: FactPhrases = {
  profile: (f) =>
    `client depuis le ${isoDay(f.customer_since)}${f.industry === null ? "" : ` (secteur : ${f.industry})`}, statut « ${
      statusInFrench(f.status)
    } »`,
  terms: (f) => days(f.payment_terms_days),
  credit: (f) => money(f.credit_limit, f.currency),
  exposure: (f) =>
    f.credit_limit === null || f.utilization === null
      ? `${money(f.open_exposure, f.currency)} d'encours, sans plafond de crédit enregistré`
      : `${money(f.open_exposure, f.currency)} d'encours, soit ${percent(f.utilization)} du plafond de crédit de ${
        money(f.credit_limit, f.currency)
      }`,
  orders: (f, window) =>
    counted(
      { 30: [f.orders_30, f.previous_30], 90: [f.orders_90, f.previous_90], 365: [f.orders_365, f.previous_365] },
      f.total,
      window,
      (count) => plural(count, "commande", "commandes")
    ),
  rush_orders: (f, window) =>
    counted(
      { 30: [f.rush_30, f.previous_30], 90: [f.rush_90, f.previous_90], 365: [f.rush_365, f.previous_365] },
      f.total,
      window,
      (count) => plural(count, "commande urgente", "commandes urgentes")
    ) +
    (window === 90 && f.share_90 !== null && f.rush_90 > 0 ? ` (${percent(f.share_90)} de toutes les commandes)` : ""),
  revenue: (f, window) => {
    const say = (amount: number) => money(amount, f.currency)
    const [now, before, span] = window === 30
      ? [f.revenue_30, f.previous_30, 30]
      : window === 90
      ? [f.revenue_90, f.previous_90, 90]
      : [f.revenue_365, f.previous_365, 365]
    return now === 0 && before === 0
      ? `nul ces ${span} derniers jours`
      : `${now === 0 ? "nul" : say(now)} ces ${span} derniers jours, ${
        change(now, before, say, span).replace("contre aucune", "contre rien")
      }`
  },
  invoices_open: (f) =>
    f.count === 0
      ? "aucune facture ouverte"
      : `${money(f.amount, f.currency)} sur ${number(f.count)} ${
        plural(f.count, "facture ouverte", "factures ouvertes")
      }`,
  invoices_overdue: (f) =>
    f.count === 0
      ? "rien d'échu"
      : `${money(f.amount, f.currency)} échus sur ${number(f.count)} ${plural(f.count, "facture", "factures")}, ${
        f.count === 1 ? "en retard" : "la plus ancienne en retard"
      } de ${days(f.oldest_days)}`,
  ageing: (f) =>
    list(
      [
        [f.d0_30, "jusqu'à 30 jours"] as const,
        [f.d31_60, "de 31 à 60 jours"] as const,
        [f.d61_90, "de 61 à 90 jours"] as const,
        [f.d90_plus, "plus de 90 jours"] as const
      ].filter(([amount]) => amount > 0).map(([amount, bucket]) => `${money(amount, f.currency)} (${bucket})`)
    ),
  dso: (f) => days(f.days),
  payment_behaviour: (f) =>
    f.paid_invoices === 0
      ? "aucune facture payée pour l'instant"
      : `${late(f.mean_days_late)} en moyenne sur ${number(f.paid_invoices)} ${
        plural(f.paid_invoices, "facture payée", "factures payées")
      }` +
        (f.recent_mean_days_late === null || f.recent_paid_invoices === 0 ||
            f.recent_paid_invoices === f.paid_invoices || late(f.recent_mean_days_late) === late(f.mean_days_late)
          ? ""
          : `, et ${late(f.recent_mean_days_late)} sur ${
            f.recent_paid_invoices === 1 ? "celle" : `les ${number(f.recent_paid_invoices)}`
          } des 90 derniers jours`),
  last_activity: (f, which) => {
    const order = f.last_order_at === null
      ? "aucune commande enregistrée"
      : `dernière commande le ${isoDay(f.last_order_at)}`
    const payment = f.last_payment_at === null
      ? "aucun paiement enregistré"
      : `dernier paiement le ${isoDay(f.last_payment_at)}`
    if (which !== "both") return which === "order" ? order : payment
    return f.last_order_at === null && f.last_payment_at === null
      ? "aucune commande, aucun paiement enregistré"
      : `${order}, ${payment}`
  }
}

const placed = (said: string) => said.startsWith("aucune") ? `n'a passé ${said}` : `a passé ${said}`

export const sentence: Phrases["sentence"] = {
  profile: (name, said) => `${name} est ${said}.`,
  terms: (name, said) => `Le délai de paiement ${de(name)} est de ${said}.`,
  credit: (name, said) => `Le plafond de crédit ${de(name)} est de ${said}.`,
  exposure: (name, said) => `${name} a ${said}.`,
  orders: (name, said) => `${name} ${placed(said)}.`,
  rush_orders: (name, said) => `${name} ${placed(said)}.`,
  revenue: (name, said) => `Le chiffre d'affaires avec ${name} a été ${said.startsWith("nul") ? said : `de ${said}`}.`,
  invoices_open: (name, said, nothing) => nothing ? `${name} n'a ${said}.` : `${name} nous doit ${said}.`,
  invoices_overdue: (name, said, nothing) => nothing ? `${name} n'a ${said}.` : `${name} a ${said}.`,
  ageing: (_name, said) => `Par ancienneté : ${said}.`,
  dso: (name, said) => `Le délai moyen d'encaissement (DSO) ${de(name)} est de ${said}.`,
  payment_behaviour: (name, said, nothing) => nothing ? `${name} n'a ${said}.` : `${name} paie ${said}.`,
  last_activity: (name, said) => `${name} : ${said}.`
}

export const label: Phrases["label"] = {
  profile: "Client",
  terms: "Délai de paiement",
  credit: "Plafond de crédit",
  exposure: "Crédit",
  orders: "Commandes",
  rush_orders: "Commandes urgentes",
  revenue: "Chiffre d'affaires",
  invoices_open: "Factures ouvertes",
  invoices_overdue: "Échu",
  ageing: "Ancienneté",
  dso: "Délai moyen d'encaissement",
  payment_behaviour: "Paiement",
  last_activity: "Dernière activité"
}
