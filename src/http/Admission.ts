/**
 * Lets so many requests work at once, keeps a few waiting, and sends the rest away at once instead of falling over: bulk
 * first, then the ordinary, then questions. Health checks and operators' calls never wait here: they show what is wrong.
 */
import { Context, Effect, Layer } from "effect"
import * as Bulkhead from "../resilience/Bulkhead.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import { HttpOptions } from "./Options.ts"
import { overloaded, type Refused } from "./Refused.ts"

export type Admit = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | Refused, R>

export interface Service {
  readonly question: Admit
  readonly ordinary: Admit
  /** Documents and rows on their way in: who sends them can send them again. */
  readonly bulk: Admit
  /** For bodies that are held whole and may be large: so few at once that they cannot fill the memory. */
  readonly large: Admit
}

const priorities = { question: 2, ordinary: 1, bulk: 0 } as const

/** @effect-expect-leaking R */
export class Admission extends Context.Tag("holdfast/http/Admission")<Admission, Service>() {
  static readonly layer: Layer.Layer<Admission> = Layer.effect(
    Admission,
    Effect.gen(function*() {
      const options = yield* HttpOptions
      const bulkhead = (name: string, size: Omit<Bulkhead.Options, "name" | "max_wait">) =>
        Effect.suspend(() => {
          // A series that appears only with its first refusal has no rate then.
          Metrics.updater(Metrics.queueDepth, { queue: name })(0)
          Metrics.updater(Metrics.queueRejections, { queue: name })(0)
          return Bulkhead.make({ name, max_wait: options.queueWaitMs, ...size })
        })
      const admitting = ({ protect }: Bulkhead.Bulkhead, priority: number): Admit => (effect) =>
        Effect.catchIf(protect(effect, priority), isFull, () => Effect.fail(overloaded))

      const all = yield* bulkhead("http", {
        limit: options.maxConcurrency,
        queue: options.queueSize,
        adaptive: options.adaptiveConcurrency ? { min: Math.ceil(options.maxConcurrency / 8) } : undefined
      })
      return {
        question: admitting(all, priorities.question),
        ordinary: admitting(all, priorities.ordinary),
        bulk: admitting(all, priorities.bulk),
        large: admitting(yield* bulkhead("http_large", { limit: 4, queue: 8 }), priorities.bulk)
      }
    })
  )
}

const isFull = (error: unknown) => error instanceof Bulkhead.BulkheadFull
