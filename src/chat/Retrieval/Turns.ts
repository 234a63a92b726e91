/** The conversation so far, as evidence for a question about it. */
import type { Evidence } from "../../domain/Evidence.ts"
import type { ConversationState } from "../../sessions/Sessions.ts"
import { shortened } from "../ContextSynthesis/Sentences.ts"
import { read } from "../Reading.ts"
import { asksAllNotes, earlierOf, type Turn } from "../Reading/Earlier.ts"
import { type Talk, talkOf, tells } from "../Reading/Talk.ts"

/** Oldest first: every question of some substance, or the last exchange. Empty where the question is about none. */
export const turnsFor = (question: string, turns: ConversationState["turns"]) => {
  const wanted = earlierOf(question)
  if (wanted === undefined) return []
  const said = turns.map(({ answer_id, query, sources, text }, place): Evidence & { readonly data: Turn } => {
    const answer = text.replace(/ ?\[\d+\](?:\[\d+\])*/g, "")
    return {
      kind: "memory",
      ref: `answer:${answer_id}`,
      title: "Earlier in this conversation",
      text: wanted === "repeat"
        ? `I answered: "${answer}"`
        : wanted === "sources"
        ? `My answer to "${shortened(query, 240)}" rests on ${sources.join("; ")}`
        : `You asked: "${shortened(query, 240)}"`,
      score: 1,
      data: { place, query, answer, sources }
    }
  }).filter(({ data }) => !isPassing(data.query))
  if (wanted === "asked") return said.filter(({ data }) => !tells(data.query)).slice(-1)
  if (wanted !== "recap") return said.slice(-1)
  // What was asked again stands where it was asked last.
  const last = new Map(said.map((turn) => [turn.data.query, turn]))
  return said.filter((turn) => last.get(turn.data.query) === turn).slice(-mostTurns)
}

/** Talk that is not what a conversation was about. */
const isPassing = (query: string) =>
  asksAllNotes(query) ||
  (read(query, { hasEntities: false }).intent === "conversation" && passing.has(talkOf(query)))

const passing: ReadonlySet<Talk> = new Set<Talk>([
  "greeting",
  "thanks",
  "farewell",
  "feeling",
  "help",
  "neither",
  "recap",
  "asked",
  "repeat",
  "sources"
])

/** One more than are listed, so that the answer can say that there are more. */
const mostTurns = 11
