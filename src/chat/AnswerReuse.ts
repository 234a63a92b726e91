/** Decides when an answer given before may be given again: same question, same person's knowledge, same data, same day. */
import { Clock, Context, Effect, Layer } from "effect"
import type { Answer } from "../domain/Answer.ts"
import type { Question } from "../domain/Question.ts"
import { isoDay } from "../domain/Time.ts"
import type { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import * as Deadline from "../resilience/Deadline.ts"
import * as Guard from "../resilience/Guard.ts"
import type { ConversationState } from "../sessions/Sessions.ts"
import { AnswerCache, documentOf, isKeepable, isShareable, normalise } from "./AnswerCache.ts"
import { contained } from "./Contained.ts"
import type { Rung } from "./Ladder.ts"
import { share } from "./Stages.ts"

export interface Service {
  /** Never fails: whatever goes wrong is a miss. */
  readonly find: (question: Question, state: ConversationState) => Effect.Effect<Rung | undefined>
  readonly keep: (question: Question, answer: Answer) => Effect.Effect<void>
}

export class AnswerReuse extends Context.Tag("holdfast/chat/AnswerReuse")<AnswerReuse, Service>() {}

const make = Effect.gen(function*() {
  const cache = yield* AnswerCache
  const guard = yield* Guard.make("answer_cache", { timeout: 1_000 })

  /** None where the user knows more than others do. The day belongs to it: what is overdue changes at midnight. */
  const versionOf = (question: Question, answer: Answer) =>
    Effect.zipWith(
      cache.basis(question.tenant, {
        user_id: question.user_id,
        entity_ids: isFullyNamed(question, answer) ? answer.entities.map((entity) => entity.entity_id) : [],
        document_ids: Array.from(new Set(answer.citations.flatMap(documentOf)))
      }),
      Clock.currentTimeMillis,
      ({ personal, version }, now) => personal ? undefined : `${isoDay(now)} ${version}`
    )

  const find = Effect.fn("AnswerReuse.find")((question: Question, state: ConversationState) =>
    state.pending !== undefined || !isShareable(question.query) ? Effect.succeed(undefined) : Effect.gen(function*() {
      const kept = yield* cache.find(question.tenant, normalise(question.query))
      if (kept === undefined) return undefined
      return (yield* versionOf(question, kept.answer)) === kept.version ? rungOf(kept.answer) : undefined
    }).pipe(
      contained("answer_cache"),
      guard.protect,
      Deadline.limited("answer_cache", { limit: share(question, 0.1, 1_000), reserve: 0 }),
      Effect.catchAll((error) => Effect.as(Effect.logDebug("answer cache skipped", error._tag), undefined))
    )
  )

  const keep = Effect.fn("AnswerReuse.keep")((question: Question, answer: Answer) =>
    !isShareable(question.query) || !isKeepable(answer) ? Effect.void : Effect.gen(function*() {
      const version = yield* versionOf(question, answer)
      if (version === undefined) return
      const at = yield* Clock.currentTimeMillis
      yield* cache.keep(question.tenant, normalise(question.query), { answer: anonymised(answer), version, at })
    }).pipe(
      contained("answer_cache"),
      guard.protect,
      Effect.catchAll((error) => Effect.logDebug("answer not kept for others", error._tag))
    )
  )

  return AnswerReuse.of({ find, keep })
})

/** A shorter name may come to mean another customer with the next row of any; a full one means who it meant. */
const isFullyNamed = (question: Question, answer: Answer) =>
  answer.entities.every((entity) => normalise(question.query).includes(normalise(entity.name)))

/** Whoever asked first leaves no trace in what others are given, and none to forget. */
const anonymised = (answer: Answer): Answer => ({ ...answer, user_id: "", session_id: "", correlation_id: "" })

const rungOf = (answer: Answer): Rung => {
  const { answer_id: _a, correlation_id: _c, session_id: _s, timings_ms: _t, user_id: _u, ...said } = answer
  return { ...said, source: "cache", sources: Array.from(new Set([...said.sources, "cache"])), usage: null }
}

export const layer: Layer.Layer<AnswerReuse, never, AnswerCache | CircuitBreakers> = Layer.effect(
  AnswerReuse,
  make
)
