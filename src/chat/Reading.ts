/** Reads a question: what it wants, about what, in which language, and how much of an answer it needs. */
import type { Complexity, Intent } from "../domain/Answer.ts"
import type { Topic } from "../domain/Evidence.ts"
import { intentsOf } from "./Reading/Intents.ts"
import { tells } from "./Reading/Talk.ts"
import { topicsOf } from "./Reading/Topics.ts"
import { languageOf, plain, wordsOf } from "./Reading/Words.ts"
import type { Reading } from "./Synthesis.ts"

export interface Context {
  /** Whether the question names a customer, or means one that the conversation was about. */
  readonly hasEntities: boolean
  /** The customers it is about: "Granite Peak" asks about no peak. */
  readonly names?: ReadonlyArray<string> | undefined
  /** What a short follow-up ("and Acme?", "et pour Acme ?") goes on from. */
  readonly conversation?: { readonly turns: ReadonlyArray<{ readonly query: string }> } | undefined
}

export const read = (question: string, context: Context): Reading => {
  const text = withoutNames(plain(question), context.names ?? [])
  const turns = context.conversation?.turns ?? []
  const before = turns.at(-1)?.query
  const language = languageOf(question, before)
  // "Delta's contact is Ann" asks nothing: it will be remembered, and that is the answer.
  if (tells(question)) return { complexity: "simple", intent: "conversation", language, topics: [] }
  const topics = topicsOf(text, context)
  const intents = intentsOf(text, { hasEntities: context.hasEntities, topics })
  if (before !== undefined && followsUp(text)) {
    // Which may itself have gone on from the one before it, and so on.
    const earlier = read(before, { ...context, conversation: { turns: turns.slice(0, -1) } })
    const inherited = topics.length > 0 ? topics : earlier.topics
    const clear = (intents[0]?.[1] ?? 0) >= 3 || (topics.length > 0 && earlier.intent === "status")
    const intent = clear ? intents[0]?.[0] : earlier.intent
    if (intent !== undefined && intent !== "conversation" && intent !== "unknown") {
      return { complexity: complexityOf(text, intent, inherited), intent, language, topics: inherited }
    }
  }
  const intent = (intents[0]?.[1] ?? 0) >= 1 ? intents[0]?.[0] ?? "unknown" : context.hasEntities ? "status" : "unknown"
  const asked = intent === "conversation" ? [] : topics
  return { complexity: complexityOf(text, intent, asked), intent, language, topics: asked }
}

/** One word that says nothing stands for each name, or for the longest part of it that is there, and for addresses. */
const withoutNames = (text: string, names: ReadonlyArray<string>): string =>
  names.reduce((rest, name) => {
    const words = wordsOf(plain(name))
    for (let length = words.length; length > 0; length--) {
      // A single word has to be the first: "Parts" alone need not mean "Liberty Auto Parts".
      for (let from = 0; from + length <= (length === 1 ? 1 : words.length); from++) {
        const run = new RegExp(
          `(?<![\\p{L}\\p{N}])${words.slice(from, from + length).join("[^\\p{L}\\p{N}]+")}(?![\\p{L}\\p{N}])`,
          "gu"
        )
        if (run.test(rest)) return rest.replace(run, "acme")
      }
    }
    return rest
  }, text.replace(/\S+@\S+\.[\p{L}\p{N}]+/gu, "acme"))

/** Short, and begins where another question left off. */
const followsUp = (text: string): boolean =>
  wordsOf(text).length <= 8 &&
  /^(?:and|what about|how about|same for|also|or|et|et pour|qu'en est-il|meme chose|pareil)\b/.test(text)

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
