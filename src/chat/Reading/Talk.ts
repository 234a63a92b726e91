/** Kinds of talk that need no figures: greetings, thanks, things to remember, things said before. */
import { lessons } from "../../knowledge/Memories/Extraction.ts"
import { asksAllNotes, type Earlier, earlierOf } from "./Earlier.ts"
import { plain } from "./Words.ts"

export type Talk =
  | Earlier
  | "greeting"
  | "thanks"
  | "farewell"
  | "remember"
  | "recall"
  | "help"
  | "feeling"
  | "pastime"
  | "action"
  | "neither"
  | "forget"
  | "other"

export const talkOf = (question: string): Talk => {
  const text = plain(question)
  return earlierOf(question) ??
    (asksAllNotes(question) ? "recall" : kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? "other")
}

/** States something worth keeping and asks nothing: "No, Delta's contact is Ann". */
export const tells = (question: string): boolean => {
  const sentences = question.trim().split(/(?<=[.!])\s+|\n+/).length
  const kept = lessons(question).filter(({ importance, kind }) =>
    importance >= 0.7 && (kind === "instruction" || !question.includes("?"))
  )
  return kept.length > 0 && kept.length >= sentences
}

/** "Actually it closes at six": what "it" is, nobody can tell later, so it is asked for. */
export const correctsVaguely = (question: string): boolean => !question.includes("?") && vague.test(plain(question))

const vague =
  /^(?:actually|correction|in fact|sorry|i was wrong|my mistake|no|en fait|non|pardon)[,:.!]? (?:it|they|he|she|this|that|il|elle|ils|elles|c')(?:'s|'re| is| are| was)? (?!(?:fine|ok|okay|all|enough|good|great|right|correct|perfect|it|will do|works|helps)\b)/

/** What is kept of it, as it is kept; empty where it names nothing to keep. */
export const toRemember = (question: string): string =>
  lessons(question).map(({ content }) => content.replace(/[\s.!]+$/, "")).join(". ")

/** Asks to be amused. */
export const pastime =
  /^(?:please |can you |could you |will you )?(?:tell|sing|write|recite|read|play|compose)(?: (?:me|us))? (?:an?|another|some) (?:\w+ )?(?:jokes?|stor(?:y|ies)|poems?|songs?|riddles?|limericks?|haikus?|games?)\b|^(?:raconte[sz]?|chante[sz]?|ecri[st]|dis)(?:[- ](?:moi|nous))? (?:une?|des) (?:blagues?|histoires?|poemes?|chansons?|devinettes?)\b/

const doing =
  "(?:please |can you |could you |will you |would you |i want you to |go ahead and |peux-tu |pouvez-vous )*(?:delete|erase|cancel|create|update|edit|send|e-?mail|refund|schedule|supprime[rz]?|efface[rz]?|annule[rz]?|cree[rz]?|envoie|envoye[rz])"
const acting = new RegExp(`^${doing}(?!\\p{L})`, "u")

/** Asks that something be done, which nobody here can do. */
export const action = new RegExp(
  `^${doing} (?!(?:polic|fee|charge|rule|term|period|notice)\\p{L}*\\b|(?:me|us|moi|nous)\\b|.*\\b(?:lists?|reports?|summary|overview|tables?|ranking|comparison|breakdown|charts?|liste|rapport|resume|apercu|tableau|classement)\\b)(?:(?:an?|the|this|that|all|my|our|un|une|la|le|les|customer|order|invoice|acme|to) ?)+`,
  "u"
)

const kinds: ReadonlyArray<readonly [Talk, RegExp]> = [
  ["remember", vague],
  ["other", /\b(?:forget it|never ?mind|laisse tomber)\b/],
  ["forget", /^(?:(?:please|ok|no|stp)[, ]+)*(?:forget|oublie[zs]?)\b/],
  ["pastime", pastime],
  ["action", acting],
  [
    "recall",
    /\b(?:what (?:did|have) (?:i|we)|(?:did|have) i\b|do you (?:remember|recall)|what do you (?:remember|recall|know)|you remember about|know about me|remind me what|my notes?|what notes|t'ai[- ](?:je )?(?:deja )?dit|je t'ai|vous ai[- ]|je vous ai|souviens[- ]tu|rappelles[- ]tu|souvenez[- ]vous|rappelez[- ]vous|mes notes?|talking about|i (?:told|said|mentioned)|ai[- ]je (?:t'ai )?dit)/
  ],
  ["neither", /^(?:neither|none|none of (?:them|these|those)|no one|aucune?|ni l'un ni l'autre)[\s.!]*$/],
  [
    "remember",
    /\b(?:remember|note|keep in mind|bear in mind|forget|for the record|fyi|save this|retiens|retenez|retenir|souviens[- ]toi|rappelle[- ]toi|oublie pas|notez|noter|garde en|memorise)\b/
  ],
  ["thanks", /\b(?:thanks?|thank you|thx|ty|cheers|appreciated|merci)\b/],
  ["farewell", /\b(?:bye|goodbye|see you|ciao|good night|au revoir|a bientot|bonne (?:nuit|journee))\b/],
  ["feeling", /\b(?:how are (?:you|things)|how's it going|ca va|(?:vas|allez)[- ](?:tu|vous))\b/],
  [
    "help",
    /\b(?:help|who are you|what are you|are you|what can|what should i ask|your name|how do you work|aide|qui es|qui etes|sais|savez|peux|pouvez|es[- ]tu)\b/
  ],
  [
    "greeting",
    /^(?:hi|hello|hey|hiya|yo|howdy|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|salut|coucou|hallo)\b/
  ]
]

/** What notes are asked about: that something is to be remembered is no part of it. */
export const askedOfNotes = (question: string): string =>
  talkOf(question) === "recall" ? question.replace(recalling, " ") : question

/** Who asks for their own name, or how to reach a customer, may have told it in another word: this one. */
export const inNotes = (question: string, ofCustomer: boolean): string | undefined =>
  [...toldAs, ...ofCustomer ? toldOfCustomers : []].find(([asked]) => asked.test(question))?.[1]

const toldAs: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(?:my name|who am i)\b/i, "call me"],
  [/(?<!\p{L})(?:mon (?:pré)?nom|qui suis-je|comment (?:je )?m'appel\p{L}+)(?!\p{L})/iu, "appelle"],
  [/\b(?:i|we) (?:like|love|prefer) (?:the )?(?:best|most)\b/i, "favourite"]
]
const toldOfCustomers: typeof toldAs = [
  [/\b(?:phone|telephone)\b|\b(?:do|can|could|should) (?:i|we) (?:reach|contact|get hold of)\b/i, "contact"]
]

const recalling =
  /\b(?:what (?:all )?do you (?:remember|recall|know)|do you (?:remember|recall)|remind me|(?:te |vous )?(?:souviens|rappelles|souvenez|rappelez)(?:[- ](?:tu|vous))?)\b/gi

/** Asks what was said before, so that only memory can answer it. */
export const isRecall = (question: string): boolean =>
  talkOf(question) === "recall" || earlierOf(question) !== undefined
