/** The keyword answers that are compiled in, the same as in `config/fallback-answers.json`; and their shape. */
import { Schema } from "effect"

const Row = Schema.Struct({
  /** Words or phrases; the more of them a question has, and the longer they are, the better the row fits. */
  keywords: Schema.NonEmptyArray(Schema.NonEmptyTrimmedString),
  answer: Schema.NonEmptyTrimmedString,
  sources: Schema.Array(Schema.NonEmptyTrimmedString)
})

/** Rows by language; a language without rows has no keyword answers. */
export const KeywordTable = Schema.Record({ key: Schema.String, value: Schema.Array(Row) })
export type KeywordTable = typeof KeywordTable.Type

export const defaultTable: KeywordTable = {
  en: [
    {
      keywords: [
        "overdue",
        "past due",
        "late invoice",
        "unpaid",
        "owe",
        "owes",
        "outstanding",
        "ageing",
        "aging",
        "arrears",
        "receivables"
      ],
      answer:
        "I cannot read the live invoices right now, so I will not name an amount that may be out of date. Overdue invoices are those past their due date and not fully paid; the exact list is in your invoicing or accounting system. Please ask again in a few minutes for the amount, the number of invoices and their age.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["payment terms", "terms", "net 30", "net 60", "days to pay", "extend terms", "payment term"],
      answer:
        "I cannot read the customer records right now, so I cannot tell you the payment terms of a particular customer. They are on the customer's record and on each invoice. Until I can see the current figures I advise against changing them: such a decision needs the overdue amount, the payment history and the credit in use. Please ask again in a few minutes.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["rush order", "rush orders", "urgent order", "expedite", "express order", "rush"],
      answer:
        "I cannot read the live orders right now, so I cannot count rush orders or say whether another one fits. Before accepting one, check stock and capacity, whether a surcharge applies under your own policy, and whether the customer has overdue invoices. Please ask again in a few minutes for the figures.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["credit limit", "credit", "exposure", "credit line", "limit", "utilization", "utilisation"],
      answer:
        "I cannot read the credit figures right now. A customer's limit is on the customer record; what is in use is the unpaid invoices plus the open orders. Please do not release an order against the limit on an old figure; ask again in a few minutes, or check with whoever is responsible for credit.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["hold shipments", "stop shipments", "ship", "shipment", "delivery", "deliveries"],
      answer:
        "I cannot read live orders and invoices right now, so I cannot say whether a delivery should go out or be held. If it cannot wait, check the customer's overdue invoices and credit limit in your own system first. Please ask again in a few minutes.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["order", "orders", "revenue", "sales", "turnover"],
      answer:
        "I cannot read the live orders right now, so I have no counts or amounts to give you that I could stand behind. Your order system has them; or ask me again in a few minutes.",
      sources: ["Fallback answers"]
    },
    {
      keywords: [
        "pay late",
        "days late",
        "payment behaviour",
        "payment behavior",
        "payment history",
        "pays",
        "paid",
        "payment",
        "payments",
        "dso"
      ],
      answer:
        "I cannot read the payments right now, so I cannot say when or how punctually a customer pays. Your accounting system lists the payments received. Please ask again in a few minutes for the averages and how they have changed.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["pattern", "patterns", "trend", "trends", "anomaly", "anomalies", "unusual"],
      answer:
        "I cannot analyse patterns right now, because the order and payment history cannot be read. Nothing is lost: ask again in a few minutes and the analysis will run on the current data.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["discount", "rebate", "price"],
      answer:
        "I cannot read the figures that a decision on discounts or prices needs (revenue, payment history, overdue amounts). Please ask again in a few minutes; until then your discount policy and whoever approves exceptions decide.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["policy", "procedure", "document", "handbook", "contract", "manual", "rules"],
      answer:
        "I cannot search the documents right now. The original is wherever your team keeps it; if it is urgent, ask the person who owns that policy. Otherwise ask me again in a few minutes.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["contact", "phone", "email", "e-mail", "reach", "support", "talk to someone", "human"],
      answer:
        "I cannot look up contact details right now. For a customer's contact, see the customer's record or the last invoice; for help with this service, turn to your own support team. Please ask again in a few minutes.",
      sources: ["Fallback answers"]
    },
    {
      keywords: ["status", "overview", "summary", "how is", "situation", "update on", "tell me about"],
      answer:
        "I cannot read the live business data right now, so I cannot give you a status that I could stand behind. Please ask again in a few minutes. If it is urgent, open invoices, recent orders and the last payment in your own system show most of it.",
      sources: ["Fallback answers"]
    }
  ],
  fr: [
    {
      keywords: [
        "échue",
        "échues",
        "échu",
        "impayé",
        "impayés",
        "impayée",
        "impayées",
        "retard",
        "doit",
        "doivent",
        "créances",
        "arriérés",
        "balance âgée"
      ],
      answer:
        "Je ne peux pas lire les factures en ce moment, et je ne veux pas donner un montant qui ne serait plus exact. Une facture échue est une facture dont l'échéance est passée et qui n'est pas entièrement payée ; la liste exacte se trouve dans votre logiciel de facturation. Reposez la question dans quelques minutes pour obtenir le montant, le nombre de factures et leur ancienneté.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: [
        "conditions de paiement",
        "délai de paiement",
        "délais de paiement",
        "délais",
        "conditions",
        "échéance"
      ],
      answer:
        "Je ne peux pas lire les fiches clients en ce moment et ne peux donc pas indiquer les conditions de paiement d'un client. Elles figurent sur sa fiche et sur chaque facture. Sans les chiffres actuels, je déconseille de les modifier : il faut connaître le montant échu, l'historique des paiements et le crédit utilisé. Reposez la question dans quelques minutes.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["commande urgente", "commandes urgentes", "urgente", "urgentes", "urgence", "express"],
      answer:
        "Je ne peux pas lire les commandes en ce moment et ne peux donc ni compter les commandes urgentes ni dire si une de plus est possible. Avant d'accepter, vérifiez le stock et la capacité, le supplément éventuel prévu par vos règles et les factures échues du client. Reposez la question dans quelques minutes pour les chiffres.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["plafond de crédit", "plafond", "limite de crédit", "crédit", "encours", "exposition"],
      answer:
        "Je ne peux pas lire les chiffres de crédit en ce moment. Le plafond figure sur la fiche du client ; l'encours est la somme des factures impayées et des commandes en cours. Ne libérez pas de commande sur la base d'un ancien chiffre : reposez la question dans quelques minutes ou adressez-vous au responsable du crédit.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["livraison", "livraisons", "livrer", "expédition", "suspendre"],
      answer:
        "Je ne peux pas lire les commandes et les factures en ce moment ; je ne peux donc pas dire si une livraison doit partir ou attendre. Si cela ne peut pas attendre, vérifiez d'abord les factures échues et le plafond de crédit du client. Reposez la question dans quelques minutes.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["commande", "commandes", "chiffre d'affaires", "ventes"],
      answer:
        "Je ne peux pas lire les commandes en ce moment et n'ai donc aucun chiffre fiable à vous donner. Votre logiciel de commandes les contient ; ou reposez la question dans quelques minutes.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["paiement", "paiements", "paie", "payé", "règlement", "jours de retard"],
      answer:
        "Je ne peux pas lire les paiements en ce moment ; je ne peux donc pas dire quand ni avec quelle ponctualité un client paie. Votre comptabilité liste les règlements reçus. Reposez la question dans quelques minutes pour les moyennes et leur évolution.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["tendance", "tendances", "anomalie", "anomalies", "inhabituel", "saisonnalité"],
      answer:
        "Je ne peux pas analyser les tendances en ce moment, car l'historique des commandes et des paiements n'est pas lisible. Rien n'est perdu : reposez la question dans quelques minutes et l'analyse portera sur les données à jour.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["remise", "remises", "rabais", "prix"],
      answer:
        "Je ne peux pas lire les chiffres qu'il faut pour décider d'une remise ou d'un prix (chiffre d'affaires, historique des paiements, montants échus). Reposez la question dans quelques minutes ; d'ici là, votre politique de remises et la personne qui valide les exceptions font foi.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["politique", "procédure", "document", "documents", "manuel", "contrat", "règles"],
      answer:
        "Je ne peux pas consulter les documents en ce moment. L'original se trouve là où votre équipe le conserve ; si c'est urgent, demandez à la personne responsable. Sinon, reposez-moi la question dans quelques minutes.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["contact", "téléphone", "courriel", "e-mail", "joindre", "assistance", "contacter"],
      answer:
        "Je ne peux pas chercher de coordonnées en ce moment. Pour joindre un client, voyez sa fiche ou la dernière facture ; pour ce service, adressez-vous à votre équipe d'assistance. Reposez la question dans quelques minutes.",
      sources: ["Réponses de secours"]
    },
    {
      keywords: ["situation", "statut", "état", "résumé", "comment va", "où en est", "point sur", "parle-moi"],
      answer:
        "Je ne peux pas lire les données de l'entreprise en ce moment et ne peux donc pas faire un point fiable. Reposez la question dans quelques minutes. Si c'est urgent, les factures ouvertes, les dernières commandes et le dernier paiement dans votre logiciel en disent l'essentiel.",
      sources: ["Réponses de secours"]
    }
  ]
}
