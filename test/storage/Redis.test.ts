import { assert, it } from "@effect/vitest"
import { Deferred, Effect, Layer, Option, Redacted, Stream } from "effect"
import { inspect } from "node:util"
import * as Redis from "../../src/storage/Redis.ts"
import * as RedisServer from "../support/RedisServer.ts"
import { eventually } from "./fixtures.ts"

it.scopedLive("starts while nothing listens, and fails each command at once", () =>
  Effect.gen(function*() {
    const { use } = yield* commands("redis://:hunter2@127.0.0.1:1")
    const error = yield* Effect.flip(use((redis) => redis.set("name", "personal")))
    assert.strictEqual(error._tag, "RedisError")
    assert.notMatch(inspect(error, { depth: 10 }), /hunter2|personal/)
  }))

it.scopedLive.skipIf(!RedisServer.available)("is there again when its server is", () =>
  Effect.gen(function*() {
    const server = yield* RedisServer.make
    const { use } = yield* commands(server.url)
    const ping = use((redis) => redis.ping()).pipe(Effect.option)
    yield* eventually(ping, Option.isSome)
    yield* server.kill
    yield* eventually(ping, Option.isNone)
    yield* server.start
    assert.deepStrictEqual(yield* eventually(ping, Option.isSome), Option.some("PONG"))
  }), 60_000)

it.scopedLive.skipIf(!RedisServer.available)(
  "fails a command that a frozen server does not answer",
  () =>
    Effect.gen(function*() {
      const server = yield* RedisServer.make
      const { use } = yield* commands(server.url)
      yield* eventually(Effect.option(use((redis) => redis.ping())), Option.isSome)
      yield* server.pause
      const error = yield* Effect.flip(use((redis) => redis.ping()))
      assert.strictEqual(error._tag, "RedisError")
    }),
  60_000
)

it.scopedLive.skipIf(!RedisServer.available)(
  "hears what is published, also after the connection was lost, and tells that it was",
  () =>
    Effect.gen(function*() {
      const server = yield* RedisServer.make
      const { subscribe, use } = yield* commands(server.url)
      const heard: Array<Redis.Heard> = []
      const again = yield* Deferred.make<void>()
      yield* subscribe("news").pipe(
        Stream.runForEach((one) => {
          heard.push(one)
          const connections = heard.filter(({ _tag }) => _tag === "Connected").length
          return connections > 1 ? Deferred.succeed(again, undefined) : Effect.void
        }),
        Effect.forkScoped
      )
      const publish = Effect.option(use((redis) => redis.publish("news", "first")))
      yield* eventually(publish, () => heard.some(({ _tag }) => _tag === "Message"))
      yield* server.restart
      yield* Deferred.await(again)
      const before = heard.length
      yield* eventually(publish, () => heard.length > before)

      assert.deepInclude(heard, Redis.Heard.Connected())
      assert.deepStrictEqual(heard.at(-1), Redis.Heard.Message({ message: "first" }))
    }),
  60_000
)

const commands = (url: string) =>
  Layer.build(Redis.layer(Redacted.make(url))).pipe(
    Effect.flatMap((context) => Effect.provide(Redis.Redis, context)),
    Effect.flatMap(({ commands }) => commands)
  )
