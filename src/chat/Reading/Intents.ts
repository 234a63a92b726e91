/** What a question wants, by rules that each add to the score of one intent. */
import type { Intent } from "../../domain/Answer.ts"
import type { Topic } from "../../domain/Evidence.ts"
import { listingOf } from "./Listing.ts"
import { action, pastime } from "./Talk.ts"
import { wordsOf } from "./Words.ts"

export interface Clues {
  readonly topics: ReadonlyArray<Topic>
  readonly hasEntities: boolean
}

/** The scores of all intents that anything speaks for, highest first. */
export const intentsOf = (question: string, clues: Clues): ReadonlyArray<readonly [Intent, number]> => {
  const scores = new Map<Intent, number>()
  const add = (intent: Intent, score: number) => scores.set(intent, (scores.get(intent) ?? 0) + score)
  for (const [intent, score, pattern] of rules) if (pattern.test(question)) add(intent, score)
  for (const [intent, score] of fromClues(question, clues)) add(intent, score)
  return Array.from(scores).filter(([, score]) => score > 0).sort((a, b) => b[1] - a[1])
}

/** What the topics, the length and a named customer say where the wording alone says little. */
const fromClues = (question: string, { hasEntities, topics }: Clues): ReadonlyArray<readonly [Intent, number]> => {
  const words = wordsOf(question).length
  const asks = asking.test(question)
  const found: Array<readonly [Intent, number]> = []
  if (topics.length > 0) found.push(["fact_lookup", asks ? 2 : 1.5])
  if (topics.includes("order_record") || topics.includes("invoice_record")) found.push(["fact_lookup", 3])
  if (hasEntities && topics.length === 0 && words <= 4 && !ofThing.test(question)) found.push(["status", 1.2])
  if (hasEntities && topics.length === 0) found.push(["fact_lookup", asks ? 1 : 0.4])
  if (!hasEntities && topics.length === 0 && asks && words >= 4) found.push(["document_question", 1])
  if (!hasEntities && ofRules.test(question)) found.push(["document_question", 4], ["decision_support", -5])
  // Nobody is named, and it asks how things are done for anybody: that is written down, not counted.
  if (!hasEntities && generally.test(question)) found.push(["document_question", 2.2])
  if (!hasEntities && onceDone.test(question)) found.push(["document_question", 4.5])
  if (listingOf(question) !== undefined) found.push(["document_question", 6])
  if (!hasEntities && about.test(question)) found.push(["document_question", 4.5], ["status", -4])
  if (!hasEntities && allowance.test(question)) found.push(["document_question", 4.5], ["decision_support", -6])
  return found
}

/** "What discount…", "quelle remise…", "how profitable…": not how somebody is doing. */
const ofThing =
  /^(?:and |so |et |alors )?(?:(?:what|which|quel(?:le)?s?) (?!is\b|are\b|about\b|est\b|sont\b|de\b)|how (?!is\b|are\b|was\b|does\b|do\b|did\b|has\b|about\b))\p{L}+/u

const ofRules =
  /^(?:what|which|when|how|who|where)\b.{0,40}\b(?:do|can|may|must|could) (?:we|i) (?!have\b|get\b|receive\b|invoice\b|collect\b|make\b|see\b|owe\b|earn\b|sell\b|know\b|do\b(?! (?:about|with|when|if|in case)\b)|compare\b|expect\b)/

const generally =
  /\b(?:(?:can|may|must|do|should|are) (?:we|i|customers|clients|they|you) (?:\w+ )?(?:need|have to|ship|cancel|return|charge|offer|accept|allowed|use|send|apply|require|refuse|change|order|pay)|(?:a|an|any|new|every|each) (?:\w+ )?(?:customers?|clients?|orders?|invoices?|discounts?|delivery|shipment|supplier|fee)|(?:un|une|chaque|tout|nouveaux?) (?:\w+ )?(?:clients?|commandes?|factures?|remises?|livraisons?|fournisseurs?)|quel (?:est|sont) (?:le|les) (?:delai|frais|montant|taux|seuil)s? (?:de|d'|pour|minimum|maximum))\b/

/** When a rule was made or changed, and by whom. */
const onceDone =
  /^(?:(?:when|why|who|by whom) (?:was|were|did|has|have) (?:we |our |the )?(?:[\p{L}-]+ ){1,4}|who (?:last |first )?)(?:(?:last|first|been) )?(?:chang|updat|introduc|review|revis|approv|sign|adopt|writ|wrote|set up|decid|agre)(?:ed|ten|e)?(?!\p{L})/u

/** How long one may take or has to keep a thing, and what we offer or charge everybody. */
const allowance =
  /\bhow (?:long|many days|much time) (?:do|does) (?:[\p{L}'-]+ ){1,4}ha(?:ve|s) to \p{L}+|\bhow long (?:do|must|should|are) (?:[\p{L}'-]+ ){1,3}(?:keep|kept|store|stored|retain|retained)\b|\bwithin (?:how many|what|which) (?:\p{L}+ )?(?:days|weeks|time|period)\b|^do(?:es)? (?:we|the company|our company) (?:ever )?(?:charge|offer|accept|allow|ship|sell|provide|refund|reimburse|deliver|require|insure|give|grant)\b|^(?:when|where|who|how (?:much|often|soon|long|many \p{L}+)|by how much|under what \p{L}+)? ?(?:can|may|must) (?:a|an|any|the|our) (?:[\p{L}-]+ ){1,3}be \p{L}+(?:ed|en|ld|id|nt|de)\b|^(?:is|are) (?:(?:our|the|all) )?(?:shipments|deliveries|goods|orders|returns|parcels) (?:\p{L}+ )?(?:insured|covered|tracked|guaranteed|refundable|allowed)\b|\b(?:qu'arrive-t-il|que se passe-t-il|qu'advient-il) (?:si|quand|lorsqu|en cas)|\bcombien de (?:temps|jours|mois|semaines)(?: \p{L}+)* (?:gard\w+|conserv\w+)|\b(?:sous|dans|en) combien de (?:jours|temps)\b|\bcombien de (?:temps|jours) (?:ont|a|avons|avez)\b.{0,40}\bpour \p{L}+|\b(?:our|the|standard) (?:payment |credit )?(?:terms|limits?|conditions) (?:for|of|with) (?:(?:a|any|every|each|all) )?new\b|^(?:facturons|offrons|acceptons|proposons|remboursons|livrons|exigeons)-nous\b/u

/** "Tell me about early payment discounts": no row tells of what is granted, charged or taken back. */
const about =
  /^(?:please )?(?:tell me (?:more )?about|explain|describe|parle[sz]?[- ](?:moi|nous) d|explique[sz]?\b).*\b(?:discounts?|rebates?|fees?|surcharges?|interest|penalt(?:y|ies)|returns?|refunds?|warrant(?:y|ies)|reminders?|dunning|complaints?|remises?|frais|supplements?|interets|penalites?|retours?|remboursements?|garanties?|relances?|reclamations?)\b/

const asking =
  /^(?:and |so |ok |but |et |alors )?(?:what|how|when|which|who|whom|whose|where|why|is|are|was|were|do|does|did|has|have|had|can|could|would|will|may|must|any|give|show|list|tell|find|explain|describe|quel|quelle|quels|quelles|combien|quand|qui|que|qu'|ou|pourquoi|comment|est-ce|y a|donne|montre|liste|dis|explique|peut|peuvent|doit)\b|\?/

const rule = (intent: Intent, score: number, pattern: RegExp) => [intent, score, pattern] as const

const rules = [
  rule("decision_support", -5, /\b(?:should|must|ought) (?:i|we) (?:know|be aware|ask)\b/),
  rule(
    "decision_support",
    -4,
    /\b(?:que|qu'est-ce qu'il) faut[- ]il faire\b.{0,30}\b(?:en cas|quand|lorsqu|si)\b|\bwhat (?:should|must) (?:we|i) do (?:if|when|in case)\b/
  ),
  rule(
    "decision_support",
    -5,
    /^what (?:should|must) (?:i|we) (?:do|focus on|tackle)(?: (?:first|today|next|now|this week))?[\s?.!]*$/
  ),
  // Asking how things are done, not whether to do one.
  rule(
    "decision_support",
    -5,
    /^(?:(?:when|how (?:long|often|many|much|soon)|who|where|since when) (?:do|does|did|can|may|must|are|is|will)|(?:what|which) \w+ (?:\w+ )?(?:do|does|did)) (?:we|i)\b(?! (?:think|recommend|advise))/
  ),
  rule(
    "document_question",
    3.5,
    /^(?:(?:what|which) (?:\w+ )?)?(?:interest|fees?|penalt(?:y|ies)|charges?|discounts?) (?:on|for|in case of)\b/
  ),
  rule(
    "decision_support",
    -6,
    /\bshould (?:i|we) (?:call|phone|ring|visit|e-?mail|write to|contact|meet|remind|chase)\b/
  ),
  rule(
    "status",
    3.5,
    /\bshould (?:i|we) (?:call|phone|ring|visit|e-?mail|write to|contact|meet|remind|chase)\b|\b(?:is|are) .{0,40}\b(?:good|bad|reliable|important|valuable|difficult|risky) (?:customer|client|account)s?\b/
  ),
  rule(
    "status",
    3.5,
    /\bhow (?:risky|reliable|trustworthy|creditworthy|solvent|dependable|healthy) (?:is|are)\b|\b(?:is|are) acme (?:risky|reliable|trustworthy|creditworthy|solvent|dependable)\b|\bacme est-(?:il|elle) (?:fiable|solvable|risquee?)\b/
  ),
  // Asking for what no table holds, of one customer.
  rule("fact_lookup", 3, /\b(?:promis(?:e|ed)|agreed?|mention(?:ed)?|complain(?:ed)?|promis|convenu)\b/),
  rule(
    "fact_lookup",
    3,
    /\b(?:(?:postal |billing |shipping )?address|located|headquarter\w*|based|phone|telephone|e-?mail|website|contact(?: person)?|vat|tax (?:number|id)|adresse|telephone|courriel|interlocuteur|contact)\b/
  ),
  // At what time, where or with whom a thing is to be done, not whether.
  rule(
    "decision_support",
    -5,
    /^(?:and |so )?(?:when|where|at what time|(?:on )?(?:what|which) (?:day|date|time|hour)s?|(?:by|until) when|with whom|(?:in|through|at) which \w+) (?:should|shall) (?:we|i)\b/
  ),
  // Asking for advice.
  rule(
    "decision_support",
    5,
    /\b(?:should|shall|ought) (?:we|i|they|it|our)\b|\bshould (?:[\w'-]+ ){0,3}(?:be|get|have|receive)\b/
  ),
  rule(
    "decision_support",
    5,
    /\b(?:faut[- ]il|devons[- ]nous|dev(?:r)?(?:ait|rions|ions)[- ](?:on|nous)|doit[- ]on|dois[- ]je|devrais[- ]je|on (?:devrait|doit)|nous (?:devrions|devons)|vaut[- ]il)\b/
  ),
  rule(
    "decision_support",
    4,
    /\b(?:(?:is|would) it (?:be )?(?:a )?(?:good|bad|wise|safe|smart|ok|okay|sensible|risky|worth|prudent|reasonable)|good idea|bad idea|(?:justified|advisable|warranted|acceptable|too (?:much|generous|early))\b|pros and cons|convient[- ]il|est[- ]ce (?:raisonnable|prudent|une bonne idee)|worth (?:it|giving|extending|raising|offering|granting|taking|accepting)|make sense to|makes sense to|(?:safe|ok|okay|wise|risky|too risky) to|bonne idee|est[- ]il (?:prudent|raisonnable|sage|risque|judicieux)|vaut la peine|judicieux)\b/
  ),
  rule(
    "decision_support",
    4,
    /\b(?:(?:do|would|can|could) you (?:recommend|advise|suggest|extend|raise|grant|approve|accept|hold|give|let|allow|offer|agree|increase|lower|cut|stop)|your (?:advice|recommendation|opinion)|recommend(?:ation|ed|s)?|advi[cs]e|what would be best|right (?:move|call|thing)|what would you do|what do you think about (?:giving|extending|raising|granting|offering|accepting|holding)|que (?:conseilles?|recommandes?|ferais|feriez)|recommand\w+|conseil\w*|ton avis|votre avis)\b/
  ),
  rule(
    "decision_support",
    3.5,
    /\b(?:can|could|may|might|do) (?:we|i) (?:afford to |safely |still |really |want to |dare |need to )*(?:extend|raise|increase|grant|give|offer|accept|approve|hold|stop|ship|lift|take|trust|allow|let|put|keep|agree|cut|lower|reduce|go ahead|say yes)\b/
  ),
  rule(
    "decision_support",
    4,
    /\b(?:can|could|may|might) acme (?:get|have|receive|be (?:given|granted|offered|allowed)) .{0,30}\b(?:higher|larger|bigger|longer|better|discount|rebate|limit|terms|net)\b|\bacme peut-(?:il|elle) (?:avoir|obtenir)\b.{0,30}\b(?:plafond|limite|remise|delai)/
  ),
  rule(
    "decision_support",
    3.5,
    /\b(?:peut|pouvons|pourrait|pourrions)[- ](?:on|nous)\b.{0,20}\b(?:accorder|augmenter|prolonger|allonger|relever|offrir|accepter|bloquer|suspendre|livrer|etendre|faire confiance)\b/
  ),
  rule(
    "decision_support",
    3,
    /^(?:please )?(?:extend|raise|increase|grant|approve|accept|hold|stop|suspend|lift|give|offer|lower|reduce|cut|accorder|augmenter|prolonger|accepter|suspendre|bloquer)\b.{0,60}(?:terms|net|limit|discount|shipments?|deliver\w+|orders?|days|credit|conditions|delai|plafond|limite|remise|livraisons?|commandes?)\b/
  ),
  rule(
    "decision_support",
    2,
    /\b(?:(?:extend|raise|increase|grant|hold|stop|suspend|lift)(?:ing)?)\b.{0,40}\b(?:terms|limit|discount|shipments?|deliver\w+)\b.*\bor\b|\bor not\b|\bou pas\b|\bou non\b/
  ),
  rule(
    "decision_support",
    3.5,
    /\b(?:what do you think|your (?:take|view|thoughts?)|qu'en penses|que penses|(?:would|could|will) (?:extending|raising|granting|giving|offering|accepting|holding|stopping|lowering|cutting) .{0,60}(?:hurt|help|cost|work|pay off|be)\b)/
  ),
  rule(
    "decision_support",
    3,
    /(?:^|[:;,-] ?)(?:extend|raise|increase|grant|approve|accept|hold|stop|suspend|lift|give|offer|lower|reduce|cut|put|drop)\b[^?]{0,60}(?:terms|limit|discount|ship\w*|hold|credit|off|days|order)\b[^?]{0,20}\?/
  ),
  rule(
    "decision_support",
    4,
    /\b(?:think|say|believe) (?:that )?(?:we|i) (?:should|ought|can|could)\b|\bworth (?:the|a) (?:risk|try|effort)\b/
  ),
  // Asking for regularities.
  rule(
    "pattern_analysis",
    4.5,
    /\b(?:patterns?|trends?|trending|anomal(?:y|ies|ous)|outliers?|seasonal\w*|seasonality|regularit(?:y|ies)|tendances?|anomalies?|saisonn\w+|saisonnalite|schemas? recurrents?|motifs? recurrents?)\b/
  ),
  rule(
    "pattern_analysis",
    3.5,
    /\b(?:unusual\w*|odd|strange|weird|suspicious|abnormal|out of the ordinary|irregular\w*|stands? out|standing out|(?:you|we) notice(?:d)?|notice any\w*|noticeable|red flags?|warning signs?|something (?:off|wrong|up)|anything (?:off|wrong|fishy|new in)|(?:looks?|seems?) (?:off|wrong|different)|over time|over the (?:years|months)|signes? d'alerte|changes? in (?:\w+ ){0,3}behaviou?r|behaviou?r\w* (?:chang\w+|shift\w*|evol\w+)|chang(?:ed|ing) (?:their|its|the way|how)|habits?|inhabituel\w*|bizarre|etrange|anormal\w*|remarquable|sort de l'ordinaire|habitudes?|evolution|evolue\w*|change(?:ment)?s? de comportement)\b/
  ),
  rule(
    "pattern_analysis",
    3,
    /\b(?:(?:getting|become|becoming|grown|growing|got) (?:\w+ ){0,2}(?:worse|better|later|slower|faster|bigger|smaller|more|less|larger)|(?:is|are|has|have|did|do|does) (?:[\w'-]+ ){1,4}(?:slow(?:ed)? down|slowed|speed(?:ed)? up|sped up|drop(?:ped)?|increased?|decreased?|declined?|fallen|fall|risen|rise|grown|grow|shrunk|shrink|improved?|worsened?|shifted|changed|picked up|gone (?:up|down)|go (?:up|down)|growing|shrinking|declining|increasing|decreasing|slowing|dropping|rising|slipping|worsening|improving)|more (?:often|and more|frequent\w*)|(?:later|slower|worse|better) (?:and (?:later|slower|worse|better)|than (?:before|they used|it used|usual|last year))|used to|lately|(?:more|less|most|busiest|peak)\b(?! than [$€£]?\d).{0,15}\b(?:in|during|around|before) (?:the )?(?:winter|summer|spring|autumn|fall|holidays?|christmas|year[- ]end|january|february|march|april|may|june|july|august|september|october|november|december)|busiest|de plus en plus|de moins en moins|augmente(?:nt)?|diminue(?:nt)?|baisse(?:nt)?|s'(?:aggrave|ameliore|degrade)\w*|any change|what(?:'s| has| is)? chang(?:ed|ing))\b/
  ),
  rule(
    "pattern_analysis",
    3,
    /\b(?:going (?:up|down)|(?:becoming|getting|turning into) (?:a |an )?\w+|spikes?|dips?|peaks?|swings?|fluctuat\w*|jumps? in|drops? in|surge|(?:any|what|the|recent) changes? in|(?:behaviou?r|pattern|way \w+ (?:pays?|orders?)) .{0,10}chang\w*|se (?:degrade\w*|deteriore\w*|ameliore\w*)|evoluent|hausse|pics?)(?=\W|$)/
  ),
  rule(
    "pattern_analysis",
    3.5,
    /\bwhen (?:did|has|have) .{1,40}\b(?:start|started|begin|begun|stop|stopped) (?:to )?(?:pay|order|buy)\w*|\b(?:(?:started|begun|stopped|tend(?:s|ed|ing)?) (?:to )?(?:pay|order|buy)\w*|(?:watch|look) (?:out )?(?:for )?in\b.{0,30}\bbehaviou?r)\b/
  ),
  rule("pattern_analysis", 3.5, /\b(?:plus|moins) (?:\w+ )?qu'(?:avant|auparavant|d'habitude|autrefois)\b/),
  // Asking for two side by side.
  rule(
    "comparison",
    4.5,
    /\b(?:compar(?:e|es|ed|ing|ison)\b(?! (?:to|with) (?:the )?(?:last|before|previous))|vs\.?|versus|difference between|differ from|side by side|next to each other|against each other|head to head|stack up|l'un a cote de l'autre|cote a cote|compar(?:er|ez|ons|aison|es)|face a|difference entre|par rapport a(?! (?:l'an|l'annee|avant)))(?=\W|$)/
  ),
  rule(
    "comparison",
    4,
    /\b(?:which (?:one )?of (?:the two|them|these|those)|\bor\b.{0,40}[:,;-] ?(?:who|which|whose|what)\b|\bou\b.{0,40}[:,;-] ?(?:qui|lequel|laquelle)\b|(?:who|which|whose|which customer)\b.{0,30}\b(?:\w+er|more|most|worse|worst|least|best)\b.{0,60}\bor\b|between\b.{0,50}\band\b.{0,40}\b(?:who|which|more|better|worse)\b|(?:who|which|more|better|worse|choose)\b.{0,40}\bbetween\b.{0,40}\band\b|entre\b.{0,50}\bet\b.{0,40}\b(?:qui|lequel|laquelle|plus|moins|mieux)\b|(?:qui|lequel|laquelle|plus|moins|mieux|choisir)\b.{0,40}\bentre\b.{0,40}\bet\b|(?:who|which)\b.{0,40}\b(?:more|better|worse|less|bigger|larger|higher|lower|later|sooner|faster|slower|riskier|safer|longer)\b.{0,60}\bor\b|(?:lequel|laquelle|qui)\b.{0,40}\b(?:plus|moins|mieux|meilleur\w*|pire)\b.{0,60}\bou\b|lequel des deux|laquelle des deux)\b/
  ),
  rule(
    "comparison",
    3.5,
    /\b(?:than (?!before|usual|last|the|they|it|expected|we|\d)\w+|(?:is|are) \w+ (?:\w+er|better|worse) than|(?:is|are|does|do|has|have) \w+.{0,25}\b(?:more|less|fewer|better|worse|later|slower|faster|bigger|smaller) .{0,40}\bthan (?!before|usual|last|they|it|[$€£]?\d)|(?:plus|moins|mieux|meilleure?) (?:\w+ ){0,4}que (?!prevu|avant))/
  ),
  rule(
    "comparison",
    3.5,
    /\b(?:differences? between|rank\w*|\band\b.{0,30}[,:;-] ?(?:who|which|whose)\b|\bet\b.{0,30}[,:;-] ?(?:qui|lequel|laquelle)\b|(?:paying|pays?|orders?|ordering|owes?) (?:\w+ )?(?:faster|later|slower|more|less|better|earlier) than (?!before|usual|last|in|they|it|[$€£]?\d)|classe(?:r|z|ment)?)(?=\W|$)/
  ),
  // Asking how someone is doing.
  rule(
    "status",
    4,
    /\b(?:status|overview|summar(?:y|ise|ize)|snapshot|rundown|run-down|low-?down|sum(?:s|med)? up|wrap-?up|the (?:gist|picture)|(?:should|need to|must) (?:i|we) know|(?:i|we) (?:should|need to|must|ought to) know|before (?:my|the|our) (?:call|meeting|visit)|avant (?:mon|le|la|notre|ma) (?:appel|reunion|rendez-vous|visite)|brief(?:ing)?|recap|big picture|where (?:do|are) we (?:stand )?(?:with|on)|update (?:me )?(?:on|about)|updates?|up to (?:speed|date)|360|catch me up|account review|statut|resume|synthese|ou en (?:est|sont|sommes)|fais le point|faites le point|un point sur|etat des lieux|apercu)\b/
  ),
  rule(
    "status",
    3.5,
    /\b(?:tell me (?:all |more |everything )?about|(?:what|anything|everything|all) (?:do |should |can )?(?:we|you|i) (?:know|have) (?:about|on)|how(?:'s| is| are| was) (?:(?!(?:many|much)\b)[\w'&.-]+ ){1,6}(?:doing|going|getting on|looking|performing)|how(?:'s| is| are) (?:things|it|business|everything|they)\b|what(?:'s| is) (?:up|new|happening|going on|the (?:situation|story|deal|latest|news)) (?:with|at|on|for|from)|health of|how healthy|in good shape|any (?:issues|problems|news|concerns)|parle[- ](?:moi|nous)|situation|comment (?:va|vont|se porte|ca se passe)|que sait[- ]on|que savons[- ]nous|quoi de neuf|dis[- ]m'en plus|bilan|etat (?:de|du|d'))(?=\W|$)/
  ),
  rule("status", 6, /\b(?:should (?:i|we) be|are we|be) (?:worried|concerned)\b/),
  rule(
    "status",
    6,
    /\b(?:anything|something|what)\b.{0,30}\b(?:worr(?:y|ied|ies|ying)|be concerned about|needs? (?:my |our )?attention)\b/
  ),
  rule(
    "status",
    8,
    /^(?:so |and )?(?:are|is) (?:we|it|(?:the|our) (?:business|company|sales)|business) (?:still |really )?(?:growing|shrinking|improving|declining|healthy|doing (?:well|ok|okay|better|worse|fine))[\s?!.]*$|^how fast are we growing|\bsommes[- ]nous en croissance\b/
  ),
  rule(
    "pattern_analysis",
    5,
    /\bbehav\w+ (?:\w+ )?(?:strange|odd|differ|unusual|suspicious|weird)\w*|\b(?:strange|odd|weird|suspicious)ly\b/
  ),
  rule(
    "status",
    3.5,
    /\b(?:everything (?:is )?(?:ok|okay|fine|alright|all right|good|in order|well)|(?:all|things) (?:ok|okay|fine|good|well) with|dis[- ](?:moi|nous) tout|tout (?:va|se passe) bien|tell me everything)\b/
  ),
  rule(
    "status",
    3.5,
    /\b(?:outlook|prospects|perspectives)\b|\b(?:most urgent|(?:my|our|the) (?:top )?priorities|what (?:should|must|do) (?:i|we) (?:have to |need to )?(?:do|focus on|tackle)(?: (?:first|today|next|now|this week))?[\s?.!]*$)|\bwhat(?:'s| has| is)? (?:been )?happen(?:ed|ing) (?:with|at|to)\b|\bque? s'est[- ]il passe (?:avec|chez)\b/
  ),
  rule("status", 3.5, /\bhow did (?:[\w'&.-]+ ){1,4}(?:do|perform)\b/),
  // Asking what a text says.
  rule(
    "document_question",
    4,
    /\b(?:polic(?:y|ies)|procedures?|handbook|manual|guidelines?|guide|documents?|documentation|contracts?|agreement|t&cs?|terms and conditions|terms of (?:sale|service|trade)|according to|sla|playbook|faq|wiki|politiques?|manuel|reglement interieur|contrats?|conditions generales|cgv|que dit|que disent|selon (?:le|la|notre|nos))(?=\W|$)/
  ),
  rule(
    "document_question",
    3.5,
    /\b(?:(?:what are|what's|what is) (?:the|our) (?:rules?|process|steps|requirements?|criteria|conditions|standard)|rules? (?:for|on|about)|process (?:for|of|to)|how do (?:we|i|you|customers|people) (?!know|compare)|who (?:approves?|signs?|decides?|may|can|must|has to|needs to)|(?:are|is) (?:we|customers|it|anyone) (?:allowed|permitted)|allowed|permitted|warrant(?:y|ies)|returns?(?! on)|refunds?|escalat\w+|surcharges?|late fees?|dunning|reminders?|approv(?:al|als)|garanties?|retours?|remboursements?|quelles? (?:est|sont) (?:les? |la |nos |notre )?(?:regles?|procedures?|processus|etapes)|regles?|comment (?:fait[- ]on|faire|procede\w*)|qui (?:approuve|valide|signe|decide|peut))\b/
  ),
  rule(
    "document_question",
    3.5,
    /\b(?:in (?:the )?case of|in the event of|en cas d|what if|what happens (?:if|when|after|to)|under what|in which cases?|(?:is|are) (?:responsible|in charge|entitled|eligible|covered|liable)|responsible for|in charge of|responsable\w*|cancel(?:s|led|lation|lations|ling)?|annul\w+|notice (?:period|do|is|must)|how much notice|lead times?|minimum (?:order|quantity|amount)|price ?list|opening hours|bank details|insurance|complaints?|disputes?|litiges?|reclamations?|onboard\w*|open an account|template|checklist|certificat\w*|standards?|assurance|preavis|tarifs?)/
  ),
  rule(
    "document_question",
    3.5,
    /\b(?:counts? as|defin(?:e|ed|es|ition)|what is (?:a|an)|what does .{0,30} mean|calculated|que signifie|qu'entend[- ]on|calcule\w*)\b/
  ),
  // Talking.
  rule("conversation", 8, /^(?:(?:please|ok|no|stp)[, ]+)*(?:forget|oublie[zs]?)\b/),
  rule("conversation", 9, pastime),
  rule("conversation", 9, action),
  rule("conversation", 6, /^(?:neither|none|none of (?:them|these|those)|no one|aucune?|ni l'un ni l'autre)[\s.!]*$/),
  rule(
    "conversation",
    5,
    /^(?:[^?]{0,30}[,.!]\s*)?(?:thanks?|thank you|thx|cheers|merci)(?: (?:a lot|so much|again|beaucoup|bien))?[\s!.]*$|\b(?:never mind|nevermind|forget it|my mistake|laisse tomber|tant pis|who (?:made|built|created|wrote) you|qui t'a (?:cree|fait))\b|\b(?:m'aider|help me)[\s?!.]*$|^(?:sorry|pardon|desole)\b/
  ),
  rule(
    "conversation",
    6,
    /^(?:hi|hello|hey|hiya|yo|howdy|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|salut|coucou|hallo)(?: (?:there|again|all|team|everyone|holdfast|a tous|tout le monde))?[\s!.,?:)]*(?:how are (?:you|things)(?: (?:doing|today))*|how's it going|what's up|ca va|comment (?:ca va|vas[- ]tu|allez[- ]vous))?[\s!.,?:)]*$/
  ),
  rule(
    "conversation",
    6,
    /^(?:(?:ok|okay|great|perfect|cool|super|alright|fine|nice|no),? ?)*(?:thanks?|thank you|thx|ty|cheers|much appreciated|merci|bye|goodbye|see you|ciao|au revoir|bonne journee|a bientot|a plus|good night|bonne nuit)\b.{0,30}$/
  ),
  rule(
    "conversation",
    5,
    /^(?:ok|okay|great|perfect|cool|nice|got it|i see|understood|alright|sounds good|super|parfait|d'accord|compris|entendu|c'est note|good|well done|good job|lol|haha|yes|no|yep|nope|sure|oui|non|bravo)[\s!.,]*(?:(?:ok|great|perfect|thanks|job|then|super)[\s!.,]*)?$/
  ),
  rule(
    "conversation",
    7,
    /^(?:please |can you |could you |also |and |hey,? )*(?:remember|note|keep in mind|bear in mind|make a note|take a note|don't forget|do not forget|for the record|fyi|remind yourself|save this|(?:peux[- ]tu |pouvez[- ]vous )?(?:retiens|retenez|retenir|souviens[- ]toi|rappelle[- ]toi|n'oublie pas|note|notez|noter|prends note|garde en (?:tete|memoire)|memorise))\b(?! ?(?:what|when|who|how|s\b))/
  ),
  rule(
    "conversation",
    7,
    /\b(?:what (?:did|have) i (?:just |ever |already )?(?:tell|told|say|said|ask|asked|mention|mentioned)|(?:did|have) i (?:ever )?(?:tell|told|mention|mentioned|say|said)|what do you (?:remember|recall)|do you (?:remember|recall)|what (?:was|were|did|have) (?:i|we) (?:just |last |previously )?(?:saying|talking|discussing|talk|talked|discuss|discussed|say|said)|as i (?:told|said)|what (?:notes?|memories) do you|my (?:notes?|to[- ]?dos?|tasks)\b|you remember about|know about me|remind me what i|(?:qu'est[- ]ce que|que|ce que) (?:je )?(?:t'|vous )?(?:ai|avais)[- ]?(?:je )?(?:t'|vous )?(?:ai )?(?:deja )?(?:dit|raconte|demande)|que t'ai[- ]je|que vous ai[- ]je|je t'ai dit|je vous ai dit|te (?:souviens|rappelles)(?:[- ]tu)?|vous (?:souvenez|rappelez)(?:[- ]vous)?|mes notes?)\b/
  ),
  rule(
    "conversation",
    6,
    /\b(?:who are you|what are you|are you (?:a |an )?(?:bot|human|robot|ai|real|there)|what can you (?:do|help)|how (?:can|do) you (?:help|work)|help me$|what (?:can|should) i ask|your name|how are you|qui es[- ]tu|qui etes[- ]vous|que (?:sais|peux)[- ]tu|que (?:savez|pouvez)[- ]vous|qu'est[- ]ce que tu (?:sais|peux)|comment (?:vas[- ]tu|allez[- ]vous)|ca va \?|aide[- ]moi$|es[- ]tu un)\b|^(?:help|aide|\/help|ca va)[\s!?.]*$/
  )
]
