/** Reads a question: what it wants, about what, in which language, and how much of an answer it needs. */
import type { Complexity, Intent } from "../domain/Answer.ts"
import type { Topic } from "../domain/Evidence.ts"
import { intentsOf } from "./Reading/Intents.ts"
import { topicsOf } from "./Reading/Topics.ts"
import { languageOf, plain, wordsOf } from "./Reading/Words.ts"
import type { Reading } from "./Synthesis.ts"

export interface Context {
  /** Whether the question names a customer, or means one that the conversation was about. */
  readonly hasEntities: boolean
  /** What a short follow-up ("and Acme?", "et pour Acme ?") goes on from. */
  readonly conversation?: { readonly turns: ReadonlyArray<{ readonly query: string }> } | undefined
}

export const read = (question: string, context: Context): Reading => {
  const text = plain(question)
  const before = context.conversation?.turns.at(-1)?.query
  const language = languageOf(question, before)
  const topics = topicsOf(text, context)
  const intents = intentsOf(text, { hasEntities: context.hasEntities, topics })
  if (before !== undefined && followsUp(text)) {
    const earlier = read(before, context)
    const inherited = topics.length > 0 ? topics : earlier.topics
    const intent = (intents[0]?.[1] ?? 0) >= 3 ? intents[0]?.[0] : earlier.intent
    if (intent !== undefined && intent !== "conversation" && intent !== "unknown") {
      return { complexity: complexityOf(text, intent, inherited), intent, language, topics: inherited }
    }
  }
  const intent = (intents[0]?.[1] ?? 0) >= 1 ? intents[0]?.[0] ?? "unknown" : context.hasEntities ? "status" : "unknown"
  const asked = intent === "conversation" ? [] : topics
  return { complexity: complexityOf(text, intent, asked), intent, language, topics: asked }
}

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
