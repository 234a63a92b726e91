/** Gives vectors to what was stored without: while the embedder was away, or by another embedder than today's. */
import type { SqlClient } from "@effect/sql"
import { Effect, Layer, Schedule } from "effect"
import type { Embeddings } from "../llm/Embeddings.ts"
import * as Chunks from "./Documents/Reembed.ts"
import * as Recollections from "./Memories/Reembed.ts"

const atOnce = 100

/** Batch after batch while there is something left, then a pause; an embedder or database that is away is asked later. */
const worker = Effect.all([Chunks.reembed(atOnce), Recollections.reembed(atOnce)]).pipe(
  Effect.repeat({ while: (done) => done.some((count) => count === atOnce) }),
  Effect.catchAll((error) => Effect.logDebug("Vectors are made later", error._tag)),
  Effect.repeat(Schedule.spaced("30 seconds"))
)

export const layer: Layer.Layer<never, never, SqlClient.SqlClient | Embeddings> = Layer.scopedDiscard(
  Effect.forkScoped(worker)
)
