import { assert, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted } from "effect"
import { Faults, layer as faultsLayer } from "../../src/resilience/Faults.ts"
import * as FaultyRedis from "../../src/storage/FaultyRedis.ts"
import * as Redis from "../../src/storage/Redis.ts"
import * as RedisServer from "../support/RedisServer.ts"

it.scopedLive.skipIf(!RedisServer.available)(
  "Redis with faults in it fails, lies and breaks off, and then is as before",
  () =>
    Effect.gen(function*() {
      const server = yield* RedisServer.make
      const wrapped = FaultyRedis.layer(Redis.layer(Redacted.make(server.url)))
      yield* Effect.gen(function*() {
        const faults = yield* Faults
        const { use } = Option.getOrThrow((yield* Redis.Redis).commands)
        const get = use((client) => client.get("name"))
        yield* use((client) => client.set("name", "Delta"))
        assert.strictEqual(yield* get, "Delta")
        yield* faults.set("cache", { kind: "error" })
        assert.strictEqual((yield* Effect.flip(get))._tag, "RedisError")
        yield* faults.set("cache", { kind: "malformed" })
        assert.strictEqual(yield* get, "\uFFFDatleD")
        yield* faults.set("cache", { kind: "partial" })
        assert.strictEqual(yield* get, "De")
        assert.deepStrictEqual(yield* use((client) => client.mget("name", "other")), ["De"])
        yield* faults.clear("cache")
        assert.strictEqual(yield* get, "Delta")
      }).pipe(Effect.provide(Layer.provideMerge(wrapped, faultsLayer({ components: ["cache"] }))))
    }),
  60_000
)

it.effect("no Redis has no faults", () =>
  Effect.gen(function*() {
    assert.isTrue(Option.isNone((yield* Redis.Redis).commands))
  }).pipe(Effect.provide(FaultyRedis.layer(Redis.layerNone))))
