/** Every breaker of the process by its name: one for each dependency and provider. */
import { Clock, Context, Effect, Layer, type Mailbox, type Scope, type Stream } from "effect"
import * as Announcer from "./Announcer.ts"
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
  /** The same for who must miss none: it listens from when it returns, and a stream only from when it is run. */
  readonly listen: Effect.Effect<Mailbox.ReadonlyMailbox<CircuitBreaker.Event>, never, Scope.Scope>
  /** Gives what another replica says to the breaker of that name, or to the one that will have it. */
  readonly hear: (name: string, told: CircuitBreaker.Told) => Effect.Effect<void>
}

export class CircuitBreakers extends Context.Tag("holdfast/resilience/CircuitBreakers")<CircuitBreakers, Service>() {}

const make = Effect.gen(function*() {
  const breakers = new Map<string, CircuitBreaker.CircuitBreaker>()
  const announcer = Announcer.make<CircuitBreaker.Event>(1_024)
  const early = new Map<string, { readonly told: CircuitBreaker.Told; readonly at: number }>()
  const making = yield* Effect.makeSemaphore(1)

  const made = (breaker: CircuitBreaker.CircuitBreaker) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      breakers.set(breaker.name, breaker)
      return Effect.forEach(["calls", "operator"], (by) => {
        const word = early.get(`${by} ${breaker.name}`)
        early.delete(`${by} ${breaker.name}`)
        return word === undefined
          ? Effect.void
          : breaker.hear({ ...word.told, for_ms: word.told.for_ms - (now - word.at) })
      }, { discard: true })
    })

  const get: Service["get"] = (name, options = {}) =>
    Effect.suspend(() => {
      const known = breakers.get(name)
      return known === undefined
        ? Effect.tap(CircuitBreaker.make({ ...options, name }, announcer), made)
        : Effect.succeed(known)
    }).pipe(making.withPermits(1))

  const hear: Service["hear"] = (name, told) =>
    Effect.flatMap(Clock.currentTimeMillis, (at) => {
      const breaker = breakers.get(name)
      if (breaker !== undefined) return breaker.hear(told)
      if (early.size < mostEarly) early.set(`${told.by} ${name}`, { told, at })
      return Effect.void
    })

  return CircuitBreakers.of({
    get,
    find: (name) => Effect.sync(() => breakers.get(name)),
    all: Effect.sync(() => Array.from(breakers.values())),
    events: announcer.heard,
    listen: announcer.listen,
    hear
  })
})

/** Words for breakers that are not made yet; beyond so many they are not ours. */
const mostEarly = 1_000

export const layer: Layer.Layer<CircuitBreakers> = Layer.effect(CircuitBreakers, make)
