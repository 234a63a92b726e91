/** Keeps what was loaded for a while, the one used longest ago first to go, and loads once for all who ask meanwhile. */
import { type Clock, Duration, Effect, Exit, Fiber, FiberSet, type Scope } from "effect"
import * as Deadline from "./Deadline.ts"

export interface Options<K, A, E, R> {
  /** Failures are not kept: who asks next has it loaded again. */
  readonly load: (key: K) => Effect.Effect<A, E, R>
  /** From when it was loaded. */
  readonly ttl: Duration.DurationInput
  /** Default 1,000. */
  readonly capacity?: number
}

export interface LoadingCache<K, A, E> {
  /** Keys are compared as a `Map` does. */
  readonly get: (key: K) => Effect.Effect<A, E>
  readonly invalidate: (key: K) => Effect.Effect<void>
  readonly clear: Effect.Effect<void>
  readonly stats: Effect.Effect<{ readonly hits: number; readonly misses: number; readonly size: number }>
}

interface Entry<A, E> {
  readonly fiber: Fiber.RuntimeFiber<A, E>
  until: number
}

/**
 * In Effect's own cache the first who asks runs the load, and takes all who wait along when interrupted; and a key that was
 * used twice can go before one that was used once. Here the load belongs to the cache: it outlives whoever asked, knows no
 * deadline but its own, and ends with the scope.
 */
export const make = <K, A, E, R = never>(
  { capacity = 1_000, load, ttl }: Options<K, A, E, R>
): Effect.Effect<LoadingCache<K, A, E>, never, R | Scope.Scope> =>
  Effect.gen(function*() {
    const context = yield* Effect.context<R>()
    const run = yield* FiberSet.makeRuntime<never, A, E>()
    const entries = new Map<K, Entry<A, E>>()
    let hits = 0
    let misses = 0

    const keep = (key: K, entry: Entry<A, E>) => {
      entries.delete(key)
      entries.set(key, entry)
      if (entries.size <= capacity) return
      const oldest = entries.keys().next()
      if (oldest.done !== true) entries.delete(oldest.value)
    }

    const begin = (key: K, clock: Clock.Clock): Entry<A, E> => {
      const entry: Entry<A, E> = { fiber: run(Deadline.none(Effect.provide(load(key), context))), until: Infinity }
      entry.fiber.addObserver((exit) => {
        if (Exit.isSuccess(exit)) entry.until = clock.unsafeCurrentTimeMillis() + Duration.toMillis(ttl)
        else if (entries.get(key) === entry) entries.delete(key)
      })
      return entry
    }

    const get = (key: K) =>
      Effect.clockWith((clock) => {
        const kept = entries.get(key)
        const isGood = kept !== undefined && clock.unsafeCurrentTimeMillis() < kept.until
        if (isGood) hits++
        else misses++
        const entry = isGood ? kept : begin(key, clock)
        const ended = entry.fiber.unsafePoll()
        if (ended === null || Exit.isSuccess(ended)) keep(key, entry)
        return ended ?? Effect.flatten(Fiber.await(entry.fiber))
      })

    return {
      get,
      invalidate: (key) => Effect.sync(() => void entries.delete(key)),
      clear: Effect.sync(() => entries.clear()),
      stats: Effect.sync(() => ({ hits, misses, size: entries.size }))
    }
  })
