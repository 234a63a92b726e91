/** The composer's French. Facts are said from their figures; documents, notes and advice are quoted as they are. */
import { de, que } from "./Elision.ts"
import { formats } from "./Formats.ts"
import { clause, label, sentence, statusInFrench } from "./FrenchFacts.ts"
import { recommended, told } from "./FrenchPatterns.ts"
import type { FactTopic, Phrases } from "./Phrases.ts"

const format = formats.fr
const { money, number, plural } = format

const unrecorded: { readonly [T in FactTopic]?: (name: string) => string } = {
  payment_behaviour: (name) => `${name} n'a encore entièrement payé aucune facture.`,
  terms: (name) => `Aucun délai de paiement n'est enregistré pour ${name}.`,
  credit: (name) => `Aucun plafond de crédit n'est enregistré pour ${name}.`
}

export const french: Phrases = {
  language: "fr",
  format,
  clause,
  sentence,
  label,
  ofThatOverdue: (f) =>
    `Sur ce montant, ${format.money(f.amount, f.currency)} sont échus (${format.number(f.count)} ${
      format.plural(f.count, "facture", "factures")
    }, ${f.count === 1 ? "en retard" : "la plus ancienne en retard"} de ${format.days(f.oldest_days)}).`,
  creditLeft: (amount) => `Il reste ${amount} sur le plafond.`,
  details: (name, fields) =>
    `Sur la fiche ${de(name)} : ${fields.map((field) => `${field.name} ${field.value}`).join(", ")}.`,
  address: "adresse",
  unrecorded: (topic, name) => unrecorded[topic]?.(name),
  owed: (open, overdue) =>
    open.count === 0
      ? "rien, aucune facture n'est ouverte"
      : `${money(open.amount, open.currency)} sur ${number(open.count)} ${
        plural(open.count, "facture ouverte", "factures ouvertes")
      }${
        overdue.count === 0
          ? ", rien d'échu"
          : overdue.count === open.count
          ? ", tout est échu"
          : `, dont ${money(overdue.amount, overdue.currency)} échus (${number(overdue.count)})`
      }`,
  ageingRows: (f) => [["0–30", f.d0_30], ["31–60", f.d31_60], ["61–90", f.d61_90], ["90+", f.d90_plus]],
  headings: {
    notes: "Notes",
    patterns: "Tendances",
    reasonsFor: "Également pour cet avis",
    reasonsAgainst: "Contre cet avis",
    risks: "Risques",
    conditions: "Conditions",
    change: "Ce qui changerait cet avis",
    missing: "Non pris en compte",
    owed: "Sommes dues",
    daysPastDue: "Jours de retard",
    amount: "Montant",
    recommendation: "Recommandation",
    tentative: "Recommandation provisoire"
  },
  status: {
    attention: (name) => `${name} demande de l'attention`,
    watch: (name) => `La situation ${de(name)} est globalement bonne, avec un point à surveiller`,
    good: (name) => `La situation ${de(name)} est en ordre`,
    young: (name) => `Rien à redire sur ${name} pour l'instant`,
    youngBecause:
      "rien n'est échu, mais aucune facture n'a encore été payée, si bien qu'on ne sait pas comment ce client paie",
    idle: (name) => `Rien à signaler sur ${name}`,
    idleBecause: (status) =>
      `aucune commande, facture ni paiement n'est enregistré, et le compte est marqué « ${statusInFrench(status)} »`,
    toDo: "Que faire",
    collect: (amount, count, oldest) =>
      count === 1
        ? `réclamer les ${amount} échus depuis ${oldest} et convenir d'une date`
        : `réclamer les ${amount} échus, en commençant par la facture en retard de ${oldest}, et convenir de dates`,
    collectFirst: (name, amount, oldest) =>
      `commencer par ${name}, qui a le plus d'échu : ${amount}, la facture la plus ancienne depuis ${oldest}`,
    askWhy: (name) => `demander à ${name} où sont passées ses commandes`,
    reviewLimit: "revoir le plafond de crédit avant qu'il ne bloque une commande",
    goodBecause: (punctual) => punctual ? "rien n'est échu et les paiements arrivent à temps" : "rien n'est échu",
    overdue: (amount, oldest) => `${amount} échus, la facture la plus ancienne depuis ${oldest}`,
    later: (recent, usual) => `paiements récents ${recent} après l'échéance, contre ${usual} en moyenne`,
    limit: (share) => `${share} du plafond de crédit utilisés`,
    fewer: (now, before) =>
      `commandes tombées à ${now} ces 90 derniers jours, contre ${before} pendant les 90 jours précédents`,
    inactive: (status) => `compte marqué « ${statusInFrench(status)} »`,
    portfolio: "L'ensemble de l'entreprise"
  },
  patterns: {
    found: (names) => `Voici ce qui se dégage pour ${names} :`,
    none: (names) =>
      `Rien de particulier pour ${names} : aucun changement dans les commandes ou les paiements ne dépasse le hasard.`,
    noSeason: (names) =>
      `Aucune saisonnalité ${de(names)} : aucun mois n'apporte plus ou moins de commandes que le hasard n'en ferait.`,
    seasonUntested: (names) =>
      `On ne peut pas encore dire si les commandes ${
        de(names)
      } sont saisonnières : il en faut deux années entières, et assez.`,
    noneButGaps: (names) => `Aucune tendance à signaler pour ${names}, mais tout n'a pas pu être vérifié.`,
    tooLittle: (names) =>
      `L'historique ${
        de(names)
      } est trop court pour y voir des tendances : il faut des mois de commandes et de paiements pour les distinguer du hasard.`,
    untested: (what) => `Historique trop court pour vérifier : ${format.list(what)}.`,
    advice: "Que faire",
    told,
    recommended
  },
  decision: {
    confidence: (share) => `Confiance : ${share}.`,
    thin: "Trop peu d'éléments sont connus pour un avis ferme.",
    noAnalysis: "Je n'ai pas pu évaluer cette décision ; ce qui suit donne les faits, pas un avis.",
    level: { low: "faible", medium: "moyen", high: "élevé" },
    risk: ({ impact, likelihood, mitigation, risk }, levels) =>
      `${risk} (risque ${levels[likelihood]}, effet ${levels[impact]})${
        mitigation === "" ? "" : ` : ${mitigation.slice(0, 1).toLowerCase()}${mitigation.slice(1)}`
      }`,
    decisive: (reason) => `Élément décisif : ${reason.slice(0, 1).toLowerCase()}${reason.slice(1)}.`,
    already: {
      limit: (name, now, less) =>
        `Le plafond de crédit ${de(name)} est déjà de ${now}${
          less === undefined ? "" : `, et ${less} l'abaisseraient`
        } ; ce qui suit évalue un plafond plus élevé.`,
      terms: (name, now, less) =>
        `Le délai de paiement ${de(name)} est déjà de ${now}${
          less === undefined ? "" : `, et ${less} le raccourciraient`
        } ; ce qui suit évalue un délai plus long.`
    },
    inFavour: "Pour",
    against: "Contre"
  },
  passages: {
    says: (title) => `« ${title} » dit :`,
    alsoSays: (title) => `« ${title} » ajoute :`,
    read: (pairs) =>
      `Rien n'a été trouvé en ces termes ; j'ai cherché ${
        format.list(pairs.map(([now, asked]) => `« ${now} » pour « ${asked} »`))
      }.`,
    ofAnybody: (names) =>
      `Je n'ai rien trouvé à ce sujet qui nomme ${names} ; le texte le plus proche peut concerner d'autres clients.`,
    listed: (count) => count === 1 ? "Un document en parle :" : `${number(count)} documents en parlent :`
  },
  comparison: {
    owesMore: (name, amount, other, otherAmount) =>
      `${name} a plus d'échu : ${amount}, contre ${otherAmount} chez ${other}.`,
    owesMoreInAll: (name, amount, other, otherAmount) =>
      `${name} nous doit plus : ${amount}, contre ${otherAmount} pour ${other}.`,
    paysSooner: (name, days, other, otherDays) =>
      `${name} paie plus tôt : ${days} en moyenne, contre ${otherDays} pour ${other}.`,
    latest: (name, days) => `${name} paie le plus tard : ${days} en moyenne.`,
    longestTerms: (name, days, other, otherDays) =>
      `${name} a le délai le plus long : ${days}, contre ${otherDays} pour ${other}.`,
    higherLimit: (name, amount, other, otherAmount) =>
      `${name} a le plafond le plus élevé : ${amount}, contre ${otherAmount} pour ${other}.`,
    slowerCash: (name, days, other, otherDays) =>
      `L'argent ${
        de(name)
      } met plus de temps à rentrer : ${days} de ventes en attente, contre ${otherDays} pour ${other}.`,
    moreRush: (name, count, other, otherCount, window) =>
      `${name} passe plus de commandes urgentes : ${count} ${window}, contre ${otherCount} pour ${other}.`,
    first: (label, name, value) => `${label} : ${name} vient en tête avec ${value}.`,
    currencies: "Des montants en devises différentes ne sont pas comparés entre eux.",
    paysLater: (name, days, other, otherDays) =>
      `${name} paie plus tard : ${days} en moyenne, contre ${otherDays} pour ${other}.`,
    ordersMore: (name, count, other, otherCount, window) =>
      `${name} commande plus : ${count} commandes ${window}, contre ${otherCount} pour ${other}.`,
    earnsMore: (name, amount, other, otherAmount, window) =>
      `${name} rapporte plus : ${amount} ${window}, contre ${otherAmount} pour ${other}.`,
    usesMore: (name, share, other, otherShare) =>
      `${name} utilise davantage son plafond de crédit : ${share}, contre ${otherShare} pour ${other}.`,
    alike: (names) => `Sur ce point, ${names} ne diffèrent pas.`,
    onlyOne: (name) =>
      `Il faut deux clients pour comparer, et je n'ai reconnu ${
        que(name)
      }. Nommez les deux, par exemple « Compare ${name} et … ».`,
    window: (window) => window === "total" ? "en tout" : `ces ${window} derniers jours`,
    cellDays: (mean) =>
      Math.abs(mean) < 0.5
        ? "à l'échéance"
        : mean > 0
        ? `${format.days(mean)} de retard`
        : `${format.days(-mean)} d'avance`,
    none: "aucun",
    unknown: "–",
    owesOnly: (name, amount, other) => `${name} a ${amount} échus ; ${other} n'a rien d'échu.`,
    rows: {
      overdue: "Échu",
      oldest: "Plus ancien retard",
      open: "Factures ouvertes",
      late: "Paie en moyenne",
      recent: "Paiements, 90 derniers jours",
      orders: "Commandes, 90 derniers jours",
      rush: "Commandes urgentes, 90 derniers jours",
      revenue: "Chiffre d'affaires, 365 derniers jours",
      limit: "Plafond de crédit",
      credit: "Plafond de crédit utilisé",
      terms: "Délai de paiement",
      dso: "Délai moyen d'encaissement"
    }
  },
  portfolio: {
    customers: (count, byStatus) => {
      const parts = Object.entries(byStatus).map(([status, many]) =>
        `${statusInFrench(status)} : ${format.number(many)}`
      )
      return `Il y a ${format.number(count)} ${format.plural(count, "client", "clients")}${
        parts.length === 0 ? "" : ` (${parts.join(" ; ")})`
      }.`
    },
    ranks: {
      invoices_overdue: {
        first: (name, value) => `${name} a le plus d'échu : ${value}.`,
        columns: ["Client", "Échu", "Factures", "Plus ancien retard"]
      },
      invoices_open: {
        first: (name, value) => `${name} nous doit le plus : ${value}.`,
        columns: ["Client", "Ouvert", "Factures"]
      },
      revenue: {
        first: (name, value) => `${name} rapporte le plus : ${value} ces 365 derniers jours.`,
        columns: ["Client", "Chiffre d'affaires, 365 derniers jours"]
      },
      payment_behaviour: {
        first: (name, value) => `${name} paie le plus tard : ${value} en moyenne ces 90 derniers jours.`,
        columns: ["Client", "A payé, 90 derniers jours", "Factures"]
      },
      exposure: {
        first: (name, value) => `${name} est le plus proche de son plafond de crédit, utilisé à ${value}.`,
        columns: ["Client", "Plafond utilisé", "Encours", "Plafond"]
      }
    },
    asOf: (moment) => `Ces chiffres datent du ${moment} ; ce qui a été enregistré depuis n'y figure pas encore.`,
    noRanking: "Je ne peux pas classer les clients sur ce point ; demandez-moi l'un d'eux par son nom.",
    largest: "Les soldes échus les plus élevés",
    revenue: (now, before, share, way) =>
      way === 0
        ? `**Le chiffre d'affaires est stable** : ${now} ces 90 derniers jours, autant que pendant les 90 jours précédents.`
        : `**Le chiffre d'affaires est en ${
          way > 0 ? "hausse" : "baisse"
        } de ${share}** : ${now} ces 90 derniers jours, contre ${before} pendant les 90 jours précédents.`,
    overdue: (amount, open) => `Sur les ${open} que doivent les clients, ${amount} sont échus.`,
    columns: ["Client", "Échu", "Factures", "Plus ancien retard"]
  },
  yes: "Oui",
  no: "Non",
  nothingToRemember: "Dites-moi ce que je dois retenir, par exemple « Retiens que le dépôt ferme en août ».",
  remembers: (what) => `C'est noté : « ${what} ». J'en tiendrai compte quand une question s'y rapportera.`,
  recalled: (about) => about === "" ? "Voici ce que vous m'avez dit :" : `Voici ce que vous m'avez dit sur ${about} :`,
  nothingRecalled: (about) =>
    `Je n'ai aucune note de vous ${
      about === "" ? "à ce sujet" : `sur ${about}`
    }. Dites « Retiens que … » et je la garderai.`,
  recalledLatest: "Voici ce que vous m'avez dit en dernier ; il y en a davantage :",
  asked: {
    one: "Vous avez demandé :",
    many: "Voici ce que vous avez demandé ou dit dans cette conversation, dans l'ordre :",
    latest:
      "Voici ce que vous avez demandé ou dit en dernier dans cette conversation, dans l'ordre ; il y en a davantage avant :"
  },
  answered: (marker) => `Voici ma dernière réponse ${marker} :`,
  restsOn: (question, marker) => `Ma réponse à « ${question} » s'appuie sur ceci ${marker} :`,
  restsOnNothing: (question) =>
    `Ma réponse à « ${question} » ne cite rien : aucune donnée, aucun document ni aucune note n'y a servi.`,
  nothingAsked: "Notre conversation commence ici : il n'y a encore rien sur quoi revenir.",
  quoted: (words) => `« ${words} »`,
  greeting:
    "Bonjour. Demandez-moi les commandes, factures, paiements ou crédits d'un client, les tendances qui s'y dessinent, un avis sur une décision, ou ce que disent vos documents.",
  help:
    "Je réponds aux questions sur votre entreprise à partir de ses données, de ses documents et de ce que vous m'avez dit, en indiquant d'où vient chaque affirmation. Vous pouvez demander la situation d'un client, ce qui est échu, les tendances, un avis sur un délai ou un plafond, ce que dit une règle interne, ou la comparaison de deux clients. « Retiens que … » garde une note ; « De quoi avons-nous parlé ? » et « D'où vient cela ? » reviennent en arrière.",
  thanks: "Avec plaisir.",
  farewell: "Au revoir.",
  feeling: "Tout va bien, merci. Que voulez-vous savoir sur votre entreprise ?",
  forget:
    "Je ne supprime pas de note en conversation : retirez-la sous /api/memories, ou dites-moi ce qui est juste, et la note la plus récente comptera.",
  neither:
    "Alors reposez la question avec le nom complet du client, son identifiant, ou un numéro de commande ou de facture.",
  cannotAct:
    "Je réponds aux questions et je garde des notes ; je ne modifie, n'envoie et ne supprime rien dans l'entreprise. Demandez-moi ce que vous devez savoir avant de le faire vous-même.",
  pastime: "Ce n'est pas mon fort : je réponds aux questions sur cette entreprise. Que voulez-vous savoir ?",
  acknowledged: "Très bien. Que voulez-vous savoir ensuite ?",
  said: (day, words) => day === undefined ? `Vous avez dit : « ${words} »` : `Le ${day}, vous avez dit : « ${words} »`,
  whichCustomer: "Je ne sais pas de quel client il s'agit. Reposez la question avec son nom.",
  tryAgain: "Reposez la question dans quelques minutes.",
  whichOne: (mention) => mention === "" ? "Lequel voulez-vous dire ?" : `Quel « ${mention} » voulez-vous dire ?`,
  unknownCustomer: (name) =>
    `Je n'ai trouvé aucun client du nom de « ${name} ». Vérifiez l'orthographe, ou indiquez le nom complet ou l'identifiant.`,
  unknownRecord: (what, number) =>
    `Je n'ai trouvé aucune ${
      what === "invoice" ? "facture" : "commande"
    } portant le numéro ${number}. Vérifiez le numéro, ou demandez les ${
      what === "invoice" ? "factures" : "commandes"
    } du client.`,
  customersUnread:
    "La liste des clients n'a pas pu être lue à l'instant ; je n'ai donc pas pu savoir de qui il s'agit.",
  nothing: (looked, about) =>
    `Je n'ai rien trouvé ${
      about === "" ? "qui réponde à cette question" : `à ce sujet pour ${about}`
    }. J'ai consulté ${looked}.`,
  unsaid: (things) =>
    `Je n'ai rien trouvé qui réponde à cette question : les passages les plus proches ne disent rien sur ${
      things.map((thing) => `« ${thing} »`).join(" ou ")
    }.`,
  nothingButGaps: (about) =>
    `Je ne peux pas répondre à cette question${about === "" ? "" : ` pour ${about}`} en ce moment.`,
  patternsOfWhom:
    "Je cherche les tendances dans les commandes et paiements d'un client à la fois. Nommez-le, par exemple « Quelles tendances chez … ? ».",
  notUnderstood: "Je n'ai pas compris ce que vous voulez savoir.",
  lookedAt: { records: "les données de l'entreprise", notes: "vos notes précédentes", documents: "les documents" },
  howToAsk: "Nommez un client et ce que vous voulez savoir, par exemple « Combien … nous doit-il d'échu ? ».",
  howToTell:
    "Si vous le savez, dites-le-moi avec « Retiens que … » ; ou demandez ses commandes, factures, paiements, crédit ou tendances.",
  howToFile: "Si c'est écrit quelque part, ajoutez le document et reposez la question.",
  semicolon: " ; ",
  colon: " :",
  windows: "Je compte sur les 30, 90 ou 365 derniers jours, pas par période du calendrier.",
  noSingles: "Je n'ai que des totaux, aucun chiffre par commande ou en moyenne.",
  noFigure: (label, name) =>
    `Je n'ai pas de chiffre pour « ${label.toLowerCase()} »${name === "" ? "" : ` ${de(name)}`}.`,
  byStatus: (count, status, total) =>
    `${format.number(count)} ${format.plural(count, "commande", "commandes")} sur ${
      format.number(total)
    } au statut « ${status} »`
}
