/** Every breaker of the process by its name: one for each dependency and provider. */
import { Context, Effect, Layer, PubSub, Stream } from "effect"
import * as CircuitBreaker from "./CircuitBreaker.ts"

export interface Service {
  /** Makes it at the first call; later calls return the same breaker, whatever their options. */
  readonly get: (
    name: string,
    options?: Omit<CircuitBreaker.Options, "name">
  ) => Effect.Effect<CircuitBreaker.CircuitBreaker>
  readonly find: (name: string) => Effect.Effect<CircuitBreaker.CircuitBreaker | undefined>
  /** In the order of their making. */
  readonly all: Effect.Effect<ReadonlyArray<CircuitBreaker.CircuitBreaker>>
  /** Transitions of all of them from now on; a slow reader loses the oldest. */
  readonly events: Stream.Stream<CircuitBreaker.Event>
}

export class CircuitBreakers extends Context.Tag("holdfast/resilience/CircuitBreakers")<CircuitBreakers, Service>() {}

const make = Effect.gen(function*() {
  const breakers = new Map<string, CircuitBreaker.CircuitBreaker>()
  const events = yield* PubSub.sliding<CircuitBreaker.Event>(1_024)
  const making = yield* Effect.makeSemaphore(1)

  const get: Service["get"] = (name, options = {}) =>
    Effect.suspend(() => {
      const made = breakers.get(name)
      return made === undefined
        ? Effect.tap(CircuitBreaker.make({ ...options, name }, events), (breaker) => breakers.set(name, breaker))
        : Effect.succeed(made)
    }).pipe(making.withPermits(1))

  return CircuitBreakers.of({
    get,
    find: (name) => Effect.sync(() => breakers.get(name)),
    all: Effect.sync(() => Array.from(breakers.values())),
    events: Stream.fromPubSub(events)
  })
})

export const layer: Layer.Layer<CircuitBreakers> = Layer.effect(CircuitBreakers, make)
