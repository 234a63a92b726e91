/** Moves exchanges from the spool into the database; one that it refuses for what it is becomes a dead letter. */
import { Clock, type Context, Effect, Layer, Option } from "effect"
import { defaultTenant } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import { classify } from "../../resilience/ErrorClassification.ts"
import { DeadLetters } from "../../storage/DeadLetters.ts"
import { describe } from "../../storage/Queue/Verdict.ts"
import { Spool } from "../../storage/Spool.ts"
import type * as Segments from "../../storage/Spool/Segments.ts"
import { TurnRecorder } from "../TurnRecorder.ts"
import * as Spooled from "./Spooled.ts"

/** The kind of job that does it again once a person replays the letter. */
export const operation = "record_exchange"

const bury = (letters: Context.Tag.Service<DeadLetters>) => (record: Segments.Record, error: unknown) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const exchange = Option.getOrUndefined(Spooled.decodeOption(record.payload))
    const { category, severity } = classify(error)
    return letters.add({
      id: `${operation}:${record.id}`,
      tenant: exchange?.tenant ?? defaultTenant,
      operation,
      payload: record.payload,
      error: describe(error),
      severity,
      category,
      attempts: 1,
      history: [],
      correlation_id: exchange?.answer.correlation_id ?? null,
      first_failed_at: isoTime(exchange?.at ?? now),
      last_failed_at: isoTime(now)
    })
  })

/** Oldest first, for as long as the service runs. */
export const layer: Layer.Layer<never, never, TurnRecorder | Spool | DeadLetters> = Layer.scopedDiscard(
  Effect.flatMap(
    Effect.all([TurnRecorder, Spool, DeadLetters]),
    ([recorder, spool, letters]) => Effect.forkScoped(spool.drain(Spooled.kind, recorder.settle, bury(letters)))
  )
)
