/** What a question wants, by rules that each add to the score of one intent. */
import type { Intent } from "../../domain/Answer.ts"
import type { Topic } from "../../domain/Evidence.ts"
import { advice } from "./Intents/Advice.ts"
import { comparing } from "./Intents/Comparing.ts"
import { contact } from "./Intents/Contact.ts"
import { regularities } from "./Intents/Regularities.ts"
import { standing } from "./Intents/Standing.ts"
import { talking } from "./Intents/Talking.ts"
import { texts } from "./Intents/Texts.ts"
import { listingOf } from "./Listing.ts"
import { wordsOf } from "./Words.ts"

export interface Clues {
  readonly topics: ReadonlyArray<Topic>
  readonly hasEntities: boolean
}

/** The scores of all intents that anything speaks for, highest first. */
export const intentsOf = (question: string, clues: Clues): ReadonlyArray<readonly [Intent, number]> => {
  const scores = new Map<Intent, number>()
  const add = (intent: Intent, score: number) => scores.set(intent, (scores.get(intent) ?? 0) + score)
  for (const { intent, pattern, score } of rules) if (pattern.test(question)) add(intent, score)
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
  /^(?:and |so |et |alors )?(?:(?:what|which|quel(?:le)?s?) (?!is\b|are\b|about\b|est\b|sont\b|de\b)|how (?!is\b|are\b|was\b|does\b|do\b|did\b|has\b|about\b)|(?:who|whom|when|why|qui|quand|pourquoi) (?!is\b|are\b|est\b|sont\b))\p{L}+/u

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

const rules = [...advice, ...texts, ...contact, ...regularities, ...comparing, ...standing, ...talking]
