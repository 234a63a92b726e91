/** Makes an exchange durable before its answer leaves: in the database, or in the spool on disk while that is away. */
import { Context, Effect, Layer, type ParseResult } from "effect"
import type { Answer, Degradation } from "../domain/Answer.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import * as Deadline from "../resilience/Deadline.ts"
import * as Guard from "../resilience/Guard.ts"
import { type Exchange, Sessions } from "../sessions/Sessions.ts"
import { Queue } from "../storage/Queue.ts"
import { Spool } from "../storage/Spool.ts"
import { StoreError } from "../storage/StoreError.ts"
import { contained } from "./Contained.ts"
import { degradation } from "./Degradations.ts"
import * as Spooled from "./TurnRecorder/Spooled.ts"
import * as Waiting from "./TurnRecorder/Waiting.ts"

export interface Recorded {
  /** The answer that stands: an earlier one where the same idempotency key was answered meanwhile. */
  readonly answer: Answer
  /** Set where the exchange is not in the database yet, or could be kept nowhere. */
  readonly degradation: Degradation | undefined
}

export interface Service {
  /** Never fails; what could not be kept is said. */
  readonly record: (exchange: Exchange) => Effect.Effect<Recorded>
  /** The answer given under this key that still waits on disk, with the hash of the body that asked for it. */
  readonly answered: (tenant: TenantId, key: string) => Effect.Effect<Waiting.Answered | undefined>
  /** Moves an exchange as it was kept on disk into the database. Twice is once. */
  readonly settle: (spooled: unknown) => Effect.Effect<void, StoreError | ParseResult.ParseError>
}

export class TurnRecorder extends Context.Tag("holdfast/chat/TurnRecorder")<TurnRecorder, Service>() {}

/** How long the database may take before the spool is used, and what is left for that (milliseconds). */
export class RecorderLimits extends Context.Reference<RecorderLimits>()("holdfast/chat/RecorderLimits", {
  defaultValue: () => ({ database: 1_000, spool: 15 })
}) {}

const make = Effect.gen(function*() {
  const sessions = yield* Sessions
  const spool = yield* Spool
  const queue = yield* Queue
  const limits = yield* RecorderLimits
  const waiting = yield* Waiting.make
  const guard = yield* Guard.make("recorder", { timeout: limits.database })

  const keepOnDisk = Effect.fnUntraced(function*(exchange: Exchange, reason: unknown) {
    const first = yield* waiting.find(exchange.tenant, exchange.idempotency?.key ?? "")
    // Of two requests at once with one key the second gets the answer of the first here, as it does in the database.
    if (first !== undefined) return { answer: first.answer, degradation: onDisk(reason) }
    return yield* spool.append({ id: exchange.answer.answer_id, kind: Spooled.kind, payload: Spooled.encode(exchange) })
      .pipe(
        Effect.zipRight(waiting.add(exchange)),
        Effect.as({ answer: exchange.answer, degradation: onDisk(reason) }),
        Effect.catchAll((error) =>
          Effect.as(Effect.logError("an exchange could be kept nowhere", error._tag), {
            answer: exchange.answer,
            degradation: degradation("recorder", error, "nothing: this exchange is not kept")
          })
        )
      )
  })

  const record = Effect.fn("TurnRecorder.record")((exchange: Exchange) =>
    sessions.record(exchange).pipe(
      contained("recorder"),
      guard.protect,
      Deadline.limited("recorder", { limit: limits.database, reserve: limits.spool }),
      Effect.tap(queue.wake),
      Effect.map((answer): Recorded => ({ answer, degradation: undefined })),
      Effect.catchAll((error) => keepOnDisk(exchange, error))
    )
  )

  /** A reply that cannot be read is the database's fault, and no reason to give the exchange up. */
  const recorded = (exchange: Exchange) =>
    Effect.catchAllDefect(
      sessions.record(exchange),
      () => new StoreError({ operation: "Sessions.record", cause: "its reply could not be read" })
    )

  const settle: Service["settle"] = Effect.fn("TurnRecorder.settle")(function*(payload) {
    const exchange = yield* Spooled.decode(payload)
    const stands = yield* recorded(exchange)
    // Another replica answered under the same key meanwhile. Both answers were given, so both are kept.
    if (stands.answer_id !== exchange.answer.answer_id) {
      const { idempotency: _, ...keyless } = exchange
      yield* recorded(keyless)
    }
    yield* waiting.remove(exchange)
  })

  return TurnRecorder.of({ record, answered: waiting.find, settle })
})

const onDisk = (reason: unknown) =>
  degradation("recorder", reason, "the spool on disk, moved to the database when it returns")

export const layer: Layer.Layer<TurnRecorder, never, Sessions | Spool | Queue | CircuitBreakers> = Layer.effect(
  TurnRecorder,
  make
)
