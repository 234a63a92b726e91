/** What a question wants, by rules that each add to the score of one intent. */
import type { Intent } from "../../domain/Answer.ts"
import type { Topic } from "../../domain/Evidence.ts"
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
  if (hasEntities && topics.length === 0 && words <= 4) found.push(["status", 1.2])
  if (hasEntities && topics.length === 0) found.push(["fact_lookup", asks ? 1 : 0.4])
  if (!hasEntities && topics.length === 0 && asks && words >= 4) found.push(["document_question", 1])
  return found
}

const asking =
  /^(?:and |so |ok |but |et |alors )?(?:what|how|when|which|who|whom|whose|where|why|is|are|was|were|do|does|did|has|have|had|can|could|would|will|may|must|any|give|show|list|tell|find|explain|describe|quel|quelle|quels|quelles|combien|quand|qui|que|qu'|ou|pourquoi|comment|est-ce|y a|donne|montre|liste|dis|explique|peut|peuvent|doit)\b|\?/

const rule = (intent: Intent, score: number, pattern: RegExp) => [intent, score, pattern] as const

const rules = [
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
    /\b(?:(?:is|would) it (?:be )?(?:a )?(?:good|bad|wise|safe|smart|ok|okay|sensible|risky|worth|prudent|reasonable)|good idea|bad idea|worth (?:it|giving|extending|raising|offering|granting|taking|accepting)|make sense to|makes sense to|(?:safe|ok|okay|wise|risky|too risky) to|bonne idee|est[- ]il (?:prudent|raisonnable|sage|risque|judicieux)|vaut la peine|judicieux)\b/
  ),
  rule(
    "decision_support",
    4,
    /\b(?:(?:do|would|can) you (?:recommend|advise|suggest|extend|raise|grant|approve|accept|hold|give)|your (?:advice|recommendation|opinion)|recommend(?:ation|ed|s)?|advise|what would you do|what do you think about (?:giving|extending|raising|granting|offering|accepting|holding)|que (?:conseilles?|recommandes?|ferais|feriez)|recommand\w+|conseil\w*|ton avis|votre avis)\b/
  ),
  rule(
    "decision_support",
    3.5,
    /\b(?:can|could|may|might|do) (?:we|i) (?:afford to |safely |still |really |want to |dare |need to )*(?:extend|raise|increase|grant|give|offer|accept|approve|hold|stop|ship|lift|take|trust|allow|let|put|keep|agree|cut|lower|reduce|go ahead|say yes)\b/
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
  // Asking for regularities.
  rule(
    "pattern_analysis",
    4.5,
    /\b(?:patterns?|trends?|trending|anomal(?:y|ies|ous)|outliers?|seasonal\w*|seasonality|regularit(?:y|ies)|tendances?|anomalies?|saisonn\w+|saisonnalite|schemas? recurrents?|motifs? recurrents?)\b/
  ),
  rule(
    "pattern_analysis",
    3.5,
    /\b(?:unusual\w*|odd|strange|weird|suspicious|abnormal|out of the ordinary|irregular\w*|stands? out|standing out|notice(?:d|able)?|changes? in (?:\w+ ){0,3}behaviou?r|behaviou?r\w* (?:chang\w+|shift\w*|evol\w+)|chang(?:ed|ing) (?:their|its|the way|how)|habits?|inhabituel\w*|bizarre|etrange|anormal\w*|remarquable|sort de l'ordinaire|habitudes?|evolution|evolue\w*|change(?:ment)?s? de comportement)\b/
  ),
  rule(
    "pattern_analysis",
    3,
    /\b(?:(?:getting|become|becoming|grown|growing|got) (?:\w+ ){0,2}(?:worse|better|later|slower|faster|bigger|smaller|more|less|larger)|(?:is|are|has|have) (?:[\w'-]+ ){1,4}(?:growing|shrinking|declining|increasing|decreasing|slowing|dropping|rising|slipping|worsening|improving)|more (?:often|and more|frequent\w*)|(?:later|slower|worse|better) (?:and (?:later|slower|worse|better)|than (?:before|they used|it used|usual|last year))|used to|lately|de plus en plus|de moins en moins|augmente(?:nt)?|diminue(?:nt)?|baisse(?:nt)?|s'(?:aggrave|ameliore|degrade)\w*|any change|what(?:'s| has| is)? chang(?:ed|ing))\b/
  ),
  // Asking for two side by side.
  rule(
    "comparison",
    4.5,
    /\b(?:compar(?:e|es|ed|ing|ison)\b(?! (?:to|with) (?:the )?(?:last|before|previous))|vs\.?|versus|difference between|differ from|side by side|compar(?:er|ez|ons|aison|es)|face a|difference entre|par rapport a(?! (?:l'an|l'annee|avant)))(?=\W|$)/
  ),
  rule(
    "comparison",
    4,
    /\b(?:which (?:one )?of (?:the two|them|these|those)|(?:who|which)\b.{0,40}\b(?:more|better|worse|less|bigger|larger|higher|lower|later|sooner|faster|slower|riskier|safer|longer)\b.{0,60}\bor\b|(?:lequel|laquelle|qui)\b.{0,40}\b(?:plus|moins|mieux|meilleur\w*|pire)\b.{0,60}\bou\b|lequel des deux|laquelle des deux)\b/
  ),
  rule(
    "comparison",
    3.5,
    /\b(?:than (?!before|usual|last|the|they|it|expected|we|\d)\w+|(?:better|worse|bigger|riskier) (?:customer|client)\b.*\bor\b|(?:is|are|does|do|has|have) \w+.{0,25}\b(?:more|less|fewer|better|worse|later|slower|faster|bigger|smaller) .{0,40}\bthan (?!before|usual|last|they|it|\d)|(?:plus|moins|mieux|meilleure?) (?:\w+ ){0,4}que (?!prevu|avant))/
  ),
  // Asking how someone is doing.
  rule(
    "status",
    4,
    /\b(?:status|overview|summar(?:y|ise|ize)|snapshot|rundown|run-down|brief(?:ing)?|recap|big picture|where (?:do|are) we (?:stand )?(?:with|on)|update (?:me )?(?:on|about)|updates?|up to (?:speed|date)|360|catch me up|account review|statut|resume|synthese|ou en (?:est|sont|sommes)|fais le point|faites le point|un point sur|etat des lieux|apercu)\b/
  ),
  rule(
    "status",
    3.5,
    /\b(?:tell me (?:all |more |everything )?about|(?:what|anything|everything|all) (?:do |should |can )?(?:we|you|i) (?:know|have) (?:about|on)|how(?:'s| is| are| was) (?:(?!(?:many|much)\b)[\w'&.-]+ ){1,6}(?:doing|going|getting on|looking|performing)|how(?:'s| is| are) (?:things|it|business|everything|they)\b|what(?:'s| is) (?:up|new|happening|going on|the (?:situation|story|deal|latest|news)) (?:with|at|on|for|from)|health of|how healthy|in good shape|any (?:issues|problems|news|concerns)|parle[- ](?:moi|nous)|situation|comment (?:va|vont|se porte|ca se passe)|que sait[- ]on|que savons[- ]nous|quoi de neuf|dis[- ]m'en plus|bilan|etat (?:de|du|d'))(?=\W|$)/
  ),
  rule("status", 6, /\b(?:should (?:i|we) be|are we|be) (?:worried|concerned)\b/),
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
  // Talking.
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
    /\b(?:what (?:did|have) i (?:just |ever |already )?(?:tell|told|say|said|ask|asked|mention|mentioned)|(?:did|have) i (?:ever )?(?:tell|told|mention|mentioned|say|said)|what do you (?:remember|recall)|do you (?:remember|recall)|what (?:was|were) (?:i|we) (?:saying|talking|discussing)|as i (?:told|said)|what (?:notes?|memories) do you|my notes?|you remember about|know about me|remind me what i|(?:qu'est[- ]ce que|que|ce que) (?:je )?(?:t'|vous )?(?:ai|avais)[- ]?(?:je )?(?:t'|vous )?(?:ai )?(?:deja )?(?:dit|raconte|demande)|que t'ai[- ]je|que vous ai[- ]je|je t'ai dit|je vous ai dit|te (?:souviens|rappelles)[- ]tu|vous (?:souvenez|rappelez)[- ]vous|mes notes?)\b/
  ),
  rule(
    "conversation",
    6,
    /\b(?:who are you|what are you|are you (?:a |an )?(?:bot|human|robot|ai|real|there)|what can you (?:do|help)|how (?:can|do) you (?:help|work)|help me$|what (?:can|should) i ask|your name|tell me a joke|how are you|qui es[- ]tu|qui etes[- ]vous|que (?:sais|peux)[- ]tu|que (?:savez|pouvez)[- ]vous|qu'est[- ]ce que tu (?:sais|peux)|comment (?:vas[- ]tu|allez[- ]vous)|ca va \?|aide[- ]moi$|es[- ]tu un)\b|^(?:help|aide|\/help|ca va)[\s!?.]*$/
  )
]
