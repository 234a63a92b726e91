/** Ways of asking for what is measured that name none of it, in words that do. */
import { mended } from "./Spelling.ts"

export const paraphrased = (text: string): string =>
  paraphrases.reduce((said, [phrase, words]) => said.replace(phrase, words), text)

export const inKnownWords = (text: string): string => paraphrased(mended(text))

const sort = "^(?:please |can you |could you )?(?:rank|sort|order|arrange|list)"
const sorted =
  "(?:all )?(?:of )?(?:our |the |my )?(customers|clients|accounts|industries|sectors|states|regions|cities|countries|account managers)"
const lateness =
  "how (?:late|slow(?:ly)?|punctual\\w*) they (?:pay|are)|(?:average |payment )?(?:days late|lateness|(?:payment )?delays?)"

const paraphrases: ReadonlyArray<readonly [RegExp, string]> = [
  // Nobody knows who will leave; who orders less than before is what can be told.
  [
    /(?<!\b(?:orders?|shipments?|goods|parcels?|deliver\w+|trucks?) (?:is |are )?)\b(?:(?:is|are|we are|might be) )?(?:at (?:the )?risk of|in danger of|likely to|about to|going to|close to) (?:churn(?:ing)?|leav(?:e|ing)(?: us)?(?=[\s?.!]*$)|quit(?:ting)?|be(?:ing)? lost|los(?:e|ing)|going elsewhere|go elsewhere|stop(?:ping)? (?:buying|ordering))\b|\b(?:(?:is|are) )?(?:drifting|slipping|moving) away\b/,
    "order less than before"
  ],
  [
    /\bused to (?:be|pay) (?:very |often |always )?late(?: payers?)? (?:but|and) (?:now )?(?:pays?|is|are|comes?)(?: now)? (?:on time|punctual\w*|early|promptly|sooner|better)(?: now)?\b/,
    "pay sooner than before"
  ],
  [
    /\b(?:who|whom|which (?:customers?|clients?|accounts?)) (?:should|must|do) (?:i|we) (?:(?:be )?worr(?:y|ied)|be concerned|watch|keep an eye)\b(?: (?:about|over|on|out for))?/,
    "which customers have the most overdue"
  ],
  [
    /\b(?:things?|tasks|what)(?: (?:should|must|shall|do|can) (?:i|we))?(?: (?:need|have))?(?: to)? (?:do|tackle|work on)(?: (?:first|next))? (?:today|this morning|this week|first|next|now)(?=[\s?.!]*$)/,
    "who should we call first"
  ],
  [
    /^((?:please )?(?:show|list|give|what (?:are|were)|which (?:are|were))\b.*)\b(?:last|most recent|recent) ((?:\d+|two|three|four|five|six|seven|eight|nine|ten) )?((?:rush |open |unpaid |overdue )?(?:orders|invoices))\b/,
    "$1latest $2$3"
  ],
  [
    /\bhow (?:many days|long|much time)(?: (?:is|do we have|is there|are there))?(?: left)? (?:until|till|before|to) (acme(?:'s)? |the |our )?next (invoice|payment)s?(?: (?:is|are|falls|comes))?(?: due)?/,
    "when is $1next $2 due"
  ],
  [
    /\b(?:(?:have|has|had) )?never (?:yet )?(?:ordered|bought|purchased|placed (?:an |any |one )?orders?)(?: (?:anything|from us))?\b/,
    "have not ordered ever"
  ],
  [/\bn'ont jamais (?:rien )?(?:commande|achete)(?!\p{L})/u, "n'ont rien commande depuis toujours"],
  // What is behind a change: whose it was.
  [
    /^why (?:is|are|has|have|did|was|were) (?:our |the )?(revenue|sales|turnover|orders)(?: volume)? (?:so |been |gone )?(?:down|fall\w*|fell|drop\w*|declin\w*|decreas\w*|shrink\w*|lower|less|low)\b/,
    "which customers have less $1 than before"
  ],
  [
    /^why (?:is|are|has|have|did|was|were) (?:our |the )?(revenue|sales|turnover|orders)(?: volume)? (?:so |been |gone )?(?:up|ris\w*|rose|grow\w*|grew|increas\w*|higher|more|high)\b/,
    "which customers have more $1 than before"
  ],
  [
    /\borders (?:(?:that|which) )?(?:(?:are|is|have|were) )?(?:still )?(?:(?:waiting|left|yet) to be|not (?:yet )?(?:been )?|to be|awaiting) ?(?:shipped|delivered|sent|shipment|delivery)(?: yet)?\b|\b(?:unshipped|undelivered) orders\b/,
    "open orders"
  ],
  [
    /\bthe (?:same )?(?:\d+|two|three|four|six|twelve) (?:days|weeks|months|quarters|years) before(?: that)?\b/,
    "the period before"
  ],
  [
    /\bcompare (?:the |our )?((?:revenue|sales|orders|invoices|payments) (?:of |in |for )?)?(?:the )?(?:last|past|previous) (?:two|2) (week|month|quarter|year)s\b/,
    "compare $1last $2 with the $2 before"
  ],
  [/\brisquent de (?:partir|nous quitter|ne plus commander)(?!\p{L})/u, "order less than before"],
  // Interest is in no row: what is owed is no answer.
  [
    /\binterest (?:does|do|did|will|must|has) (acme|customers?|clients?|they|it) (?:to )?(?:owe|pay)(?: us)?\b/,
    "interest is charged to $1"
  ],
  [
    /\b(?:ne (?:commandent|passent) plus(?: de commandes?)?|n'achetent plus(?: rien)?)(?!\p{L})/u,
    "n'ont rien commande"
  ],
  [/\bchurn risks?\b/, "customers that order less than before"],
  [
    /\bindustries (?:do|does|did|are|can) (?:we|our company|the business) (?:serve|serving|supply|supplying|cover|have|(?:sell|selling|deliver|delivering) to|(?:work|working|deal|dealing|active) (?:with|in|for))\b/,
    "industries are our customers in"
  ],
  [/\b(?:anyone|anybody|someone|somebody)(?= order less)/, "which customers"],
  // Of the last payment it is asked how late it came.
  [
    /\b(?:was|were|did|is|has|how late (?:was|were|is|did)) (acme(?:'s)? |the |our )?(?:last|latest|most recent) (?:payments?|paid invoices?|invoices?)\b(?: (?:paid|arrive|arrived|come|came|made|in))*(?: (?:late|on time|punctual\w*|early|in time|overdue))?(?=[\s?.!]*$)(?<=\b(?:late|on time|punctual\w*|early|in time)\b.*)/,
    "which of $1newest invoices were paid late"
  ],
  // What they owe and have ordered, against what they may.
  [
    /^((?:and |so )?(?:what(?:'s| is)|how (?:large|big|high) is|show(?: me)?|tell me) )(?:our |the )?(?:(?:total|overall|current|credit|whole) )*exposure(?= (?:in|to|of|with|by|per)\b|[\s?.!]*$)(?!.*\bacme\b)/,
    "$1our credit utilization"
  ],
  [
    /\bwho (?:are|is|were|was) (?:the |our )?((?:top|best|biggest|largest|smallest)(?: (?:\d+|two|three|five|ten))?)(?= (?:in|this|last)\b|[\s?.!]*$)/,
    "who are our $1 customers"
  ],
  [
    /\bwhen (?:did|was) (acme|they|he|she|it)(?:'s)? (?:place |make |put in )?(?:its |their |his |her |the |an? )?(?:very )?first (?:order(?:ed)?|buy|bought|purchased?)\b(?: (?:anything|something|from us|with us|placed))*/,
    "what was $1's oldest order ever"
  ],
  [
    /\bhow much (?:more |else )?(?:can|may|could) (acme|they|it) (?:still )?(?:buy|order|spend|purchase)\b(?: (?:more|from us|now|before))*/,
    "how much credit does $1 have left"
  ],
  // What they are, and not which ones there were.
  [/^what are rush orders(?=[\s?.!]*$)/, "what is a rush order"],
  // Put in an order by a number: all of them, the most first.
  [
    new RegExp(`${sort} ${sorted} (?:by|according to|in order of) (?:${lateness})(?=[\\s?.!]|$)`),
    "which $1 pay latest"
  ],
  [
    new RegExp(`${sort} ${sorted} (?:by|according to|in order of) how much they (owe|spend|order|buy|pay)(?: us)?`),
    "which $1 $2 the most"
  ],
  [
    new RegExp(
      `${sort} ${sorted} (?:by|according to|in order of) (?!(?:the |their )?(?:name|status|industry|sector|state|city|region|country|currency|date|alphabet\\w*|who|what|when|where)\\b)(?:the |their )?(?:total |overall )?(.+)$`
    ),
    "$2 by $1"
  ],
  [
    /\b(?:has|have|did) (acme|they|he|she|it) (ever )?(?:miss(?:ed)?|skip(?:ped)?) (?:an? |any )payments?\b/,
    "how many of $1's invoices were $2paid late"
  ],
  [
    /\b(?:has|have|did) (acme|they|he|she|it) ever (?:paid?|pay|been) (?:us )?late(?: (?:to pay|with (?:a )?payments?|before))?(?=[\s?.!]*$)/,
    "how many of $1's invoices were ever paid late"
  ],
  [/\bwhen was the last time (?:that )?(acme|they|he|she|it) (?:paid|settled)\b/, "when did $1 last pay"],
  [
    /\bwhen was the last time (?:that )?(acme|they|he|she|it) (?:(?:ordered|bought)|placed an order)\b/,
    "when did $1 last order"
  ],
  [
    /\b(?:everything|all|anything|whatever)(?: that)? (acme|they|he|she|it) (?:(?:has|have|did)(?:n't| not))(?: yet)? (?:paid?|pay|settled?)\b(?: (?:us|yet|for))*/,
    "$1's unpaid invoices"
  ],
  [
    /\bwhat (?:has|have|did)(?:n't| not) (acme|they|he|she|it) (?:paid?|pay|settled?)\b(?: (?:us|yet|for))*/,
    "what are $1's unpaid invoices"
  ],
  [
    /^(?:can|could|may) (acme|they|he|she|it) (?:place|make|put in|have|get) (?:another|one more|an? (?:new |further |additional |extra )?)(.{0,30}?)\border\b(?! (?:status|number|confirmation))/,
    "should we accept another $2order from $1"
  ],
  [
    /^how (?:did|do|have|has|are|is|were|was) (?:our |the )?(customers in .{2,40}?|.{2,40}? customers) (?:do|doing|done|perform(?:ing|ed)?|fare|faring|fared|go|going)(?: (?=(?:last|this|in|since|over|during|so far)\b))/,
    "what was the revenue from $1 "
  ],
  [
    /\b(customers?|clients?|accounts?|who)(?: that| which| who)?(?: are| is| have| has)?(?: on| with)? net[- ]?(\d{1,3})\b(?: (?:days?|terms?))*/,
    "$1 have payment terms of exactly $2 days"
  ],
  [/\b(\d{1,3})[- ]days? (?:payment|credit) terms\b/, "payment terms of exactly $1 days"],
  [/\bpayment terms of (?=\d{1,3} days\b)/, "payment terms of exactly "],
  [
    /\b(?:did|has|have) (?:anyone|anybody|any (?:of our )?(?:customers?|clients?)) cancel(?:l?ed)? (?:an? |any |their )?orders?\b/,
    "which orders were cancelled"
  ],
  [/\bcollection times?\b/, "collection period"],
  // A payment that is missed is one that comes late, or has not come yet.
  [/\bmiss(?:es|ing)? (?:an? |any |the |their |its )*(?:payments?|due dates?)\b/, "pay late"],
  [/\b(?:missed|skipped) (?:an? |any |the |their |its )*(?:payments?|due dates?)\b/, "paid late"],
  [
    /\bare (?:currently |now )?(?:more than |over )(\d{1,4}) days (?:late|behind)\b(?! (?:on average|when|in paying))/,
    "have invoices more than $1 days overdue"
  ],
  [
    /\b(pays?|paid|paying) (?:us )?(?:before (?:(?:the|their|its) )?(?:due dates?|deadlines?)|before (?:it|they) (?:is|are) due|ahead of (?:time|schedule|the due date))(?!\p{L})/u,
    "$1 early"
  ],
  // Who will not pay is known to nobody; who has not paid in time is.
  [
    /^(?:who|which (?:of our )?(?:customers?|clients?|accounts?))\b(?: (?:is|are|do you think))? (?:(?:might|may|could|will|would|won't|wont)(?: probably| possibly)? (?:(?:not )?(?:be able to )?pay(?: us)?|default(?: on (?:us|them|their \w+))?)|(?:at (?:the )?risk of|in danger of|likely to|about to) (?:default\w*|not pay(?:ing)?|non-?payment|bankruptcy|go(?:ing)? (?:bankrupt|under|bust))|unlikely to pay(?: us)?)(?=[\s?.!]*$)/,
    "which customers have the most overdue"
  ],
  [
    /\b(?:risquent de|pourraient|vont) (?:ne pas (?:nous )?payer|faire defaut|faire faillite)(?!\p{L})/u,
    "ont le plus de factures en retard"
  ],
  [
    /^(?:(?:and |so )?what(?:'s| is| was| were)? (?:our |the )?|how much )(?:revenue|sales|turnover|income|money)(?: did we (?:make|get|earn))? (?:from|with|on|through) (?:our )?rush orders\b/,
    "what is the value of rush orders"
  ],
  [
    /^(?:our |the )?(?:revenue|sales|turnover|income) (?:from|with|on|through) (?:our )?rush orders\b/,
    "value of rush orders"
  ],
  // What stands in an order is not on record, only which ones there were.
  [
    /^what (?:did|has|have) (acme|they|he|she|it) (?:order(?:ed)?|buy|bought|purchased?)(?: from us)?(?= (?:in|on|last|this|since|today|yesterday|recently|lately)\b|[\s?.!]*$)/,
    "which orders did $1 place"
  ],
  // Less than what, where nothing is said: than before.
  [
    /\b((?:order|buy|spend|pay|bring(?: in)?)s?|(?:order|buy|spend)ing|ordered|bought|spent|brought(?: in)?) (less|more)(?: (?:with|from) us)?(?= (?:this|last|in|since|now|so far|these|lately|recently)\b|[\s?.!]*$)(?!.*\bthan\b)/,
    "$1 $2 than before"
  ]
]
