/** The analysis in French. */
import type { DecisionKind } from "../../domain/Decision.ts"
import { de } from "../Composer/Elision.ts"
import { formats } from "../Composer/Formats.ts"
import { inSentence, type Phrases } from "./Phrases.ts"
import { isClose, type Verdict } from "./Scoring.ts"

const options: Readonly<Record<DecisionKind, Readonly<Record<Verdict, (customer: string) => string>>>> = {
  extend_payment_terms: {
    yes: (customer) => `Allonger les délais de paiement ${de(customer)}`,
    conditional: (customer) => `Allonger les délais de paiement ${de(customer)} sous conditions`,
    no: (customer) => `Laisser inchangés les délais de paiement ${de(customer)}`
  },
  raise_credit_limit: {
    yes: (customer) => `Relever le plafond de crédit ${de(customer)}`,
    conditional: (customer) => `Relever en partie et sous conditions le plafond de crédit ${de(customer)}`,
    no: (customer) => `Laisser inchangé le plafond de crédit ${de(customer)}`
  },
  grant_discount: {
    yes: (customer) => `Accorder la remise à ${customer}`,
    conditional: (customer) => `Accorder à ${customer} une remise liée au volume ou au paiement à l'échéance`,
    no: (customer) => `Ne pas accorder de remise à ${customer}`
  },
  accept_rush_order: {
    yes: (customer) => `Accepter la commande urgente ${de(customer)}`,
    conditional: (customer) => `Accepter la commande urgente ${de(customer)} avec supplément ou paiement d'avance`,
    no: (customer) => `Refuser la commande urgente ${de(customer)}`
  },
  hold_shipments: {
    yes: (customer) => `Suspendre les livraisons à ${customer}`,
    conditional: (customer) => `Livrer ${customer} contre paiement d'avance seulement`,
    no: (customer) => `Continuer à livrer ${customer}`
  },
  generic: {
    yes: (customer) => `Le faire pour ${customer}`,
    conditional: (customer) => `Le faire pour ${customer} sous conditions`,
    no: (customer) => `Ne pas le faire pour ${customer}`
  }
}

/** What was asked, said as what to do. */
const acts: Readonly<Record<Verdict, (act: string) => string>> = {
  yes: (act) => act,
  conditional: (act) => `${act}, mais sous conditions`,
  no: (act) => `Ne pas ${inSentence(act)}`
}

const isOnTime = (value: number) => Math.abs(value) < 0.05
const timed = (value: number, days: (count: number) => string) =>
  isOnTime(value) ? "à l'échéance" : value < 0 ? `${days(-value)} d'avance` : `${days(value)} de retard`

export const french: Phrases = {
  criterion: {
    payment_behaviour: "Comportement de paiement",
    payment_trend: "Évolution des dates de paiement",
    overdue_share: "Part échue des factures ouvertes",
    oldest_overdue: "Plus ancienne facture échue",
    credit_utilization: "Utilisation du plafond de crédit",
    revenue_growth: "Évolution du chiffre d'affaires",
    order_volume: "Commandes des 365 derniers jours",
    track_record: "Commandes enregistrées",
    current_terms: "Délai de paiement actuel",
    dso_over_terms: "Délai moyen de recouvrement au-delà du délai convenu",
    rush_share: "Part des commandes urgentes",
    rush_trend: "Évolution des commandes urgentes"
  },
  quantity: (name, value, { days, number, percent, plural }) => {
    switch (name) {
      case "payment_behaviour":
        return timed(value, days)
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
        return `${number(value)} ${plural(value, "commande", "commandes")}`
      case "rush_trend":
        return `${number(value)} fois le rythme antérieur`
    }
  },
  evidence: (name, { detail = {}, value }, { days, money, number, percent, plural }) => {
    const { amount = 0, count = 0, currency = "", of = 0 } = detail
    const source = detail.pattern === undefined ? "" : ` (tendance, confiance ${percent(detail.pattern.confidence)})`
    switch (name) {
      case "payment_behaviour": {
        const timing = timed(value, days)
        return detail.pattern === undefined
          ? `Les ${number(count)} dernières factures payées l'ont été ${
            isOnTime(value) ? "" : "avec "
          }${timing} en moyenne (paiements)`
          : `Les factures récentes ${
            isOnTime(value) ? "sont payées" : "ont"
          } ${timing} en moyenne, les impayées comptées à ce jour${source}`
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
        return `Chiffre d'affaires de ${money(amount, currency)} sur les ${number(count)} derniers jours contre ${
          money(of, currency)
        } sur les ${number(count)} jours précédents, ${value < 0 ? "en baisse" : "en hausse"} de ${
          percent(Math.abs(value))
        } (factures)`
      case "order_volume":
        return `${number(value)} ${plural(value, "commande", "commandes")} sur les 365 derniers jours (commandes)`
      case "track_record":
        return `${value >= 40 ? "Client de longue date : " : value < 10 ? "Peu de recul : " : ""}${number(value)} ${
          plural(value, "commande enregistrée", "commandes enregistrées")
        } (commandes)`
      case "current_terms":
        return `Le délai de paiement est ${value <= 30 ? "encore court, " : value >= 60 ? "déjà long, " : "de "}${
          days(value)
        } (fiche client)`
      case "dso_over_terms":
        return `Le délai moyen de recouvrement est de ${days(count)} pour un délai convenu de ${days(of)} (factures)`
      case "rush_share":
        return count === 0
          ? "Aucune commande des 90 derniers jours n'était urgente (commandes)"
          : `${percent(value)} des commandes des 90 derniers jours étaient urgentes, ${
            number(count)
          } en tout (commandes)`
      case "rush_trend":
        return detail.pattern === undefined
          ? "Aucune hausse avérée des commandes urgentes (commandes)"
          : `Les commandes urgentes arrivent à ${number(value)} fois le rythme antérieur${source}`
    }
  },
  unknown: (name) => `Aucune donnée sur « ${french.criterion[name].toLowerCase()} » ; compté comme neutre`,
  option: (kind, verdict, customer, act) =>
    kind === "generic" && act !== undefined ? acts[verdict](act) : options[kind][verdict](customer),
  asked:
    /(?:faut[- ]il|dev(?:r)?(?:ait|rions|ons)[- ](?:on|nous)|doit[- ]on|dois[- ]je|devrais[- ]je|(?:on|nous) (?:devrait|doit|devrions|devons)) (?:maintenant |vraiment )?((?!ne\b|pas\b)[^?!.]{3,80}?)\s*[?!.]*$/i,
  labelled: (name, text) => `${name} : ${inSentence(text)}`,
  middle: {
    pro: "Le client est servi et les conditions limitent ce qui peut être perdu",
    con: "Les conditions doivent être convenues et suivies"
  },
  neither: "Ne le faire pour aucun d'eux",
  recommend: ({ formats, missing, option, runnerUp, runnerUpScore, score }) =>
    `${option}.` +
    (isClose(score, runnerUpScore)
      ? ` L'écart est mince : « ${runnerUp} » obtient ${
        comma(runnerUpScore) === comma(score)
          ? `autant, ${comma(score)}`
          : `${comma(runnerUpScore)}, contre ${comma(score)} pour cet avis`
      }.`
      : "") +
    (missing.length === 0 ? "" : ` Inconnu, d'où moins de certitude : ${formats.list(missing)}.`),
  recommendEach: (advice, missing) =>
    `${advice.map(({ option }, at) => at === 0 ? option : inSentence(option)).join(" ; ")}.` +
    (missing.length === 0 ? "" : ` Inconnu, d'où moins de certitude : ${missing.join(" ; ")}.`),
  unnamed: (missing) =>
    `Je ne peux évaluer une telle décision que pour un client : nommez-le, et je pèserai ces critères : ${
      formats.fr.list(missing)
    }.`,
  flip: (criterion, from, to, option) =>
    from === undefined
      ? `${criterion}, encore inconnu : ${to}, et le conseil devient « ${option} »`
      : `${criterion} : ${to} au lieu de ${from}, et le conseil devient « ${option} »`,
  noFlip: "Aucun critère ne changerait le conseil à lui seul ; il faudrait que plusieurs changent ensemble",
  learning: (criterion) => `${criterion} : inconnu ; le connaître rendrait le conseil plus sûr`,
  condition: {
    settle: (amount) => `Les ${amount} échus sont d'abord payés`,
    settleAny: "Tout ce qui vient à échoir est d'abord payé",
    onTime: (limit) => `La mesure cesse si les paiements arrivent en moyenne plus de ${limit} après l'échéance`,
    withinLimit: (limit) =>
      limit === undefined ? "L'encours reste sous le plafond de crédit" : `L'encours reste sous ${limit}`,
    review: "La décision est réexaminée après 90 jours",
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
