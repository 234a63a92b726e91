/** Questions as people type them, with what they want; `*` marks those that name a customer (or mean one). */
import type { Intent } from "../../src/domain/Answer.ts"

export interface Labelled {
  readonly question: string
  readonly intent: Intent
  readonly hasEntities: boolean
}

const labelled = (intent: Intent, lines: string): ReadonlyArray<Labelled> =>
  lines.trim().split("\n").map((line) => ({
    hasEntities: line.trim().startsWith("*"),
    intent,
    question: line.trim().replace(/^\* ?/, "")
  }))

export const questions: ReadonlyArray<Labelled> = [
  ...labelled(
    "fact_lookup",
    `
    * How much does Delta owe us that is overdue?
    * how much does acme owe us
    * what's delta's credit limit
    * What is Northwind's credit exposure right now?
    * any overdue invoices for blue harbor?
    * payment terms for delta industries?
    * what terms is acme on
    * how many orders did Delta place last month?
    * How many rush orders has Delta had this quarter
    * delta rush orders last 90 days
    * what's acme's dso
    * when did they last order?
    * when was Delta's last payment
    * revenue from Kestrel this year?
    * how much have we sold to acme in the last 12 months
    * How late does Delta pay on average?
    * does blue harbor pay on time
    * what does acme still owe
    * show me the ageing for Delta
    * open invoices delta
    * Is Delta over its credit limit?
    * what industry is Kestrel in
    * since when is Northwind a customer
    * is invoice INV-2041 paid?
    * what's the status of order SO-10234
    * how much is outstanding for Acme?
    which customers are overdue?
    who owes us the most
    what's our total overdue
    how many customers do we have?
    top 5 customers by revenue
    total open receivables?
    whats the balance on acme
    * days late for kestrel
    * how many of delta's orders are still pending
    * what are the sales to Blue Harbor in the last 30 days?
    * how much credit does delta have left
    * who is the contact person at Acme?
    * does delta have a discount
    * Combien Delta nous doit-elle ?
    * quelles factures de delta sont en retard
    * quel est le plafond de crédit d'Acme ?
    * quelles sont les conditions de paiement de Northwind
    * combien de commandes urgentes a passées Delta ce trimestre ?
    * quel est le chiffre d'affaires réalisé avec Kestrel cette année
    * quand Delta a-t-elle commandé pour la dernière fois ?
    * delta paie-t-elle en retard ?
    quels clients ont des factures échues ?
    `
  ),
  ...labelled(
    "status",
    `
    * What is the status of Delta Industries?
    * how is delta doing
    * how's Acme doing these days?
    * tell me about Northwind Traders
    * give me an overview of Kestrel
    * summarize delta for me
    * quick summary of blue harbor pls
    * what's going on with delta?
    * Where do we stand with Acme?
    * update on delta
    * delta industries
    * Brief me on Kestrel Logistics before my call
    * what do we know about Northwind
    * anything new with Acme?
    * how are things with them?
    * is delta in good shape
    * what's up with acme
    * everything about kestrel
    * any issues with Blue Harbor?
    how is business
    how are we doing overall?
    give me a summary of our business
    * status delta
    * catch me up on Northwind
    * should i be worried about delta's health, or are they ok? how are they doing
    * Quelle est la situation de Delta Industries ?
    * parle-moi d'Acme
    * où en est Delta
    * fais le point sur Northwind
    * un résumé de kestrel stp
    * comment va acme
    * que sait-on de Blue Harbor ?
    `
  ),
  ...labelled(
    "pattern_analysis",
    `
    * What patterns do you see with Delta?
    * any patterns for acme?
    * do you see any trends with Kestrel's orders
    * anything unusual about Northwind lately?
    * Is Delta paying later than before?
    * are delta's rush orders increasing?
    * has acme changed their ordering behaviour
    * anomalies in delta's orders
    * is there a seasonal pattern in Blue Harbor's orders?
    * what stands out about kestrel
    * anything weird going on in acme's payments?
    * does Northwind order more often than it used to?
    * is kestrel's order volume declining
    * what has changed with delta
    * Have you noticed anything strange in their orders?
    * are they getting slower at paying
    * trend in delta's payments
    * seasonality acme
    * any outliers in the order amounts of kestrel
    * Is Blue Harbor growing?
    * Quelles tendances vois-tu chez Delta ?
    * y a-t-il des anomalies dans les commandes d'Acme
    * delta paie-t-elle de plus en plus tard ?
    * rien d'inhabituel chez Northwind ?
    * les commandes urgentes de Delta augmentent-elles
    * quelles sont les habitudes de paiement de Kestrel, ont-elles évolué ?
    `
  ),
  ...labelled(
    "decision_support",
    `
    * Should we extend payment terms to them?
    * should we raise acme's credit limit
    * Should I accept another rush order from Delta?
    * shall we hold shipments to Kestrel until they pay?
    * is it a good idea to give Northwind a 5% discount?
    * can we afford to extend delta's terms to 60 days
    * would you extend terms for acme?
    * do you recommend increasing Blue Harbor's limit to 80k
    * is it safe to ship to delta
    * what would you do about Delta's overdue invoices?
    * extend delta to net 60?
    * raise the credit limit for acme to 150000?
    * does it make sense to keep offering Kestrel early delivery
    * Is it worth giving acme a volume discount?
    * should delta get a discount
    * what's your recommendation on Northwind's request for longer terms
    * we're thinking of stopping deliveries to Kestrel. good idea?
    * would it be risky to accept Delta's rush order?
    * can we trust acme with a bigger limit
    * hold shipments for delta or not
    * approve a 10% discount for northwind?
    should we tighten our credit policy?
    should we chase late payers harder
    * Faut-il accorder des délais plus longs à Delta ?
    * devons-nous augmenter le plafond de crédit d'Acme
    * peut-on accorder une remise à Northwind ?
    * doit-on suspendre les livraisons à Kestrel
    * est-ce une bonne idée d'accepter la commande urgente de Delta ?
    * que recommandes-tu pour les factures impayées de Delta
    `
  ),
  ...labelled(
    "comparison",
    `
    * Compare Delta and Acme
    * delta vs acme
    * compare payment behaviour of Northwind and Kestrel
    * who pays later, Delta or Acme?
    * Which of the two has more overdue?
    * what's the difference between delta and blue harbor in terms of revenue
    * does Delta owe us more than Acme?
    * is kestrel a better customer than northwind
    * put acme and delta side by side
    * northwind versus kestrel on rush orders
    * who is riskier, acme or delta
    * which one orders more, Kestrel or Blue Harbor?
    * how does Delta compare to Acme
    * comparison of acme and kestrel please
    * Compare Delta et Acme
    * qui paie le plus tard, Delta ou Acme ?
    * delta par rapport à acme
    * lequel des deux nous doit le plus ?
    * quelle est la différence entre Northwind et Kestrel
    `
  ),
  ...labelled(
    "document_question",
    `
    What is our policy on late payments?
    whats the return policy
    how do we handle rush order surcharges?
    What does the credit policy say about new customers?
    according to the handbook, who signs off on discounts
    who approves credit limits above 100k?
    what are the rules for early payment discounts
    what's the process for raising a complaint
    is there a late fee
    how long do customers have to return goods?
    are we allowed to ship to customers on hold
    * what does delta's contract say about delivery times
    when do we send the first reminder
    procedure for writing off bad debt
    do we offer a warranty on spare parts
    what discount can a sales rep give without approval?
    how many reminders do we send before escalating?
    whats in the onboarding guide
    terms and conditions for returns
    what documents do we need to open an account
    What happens after the third dunning letter?
    which carriers do we use for express deliveries
    quelle est notre politique de retour ?
    que dit la procédure sur les relances
    qui valide les remises de plus de 10 % ?
    quelles sont les règles pour les commandes urgentes
    comment traite-t-on les litiges selon le manuel
    Why did the bridge engineers choose steel?
    `
  ),
  ...labelled(
    "conversation",
    `
    hi
    Hello!
    hey there
    good morning
    thanks
    thank you so much, that helps
    ok great
    bye
    who are you?
    what can you do
    help
    how are you?
    * Remember that Delta prefers to be contacted by email
    * please note that acme's buyer is now Jane Smith
    * don't forget: Kestrel wants invoices in PDF
    * keep in mind that northwind closes in august
    fyi I'm out of office next week, remember that
    * What did I tell you about Delta?
    * what did i say about acme's terms
    * do you remember what I said about Kestrel
    what do you remember about me?
    did I mention anything about discounts?
    bonjour
    merci beaucoup !
    salut, ça va ?
    au revoir
    que peux-tu faire ?
    * Retiens que Delta préfère le téléphone
    * n'oublie pas que Acme ferme en août
    * qu'est-ce que je t'ai dit sur Delta ?
    * note que le nouveau contact de Kestrel est Paul Martin
    `
  ),
  ...labelled(
    "unknown",
    `
    asdf qwer
    ???
    banana
    42
    lorem ipsum dolor
    ...
    blub
    `
  )
]
