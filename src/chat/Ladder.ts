/** The rungs under the pipeline: the answer given before, the keyword answer, the generic answer. The last one holds. */
import { Clock, Context, Effect, Layer } from "effect"
import type { Answer, Degradation } from "../domain/Answer.ts"
import type { Question } from "../domain/Question.ts"
import * as Deadline from "../resilience/Deadline.ts"
import { AnswerCache, isShareable, normalise } from "./AnswerCache.ts"
import * as LastResort from "./LastResort.ts"
import type { Reading } from "./Synthesis.ts"

/** What an answer says, without who asked and when. */
export type Rung = Omit<Answer, "answer_id" | "session_id" | "user_id" | "correlation_id" | "timings_ms">

export interface Service {
  /** Never fails and needs nothing but this process for its last rung. */
  readonly descend: (
    question: Question,
    reading: Reading,
    degradations: ReadonlyArray<Degradation>
  ) => Effect.Effect<Rung>
}

export class Ladder extends Context.Tag("holdfast/chat/Ladder")<Ladder, Service>() {}

export interface Options {
  readonly answers: LastResort.KeywordTable
  readonly supportContact: string | undefined
}

/** For looking up the earlier answer, milliseconds, and what is left of the deadline after it. */
const cacheLimit = { limit: 300, reserve: 40 }

const make = (options: Options) =>
  Effect.map(AnswerCache, (cache) => {
    const earlier = (question: Question) =>
      isShareable(question.query)
        ? cache.find(question.tenant, normalise(question.query)).pipe(
          Deadline.limited("answer_cache", cacheLimit),
          // The cache is one more thing that may be away; the rungs below need nothing.
          Effect.catchAll((error) => Effect.as(Effect.logDebug("no earlier answer", error._tag), undefined))
        )
        : Effect.succeed(undefined)

    const descend = Effect.fn("Ladder.descend")(
      function*(question: Question, reading: Reading, degradations: ReadonlyArray<Degradation>) {
        const kept = yield* earlier(question)
        if (kept !== undefined) {
          const now = yield* Clock.currentTimeMillis
          return fromCache(kept.answer, now - kept.at, degradations)
        }
        const keyword = LastResort.keywordAnswer(question.query, reading.language, options.answers)
        if (keyword !== undefined) {
          return {
            ...empty(reading, [...degradations, stoodIn("keyword answer")]),
            text: keyword.answer,
            sources: keyword.sources,
            confidence: keyword.confidence,
            source: "keyword_fallback" as const
          }
        }
        return {
          ...empty(reading, [...degradations, stoodIn("generic answer")]),
          text: LastResort.genericAnswer(question.query, reading.language, options.supportContact),
          source: "error_handler" as const,
          ...(options.supportContact === undefined ? {} : { support_contact: options.supportContact })
        }
      }
    )
    return Ladder.of({ descend })
  })

const stoodIn = (used_instead: string): Degradation => ({
  component: "pipeline",
  reason: "unavailable",
  detail: "The business data could not be read in time, so no full answer could be made.",
  used_instead
})

const fromCache = (answer: Answer, age: number, degradations: ReadonlyArray<Degradation>): Rung => {
  const { answer_id: _a, correlation_id: _c, session_id: _s, timings_ms: _t, user_id: _u, ...said } = answer
  return {
    ...said,
    source: "cache",
    sources: Array.from(new Set([...answer.sources, "cache"])),
    degraded: true,
    usage: null,
    degradations: [...degradations, {
      component: "pipeline",
      reason: "unavailable",
      detail: `This is the answer given ${ageInWords(age)} ago; it may be out of date.`,
      used_instead: "cached answer"
    }]
  }
}

const ageInWords = (millis: number): string => {
  const steps = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1_000]] as const
  for (const [unit, size] of steps) {
    const count = Math.floor(millis / size)
    if (count >= 1) return `${count} ${unit}${count === 1 ? "" : "s"}`
  }
  return "a moment"
}

const empty = (reading: Reading, degradations: ReadonlyArray<Degradation>): Rung => ({
  text: "",
  intent: reading.intent,
  complexity: reading.complexity,
  confidence: 0.1,
  quality_score: 0.3,
  passed_quality_gates: false,
  sources: [],
  citations: [],
  suggestions: [],
  entities: [],
  disambiguation: null,
  patterns: [],
  decision: null,
  source: "error_handler",
  generator: "template",
  model: "local/composer",
  degraded: true,
  degradations,
  usage: null
})

export const layer = (options: Options): Layer.Layer<Ladder, never, AnswerCache> => Layer.effect(Ladder, make(options))
