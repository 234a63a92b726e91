/** The analysis in French. */
import type { DecisionKind } from "../../domain/Decision.ts"
import { formats } from "../Composer/Formats.ts"
import { inSentence, type Phrases } from "./Phrases.ts"
import { isClose, type Verdict } from "./Scoring.ts"

const options: Readonly<Record<DecisionKind, Readonly<Record<Verdict, (customer: string) => string>>>> = {
  extend_payment_terms: {
    yes: (customer) => `Allonger les délais de paiement de ${customer}`,
    conditional: (customer) => `Allonger les délais de paiement de ${customer} sous conditions`,
    no: (customer) => `Laisser inchangés les délais de paiement de ${customer}`
  },
  raise_credit_limit: {
    yes: (customer) => `Relever le plafond de crédit de ${customer}`,
    conditional: (customer) => `Relever en partie et sous conditions le plafond de crédit de ${customer}`,
    no: (customer) => `Laisser inchangé le plafond de crédit de ${customer}`
  },
  grant_discount: {
    yes: (customer) => `Accorder la remise à ${customer}`,
    conditional: (customer) => `Accorder à ${customer} une remise liée au volume ou au paiement à l'échéance`,
    no: (customer) => `Ne pas accorder de remise à ${customer}`
  },
  accept_rush_order: {
    yes: (customer) => `Accepter la commande urgente de ${customer}`,
    conditional: (customer) => `Accepter la commande urgente de ${customer} avec supplément ou paiement d'avance`,
    no: (customer) => `Refuser la commande urgente de ${customer}`
  },
  hold_shipments: {
    yes: (customer) => `Suspendre les livraisons à ${customer}`,
    conditional: (customer) => `Livrer ${customer} contre paiement d'avance seulement`,
    no: (customer) => `Continuer à livrer ${customer}`
  },
  generic: {
    yes: (customer) => `Donner suite pour ${customer}`,
    conditional: (customer) => `Donner suite pour ${customer} sous conditions`,
    no: (customer) => `Ne pas donner suite pour ${customer}`
  }
}

export const french: Phrases = {
  criterion: {
    payment_behaviour: "Comportement de paiement",
    payment_trend: "Évolution des dates de paiement",
    overdue_share: "Part échue des factures ouvertes",
    oldest_overdue: "Plus ancienne facture échue",
    credit_utilization: "Utilisation du plafond de crédit",
    revenue_growth: "Évolution du chiffre d'affaires",
    order_volume: "Commandes des 365 derniers jours",
    track_record: "Commandes connues",
    current_terms: "Délai de paiement actuel",
    dso_over_terms: "Délai moyen de recouvrement au-delà du délai convenu",
    rush_share: "Part des commandes urgentes",
    rush_trend: "Évolution des commandes urgentes"
  },
  quantity: (name, value, { days, number, percent }) => {
    switch (name) {
      case "payment_behaviour":
        return value < -0.05 ? `${days(-value)} d'avance` : `${days(Math.max(0, value))} de retard`
      case "payment_trend":
        return value < -0.05 ? `${days(-value)} plus tôt` : `${days(Math.max(0, value))} plus tard`
      case "oldest_overdue":
      case "current_terms":
      case "dso_over_terms":
        return days(value)
      case "overdue_share":
      case "credit_utilization":
      case "revenue_growth":
      case "rush_share":
        return percent(value)
      case "order_volume":
      case "track_record":
        return `${number(value)} commandes`
      case "rush_trend":
        return `${number(value)} fois le rythme antérieur`
    }
  },
  evidence: (name, { detail = {}, value }, { days, money, number, percent, plural }) => {
    const { amount = 0, count = 0, currency = "", of = 0 } = detail
    const source = detail.pattern === undefined ? "" : ` (tendance, confiance ${percent(detail.pattern.confidence)})`
    switch (name) {
      case "payment_behaviour": {
        const timing = value < -0.05 ? `${days(-value)} d'avance` : `${days(Math.max(0, value))} de retard`
        return detail.pattern === undefined
          ? `Les ${number(count)} dernières factures payées l'ont été avec ${timing} en moyenne (paiements)`
          : `Les factures récentes ont ${timing} en moyenne, les impayées comptées à ce jour${source}`
      }
      case "payment_trend": {
        const change = value < -0.05 ? `${days(-value)} plus tôt` : `${days(Math.max(0, value))} plus tard`
        return detail.pattern === undefined
          ? `Les paiements récents arrivent ${change} que la moyenne : ${number(amount)} contre ${
            number(of)
          } jours après l'échéance (paiements)`
          : `Les paiements arrivent désormais ${change} qu'avant${source}`
      }
      case "overdue_share":
        return value === 0
          ? "Rien n'est échu (factures)"
          : `${money(amount, currency)} sur ${money(of, currency)} ouverts sont échus, soit ${
            percent(value)
          } (factures)`
      case "oldest_overdue":
        return count === 0
          ? "Rien n'est échu (factures)"
          : `La plus ancienne de ${number(count)} ${plural(count, "facture échue", "factures échues")} l'est depuis ${
            days(value)
          } (factures)`
      case "credit_utilization":
        return `${money(amount, currency)} sur un plafond de ${money(of, currency)} sont utilisés, soit ${
          percent(value)
        } (encours)`
      case "revenue_growth":
        return `Chiffre d'affaires de ${money(amount, currency)} sur les ${days(count)} derniers contre ${
          money(of, currency)
        } sur les ${days(count)} précédents, ${value < 0 ? "en baisse" : "en hausse"} de ${
          percent(Math.abs(value))
        } (factures)`
      case "order_volume":
        return `${number(value)} commandes sur les 365 derniers jours (commandes)`
      case "track_record":
        return `${number(value)} commandes connues (commandes)`
      case "current_terms":
        return `Le délai de paiement est de ${days(value)} (fiche client)`
      case "dso_over_terms":
        return `Le délai moyen de recouvrement est de ${days(count)} pour un délai convenu de ${days(of)} (factures)`
      case "rush_share":
        return `${percent(value)} des commandes des 90 derniers jours étaient urgentes, au nombre de ${
          number(count)
        } (commandes)`
      case "rush_trend":
        return detail.pattern === undefined
          ? "Aucune hausse avérée des commandes urgentes (commandes)"
          : `Les commandes urgentes arrivent à ${number(value)} fois le rythme antérieur${source}`
    }
  },
  unknown: (name) => `Aucune donnée sur « ${french.criterion[name].toLowerCase()} » ; compté comme neutre`,
  option: (kind, verdict, customer) => options[kind][verdict](customer),
  middle: {
    pro: "Le client est servi et les conditions limitent ce qui peut être perdu",
    con: "Les conditions doivent être convenues et suivies"
  },
  neither: "Ne le faire pour aucun d'eux",
  recommend: ({ formats, missing, option, runnerUp, runnerUpScore, score }) =>
    `${option}.` +
    (isClose(score, runnerUpScore)
      ? ` L'écart est mince : « ${runnerUp} » obtient ${comma(runnerUpScore)} contre ${comma(score)}.`
      : "") +
    (missing.length === 0 ? "" : ` Inconnu, d'où moins de certitude : ${formats.list(missing)}.`),
  recommendEach: (advice, missing) =>
    `${advice.map(({ option }, at) => at === 0 ? option : inSentence(option)).join(" ; ")}.` +
    (missing.length === 0 ? "" : ` Inconnu, d'où moins de certitude : ${missing.join(" ; ")}.`),
  unnamed: (missing) =>
    `Je ne peux évaluer une telle décision que pour un client : nommez-le, et je regarderai ${
      formats.fr.list(missing)
    }.`,
  flip: (criterion, from, to, rises, option) =>
    from === undefined
      ? `${criterion} : une fois connu, à ${to}, le conseil deviendrait « ${option} »`
      : `${criterion} : ${
        rises ? "une hausse" : "une baisse"
      } de ${from} à ${to} changerait le conseil en « ${option} »`,
  noFlip: "Aucun critère ne changerait le conseil à lui seul ; il faudrait que plusieurs changent ensemble",
  learning: (criterion) => `${criterion} : inconnu ; le connaître rendrait le conseil plus sûr`,
  condition: {
    settle: (amount) => `Les ${amount} échus sont d'abord payés`,
    settleAny: "Tout ce qui vient à échoir est d'abord payé",
    onTime: (limit) => `La mesure cesse si les paiements arrivent en moyenne plus de ${limit} après l'échéance`,
    withinLimit: (limit) =>
      limit === undefined ? "L'encours reste sous le plafond de crédit" : `L'encours reste sous ${limit}`,
    review: "La mesure est réexaminée après 90 jours",
    step: "La hausse se fait en deux étapes, la seconde après 90 jours de paiements à l'heure",
    surcharge: "Le supplément d'urgence est convenu avant le début du travail",
    prepay: "La commande est payée d'avance, en tout ou partie, tant qu'une facture est échue",
    volume: "Elle vaut à partir d'un volume convenu, ou pour les factures payées à l'échéance",
    release: "Les livraisons reprennent dès que les factures échues sont payées"
  },
  risk: {
    latePayment: (evidence) => ({
      risk: `Les paiements arrivent plus tard et immobilisent la trésorerie${
        evidence === undefined ? "" : ` (${evidence})`
      }`,
      mitigation: "Suivre chaque mois les jours de retard et revenir aux anciens délais s'ils augmentent"
    }),
    default: {
      risk: "Une partie de l'encours n'est jamais payée",
      mitigation: "Plafonner l'encours et faire payer d'abord les factures échues"
    },
    overLimit: {
      risk: "L'encours dépasse le plafond de crédit",
      mitigation: "Vérifier l'encours avant de libérer chaque commande"
    },
    precedent: {
      risk: "D'autres clients demandent la même chose",
      mitigation: "La lier à un historique de paiement que d'autres peuvent atteindre"
    },
    margin: {
      risk: "La marge baisse sans volume supplémentaire",
      mitigation: "Lier la remise au volume et lui fixer une fin"
    },
    capacity: {
      risk: "Le travail urgent retarde les commandes des autres",
      mitigation: "Confirmer d'abord la capacité et facturer l'urgence"
    },
    lostBusiness: {
      risk: "Le client achète ailleurs",
      mitigation: "Expliquer les raisons et dire ce qui les changerait"
    },
    anomaly: (insight) => ({
      risk: `Un fait inhabituel reste inexpliqué : ${insight}`,
      mitigation: "L'éclaircir d'abord avec le client"
    })
  }
}

const comma = (score: number) => score.toFixed(2).replace(".", ",")
