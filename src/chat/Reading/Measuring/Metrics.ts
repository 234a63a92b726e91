/** Which numbers a question asks for, by the words that name them in English and French. */
import type { Metric } from "../../../domain/Measure.ts"

export interface Asked {
  readonly metric: Metric
  readonly at: number
}

export interface Metrics {
  /** In the order in which they are named. */
  readonly found: ReadonlyArray<Asked>
  readonly rest: string
}

/** Most specific first; what one has taken says nothing else. `whole` is the text before anything was read. */
export const metricsIn = (text: string, whole: string): Metrics => {
  const many = howMany.test(whole)
  let rest = text
  const found: Array<Asked> = []
  for (const [metric, pattern, counted] of rules) {
    const meant = many && counted !== undefined ? counted : metric
    rest = rest.replace(pattern, (words: string, ...groups: ReadonlyArray<unknown>) => {
      const at = groups.findLast((part) => typeof part === "number")
      if (!found.some((one) => one.metric === meant)) found.push({ at: typeof at === "number" ? at : 0, metric: meant })
      return " ".repeat(words.length)
    })
  }
  // "Our biggest customers", "which industries grew": by what they bring in, where nothing else is named.
  if (found.every(({ metric }) => metric === "customers") && (greatCustomers.test(whole) || growers.test(whole))) {
    return { found: [{ at: 0, metric: "revenue" }], rest }
  }
  // "How many orders do we receive?" asks for no payments.
  if (ordersReceived.test(whole)) {
    return { found: withoutEchoes(found.filter(({ metric }) => metric !== "payments")), rest }
  }
  return { found: withoutEchoes(found).toSorted((a, b) => a.at - b.at), rest }
}

const ordersReceived = /\b(?:orders?|commandes?)\b.{0,25}\b(?:receiv\w+|recu\w*|recevons)\b/

export const howMany = /\b(?:how many|number of|count of|combien (?:de |d')|nombre (?:de |d')|# of)/

/** "How many orders did customers place": a vague word beside a clear one asks for nothing of its own. */
const withoutEchoes = (found: ReadonlyArray<Asked>): ReadonlyArray<Asked> => {
  const has = (...metrics: ReadonlyArray<Metric>) => found.some((one) => metrics.includes(one.metric))
  return found.filter(({ metric }) =>
    !(metric === "customers" && found.length > 1) &&
    !(metric === "orders" &&
      has("rush_share", "average_order", "order_value", "inactive_customers", "ordering_customers")) &&
    !(metric === "invoices" &&
      has(
        "open_amount",
        "open_invoices",
        "overdue_amount",
        "overdue_invoices",
        "ageing",
        "due_amount",
        "days_late",
        "median_days_late",
        "late_share",
        "average_invoice",
        "revenue",
        "payments"
      )) &&
    !((metric === "open_amount" || metric === "open_invoices") &&
      has("overdue_amount", "overdue_invoices", "ageing", "due_amount")) &&
    !((metric === "overdue_amount" || metric === "overdue_invoices") && has("ageing", "late_share")) &&
    !(metric === "days_late" &&
      has("late_share", "median_days_late", "payments", "overdue_amount", "overdue_invoices")) &&
    !(metric === "payments" && has("days_late", "median_days_late", "late_share", "revenue"))
  )
}

const greatCustomers =
  /\b(?:best|biggest|largest|top|most important|smallest|main|meilleurs?|plus (?:gros|grands?|importants?)|principaux)\b.{0,20}\b(?:customers?|clients?|accounts?|comptes?)\b/

const growers =
  /\b(?:which|what|whose|quels?|quelles?) (?:of our |sont les |nos )?(?:\w+ )?(?:customers?|clients?|accounts?|industries|sectors?|secteurs?|states|regions|cities|countries|territories|segments|pays|villes)\b.{0,20}\b(?:gr[eo]w\w*|shr[aiu]nk\w*|declin\w+|fell|fallen|rose|croi\w+|progress\w*|recul\w*|baiss\w*|augment\w*)/

const order = "(?:orders?|purchases?|commandes?|achats?|bons? de commande)"
const invoice = "(?:invoices?|bills?|factures?)"
const customer =
  "(?:customers?|clients?|accounts?(?! (?:managers?|executives?|reps?|numbers?))|buyers?|companies|comptes?)"
const rush = "(?:rush(?:ed)?|urgente?s?|express|expedited|priority|prioritaires?|pressees?)"
const average = "(?:average|avg|mean|typical|moyen(?:ne)?s?)"

const rule = (metric: Metric, pattern: string, counted?: Metric) =>
  [metric, new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "gu"), counted] as const

const rules = [
  rule(
    "open_amount",
    "(?:have|has|did|do|does)(?: not|n't) (?:yet )?(?:been )?(?:paid|pay)(?: us)?(?: yet)?|n'ont (?:pas|rien) (?:encore )?paye",
    "open_invoices"
  ),
  rule(
    "rush_share",
    `(?:share|percentage|percent|proportion|part|fraction|%|pourcentage|taux) (?:of |de |des |d')?(?:our |the |all |nos |les |acme(?:'s)? )?(?:${rush} ${order}|${order} (?:d'acme |of acme |from acme )?(?:that |which )?(?:(?:is|are|was|were|being|sont|etaient) )?${rush}(?: ${order})?)|${rush}[- ]${order} (?:share|rate|ratio)|rush (?:rate|share)|how much of .{0,20}\\brush`
  ),
  rule(
    "average_order",
    `${average} (?:value of (?:an |our )?|size of (?:an |our )?|montant des? |valeur des? )?${order}(?: values?| sizes?| amounts?)?|${order} (?:value|size|amount)s? on average|(?:montant|valeur|prix|taille) ${average} (?:des?|d'une|par) ${order}|panier ${average}|${order} ${average}|aov|(?:value|worth|big|large) (?:is |was |of )?(?:an?|each|the) ${average} ${order}|how (?:big|large|much) (?:is|are|was|were) (?:an |the |our )?${average} ${order}`
  ),
  rule(
    "order_value",
    `${order} (?:value|values|worth|volume in (?:money|dollars)|intake|amount|amounts)|(?:value|worth|volume|amount|montant|valeur)(?: total(?:e)?)? (?:of |des |de |d')(?:all |the |our |nos |toutes les |les )*(?:${order}|${rush} ${order})|(?:how much|combien) .{0,25}(?:were|was|are) .{0,20}${order} worth|carnet de commandes|order book|prises? de commandes?`
  ),
  rule(
    "rush_orders",
    `${rush}[- ](?:${order}|jobs?|deliver(?:y|ies)|shipments?|requests?)|${order} (?:en |tres )?(?:${rush}|urgence)|(?:rush|express) ones|rushe[sd]`
  ),
  rule(
    "inactive_customers",
    `(?:inactive|dormant|lost|silent|inactifs?|dormants?|perdus?) ${customer}|${customer} .{0,12}(?:inactive|dormant|silent|inactifs?|dormants?)|(?:have|has|had|did|do|does)(?: not|n't) (?:placed? (?:a |an |any )?(?:single )?${order}|order(?:ed)?|bought|buy|purchased?)(?: anything| from us)?|(?:bought|ordered|purchased|placed) nothing|(?:lose|losing|lost) (?:any |some |our |many )?${customer}|${customer} (?:are we|we are|have we|did we|are we about to|we are about to) (?:los(?:e|ing|t))|stopped (?:ordering|buying)|(?:gone|went|been|become) (?:quiet|silent|inactive|dormant)|without (?:a |an |any |placing an? )*${order}|(?:no|zero) ${order} (?:at all )?|n'ont (?:rien |pas |plus )(?:passe (?:de |aucune )?)?(?:commande|achete)\\w*|sans ${order}|ne commandent plus`
  ),
  rule(
    "new_customers",
    `(?:new|nouveaux|nouvelles?|recent) ${customer}|${customer} (?:did we |have we |we )?(?:gain(?:ed)?|win|won|acquired?|add(?:ed)?|joined|signed up|gagnes?|acquis)|(?:joined|signed up)|nouveaux arrivants`
  ),
  rule(
    "late_share",
    `how many (?:of )?(?:our |the |acme(?:'s)? )?${invoice}(?: (?:of|from) acme)? (?:(?:were|was|are)(?: @)?|have(?: @)? been|got|did acme(?: @)?) (?:paid|pay|settled?) late|(?:share|percentage|percent|proportion|part|fraction|%|pourcentage|taux|how many percent|rate)\\b.{0,40}\\b(?:late|on time|punctual\\w*|en retard|a temps|a l'heure|apres l'echeance|hors delai)|how (?:often|many times) .{0,40}\\b(?:late|past due)|late[- ]payment rate|taux de retard|(?:paid|pay|payees?) late in percent`
  ),
  rule(
    "median_days_late",
    `median\\b.{0,30}\\b(?:days? late|late(?:ness)?|delay|payment delay)|retard (?:de paiement )?median|mediane? .{0,20}(?:retard|jours de retard)`
  ),
  rule(
    "dso",
    "dso|days? sales outstanding|average collection period|collection period|delai moyen (?:d'encaissement|de recouvrement|de paiement(?: (?:des )?clients?)?)"
  ),
  rule(
    "credit_utilization",
    `${customer} (?:(?:are|is|sont) )?(?:of|de) (?:their|its|leur) (?:credit )?(?:limits?|lines?|plafonds?)|(?:credit[- ])?(?:limit )?utili[sz]ation(?: of (?:the |their )?credit(?: limits?)?)?|(?:use|usage|share|part|utilisation) (?:of |de |du |de la |des )(?:their |the |its |our |leur |la |leurs )?(?:credit|limite|plafond|ligne)\\w*(?: (?:limits?|lines?|de credit))?(?: (?:in use|used))?|(?:credit )?limits? (?:(?:that )?(?:is|are) )?(?:in use|used(?: up)?)|(?:close|closest|near|nearest|close to being) (?:to|at) (?:their |its |the )?(?:credit )?limits?|(?:(?:near(?:ing)?|approach(?:es|ing)?)|(?:close to|about to|(?:nearly|almost)(?: at| over)?)(?: (?:reach|hit|exhaust|us|exceed|fill)\\w*(?: up)?)?)(?: all(?: of)?)? (?:their |its |the )?(?:credit )?limits?|(?:over|above|exceed\\w*|beyond|past|(?:is|are|already) at) (?:their |its |the )?(?:credit )?limits?|us(?:e|es|ed|ing) (?:up )?(?:the )?(?:most|more|least|\\d+ ?%)? ?(?:of )?(?:their |its )?credit(?: limits?| lines?)?|maxed out|(?:depass\\w+|proches? d[eu]|pres d[eu]|approchent d[eu]|presque atteint) (?:leur |la |le |leurs |son |sa |ses )?(?:limite|plafond)\\w*(?: de credit)?|utilisent .{0,20}(?:credit|plafond)`
  ),
  rule(
    "credit_limit",
    "credit (?:limit|line|ceiling|cap)s?|(?:plafonds?|limites?|lignes?) de credit|plafonds?|encours autorises?"
  ),
  rule(
    "payment_terms",
    "payment terms|credit terms|terms of payment|(?:conditions|delais?|termes) de (?:paiement|reglement)|(?:longest|shortest|average) terms"
  ),
  rule(
    "ageing",
    `\\p{N}+ ?(?:to|-|a) ?\\p{N}+ (?:days|jours) (?:over-? ?due|past due|late|de retard|en retard)|age?ing(?: (?:buckets?|report|analysis|of (?:the |our )?(?:receivables|debts?|overdue(?: invoices)?)))?|aged (?:debts?|receivables|balances?)|by age|balance agee|anciennete (?:des|de) (?:creances|factures|impayes|dettes)|par (?:anciennete|tranches?(?: d'age)?)|how old (?:is|are) (?:the |our )?(?:overdue|debts?|receivables)`
  ),
  rule(
    "due_amount",
    `(?:falls?|falling|fell|come(?:s)?|coming|become(?:s)?|becoming|is|are|will be|get|gets|getting) due|due (?=(?:this|next|in|within|over|today|tomorrow|between|before|by|until)\\b|@)|(?:${invoice}|amounts?|money|payments?) due(?! dates?)|(?:arriv\\w+|viennent|vient|tomb\\w+) a (?:echeance|terme)|a echoir|echeances?|expected (?:cash|payments?|receipts)|(?:can|should|will) we (?:expect to )?(?:received?|collect|get paid|be paid)|expect to (?:received?|collect|get|be paid)|expected to (?:come in|arrive)|(?:money|cash|much) (?:will|should|is going to|may) (?:be )?(?:com(?:e|ing)|flow(?:ing)?) in|(?:cash|money) (?:do we |can we )?expect(?:ed)?(?: to (?:come in|receive|collect))?`
  ),
  rule(
    "overdue_invoices",
    `(?:over-? ?due|past[- ]due|late|delinquent) ${invoice}|${invoice} (?:(?:that |which )?(?:is|are|were|was|sont) )?(?:over-? ?due|past[- ]due|late(?! paid)|en retard|echues?|en souffrance)`
  ),
  rule(
    "overdue_amount",
    `(?:should|must|do|shall) (?:i|we) (?:call|phone|ring|visit|chase|remind|dun)(?: (?:first|today|next|now))?|(?:dois-je|faut-il|devons-nous|doit-on|devrais-je) (?:appeler|telephoner|relancer|contacter)(?: (?:en premier|d'abord|aujourd'hui))?|over-? ?dues?(?: (?:amounts?|balances?|money|debts?|receivables|sums?))?|past[- ]due(?: (?:amounts?|balances?))?|past (?:its|their|the) due dates?|arrears|(?:behind|late) (?:on|with) (?:their |its |the )?(?:payments?|${invoice})|(?:montants?|sommes?|creances?|impayes?) (?:en retard|echue?s?)|(?<!(?:pai|pay|regl)\\p{L}* )en retard(?: de paiement)?|echue?s?|arrieres?|en souffrance`,
    "overdue_invoices"
  ),
  rule(
    "days_late",
    `days? late|time to pay(?! (?:do|does|have|has|is|are)\\b)|(?:(?:how many days|how long|the (?:average |usual )?time)(?: (?!ha(?:ve|s)\\b)\\w+){0,5} )?(?:takes?|needs?)(?: (?:our |the )?(?:customers?|clients?|acme))? to pay|(?:en )?combien de (?:jours|temps) .{0,40}\\b(?:mett|pren|pai|regl)\\w+(?:-ils|-elles|-t-il)?(?: (?:a|pour) (?:payer|regler))?|how late (?:is|are|was|were)|(?:how late|how (?:many days )?late|how (?:quickly|fast|slowly|punctual\\w*|promptly|soon|long)) .{0,40}\\b(?:pay(?:s|ing|ment)?|paid|settled?)|(?:pay(?:s|ing)?|paid|settles?|paient?|payent|reglent?|paye(?:nt|e?s)?)(?:-(?:ils|elles|t-(?:il|elle)))? .{0,12}(?:later|late(?:st)?|slow(?:er|est|ly)?|fast(?:er|est)?|quick(?:er|est|ly)?|early|earlier|earliest|on time|sooner|promptly|punctual\\w*|(?:le |plus |moins |les )*(?:tard|vite|rapidement|en retard|a temps|a l'heure|a l'echeance))|(?:slow(?:est)?|late(?:st)?|worst|best|fast(?:est)?|quick(?:est)?|bad|good|prompt(?:est)?|most punctual|earliest|latest) (?:pay(?:er|ers|ing|ment|ments)|to pay)|(?:payment|paying) (?:delays?|behaviou?r|discipline|lateness|timing|morale)|lateness|delay in pay\\w+|retards? (?:de paiement |${average} )*(?:${average})?|jours? de retard|(?:mauvais|bons?|pires?|meilleurs?) payeurs?|payeurs?(?: les plus (?:lents|tardifs|rapides))?`
  ),
  rule(
    "average_invoice",
    `${average} (?:value of (?:an )?|amount of (?:an )?|size of (?:an )?|montant des? )?${invoice}(?: values?| sizes?| amounts?)?|${invoice} (?:value|size|amount)s? on average|(?:montant|valeur) ${average} (?:des?|d'une|par) ${invoice}|${invoice} ${average}`
  ),
  rule(
    "payments",
    `(?:payments?|money|cash|reglements?|paiements?|virements?) (?:(?:that |which )?(?:we |were |was |have |has |did |avons |ont ete |do )*)(?:received?|came in|come in|coming in|collected?|got|get|taken|recus?|encaisses?|made)(?: in)?|(?:received?|collect(?:ed)?|(?<!\\b(?:to|in|into|for) )collections?|cashed)(?: in| from)?(?: payments?)?|cash (?:in|receipts|inflow|collected|received)|incoming (?:payments?|money|cash)|encaiss\\w+|(?:did|has|have) (?:anyone|anybody|someone|somebody|any (?:customers?|clients?|one)) pa(?:y|id)|what(?: money| cash)? (?:came|has come|comes) in|(?:avons|avez)[- ](?:nous|vous) (?:recu|touche)|(?:how much|what|combien|qu'est-ce que?) (?:did|has|have|do|does|a|ont|avons)?.{0,30}\\b(?:paid?|pay us|paye|regle|verse)|paid us(?: the most| the least)?|payments?|paiements?|reglements?`
  ),
  rule(
    "revenue",
    `revenues?|turn(?:ed)? over|sales(?! (?:rep|team|order|contact|manager|person))|turnover|billings?|(?:did|have|has|do|were|was) (?:we |they |it |acme )?(?:sell|sold|invoiced?|billed?|bill|earn(?:ed)?|ma[dk]e|bring in|brought in)|(?:we|they) (?:sold|invoiced|billed|earn(?:ed)?)|(?:amount|sum|total|value) (?:we )?(?:invoiced|billed)|(?:amount|total|sum|montant|total|somme) (?:of|des) (?:all |the |our |acme's )*${invoice}|(?:invoiced|billed) (?:amount|value|total|most)|income|spen(?:t|d|ds|ding)|(?:brings?|brought|bringing) in|worth to us|chiffres? d'affaires?|ca(?= |$)|ventes?|(?:a|ont|avons)[- ]?(?:t-on |nous )?(?:facture|vendu|depense)|facturation`,
    "invoices"
  ),
  rule(
    "open_amount",
    `(?:open|outstanding|unsettled|unpaid) ones?|(?:which|what) ${invoice} (?:is|are) .{0,30}\\b(?:open|unpaid|outstanding)|owe[sd]?|owing|debtors?|debiteurs?|(?:open|outstanding|unsettled|unpaid|pending) (?:${invoice}|balances?|amounts?|receivables|debts?|money)|unpaid|outstanding|receivables?|debts?|(?:nous |me )?doi(?:t|vent)(?:[- ](?:on|ils?|elles?))?(?:[- ]nous)?|${invoice} (?:ouvertes?|impayees?|en cours|en attente|unpaid|open|outstanding|non (?:payees?|reglees?))|${invoice} (?:(?:that |which )?(?:is|are|sont|have) )?(?:still |encore |not (?:yet )?(?:been )?)*(?:open|unpaid|outstanding|paid yet|impayees?)|impaye(?:e)?s?|(?:non|pas) (?:encore )?(?:payee?s?|reglee?s?)|soldes?|creances?`,
    "open_invoices"
  ),
  rule(
    "ordering_customers",
    `${customer} (?:(?:that|who|which|did|have|has|ont|ayant) )?(?:placed? (?:an? )?orders?|order(?:ed)?|bought|buy|purchased?|commande|achete|passe commande)|(?:ordering|buying|active buying) ${customer}|(?:how many|combien de) (?:different |distinct )?${customer} (?:order|bought|buy|ont commande)\\w*`
  ),
  rule("invoices", `${invoice}`),
  rule(
    "orders",
    `${order}|order(?:ed|ing)|bought|buy(?:s|ing)?|purchas(?:e|es|ed|ing)|shipments?|commande(?:nt)?|achete(?:nt)?|passe(?:nt)? commande`
  ),
  rule("customers", `${customer}`)
]

/** What people ask for and no table holds. */
export const unmeasured =
  /\b(?:(?:time|days|weeks|gaps?|intervals?) between|(?:temps|delai|jours|intervalle) entre|profit(?:s|ability|able)?|earnings|rentab\w+|margins?|gross margin|ebitda|costs?|expenses?|overheads?|cogs|stock(?: levels?)?|inventor(?:y|ies)|warehouse|head ?count|employees?|staff|salar(?:y|ies)|payroll|churn(?: rate)?|satisfaction|nps|market share|web(?:site)? (?:visits?|traffic)|visitors|leads?|pipeline|conversion(?: rate)?|quotes?|returns?|refunds?|(?:shipments?|deliver(?:y|ies)) (?:(?:is|are|was|were|come|comes|arrive\w*) )?late|late (?:shipments?|deliver(?:y|ies))|interest(?: charges?)?|interets|discounts?|rebates?|shipping (?:costs?|times?)|delivery times?|lead times?|taxes|tax|vat|cash flow|bank balance|budgets?|forecast(?:s|ed)?|weather|suppliers?|purchase prices?|products? sold|(?:collection|recovery|retention|defect) rates?|best[- ]selling(?: products?)?|products?|units sold|complaints?|tickets?|marges?|benefices?|couts?|charges|stocks?|effectifs?|salaries|salaires?|employes?|tresorerie|previsions?|produits?|fournisseurs?|tva|devis|retours?|remises?)\b/
