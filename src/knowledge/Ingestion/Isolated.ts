/** Parses what may be hostile in a thread of its own, with bounded memory; interrupting the caller ends the thread. */
import { Effect, Schema } from "effect"
import { Worker } from "node:worker_threads"
import { script } from "../../storage/PackageRoot.ts"

export const Outcome = Schema.Union(
  Schema.Struct({ ok: Schema.Literal(true), title: Schema.String, parts: Schema.Array(Schema.String) }),
  Schema.Struct({ ok: Schema.Literal(false), reason: Schema.Literal("password", "pages", "size", "damaged") })
)
export type Outcome = typeof Outcome.Type

export interface Job {
  readonly format: "pdf" | "docx"
  readonly bytes: Uint8Array
  readonly pages: number
  readonly expandedBytes: number
}

export const parse = (job: Job) =>
  Effect.async<Outcome>((resume) => {
    const worker = new Worker(script("knowledge/Ingestion/worker.mjs"), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 },
      // What a parser prints about a damaged file is nobody's log line.
      stdout: true,
      stderr: true
    })
    const damaged = () => resume(Effect.succeed({ ok: false, reason: "damaged" }))
    worker.once("message", (message) => resume(Effect.orDie(Schema.decodeUnknown(Outcome)(message))))
    worker.once("error", damaged)
    worker.once("exit", damaged)
    return Effect.promise(() => worker.terminate())
  }).pipe(Effect.withSpan("Ingestion.isolated", { attributes: { format: job.format } }))
