/** Values made once and kept in three tiers: this process, Redis, and wherever a third is. None of them is needed. */
import { Context, Effect, Fiber, FiberSet, Layer } from "effect"
import type { TenantId } from "../domain/Ids.ts"
import { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import * as Invalidation from "./Cache/Invalidation.ts"
import type * as Tier from "./Cache/Tier.ts"
import * as Tiered from "./Cache/Tiered.ts"
import { breaker as redisBreaker, Redis } from "./Redis.ts"

export type Options<A, I> = Tiered.Options<A, I>
export type Cache<A> = Tiered.Cache<A>

export interface Service {
  readonly make: <A, I>(options: Options<A, I>) => Effect.Effect<Cache<A>>
  /** Of every cache, on every replica: once it returns nothing that carries the tag is served by this one. */
  readonly invalidateTag: (tenant: TenantId, tag: string) => Effect.Effect<void>
  readonly invalidateTenant: (tenant: TenantId) => Effect.Effect<void>
}

export class Caches extends Context.Tag("holdfast/storage/Caches")<Caches, Service>() {}

export const make = <A, I>(options: Options<A, I>): Effect.Effect<Cache<A>, never, Caches> =>
  Effect.flatMap(Caches, (caches) => caches.make(options))

export const layer: Layer.Layer<Caches, never, Redis | CircuitBreakers> = Layer.scoped(
  Caches,
  Effect.gen(function*() {
    const breakers = yield* CircuitBreakers
    const redis = yield* Redis
    const running = yield* FiberSet.make<unknown, unknown>()
    const apart: Tier.Tier["apart"] = (effect) => Effect.flatMap(FiberSet.run(running, effect), Fiber.join)
    const behind = (effect: Effect.Effect<unknown>) => FiberSet.run(running, effect)
    const invalidation = yield* Invalidation.make(redis, { apart, breaker: yield* redisBreaker })

    const makeCache: Service["make"] = (options) =>
      Effect.flatMap(
        breakers.get(`cache.${options.name}`, { reset_timeout: "10 seconds" }),
        (breaker) => Tiered.make(options, { invalidation, third: { apart, breaker }, behind })
      )

    return Caches.of({
      make: makeCache,
      invalidateTag: (tenant, tag) => invalidation.invalidate([Invalidation.tagOf(tenant, tag)]),
      invalidateTenant: (tenant) => invalidation.invalidate([Invalidation.tenantTag(tenant)])
    })
  })
)
