/** The work behind the answers: learning from finished exchanges, and shortening long conversations. */
import { Clock, Effect, Layer, Schema } from "effect"
import { SessionId, UserId } from "../domain/Ids.ts"
import { Memories } from "../knowledge/Memories.ts"
import * as Recurring from "../resilience/Recurring.ts"
import type { ArchiveLimits } from "../sessions/Archive.ts"
import { Sessions } from "../sessions/Sessions.ts"
import { Queue } from "../storage/Queue.ts"
import { TurnRecorder } from "./TurnRecorder.ts"
import * as Drain from "./TurnRecorder/Drain.ts"

const Learn = Schema.Struct({
  answer_id: Schema.String,
  user_id: UserId,
  session_id: Schema.optionalWith(SessionId, { exact: true }),
  query: Schema.String,
  entity_ids: Schema.Array(Schema.String),
  said_at: Schema.Number
})

/** Works through the queue for as long as the service runs. */
export const layerWorker: Layer.Layer<never, never, Queue | Memories | TurnRecorder> = Layer.scopedDiscard(
  Effect.flatMap(Effect.all([Queue, Memories, TurnRecorder]), ([queue, memories, recorder]) =>
    queue.work({
      learn: ({ payload, tenant }) =>
        Effect.flatMap(Schema.decodeUnknown(Learn)(payload), ({ answer_id, ...exchange }) =>
          memories.learn(tenant, { source_id: answer_id, ...exchange })),
      [Drain.operation]: ({ payload }) =>
        recorder.settle(payload)
    }).pipe(Effect.forkScoped))
)

const sweepEvery = "1 minute"

export const layerArchive = (limits: ArchiveLimits): Layer.Layer<never, never, Sessions> =>
  Layer.scopedDiscard(
    Effect.flatMap(Sessions, (sessions) =>
      Clock.currentTimeMillis.pipe(
        Effect.flatMap((now) => sessions.archiveLong(limits, now)),
        Effect.catchTag("StoreError", (error) =>
          Effect.logWarning("conversations not archived this time", error.message)),
        (sweep) =>
          Recurring.every(sweepEvery, "conversations are archived later", sweep),
        Effect.forkScoped
      ))
  )
