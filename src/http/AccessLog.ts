/** One log line a request, written behind the response's back, and the request metrics. */
import { Context, Effect, Fiber, Layer, Mailbox } from "effect"
import * as RequestMetrics from "./RequestMetrics.ts"

export interface Entry {
  readonly method: string
  /** The route as declared, never the path as sent: that may name a user. */
  readonly pattern: string
  readonly status: number
  readonly milliseconds: number
  readonly correlation_id: string
  readonly at: number
}

/** Beyond it lines are dropped rather than memory filled; metrics are never dropped. */
const backlog = 10_000

export class AccessLog extends Context.Tag("holdfast/http/AccessLog")<AccessLog, {
  readonly write: (entry: Entry) => void
}>() {
  static readonly layer: Layer.Layer<AccessLog> = Layer.scoped(
    AccessLog,
    Effect.gen(function*() {
      const entries = yield* Mailbox.make<Entry>({ capacity: backlog, strategy: "dropping" })
      const writer = yield* entries.take.pipe(Effect.flatMap(line), Effect.forever, Effect.ignore, Effect.forkScoped)
      yield* Effect.addFinalizer(() =>
        Effect.zipRight(entries.end, Effect.timeoutOption(Effect.interruptible(Fiber.await(writer)), "1 second"))
      )
      return {
        write: (entry) => {
          RequestMetrics.record(entry.pattern, entry.status, entry.milliseconds)
          entries.unsafeOffer(entry)
        }
      }
    })
  )
}

const probes = /^\/(health|metrics)/

const line = ({ correlation_id, method, milliseconds, pattern, status }: Entry) =>
  (probes.test(pattern) && status < 400 ? Effect.logDebug : Effect.logInfo)("Request").pipe(
    Effect.annotateLogs({
      component: "http",
      operation: `${method} ${pattern}`,
      status,
      duration_ms: Math.round(milliseconds * 10) / 10,
      correlation_id
    })
  )
