/** A Redis that is frozen, refuses, lies or dies: it costs its time limit once, then it is kept out until it is well. */
import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Option, TestClock } from "effect"
import { Redis as Client } from "ioredis"
import { defaultTenant } from "../../src/domain/Ids.ts"
import * as RedisServer from "../support/RedisServer.ts"
import { counted, options, other, overRedis } from "./caches.ts"
import { eventually } from "./fixtures.ts"

const unkept = { ...options, capacity: 0 }

/** Redis with an entry in it, a cache over it that keeps nothing itself, and an operator's own connection. */
const filled = Effect.gen(function*() {
  const server = yield* RedisServer.make
  const { breaker, make } = yield* overRedis(server)
  const cache = yield* make(unkept)
  const operator = yield* Effect.acquireRelease(
    Effect.sync(() => new Client(server.url)),
    (client) => Effect.sync(() => client.disconnect())
  )
  yield* cache.set(defaultTenant, "k", { n: 1 })
  yield* cache.set(other, "k", { n: 2 })
  assert.deepStrictEqual(yield* cache.get(defaultTenant, "k"), Option.some({ n: 1 }))
  const state = Effect.flatMap(breaker, ({ state }) => state)
  return { server, cache, operator, state, make }
})

const entries = async (operator: Client) => (await operator.keys("holdfast:cache:*:entry:*")).sort()

const overwrite = async (operator: Client, lie: (key: string, old: string) => Promise<unknown>) => {
  for (const key of await entries(operator)) await lie(key, await operator.get(key) ?? "")
}

const lies: Readonly<Record<string, (operator: Client) => Promise<unknown>>> = {
  "garbage": (operator) => overwrite(operator, (key) => operator.set(key, "\u0000\ufffd{{")),
  "JSON of another shape": (operator) => overwrite(operator, (key) => operator.set(key, "[1]")),
  "a list in place of a text": (operator) =>
    overwrite(operator, (key) => operator.multi().del(key).lpush(key, "x").exec()),
  "another tenant's value": async (operator) => {
    const [one = "", two = ""] = await entries(operator)
    const [first = "", second = ""] = await operator.mget(one, two)
    await operator.mset(one, second ?? "", two, first ?? "")
  }
}

for (const [lie, tell] of Object.entries(lies)) {
  it.scoped.skipIf(!RedisServer.available)(
    `does not believe ${lie}, and trusts Redis again later`,
    () =>
      Effect.gen(function*() {
        const { cache, operator, state } = yield* filled
        yield* Effect.promise(() => tell(operator))
        const { load } = counted()
        assert.deepStrictEqual(yield* cache.getOrLoad(defaultTenant, "k", load), { n: 1 })
        assert.strictEqual(yield* state, "open")
        assert.deepStrictEqual(yield* cache.getOrLoad(defaultTenant, "k", load), { n: 2 })
        yield* eventually(Effect.zipRight(TestClock.adjust("1 second"), state), (now) => now === "closed")
        yield* cache.set(defaultTenant, "k", { n: 3 })
        assert.deepStrictEqual(yield* cache.get(defaultTenant, "k"), Option.some({ n: 3 }))
      }),
    30_000
  )
}

it.scoped.skipIf(!RedisServer.available)(
  "takes a value of an older schema for none, which is no lie",
  () =>
    Effect.gen(function*() {
      const { cache, operator, state } = yield* filled
      yield* Effect.promise(() =>
        overwrite(operator, (key, old) => operator.set(key, old.replace(/"value":\{[^}]*\}/, "\"value\":{\"m\":1}")))
      )
      assert.deepStrictEqual(yield* cache.get(defaultTenant, "k"), Option.none())
      assert.strictEqual(yield* state, "closed")
    }),
  30_000
)

const refusals: Readonly<Record<string, (operator: Client) => Promise<unknown>>> = {
  "OOM": (operator) => operator.config("SET", "maxmemory", "1"),
  "READONLY": (operator) => operator.replicaof("127.0.0.1", 1),
  "NOAUTH": async (operator) => {
    await operator.config("SET", "requirepass", "secret")
    await operator.call("client", "kill", "type", "normal", "skipme", "yes")
  }
}
const heal = async (operator: Client) => {
  await operator.replicaof("NO", "ONE")
  await operator.config("SET", "maxmemory", "0")
  await operator.config("SET", "requirepass", "")
}

for (const [refusal, refuse] of Object.entries(refusals)) {
  it.scoped.skipIf(!RedisServer.available)(
    `goes on without a Redis that says ${refusal}`,
    () =>
      Effect.gen(function*() {
        const { cache, operator, state } = yield* filled
        yield* Effect.promise(() => refuse(operator))
        const { load } = counted()
        for (let n = 1; n <= 5; n += 1) {
          assert.deepStrictEqual(yield* cache.getOrLoad(defaultTenant, `new-${n}`, load), { n })
        }
        yield* eventually(Effect.zipRight(cache.set(defaultTenant, "k", { n: 4 }), state), (now) => now === "open")
        yield* Effect.promise(() => heal(operator))
        yield* eventually(
          TestClock.adjust("1 second").pipe(
            Effect.zipRight(cache.set(defaultTenant, "k", { n: 5 })),
            Effect.zipRight(cache.get(defaultTenant, "k"))
          ),
          (found) => Option.isSome(found) && found.value.n === 5
        )
      }),
    30_000
  )
}

it.scoped.skipIf(!RedisServer.available)(
  "judges a frozen Redis also by callers who leave before its limit",
  () =>
    Effect.gen(function*() {
      const { cache, server, state } = yield* filled
      yield* server.pause
      const hurried = yield* Effect.fork(Effect.timeoutOption(cache.get(defaultTenant, "k"), "200 millis"))
      yield* TestClock.adjust("200 millis")
      assert.deepStrictEqual(yield* Fiber.join(hurried), Option.none())
      yield* TestClock.adjust("800 millis")
      yield* eventually(state, (now) => now === "open")
      // From here on nobody waits: there is no clock to move.
      assert.deepStrictEqual(yield* cache.get(defaultTenant, "k"), Option.none())
      yield* server.resume
      yield* eventually(Effect.zipRight(TestClock.adjust("1 second"), state), (now) => now === "closed")
      assert.deepStrictEqual(yield* cache.get(defaultTenant, "k"), Option.some({ n: 1 }))
    }),
  30_000
)

it.scoped.skipIf(!RedisServer.available)(
  "outlives a Redis that dies half-way through many reads",
  () =>
    Effect.gen(function*() {
      const { cache, server, state } = yield* filled
      const { load } = counted()
      const many = Array.from({ length: 200 }, (_, i) => cache.getOrLoad(defaultTenant, `many-${i}`, load))
      const reading = yield* Effect.fork(Effect.all(many, { concurrency: "unbounded" }))
      yield* server.kill
      assert.strictEqual((yield* Fiber.join(reading)).length, 200)
      yield* eventually(Effect.zipRight(cache.get(defaultTenant, "k"), state), (now) => now === "open")
      yield* server.start
      yield* eventually(Effect.zipRight(TestClock.adjust("1 second"), state), (now) => now === "closed")
    }),
  30_000
)
