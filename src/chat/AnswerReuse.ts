/** Decides when an answer given before may be given again: same question, same person's knowledge, same data, same day. */
import { Clock, Context, Effect, Layer } from "effect"
import type { Answer } from "../domain/Answer.ts"
import type { Question } from "../domain/Question.ts"
import { isoDay } from "../domain/Time.ts"
import { Entities } from "../knowledge/Entities.ts"
import type { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import * as Deadline from "../resilience/Deadline.ts"
import * as Guard from "../resilience/Guard.ts"
import type { ConversationState } from "../sessions/Sessions.ts"
import { AnswerCache, isKeepable, isShareable, normalise } from "./AnswerCache.ts"
import type { Rung } from "./Ladder.ts"
import { share } from "./Stages.ts"

export interface Service {
  /** Never fails: whatever goes wrong is a miss. */
  readonly find: (question: Question, state: ConversationState) => Effect.Effect<Rung | undefined>
  readonly keep: (question: Question, answer: Answer) => Effect.Effect<void>
}

export class AnswerReuse extends Context.Tag("holdfast/chat/AnswerReuse")<AnswerReuse, Service>() {}

/** Rows of `app.entity_versions` that stand for what is not a customer: the documents, the shared aliases, one user's own. */
const shared = ["#documents", "#aliases"]
const own = (question: Question) => [`#user:${question.user_id}`]

const make = Effect.gen(function*() {
  const cache = yield* AnswerCache
  const entities = yield* Entities
  const guard = yield* Guard.make("answer_cache", { timeout: 1_000 })

  const versionOf = (question: Question, ids: ReadonlyArray<string>) =>
    Effect.zipWith(
      entities.dataVersion(question.tenant, [...ids, ...shared]),
      Clock.currentTimeMillis,
      (version, now) => `${isoDay(now)} ${version}`
    )

  /** A user who taught Holdfast something (an alias, a memory) may deserve another answer than everybody else. */
  const knowsMore = (question: Question) =>
    Effect.zipWith(
      entities.dataVersion(question.tenant, own(question)),
      entities.dataVersion(question.tenant, ["#nobody"]),
      (version, nothing) => version !== nothing
    )

  const find = Effect.fn("AnswerReuse.find")((question: Question, state: ConversationState) =>
    state.pending !== undefined || !isShareable(question.query) ? Effect.succeed(undefined) : Effect.gen(function*() {
      const kept = yield* cache.find(question.tenant, normalise(question.query))
      if (kept === undefined || (yield* knowsMore(question))) return undefined
      const ids = kept.answer.entities.map((entity) => entity.entity_id)
      return (yield* versionOf(question, ids)) === kept.version ? rungOf(kept.answer) : undefined
    }).pipe(
      guard.protect,
      Deadline.limited("answer_cache", { limit: share(question, 0.1, 1_000), reserve: 0 }),
      Effect.catchAll((error) => Effect.as(Effect.logDebug("answer cache skipped", error._tag), undefined))
    )
  )

  const keep = Effect.fn("AnswerReuse.keep")((question: Question, answer: Answer) =>
    !isShareable(question.query) || !isKeepable(answer) ? Effect.void : Effect.gen(function*() {
      if (yield* knowsMore(question)) return
      const version = yield* versionOf(question, answer.entities.map((entity) => entity.entity_id))
      const at = yield* Clock.currentTimeMillis
      yield* cache.keep(question.tenant, normalise(question.query), { answer, version, at })
    }).pipe(
      guard.protect,
      Effect.catchAll((error) => Effect.logDebug("answer not kept for others", error._tag))
    )
  )

  return AnswerReuse.of({ find, keep })
})

const rungOf = (answer: Answer): Rung => {
  const { answer_id: _a, correlation_id: _c, session_id: _s, timings_ms: _t, user_id: _u, ...said } = answer
  return { ...said, source: "cache", sources: Array.from(new Set([...said.sources, "cache"])), usage: null }
}

export const layer: Layer.Layer<AnswerReuse, never, AnswerCache | Entities | CircuitBreakers> = Layer.effect(
  AnswerReuse,
  make
)
