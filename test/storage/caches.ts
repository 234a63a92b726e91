/** Replicas' caches, over a Redis or over none. */
import { Effect, Layer, Redacted, Schema } from "effect"
import { TenantId } from "../../src/domain/Ids.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as Cache from "../../src/storage/Cache.ts"
import * as Redis from "../../src/storage/Redis.ts"
import type * as RedisServer from "../support/RedisServer.ts"

export const options = { name: "test", ttl: "1 minute", schema: Schema.Struct({ n: Schema.Number }) } as const
export const other = TenantId.make("other")

/** One replica's caches, each call anew. */
const replica = (redis: Layer.Layer<Redis.Redis>) =>
  Effect.map(
    Layer.build(Layer.provideMerge(Cache.layer, Layer.merge(redis, CircuitBreakers.layer))),
    (context) => ({
      make: <A, I>(given: Cache.Options<A, I>) => Effect.provide(Cache.make(given), context),
      caches: Effect.provide(Cache.Caches, context),
      breaker: Effect.provide(
        Effect.flatMap(CircuitBreakers.CircuitBreakers, (breakers) => breakers.get("redis")),
        context
      )
    })
  )
export const alone = Effect.suspend(() => replica(Redis.layerNone))
export const overRedis = (server: RedisServer.RedisServer) => replica(Redis.layer(Redacted.make(server.url)))

/** A load that counts how often it runs. */
export const counted = () => {
  let times = 0
  return { load: Effect.sync(() => ({ n: times += 1 })) }
}
