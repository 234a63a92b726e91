/** Makes an exchange durable before its answer leaves: in the database, or in the spool on disk while that is away. */
import { Context, Effect, Layer, Schema } from "effect"
import { Answer, type Degradation } from "../domain/Answer.ts"
import { SessionId, TenantId, UserId } from "../domain/Ids.ts"
import type { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import * as Deadline from "../resilience/Deadline.ts"
import * as Guard from "../resilience/Guard.ts"
import { type Exchange, Sessions } from "../sessions/Sessions.ts"
import { Queue } from "../storage/Queue.ts"
import { Spool } from "../storage/Spool.ts"
import { degradation } from "./Degradations.ts"

export interface Recorded {
  /** The answer that stands: an earlier one where the same idempotency key was answered meanwhile. */
  readonly answer: Answer
  /** Set where the exchange is not in the database yet, or could be kept nowhere. */
  readonly degradation: Degradation | undefined
}

export interface Service {
  /** Never fails; what could not be kept is said. */
  readonly record: (exchange: Exchange) => Effect.Effect<Recorded>
}

export class TurnRecorder extends Context.Tag("holdfast/chat/TurnRecorder")<TurnRecorder, Service>() {}

/** How long the database may take before the spool is used, and what is left for that (milliseconds). */
export class RecorderLimits extends Context.Reference<RecorderLimits>()("holdfast/chat/RecorderLimits", {
  defaultValue: () => ({ database: 1_000, spool: 15 })
}) {}

/** The exchange as it lies in the spool. */
const SpooledExchange = Schema.Struct({
  tenant: TenantId,
  query: Schema.String,
  answer: Answer,
  session_id: Schema.optionalWith(SessionId, { exact: true }),
  user_id: UserId,
  idempotency: Schema.optionalWith(Schema.Struct({ key: Schema.String, body_hash: Schema.String }), { exact: true }),
  at: Schema.Number
})
const encode = Schema.encodeSync(SpooledExchange)
const decode = Schema.decodeUnknown(SpooledExchange)

const spooled = "exchange"

const make = Effect.gen(function*() {
  const sessions = yield* Sessions
  const spool = yield* Spool
  const queue = yield* Queue
  const limits = yield* RecorderLimits
  const guard = yield* Guard.make("recorder", { timeout: limits.database })

  const keepOnDisk = (exchange: Exchange, reason: unknown) =>
    spool.append({ id: exchange.answer.answer_id, kind: spooled, payload: encode(exchange) }).pipe(
      Effect.as({
        answer: exchange.answer,
        degradation: degradation("recorder", reason, "the spool on disk, moved to the database when it returns")
      }),
      Effect.catchAll((error) =>
        Effect.as(Effect.logError("an exchange could be kept nowhere", error._tag), {
          answer: exchange.answer,
          degradation: degradation("recorder", error, "nothing: this exchange is not kept")
        })
      )
    )

  const record = Effect.fn("TurnRecorder.record")((exchange: Exchange) =>
    sessions.record(exchange).pipe(
      guard.protect,
      Deadline.limited("recorder", { limit: limits.database, reserve: limits.spool }),
      Effect.tap(queue.wake),
      Effect.map((answer): Recorded => ({ answer, degradation: undefined })),
      Effect.catchAll((error) => keepOnDisk(exchange, error))
    )
  )

  return TurnRecorder.of({ record })
})

/** Moves what waits on disk into the database, oldest first, for as long as the service runs. */
export const layerDrain: Layer.Layer<never, never, Sessions | Spool> = Layer.scopedDiscard(
  Effect.flatMap(Effect.all([Sessions, Spool]), ([sessions, spool]) =>
    Effect.forkScoped(
      spool.drain(spooled, (payload) => Effect.flatMap(decode(payload), sessions.record))
    ))
)

export const layer: Layer.Layer<TurnRecorder, never, Sessions | Spool | Queue | CircuitBreakers> = Layer.effect(
  TurnRecorder,
  make
)
