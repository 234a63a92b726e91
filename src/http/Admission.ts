/** Lets so many requests work at once, keeps a few waiting, and sends the rest away at once instead of falling over. */
import { Context, Effect, Layer } from "effect"
import * as Bulkhead from "../resilience/Bulkhead.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import { HttpOptions } from "./Options.ts"
import { overloaded, type Refused } from "./Refused.ts"

export type Admit = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | Refused, R>

export interface Service {
  readonly admit: Admit
  /** For bodies that are held whole and may be large: so few at once that they cannot fill the memory. */
  readonly admitLarge: Admit
}

const large = { limit: 4, queue: 8 }

/** @effect-expect-leaking R */
export class Admission extends Context.Tag("holdfast/http/Admission")<Admission, Service>() {
  static readonly layer: Layer.Layer<Admission> = Layer.effect(
    Admission,
    Effect.gen(function*() {
      const options = yield* HttpOptions
      // A series that appears only with its first refusal has no rate then.
      const counted = (name: string) => {
        Metrics.updater(Metrics.queueDepth, { queue: name })(0)
        Metrics.updater(Metrics.queueRejections, { queue: name })(0)
      }
      const bulkhead = (name: string, size: { readonly limit: number; readonly queue: number }) =>
        Effect.map(
          Effect.zipRight(
            Effect.sync(() => counted(name)),
            Bulkhead.make({ name, max_wait: options.queueWaitMs, ...size })
          ),
          ({ protect }): Admit => (effect) => Effect.catchIf(protect(effect), isFull, () => Effect.fail(overloaded))
        )
      return {
        admit: yield* bulkhead("http", { limit: options.maxConcurrency, queue: options.queueSize }),
        admitLarge: yield* bulkhead("http_large", large)
      }
    })
  )
}

const isFull = (error: unknown) => error instanceof Bulkhead.BulkheadFull
