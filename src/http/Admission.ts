/** Lets so many requests work at once, keeps a few waiting, and sends the rest away at once instead of falling over. */
import { Context, Effect, Layer } from "effect"
import * as Bulkhead from "../resilience/Bulkhead.ts"
import { HttpOptions } from "./Options.ts"
import { overloaded, type Refused } from "./Refused.ts"

export type Admit = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | Refused, R>

export class Admission extends Context.Tag("holdfast/http/Admission")<Admission, { readonly admit: Admit }>() {
  static readonly layer: Layer.Layer<Admission> = Layer.effect(
    Admission,
    Effect.gen(function*() {
      const options = yield* HttpOptions
      const places = yield* Bulkhead.make({
        name: "http",
        limit: options.maxConcurrency,
        queue: options.queueSize,
        max_wait: options.queueWaitMs
      })
      return Admission.of({
        admit: (effect) => Effect.catchIf(places.protect(effect), isFull, () => Effect.fail(overloaded))
      })
    })
  )
}

const isFull = (error: unknown) => error instanceof Bulkhead.BulkheadFull
