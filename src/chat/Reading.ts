/** Reads a question: what it wants, about what, in which language, and how much of an answer it needs. */
import type { Complexity, Intent } from "../domain/Answer.ts"
import type { Topic } from "../domain/Evidence.ts"
import { asksAllNotes, earlierOf } from "./Reading/Earlier.ts"
import { intentsOf } from "./Reading/Intents.ts"
import { followsUp, leansOn } from "./Reading/Leaning.ts"
import { beyondFigures, beyondPatterns, isAboutAnother, measuring } from "./Reading/Measuring.ts"
import { isBare, meansThem } from "./Reading/Measuring/Elliptic.ts"
import { paraphrased } from "./Reading/Measuring/Paraphrases.ts"
import type { Clues, MeasureReading } from "./Reading/Measuring/Reading.ts"
import { endingIn, nameIn } from "./Reading/Naming.ts"
import { isOwedByUs, refusedAsOurs } from "./Reading/Ours.ts"
import { correctsVaguely, tells } from "./Reading/Talk.ts"
import { topicsOf } from "./Reading/Topics.ts"
import { languageOf, plain, withApostrophes, wordsOf } from "./Reading/Words.ts"
import type { Reading } from "./Synthesis.ts"

export interface Context {
  /** Whether the question names a customer, or means one that the conversation was about. */
  readonly hasEntities: boolean
  /** The customers it is about: "Granite Peak" asks about no peak. */
  readonly names?: ReadonlyArray<string> | undefined
  /** Plain words that stand for some of the customers: of what they are or where, not of what is asked. */
  readonly segments?: ReadonlyArray<string>
  /** Epoch milliseconds, from which "last month" counts; without it nothing is measured. */
  readonly now?: number | undefined
  /** Set for the question before. */
  readonly past?: boolean
  /** What a short follow-up ("and Acme?", "et pour Acme ?") goes on from. */
  readonly conversation?: { readonly turns: ReadonlyArray<{ readonly query: string }> } | undefined
}

/** What stands for some of the customers is not read but kept beside the text, as words to be looked up with the numbers. */
export const read = (asked: string, context: Context): Reading => {
  const segments = (context.segments ?? []).filter((segment) => isSaid(segment, asked))
  const reading = readWhole(withoutSegments(asked, segments), context, segments)
  const { measure } = reading
  return measure?._tag !== "Asked" || segments.length === 0 ? reading : {
    ...reading,
    measure: {
      ...measure,
      text: `${measure.text} ${segments.map((segment) => `in the ${segment} industry`).join(", ")}`,
      unread: [...measure.unread, ...segments.flatMap(wordsOf)]
    }
  }
}

const isSaid = (segment: string, question: string): boolean => {
  const words = new Set(wordsOf(plain(question)))
  return wordsOf(segment).every((word) => words.has(word))
}

const withoutSegments = (question: string, segments: ReadonlyArray<string>): string => {
  const left = new Set(segments.flatMap(wordsOf))
  return left.size === 0
    ? question
    : question.replace(/[\p{L}\p{N}\p{M}]+/gu, (word) => left.has(plain(word)) ? "" : word).replace(/ {2,}/g, " ")
}

const readWhole = (question: string, context: Context, segments: ReadonlyArray<string>): Reading => {
  const turns = context.conversation?.turns ?? []
  const before = turns.at(-1)?.query
  const language = languageOf(question, before)
  const simple = language === "fr" ? withApostrophes(plain(question)) : plain(question)
  // Of a question before, the names are not at hand: who was named there is told by its words.
  const named = context.past === true && context.hasEntities
    ? nameIn(`${question.slice(0, 1).toLowerCase()}${question.slice(1)}`)
    : undefined
  const text = paraphrased(withoutNames(simple, [...(context.names ?? []), ...(named === undefined ? [] : [named])]))
  // "Delta's contact is Ann" asks nothing: it will be remembered, and that is the answer.
  const corrects = correctsVaguely(question) && !/\bacme\b/.test(text)
  if (tells(question) || corrects || earlierOf(question) !== undefined || asksAllNotes(question)) {
    return { complexity: "simple", intent: "conversation", language, topics: [] }
  }
  const { hasEntities, now } = context
  const ours = now === undefined ? undefined : refusedAsOurs(text, { hasEntities, now })
  if (ours !== undefined) return { complexity: "simple", intent: "fact_lookup", language, topics: [], measure: ours }
  const topics = (isBare(text) && before !== undefined) || whoDid.test(text) || isOwedByUs(text)
    ? []
    : topicsOf(text, context)
  const intents = intentsOf(text, { hasEntities: context.hasEntities, topics })
  // Which may itself have gone on from the one before it, and so on.
  const earlier = before !== undefined && leansOn(question)
    ? read(before, { ...context, conversation: { turns: turns.slice(0, -1) }, past: true })
    : undefined
  if (!context.hasEntities && earlier === undefined && isOfAnotherWorld(question, intents[0]?.[0], topics)) {
    const intent = "document_question"
    return { complexity: complexityOf(text, intent, []), intent, language, topics: [] }
  }
  // One order or invoice is told of, not counted.
  const single = topics.includes("order_record") || topics.includes("invoice_record")
  const measured = single ? undefined : measureOf(text, { context, earlier: earlier?.measure, intents, segments })
  if (measured !== undefined) {
    return { complexity: complexityOf(text, measured.intent, topics), language, topics, ...measured }
  }
  // "Do they pay on time?" is asked of no rule where nobody was spoken of: whom it means is asked back.
  if (!context.hasEntities && before === undefined && meansThem(text) && topics.length > 0) {
    return { complexity: complexityOf(text, "fact_lookup", topics), intent: "fact_lookup", language, topics }
  }
  if (earlier !== undefined && (followsUp(text) || isBare(text))) {
    const inherited = topics.length > 0 ? topics : earlier.topics
    const clear = (intents[0]?.[1] ?? 0) >= 3 || (topics.length > 0 && earlier.intent === "status")
    const intent = clear ? intents[0]?.[0] : earlier.intent
    if (intent !== undefined && intent !== "conversation" && intent !== "unknown") {
      const goesOnFrom = intent === "document_question" && earlier.intent === intent ? before : undefined
      return { complexity: complexityOf(text, intent, inherited), intent, language, topics: inherited, goesOnFrom }
    }
  }
  if (!context.hasEntities && intents[0]?.[0] === "fact_lookup" && asking.test(text) && isAboutAnother(text)) {
    return {
      complexity: complexityOf(text, "document_question", []),
      intent: "document_question",
      language,
      topics: []
    }
  }
  const intent = (intents[0]?.[1] ?? 0) >= 1 ? intents[0]?.[0] ?? "unknown" : context.hasEntities ? "status" : "unknown"
  const asked = intent === "conversation" ? [] : topics
  return { complexity: complexityOf(text, intent, asked), intent, language, topics: asked }
}

/**
 * "Who led the most rapid expansion of the Mongol Empire?": so much that no figure takes account of is of no business. Names
 * may be those of customers that nobody could look up, unless they stand among other such words.
 */
const isOfAnotherWorld = (question: string, intent: Intent | undefined, topics: ReadonlyArray<Topic>): boolean => {
  if (intent === undefined || intent === "conversation" || intent === "decision_support") return false
  const unnamed = question.replace(nameInside, " ")
  if (intent !== "fact_lookup" && intent !== "document_question") {
    return endingIn(question) === undefined && beyondPatterns(unnamed).length >= 2
  }
  return beyondFigures(topics.some((topic) => topic !== "portfolio") ? unnamed : question).length >= 3
}

const nameInside = /(?<=\S\s+["“(]?)\p{Lu}[\p{L}\p{N}]*/gu

/** Who did a thing stands in no row, whatever it was done to. */
const whoDid =
  /^(?:and )?(?:who|by whom|qui) (?:has |had |was |were |a |avait )?(?:approved|set|signed|granted|raised|lowered|changed|reviewed|negotiated|decided|authori[sz]ed|wrote|agreed|promised|approuve|signe|accorde|fixe|decide)\b/

/** By what a rule is asked for. */
const asking =
  /^(?:and |so |et |alors )?(?:(?:at|by|from|until|in|on|a|de|jusqu'a) )?(?:what|which|when|where|why|who|how (?:quickly|fast|soon|promptly)|quel(?:le)?s?|quand|qui|ou|pourquoi)\b/

/** A number to be measured is looked up or compared; a change of behaviour stays a pattern. */
const measureOf = (
  text: string,
  { context, earlier, intents, segments }: {
    readonly context: Context
    readonly segments: ReadonlyArray<string>
    readonly earlier: MeasureReading | undefined
    readonly intents: ReadonlyArray<readonly [Intent, number]>
  }
): { readonly intent: Intent; readonly measure: MeasureReading } | undefined => {
  if (context.now === undefined) return undefined
  const named = context.hasEntities ? Math.max(1, context.names?.length ?? 1) : 0
  const top = intents[0]?.[0]
  const clues = { now: context.now, named, earlier, past: context.past === true, parted: segments.length > 0 }
  // How some of the customers are doing: by the numbers that say it of all.
  const asked = top === "status" && segments.length > 0 && !context.hasEntities
    ? undefined
    : measuring(text, { ...clues, intents })
  const ofParts = asked === undefined && segments.length > 0 && !context.hasEntities &&
    (top === "status" || (top === "comparison" && segments.length > 1))
  const measure = ofParts ? standingOf(text, clues) : asked
  if (measure === undefined) return undefined
  const compares = measure._tag === "Asked" && (named > 1 || measure.questions.some((one) => one.before !== null))
  const intent = top === "pattern_analysis" && compares
    ? top
    : compares || top === "comparison"
    ? "comparison"
    : "fact_lookup"
  return { intent, measure }
}

const standingOf = (text: string, clues: Omit<Clues, "intents">): MeasureReading | undefined => {
  const read = (toCall.test(text) ? [mostOverdue] : standing).map((part) =>
    measuring(part, { ...clues, earlier: undefined, intents: [] })
  )
    .filter((part) => part?._tag === "Asked")
  const [first] = read
  return first === undefined ? undefined : { ...first, text, questions: read.flatMap(({ questions }) => questions) }
}
const toCall = /\b(?:call|phone|ring|visit|contact|meet|remind|chase|worr\w+|appeler|telephoner|contacter|relancer)\b/
const mostOverdue = "which customers have the most overdue"
const standing = [
  "what was our revenue in the last 90 days against the 90 days before",
  "what is our unpaid amount",
  "what is our overdue amount"
]

/** One word that says nothing stands for each name, or for the longest part of it that is there, and for addresses. */
const withoutNames = (text: string, names: ReadonlyArray<string>): string =>
  names.reduce((rest, name) => {
    const words = wordsOf(plain(name))
    for (let length = words.length; length > 0; length--) {
      // A single word has to be the first: "Parts" alone need not mean "Liberty Auto Parts".
      for (let from = 0; from + length <= (length === 1 ? 1 : words.length); from++) {
        const run = new RegExp(
          `(?<![\\p{L}\\p{N}])${words.slice(from, from + length).join("[^\\p{L}\\p{N}]+")}s?(?![\\p{L}\\p{N}])`,
          "gu"
        )
        if (run.test(rest)) return rest.replace(run, "acme")
      }
    }
    return rest
  }, text.replace(/\S+@\S+\.[\p{L}\p{N}]+/gu, "acme"))

const complexityOf = (text: string, intent: Intent, topics: ReadonlyArray<Topic>): Complexity => {
  const words = wordsOf(text).length
  const parts = (text.match(/\?/g) ?? []).length > 1 ||
    /\b(?:and|et)\b.{0,30}\b(?:should|why|what|how|when|faut-il|pourquoi|comment)\b/.test(text)
  const weight = base[intent] + (words > 25 ? 1 : 0) + (words > 60 ? 1 : 0) + (topics.length >= 3 ? 1 : 0) +
    (parts ? 1 : 0) + (/^(?:why|explain|pourquoi|explique)/.test(text) ? 1 : 0)
  return intent === "conversation" || intent === "unknown" || weight < 1 ? "simple" : weight < 2 ? "medium" : "complex"
}

const base: Readonly<Record<Intent, number>> = {
  comparison: 1,
  conversation: 0,
  decision_support: 2,
  document_question: 0,
  fact_lookup: 0,
  pattern_analysis: 1,
  status: 1,
  unknown: 0
}
