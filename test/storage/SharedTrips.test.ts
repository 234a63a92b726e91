import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, Option, Redacted } from "effect"
import { Redis as Client } from "ioredis"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as Redis from "../../src/storage/Redis.ts"
import * as SharedTrips from "../../src/storage/SharedTrips.ts"
import * as RedisServer from "../support/RedisServer.ts"
import { eventually } from "./fixtures.ts"

const options = { consecutive_failures: 1, reset_timeout: "1 hour" } as const

const replica = (url: string) =>
  Effect.gen(function*() {
    const context = yield* Layer.build(
      SharedTrips.layer.pipe(Layer.provideMerge(Layer.merge(CircuitBreakers.layer, Redis.layer(Redacted.make(url)))))
    )
    const breaker = yield* Context.get(context, CircuitBreakers.CircuitBreakers).get("model", options)
    const { commands } = Context.get(context, Redis.Redis)
    const { use } = yield* commands
    return { breaker, isReachable: Effect.map(Effect.option(use((redis) => redis.ping())), Option.isSome) }
  })

const down = Effect.fail("down")
const is = (state: string) => (current: string) => current === state

describe.skipIf(!RedisServer.available)("trips shared over Redis", () => {
  it.scopedLive(
    "reach the other replica, also one that starts later, and so does an operator's hand",
    () =>
      Effect.gen(function*() {
        const { url } = yield* RedisServer.make
        const [one, two] = [yield* replica(url), yield* replica(url)]
        yield* Effect.exit(one.breaker.protect(down))
        yield* eventually(two.breaker.state, is("open"))
        const three = yield* replica(url)
        yield* eventually(three.breaker.state, is("open"))
        assert.isAtMost((yield* three.breaker.metrics).retry_after_ms, 3_600_000)

        yield* three.breaker.isolate
        yield* eventually(one.breaker.state, is("isolated"))
        yield* two.breaker.enable
        yield* eventually(one.breaker.state, is("closed"))
        yield* eventually(three.breaker.state, is("closed"))
        assert.strictEqual(yield* (yield* replica(url)).breaker.state, "closed")
      }),
    60_000
  )

  it.scopedLive(
    "go by their own state while Redis is stopped or frozen, and find together when it is back",
    () =>
      Effect.gen(function*() {
        const server = yield* RedisServer.make
        const [one, two] = [yield* replica(server.url), yield* replica(server.url)]
        for (const [stop, start] of [[server.stop, server.start], [server.pause, server.resume]] as const) {
          yield* stop
          yield* Effect.exit(one.breaker.protect(down))
          assert.strictEqual(yield* one.breaker.state, "open")
          assert.strictEqual(yield* two.breaker.protect(Effect.succeed("through")), "through")
          yield* start
          yield* eventually(two.breaker.state, is("open"))
          yield* eventually(one.isReachable, (there) => there)
          yield* one.breaker.reset
          yield* eventually(two.breaker.state, is("closed"))
        }
      }),
    60_000
  )

  it.scopedLive("tell a Redis that came back empty what is in force", () =>
    Effect.gen(function*() {
      const server = yield* RedisServer.make
      const one = yield* replica(server.url)
      yield* one.breaker.isolate
      yield* server.restart
      const later = yield* replica(server.url)
      yield* eventually(later.breaker.state, is("isolated"))
      assert.strictEqual(yield* later.breaker.state, "isolated")
    }), 60_000)

  it.scopedLive("do not mind what else is written where they look", () =>
    Effect.gen(function*() {
      const { url } = yield* RedisServer.make
      const stranger = yield* Effect.acquireRelease(
        Effect.sync(() => new Client(url)),
        (client) => Effect.sync(() => client.disconnect())
      )
      yield* Effect.promise(() =>
        stranger.hset("holdfast:breakers", {
          "calls model": "9999999999999 {",
          x: "nonsense",
          y: "99999999999999 null"
        })
      )
      const [one, two] = [yield* replica(url), yield* replica(url)]
      for (const text of ["", "{", "null", JSON.stringify({ name: "model", state: "open" })]) {
        yield* Effect.promise(() => stranger.publish("holdfast:breakers:told", text))
      }
      yield* one.breaker.isolate
      yield* eventually(two.breaker.state, is("isolated"))
      assert.strictEqual(yield* two.breaker.state, "isolated")
    }), 60_000)
})
