/** What is asked, in both languages; several turns are one conversation. */
export interface Case {
  readonly name: string
  readonly en: ReadonlyArray<string>
  readonly fr: ReadonlyArray<string>
}

const one = (name: string, en: string | ReadonlyArray<string>, fr: string | ReadonlyArray<string>): Case => ({
  name,
  en: [en].flat(),
  fr: [fr].flat()
})

const status = [
  one("status-trouble", "What is the status of Delta Industries?", "Quelle est la situation de Delta Industries ?"),
  one("status-good", "How is Acme Corporation doing?", "Comment va Acme Corporation ?"),
  one("status-silent", "Give me an overview of Blue Harbor Foods", "Fais-moi le point sur Blue Harbor Foods"),
  one("status-euros", "What is the status of Atelier Moreau?", "Quelle est la situation d'Atelier Moreau ?"),
  one("status-new", "What is the status of Fresh Start Bakery?", "Quelle est la situation de Fresh Start Bakery ?"),
  one("status-empty", "How is Oakfield Museum doing?", "Où en est Oakfield Museum ?"),
  one("status-business", "How is the business doing?", "Comment vont les affaires ?"),
  one(
    "status-two",
    "How are Delta Industries and Acme Corporation doing?",
    "Comment vont Delta Industries et Acme Corporation ?"
  ),
  one("status-with-note", [
    "Remember that Delta Industries is moving its plant to Dayton in July.",
    "What is the status of Delta Industries?"
  ], [
    "Retiens que Delta Industries déménage son usine à Dayton en juillet.",
    "Quelle est la situation de Delta Industries ?"
  ]),
  one("status-conflict", [
    "Remember that the payment terms of Delta Industries are 45 days.",
    "What is the status of Delta Industries?"
  ], [
    "Retiens que le délai de paiement de Delta Industries est de 45 jours.",
    "Quelle est la situation de Delta Industries ?"
  ])
]

const facts = [
  one("fact-overdue", "How much is overdue at Delta Industries?", "Combien Delta Industries nous doit-il d'échu ?"),
  one(
    "fact-nothing-overdue",
    "Is anything overdue at Acme Corporation?",
    "Acme Corporation a-t-il des factures échues ?"
  ),
  one("fact-owed", "How much does Atelier Moreau owe us?", "Combien Atelier Moreau nous doit-il ?"),
  one(
    "fact-terms",
    "What are the payment terms of Acme Corporation?",
    "Quel est le délai de paiement d'Acme Corporation ?"
  ),
  one(
    "fact-limit",
    "What is the credit limit of Blue Harbor Foods?",
    "Quel est le plafond de crédit de Blue Harbor Foods ?"
  ),
  one(
    "fact-exposure",
    "How much of its credit limit has Delta Industries used?",
    "Quelle part de son plafond de crédit Delta Industries utilise-t-il ?"
  ),
  one("fact-lateness", "How late does Delta Industries pay?", "Avec quel retard Delta Industries paie-t-il ?"),
  one(
    "fact-lateness-unknown",
    "How late does Fresh Start Bakery pay?",
    "Avec quel retard Fresh Start Bakery paie-t-il ?"
  ),
  one(
    "fact-dso",
    "What is the DSO of Delta Industries?",
    "Quel est le délai moyen d'encaissement de Delta Industries ?"
  ),
  one(
    "fact-ageing",
    "How old are the overdue invoices of Delta Industries?",
    "Quelle est l'ancienneté des créances de Delta Industries ?"
  ),
  one(
    "fact-last-order",
    "When did Blue Harbor Foods last order?",
    "Quand Blue Harbor Foods a-t-il commandé pour la dernière fois ?"
  ),
  one(
    "fact-profile",
    "How long has Acme Corporation been a customer?",
    "Depuis quand Acme Corporation est-il client ?"
  ),
  one("fact-invoice", "Is invoice INV-1064 paid?", "La facture INV-1064 est-elle payée ?"),
  one("fact-order", "What about order SO-2043?", "Où en est la commande SO-2043 ?"),
  one("fact-invoice-unknown", "Is invoice INV-9999 paid?", "La facture INV-9999 est-elle payée ?"),
  one("fact-conflict", [
    "Remember that the payment terms of Acme Corporation are 30 days.",
    "What are the payment terms of Acme Corporation?"
  ], [
    "Retiens que le délai de paiement d'Acme Corporation est de 30 jours.",
    "Quel est le délai de paiement d'Acme Corporation ?"
  ]),
  one(
    "fact-two",
    "What are the payment terms of Acme Corporation and Delta Industries?",
    "Quels sont les délais de paiement d'Acme Corporation et de Delta Industries ?"
  ),
  one("fact-unknown-customer", "How much does Zylophone Ltd owe us?", "Combien Zylophone SARL nous doit-il ?"),
  one("fact-ambiguous", ["How much does Northwind owe us?", "the second one"], [
    "Combien Northwind nous doit-il ?",
    "le deuxième"
  ]),
  one("fact-follow-up", [
    "How much does Delta Industries owe us?",
    "And how late do they pay?",
    "What about Acme Corporation?"
  ], ["Combien Delta Industries nous doit-il ?", "Et avec quel retard paient-ils ?", "Et Acme Corporation ?"])
]

const measures = [
  one("measure-revenue", "What was our revenue last quarter?", "Quel est le chiffre d'affaires du trimestre dernier ?"),
  one(
    "measure-revenue-customer",
    "How much did we invoice Delta Industries in 2025?",
    "Combien avons-nous facturé à Delta Industries en 2025 ?"
  ),
  one(
    "measure-change",
    "Is revenue up on last year?",
    "Le chiffre d'affaires est-il en hausse par rapport à l'année dernière ?"
  ),
  one(
    "measure-compare-months",
    "Did we sell more in April than in March?",
    "Avons-nous vendu plus en avril qu'en mars ?"
  ),
  one("measure-by-month", "Orders by month this year", "Commandes par mois cette année"),
  one(
    "measure-ranking",
    "Who are our three largest overdue accounts?",
    "Quels sont nos trois plus gros clients en retard ?"
  ),
  one(
    "measure-ranking-rush",
    "Which customer placed the most rush orders this year?",
    "Quel client a passé le plus de commandes urgentes cette année ?"
  ),
  one(
    "measure-share",
    "What share of our revenue comes from Delta Industries this year?",
    "Quelle part de notre chiffre d'affaires vient de Delta Industries cette année ?"
  ),
  one(
    "measure-share-no-apostrophe",
    "whats acmes share of our sales this year",
    "quelle est la part d Acme dans nos ventes cette année"
  ),
  one(
    "measure-late-share",
    "What percentage of invoices was paid late last quarter?",
    "Quelle part des factures a été payée en retard le trimestre dernier ?"
  ),
  one("measure-mean", "What is the average order value this year?", "Quel est le panier moyen cette année ?"),
  one(
    "measure-mean-overdue",
    "What is the average overdue amount per customer?",
    "Quel est le montant échu moyen par client ?"
  ),
  one(
    "measure-days-late",
    "How late were invoices paid on average in 2025?",
    "Avec quel retard moyen les factures ont-elles été payées en 2025 ?"
  ),
  one(
    "measure-nothing",
    "How many rush orders did Atelier Moreau place last month?",
    "Combien de commandes urgentes Atelier Moreau a-t-il passées le mois dernier ?"
  ),
  one(
    "measure-inactive",
    "Which customers haven't ordered in the last 60 days?",
    "Quels clients n'ont pas commandé depuis 60 jours ?"
  ),
  one("measure-later", "Which customers pay later than they used to?", "Quels clients paient plus tard qu'avant ?"),
  one("measure-due", "How much falls due next week?", "Combien arrive à échéance la semaine prochaine ?"),
  one(
    "measure-two",
    "Compare the revenue of Delta Industries and Acme Corporation this year",
    "Compare le chiffre d'affaires de Delta Industries et d'Acme Corporation cette année"
  ),
  one("measure-refused", "What was our profit last quarter?", "Quelle est notre marge ce trimestre ?"),
  one("measure-future", "What will revenue be next quarter?", "Quel sera le chiffre d'affaires le mois prochain ?"),
  one(
    "measure-invoices",
    "Show me the three oldest unpaid invoices",
    "Montre-moi les trois plus anciennes factures impayées"
  ),
  one("measure-follow-up", ["What was our revenue last quarter?", "and the quarter before?", "by customer"], [
    "Quel est le chiffre d'affaires du trimestre dernier ?",
    "et le trimestre d'avant ?",
    "par client"
  ]),
  one(
    "measure-credit",
    "Which customers are closest to their credit limit?",
    "Quels clients sont les plus proches de leur plafond de crédit ?"
  )
]

const comparisons = [
  one(
    "comparison-two",
    "Compare Delta Industries and Acme Corporation",
    "Compare Delta Industries et Acme Corporation"
  ),
  one(
    "comparison-topic",
    "Who pays faster, Delta Industries or Acme Corporation?",
    "Qui paie plus vite, Delta Industries ou Acme Corporation ?"
  ),
  one(
    "comparison-three",
    "Compare Delta Industries, Acme Corporation and Blue Harbor Foods",
    "Compare Delta Industries, Acme Corporation et Blue Harbor Foods"
  ),
  one(
    "comparison-currencies",
    "Compare Atelier Moreau and Acme Corporation",
    "Compare Atelier Moreau et Acme Corporation"
  ),
  one(
    "comparison-little",
    "Compare Fresh Start Bakery and Acme Corporation",
    "Compare Fresh Start Bakery et Acme Corporation"
  ),
  one(
    "comparison-one",
    "Compare Delta Industries with its competitors",
    "Compare Delta Industries avec ses concurrents"
  )
]

const patterns = [
  one(
    "patterns-several",
    "What patterns do you see with Delta Industries?",
    "Quelles tendances vois-tu chez Delta Industries ?"
  ),
  one(
    "patterns-silence",
    "What patterns do you see with Blue Harbor Foods?",
    "Quelles tendances vois-tu chez Blue Harbor Foods ?"
  ),
  one("patterns-none", "Any patterns with Acme Corporation?", "Des tendances chez Acme Corporation ?"),
  one(
    "patterns-little",
    "What patterns do you see with Fresh Start Bakery?",
    "Quelles tendances vois-tu chez Fresh Start Bakery ?"
  ),
  one(
    "patterns-topic",
    "Is Delta Industries paying later than before?",
    "Delta Industries paie-t-il plus tard qu'avant ?"
  ),
  one(
    "patterns-season",
    "Are the orders of Delta Industries seasonal?",
    "Les commandes de Delta Industries sont-elles saisonnières ?"
  ),
  one(
    "patterns-season-little",
    "Is there any seasonality with Fresh Start Bakery?",
    "Y a-t-il une saisonnalité chez Fresh Start Bakery ?"
  ),
  one("patterns-nobody", "What patterns do you see?", "Quelles tendances vois-tu ?")
]

const decisions = [
  one(
    "decision-terms",
    "Should we extend payment terms to Delta Industries?",
    "Faut-il allonger le délai de paiement de Delta Industries ?"
  ),
  one(
    "decision-terms-good",
    "Should we extend payment terms to Acme Corporation?",
    "Faut-il allonger le délai de paiement d'Acme Corporation ?"
  ),
  one(
    "decision-limit",
    "Should we raise the credit limit of Delta Industries?",
    "Faut-il relever le plafond de crédit de Delta Industries ?"
  ),
  one(
    "decision-discount",
    "Should we give Acme Corporation a discount?",
    "Faut-il accorder une remise à Acme Corporation ?"
  ),
  one(
    "decision-rush",
    "Should we accept another rush order from Delta Industries?",
    "Faut-il accepter une autre commande urgente de Delta Industries ?"
  ),
  one(
    "decision-hold",
    "Should we hold shipments to Blue Harbor Foods?",
    "Faut-il suspendre les livraisons à Blue Harbor Foods ?"
  ),
  one(
    "decision-generic",
    "Should we stop working with Blue Harbor Foods?",
    "Faut-il arrêter de travailler avec Blue Harbor Foods ?"
  ),
  one(
    "decision-little",
    "Should we extend payment terms to Fresh Start Bakery?",
    "Faut-il allonger le délai de paiement de Fresh Start Bakery ?"
  ),
  one(
    "decision-two",
    "Should we give a discount to Delta Industries or to Acme Corporation?",
    "Faut-il accorder une remise à Delta Industries ou à Acme Corporation ?"
  ),
  one("decision-nobody", "Should we raise our prices?", "Faut-il augmenter nos prix ?")
]

const documents = [
  one("document-policy", "What is our returns policy?", "Quelle est notre politique de remises ?"),
  one("document-detail", "When are shipments held?", "À partir de quel montant le port est-il offert ?"),
  one(
    "document-interest",
    "What interest do we charge on late payments?",
    "Quel intérêt facturons-nous sur les retards de paiement ?"
  ),
  one(
    "document-other-language",
    "What discount do we give from 100,000 dollars of revenue?",
    "Quelle est notre politique de retours ?"
  ),
  one("document-which", "Which documents mention late fees?", "Quels documents parlent des commandes urgentes ?"),
  one("document-list", "Which documents mention rush orders?", "Quels documents parlent des remises ?"),
  one("document-absent", "What is our maternity leave policy?", "Quelle est notre politique de congé maternité ?"),
  one("document-absent-near", "What is our policy on company cars?", "Quelle est notre politique de télétravail ?")
]

const memories = [
  one("memory-kept", [
    "Remember that Acme Corporation prefers deliveries on Tuesdays.",
    "What did I tell you about Acme Corporation?"
  ], ["Retiens qu'Acme Corporation préfère être livré le mardi.", "Que t'ai-je dit sur Acme Corporation ?"]),
  one(
    "memory-answers",
    ["Remember that our new warehouse opens on 1 September.", "When does our new warehouse open?"],
    ["Retiens que notre nouvel entrepôt ouvre le 1er septembre.", "Quand ouvre notre nouvel entrepôt ?"]
  ),
  one("memory-changed", [
    "Remember that the contact at Acme Corporation is Jane Miller.",
    "Actually, the contact at Acme Corporation is now Tom Price.",
    "Who is the contact at Acme Corporation?"
  ], [
    "Retiens que le contact chez Acme Corporation est Jeanne Meunier.",
    "En fait, le contact chez Acme Corporation est maintenant Thomas Prieur.",
    "Qui est le contact chez Acme Corporation ?"
  ]),
  one("memory-all", [
    "Remember that our new warehouse opens on 1 September.",
    "Remember that Acme Corporation prefers deliveries on Tuesdays.",
    "What do you remember about me?"
  ], [
    "Retiens que notre nouvel entrepôt ouvre le 1er septembre.",
    "Retiens qu'Acme Corporation préfère être livré le mardi.",
    "Que sais-tu de moi ?"
  ]),
  one("memory-todos", [
    "Remember that Acme Corporation prefers deliveries on Tuesdays.",
    "What are my to-dos?",
    "Tell me a joke"
  ], [
    "Retiens qu'Acme Corporation préfère être livré le mardi.",
    "Raconte-moi une blague"
  ]),
  one("conversation-actions", [
    "Send Acme Corporation a reminder",
    "Cancel order SO-16729",
    "How do I cancel an order?"
  ], [
    "Envoie une relance à Acme Corporation",
    "Supprime le client Acme Corporation"
  ]),
  one("conversation-recap", [
    "How much does Acme Corporation owe us?",
    "Thanks!",
    "What is our policy on returns?",
    "What did we talk about?"
  ], [
    "Combien nous doit Acme Corporation ?",
    "Merci !",
    "Quelle est notre politique de retours ?",
    "De quoi avons-nous parlé ?"
  ]),
  one(
    "conversation-repeat",
    ["How much does Acme Corporation owe us?", "Repeat your last answer."],
    ["Combien nous doit Acme Corporation ?", "Répète ta dernière réponse."]
  ),
  one("conversation-begins", "What was my last question?", "Quelle était ma dernière question ?"),
  one("memory-nothing", "What did I tell you about Blue Harbor Foods?", "Que t'ai-je dit sur Blue Harbor Foods ?")
]

const talk = [
  one("talk-greeting", "Hello", "Bonjour"),
  one("talk-thanks", "Thanks, that helps", "Merci beaucoup"),
  one("talk-help", "What can you do?", "Que sais-tu faire ?"),
  one("talk-forget", "Forget what I told you about Acme Corporation", "Oublie ce que je t'ai dit sur Acme Corporation")
]

const unknown = [
  one("unknown-off-topic", "Why is the moon round?", "Pourquoi la lune est-elle ronde ?"),
  one("unknown-words", "asdf qwerty", "blabla truc machin"),
  one("unknown-customer", "What is the status of Zylophone Ltd?", "Quelle est la situation de Zylophone SARL ?"),
  one(
    "unknown-entity-question",
    "What colour is the logo of Acme Corporation?",
    "De quelle couleur est le logo d'Acme Corporation ?"
  )
]

export const answered: ReadonlyArray<Case> = [
  ...status,
  ...facts,
  ...measures,
  ...comparisons,
  ...patterns,
  ...decisions,
  ...documents,
  ...memories,
  ...talk,
  ...unknown
]

/** The same service with something of the database away: what is lost with it, and how that is said. */
export const broken: ReadonlyArray<{ readonly away: string; readonly cases: ReadonlyArray<Case> }> = [
  {
    away: "alter table domain.payments rename to payments_away",
    cases: [
      one(
        "unread-facts-status",
        "What is the status of Delta Industries?",
        "Quelle est la situation de Delta Industries ?"
      ),
      one(
        "unread-facts-lookup",
        "How much is overdue at Delta Industries?",
        "Combien Delta Industries nous doit-il d'échu ?"
      ),
      one(
        "unread-facts-decision",
        "Should we extend payment terms to Delta Industries?",
        "Faut-il allonger le délai de paiement de Delta Industries ?"
      ),
      one(
        "unread-facts-patterns",
        "What patterns do you see with Delta Industries?",
        "Quelles tendances vois-tu chez Delta Industries ?"
      ),
      one("unread-facts-document", "What is our returns policy?", "Quelle est notre politique de remises ?")
    ]
  },
  {
    away: "alter table domain.customers rename to customers_away",
    cases: [
      one(
        "unread-customers-status",
        "What is the status of Delta Industries?",
        "Quelle est la situation de Delta Industries ?"
      )
    ]
  },
  {
    away: "alter table app.term_statistics rename to term_statistics_away",
    cases: [
      one(
        "unread-memories-recall",
        "What did I tell you about Acme Corporation?",
        "Que t'ai-je dit sur Acme Corporation ?"
      ),
      one(
        "unread-memories-fact",
        "What are the payment terms of Acme Corporation?",
        "Quel est le délai de paiement d'Acme Corporation ?"
      )
    ]
  },
  {
    away: "alter table app.exchanges rename to exchanges_away",
    cases: [one("unread-conversation", "What did we talk about?", "De quoi avons-nous parlé ?")]
  },
  {
    away: "alter table app.documents rename to documents_away",
    cases: [
      one("unread-documents", "What is our returns policy?", "Quelle est notre politique de remises ?")
    ]
  },
  {
    away: "alter schema domain rename to domain_away; alter schema app rename to app_away",
    cases: [
      one(
        "unread-everything-known-word",
        "How much is overdue at Delta Industries?",
        "Combien Delta Industries nous doit-il d'échu ?"
      ),
      one(
        "unread-everything",
        "What is the status of Delta Industries?",
        "Quelle est la situation de Delta Industries ?"
      )
    ]
  }
]
