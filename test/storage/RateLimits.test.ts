import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, FastCheck, Fiber, Layer, Redacted } from "effect"
import { Redis as Client } from "ioredis"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as Deadline from "../../src/resilience/Deadline.ts"
import * as RateLimit from "../../src/resilience/RateLimit.ts"
import * as RateLimits from "../../src/storage/RateLimits.ts"
import * as Redis from "../../src/storage/Redis.ts"
import * as RedisServer from "../support/RedisServer.ts"
import { eventually } from "./fixtures.ts"

const daily = { limit: 5, window: "1 day", name: "test" } as const

const replica = (redis: Layer.Layer<Redis.Redis>) =>
  Effect.gen(function*() {
    const context = yield* Layer.build(
      RateLimits.layer.pipe(Layer.provideMerge(Layer.merge(CircuitBreakers.layer, redis)))
    )
    const breakers = Context.get(context, CircuitBreakers.CircuitBreakers)
    return { make: Context.get(context, RateLimit.RateLimits).make, breaker: yield* breakers.get("redis") }
  })
const over = (url: string) => replica(Redis.layer(Redacted.make(url)))

const remaining = Effect.map(({ remaining }: RateLimit.Allowance) => remaining)

const clientOf = (url: string) =>
  Effect.acquireRelease(
    Effect.sync(() => new Client(url)),
    (client) => Effect.sync(() => client.disconnect())
  )

it.scoped("limits are kept in the process where there is no Redis", () =>
  Effect.gen(function*() {
    const { make } = yield* replica(Redis.layerNone)
    const { take } = yield* make(daily)
    assert.strictEqual(yield* remaining(take("a")), 4)
  }))

describe.skipIf(!RedisServer.available)("rate limits in Redis", () => {
  it.scopedLive("are one for all replicas, and leave nothing behind", () =>
    Effect.gen(function*() {
      const { url } = yield* RedisServer.make
      const one = yield* (yield* over(url)).make(daily)
      const two = yield* (yield* over(url)).make(daily)
      const key = `someone@example.com ${"x".repeat(10_000)}`
      assert.strictEqual(yield* remaining(one.take(key)), 4)
      assert.strictEqual(yield* remaining(two.take(key, 4)), 0)
      const { retry_after_ms } = yield* Effect.flip(one.take(key))
      assert.approximately(retry_after_ms, 86_400_000 / 5, 10_000)
      assert.strictEqual(yield* remaining(one.take("another")), 4)

      const client = yield* clientOf(url)
      const keys = yield* Effect.promise(() => client.keys("*"))
      assert.strictEqual(keys.length, 2)
      for (const held of keys) {
        assert.notInclude(held, "someone")
        assert.isBelow(held.length, 80)
        const left = yield* Effect.promise(() => client.pttl(held))
        assert.isTrue(left > 0 && left <= 86_401_000)
      }
    }), 60_000)

  it.scopedLive(
    "those who wait have reserved, who is interrupted gives back, and nobody waits past the deadline",
    () =>
      Effect.gen(function*() {
        const { url } = yield* RedisServer.make
        const { give, peek, take, wait } = yield* (yield* over(url)).make(daily)
        yield* take("a", 5)
        const early = yield* Effect.flip(Deadline.within("1 second")(wait("a")))
        assert.isAbove(early.retry_after_ms, 1_000)
        const waiting = yield* Effect.fork(wait("a", 3))
        yield* eventually(Effect.flip(take("a")), ({ retry_after_ms }) => retry_after_ms > 60_000_000)
        yield* Fiber.interrupt(waiting)
        assert.isBelow((yield* Effect.flip(take("a"))).retry_after_ms, 20_000_000)
        yield* give("a", 2)
        assert.strictEqual(yield* remaining(peek("a")), 2)
      }),
    60_000
  )

  it.scopedLive("count as the buckets in the process do, whatever is asked for", () =>
    Effect.gen(function*() {
      const { url } = yield* RedisServer.make
      const { make } = yield* over(url)
      const histories = FastCheck.array(FastCheck.integer({ min: -8, max: 8 }), { maxLength: 12 })
      const outcome = (limit: RateLimit.RateLimit, tokens: number) =>
        tokens < 0
          ? Effect.zipRight(limit.give("a", -tokens), remaining(limit.peek("a")))
          : remaining(limit.take("a", tokens)).pipe(Effect.catchAll(() => Effect.succeed(-1)))
      for (const [run, asked] of FastCheck.sample(histories, 40).entries()) {
        const shared = yield* make({ ...daily, name: `run${run}` })
        const alone = yield* RateLimit.make({ ...daily, name: `run${run}` })
        for (const tokens of asked) {
          assert.strictEqual(yield* outcome(shared, tokens), yield* outcome(alone, tokens), JSON.stringify(asked))
        }
      }
    }), 60_000)

  it.scopedLive(
    "go on in each replica by itself while Redis is frozen, and together again afterwards",
    () =>
      Effect.gen(function*() {
        const server = yield* RedisServer.make
        const { breaker, make } = yield* over(server.url)
        const other = yield* (yield* over(server.url)).make(daily)
        const { take } = yield* make(daily)
        yield* take("a", 5)
        yield* server.pause
        for (let left = 4; left >= 0; left--) assert.strictEqual(yield* remaining(take("a")), left)
        assert.strictEqual((yield* Effect.flip(take("a")))._tag, "RateLimited")
        assert.strictEqual(yield* breaker.state, "open") // so nobody waits for it any more
        yield* server.resume
        yield* breaker.reset
        yield* eventually(Effect.either(take("a")), (took) => took._tag === "Left")
        yield* eventually(other.peek("a"), ({ remaining }) => remaining === 0)
      }),
    60_000
  )

  it.scopedLive("an answer that makes no sense is no answer", () =>
    Effect.gen(function*() {
      const { url } = yield* RedisServer.make
      const { make } = yield* over(url)
      const { take } = yield* make(daily)
      yield* take("a")
      const client = yield* clientOf(url)
      const [key = ""] = yield* Effect.promise(() => client.keys("*"))
      yield* Effect.promise(() => client.set(key, "nonsense"))
      assert.strictEqual(yield* remaining(take("a")), 4)
      yield* Effect.promise(() => client.del(key).then(() => client.hset(key, { tokens: "nan", at: "inf" })))
      const left = yield* remaining(take("a"))
      assert.isTrue(left >= 0 && left <= 5, String(left))
    }), 60_000)
})
