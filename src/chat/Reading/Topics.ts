/** What a question asks about, by the words and phrases that name it. */
import type { Topic } from "../../domain/Evidence.ts"

/**
 * Most certain first, then in the order of the question. A phrase counts for one topic only: "rush orders" is not also
 * about orders, so the rules stand from the most specific to the most general.
 */
export const topicsOf = (question: string, options: { readonly hasEntities: boolean }): ReadonlyArray<Topic> => {
  let rest = question
  const found: Array<{ readonly topic: Topic; readonly weight: number; readonly at: number }> = []
  for (const { pattern, topic, weight } of rules) {
    // Whom it is about may stand in words that already said what it is about.
    const match = pattern.exec(topic === "portfolio" ? question : rest)
    if (match === null) continue
    if (topic === "portfolio" && options.hasEntities) continue
    rest = rest.slice(0, match.index) + " ".repeat(match[0].length) + rest.slice(match.index + match[0].length)
    if (!found.some((one) => one.topic === topic)) found.push({ at: match.index, topic, weight })
  }
  const certain = new Set(found.filter((one) => one.weight >= certainty).map((one) => one.topic))
  return found.filter(({ topic, weight }) =>
    weight >= certainty || !(saidBetter[topic] ?? []).some((t) => certain.has(t))
  )
    .sort((a, b) => b.weight - a.weight || a.at - b.at).map((one) => one.topic)
}

const certainty = 0.75

/** A vague word ("invoices") says nothing more where one of these was named for certain ("overdue invoices"). */
const saidBetter: { readonly [T in Topic]?: ReadonlyArray<Topic> } = {
  credit: ["exposure"],
  invoices_open: ["invoices_overdue", "ageing", "invoice_record"],
  payment_behaviour: ["terms", "last_activity", "invoice_record", "dso", "invoices_open"]
}

const rule = (topic: Topic, weight: number, pattern: RegExp) => ({ pattern, topic, weight })

const number = "(?:no\\.? ?|number |numero |n° ?|nr\\.? ?)?#?(?=[a-z0-9/-]*\\d)[a-z0-9][a-z0-9/-]*"

const rules = [
  rule(
    "invoice_record",
    1,
    new RegExp(`\\b(?:inv-?\\d[\\w-]*|(?:invoice|facture|bill) (?:${number}))(?! (?:days?|jours?))`)
  ),
  rule(
    "order_record",
    1,
    new RegExp(`\\b(?:(?:so|po|ord|cmd)-?\\d[\\w-]*|(?:order|commande) (?:${number}))(?! (?:days?|jours?))`)
  ),
  rule(
    "dso",
    1,
    /\b(?:dso|days? sales outstanding|collection period|delai moyen (?:d'encaissement|de recouvrement)|(?:long|time).{0,20}to collect)\b/
  ),
  rule("seasonality", 1, /\b(?:seasonal\w*|seasonality|saisonn\w+)(?!\p{L})/u),
  rule(
    "last_activity",
    1,
    /\b(?:(?:last|latest|most recent) (?:order|payment|purchase|invoice paid|activity|time)|last (?:ordered?|pay|paid|bought|buy|active|heard)|when (?:did|was|were|have|has)\b(?! .{1,40} first ).{0,50}\b(?:order(?:ed)?|pay|paid|bought|buy)|stopped (?:ordering|buying)|been quiet|gone (?:quiet|silent)|derni(?:er|ere)s? (?:commandes?|paiements?|reglements?|achats?|activites?|fois)|quand\b.{0,50}\b(?:commande|paye|regle|achete))\b/
  ),
  rule(
    "payment_behaviour",
    1,
    /\b(?:(?:pay(?:s|ing)?|paid|settles?)\b.{0,25}\b(?:late|later|on time|early|punctual\w*|promptly|slow\w*|fast\w*|quick\w*|in time)|(?:how (?:fast|quick\w*|soon|late|punctual|reliabl[ey]|long|slow\w*|well|promptly)|when do(?:es)?|always|usually|typically|slow to|late to|reliably)\b.{0,40}\b(?:pay(?:s|ing)?|paid|settle)|days? late|how late (?:is|are|was|were) (?:acme|they|it|he|she)\b|(?:late|slow|good|bad|reliable|prompt|worst|best) pay(?:er|ers|ing|ment|ments)|(?:payment|paying) (?:behaviou?r|history|record|habits?|discipline|pattern|morale|performance|punctuality)|habits? when paying|pai?[ey](?:nt)?\b.{0,25}\b(?:en retard|a temps|a l'heure|tard|vite|rapidement)|(?:retards?|comportements?|habitudes?|historique) de (?:paiements?|reglements?)|jours? de retard|(?:bon|mauvais|moyen) payeur|payeur)\b/
  ),
  rule(
    "ageing",
    1,
    /\b(?:age?ing|aged (?:debts?|receivables|balance)|how old (?:is|are)|by age|age buckets?|(?:0-30|31-60|61-90|90\+)|balance agee|anciennete des (?:creances|factures|impayes|dettes)|par anciennete|par tranche)(?:\b|(?<=\+))/
  ),
  rule(
    "invoices_overdue",
    1,
    /\b(?:over-? ?dues?|past[- ]due|past (?:its|their|the) due dates?|arrears|behind (?:on|with)\b.{0,15}\b(?:payments?|invoices?|bills?)|^(?:is|are) .{1,50} (?:running )?late(?= ?\?? ?$)|late (?:invoices?|bills?)|delinquen\w+|(?:factures?|impayee?s?|montants?|sommes?|creances?|en)\b.{0,30}\b(?:en retard|echue?s?|en souffrance)|echue?s?|arrieres?)\b/
  ),
  rule(
    "rush_orders",
    1,
    /\b(?:rush(?:es|ed|ing)? (?:orders?|jobs?|deliver\w+|shipments?|requests?)|rush(?:es|ed)?|(?:urgente?s?|expedited|express|priority) (?:orders?|commandes?|shipments?)|commandes? (?:tres )?(?:urgente?s?|express|prioritaires?|en urgence|de derniere minute))\b/
  ),
  rule(
    "exposure",
    1,
    /\b(?:(?:credit )?exposure|exposed|(?:credit )?utili[sz]ation(?: of)?|headroom|(?:how )?close to\b.{0,25}\blimit|(?:over|within|under|above|near) (?:its|their|the|his|her) (?:credit )?limit|(?:credit|limit)\b.{0,30}\b(?:used|left|available|in use)|(?:used?|left|remaining|room|available)\b.{0,25}\b(?:credit|limit)(?: limit| line)?|maxed out|can\b.{0,50}\b(?:order|buy|afford|spend|take)\b.{0,20}[$€£]? ?\d[\d,.]*k?|encours(?! autorise)|exposition|marge de credit|depass\w+ (?:son|leur|le|sa|la) (?:plafond|limite)|(?:plafond|limite)\b.{0,60}\butilis\w+|utilis\w+\b.{0,60}\b(?:plafond|limite)(?: de credit)?)\b/
  ),
  rule(
    "credit",
    1,
    /\b(?:credit (?:limit|line|ceiling|cap)|(?:limite|plafond|ligne) de credit|plafond|encours autorise)s?\b/
  ),
  rule(
    "terms",
    1,
    /\b(?:(?:payment|credit|pay) terms?|net[- ]?\d+|(?:how many )?days (?:\w+ ){0,4}to pay|due in how many|(?:conditions?|delais?|termes?|echeances?|modalites) de (?:paiement|reglement))\b/
  ),
  rule(
    "revenue",
    1,
    /\b(?:revenues?|sales(?! (?:rep|team|order|contact|manager|person))|turnover|billings?(?! (?:e-?mail|address|contact))|billed|spen(?:t|d|ds|ding)|income|(?:have|did|do) we (?:sell|sold|invoiced?|bill)|we sold|money\b.{0,20}\b(?:make|made|bring|brought)|worth to us|bring in|chiffre d'affaires?|ventes?|depense\w*|rapporte\w*)\b/
  ),
  rule(
    "invoices_open",
    0.9,
    /\b(?:owe[sd]?|owing|(?:open|outstanding|unsettled|pending) (?:invoices?|bills?|balances?|amounts?|payments?|debts?)|unpaid|outstanding|receivables?|(?:account )?balance|debts?|(?:nous|me) doi(?:t|vent)|doi(?:t|vent)[- ](?:ils?|elles?)(?: nous|-nous)?|factures? (?:ouvertes?|en cours|en attente)|impayee?s?|(?:non|pas) (?:encore )?(?:payee?s?|reglee?s?)|solde|creances?)\b/
  ),
  rule(
    "profile",
    0.9,
    /\b(?:industry|sector|line of business|customer since|(?:become|became) (?:a|our) (?:customer|client)|start(?:ed)? (?:buying|working|doing business) with us|how long\b.{0,30}\b(?:customer|client|with us)|when did .{1,60} (?:join|sign up)|^(?:is|are) .{1,60} an? (?:new|old|long-?standing|existing|current) (?:customer|client)|^who(?:'s| is| are) (?!.*'s? [a-z]|the\b|our\b|(?:their|its|his|her)\b|more|less|responsible|in charge|allowed|entitled|\w+er\b)|what kind of (?:customer|company)|since when|(?:in)?active customer|secteur|client depuis|depuis quand\b.{0,30}\bclient|^qui est (?!le\b|la\b)|depuis combien de temps)\b/
  ),
  rule("terms", 0.7, /(?<!\bin )\bterms\b/),
  rule("credit", 0.7, /\b(?:limits?|limite)\b/),
  rule(
    "orders",
    0.8,
    /(?<!\bin )\b(?:orders?|ordered|ordering|purchas(?:e|es|ed|ing)|bought|buy(?:s|ing)?|shipments?|commandes?|commande|achats?|achete(?:nt)?)\b/
  ),
  rule("payment_behaviour", 0.7, /\b(?:pay(?:s|ing)?|payments?|paid|paiements?|pai?ent|reglements?|paie)\b/),
  rule("invoices_open", 0.6, /\b(?:invoices?|bills?|factures?)\b/),
  // What a rating agency, a bank or a return gives is on no record.
  rule(
    "credit",
    0.5,
    /\bcredit\b(?! (?:rating|score|report|history|check|bureau|agency|insurance|cards?|notes?|memos?)\b)/
  ),
  rule(
    "portfolio",
    0.5,
    /\b(?:all (?:of )?(?:our |the |my )?(?:customers|clients|accounts)|(?:which|what|how many|top(?: \d+| ten| five| three)?|best|worst|biggest|largest|any|other) (?:of our )?(?:customers?|clients?|accounts?)|(?:who|whom)\b.{0,40}\b(?:most|worst|latest|biggest|slowest|late|overdue|past due|owes?|over)|(?:our|the|my) (?:business|company|portfolio|book|customers|customer base|receivables)|business (?:doing|going)|overall|in total|altogether|across the board|everyone|everybody|total (?:overdue|receivables|revenue|exposure)|(?:quels?|tous (?:les|nos)|combien de|nos|meilleurs?|pires?) clients?|au total|(?:l'|notre )(?:entreprise|activite|societe)|portefeuille|globalement|qui nous doit|les affaires)\b/
  )
]
