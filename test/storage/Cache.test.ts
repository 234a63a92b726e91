import { assert, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Option, TestClock } from "effect"
import { defaultTenant } from "../../src/domain/Ids.ts"
import * as RedisServer from "../support/RedisServer.ts"
import { alone, counted, options, other, overRedis } from "./caches.ts"
import { eventually } from "./fixtures.ts"

it.scoped("loads once for all who ask at once, and again when the time is over", () =>
  Effect.gen(function*() {
    const cache = yield* (yield* alone).make(options)
    const { load } = counted()
    const slow = Effect.zipRight(Effect.sleep("1 second"), load)
    const asking = yield* Effect.fork(
      Effect.all(Array.from({ length: 10 }, () => cache.getOrLoad(defaultTenant, "k", slow)), {
        concurrency: "unbounded"
      })
    )
    yield* TestClock.adjust("1 second")
    assert.deepStrictEqual(new Set((yield* Fiber.join(asking)).map(({ n }) => n)), new Set([1]))
    assert.deepStrictEqual(yield* cache.getOrLoad(defaultTenant, "k", load), { n: 1 })
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual(yield* cache.getOrLoad(defaultTenant, "k", load), { n: 2 })
  }))

it.scoped("keeps tenants apart", () =>
  Effect.gen(function*() {
    const cache = yield* (yield* alone).make(options)
    yield* cache.set(defaultTenant, "k", { n: 1 })
    assert.deepStrictEqual(yield* cache.get(other, "k"), Option.none())
  }))

it.scoped("forgets what was used longest ago beyond its capacity", () =>
  Effect.gen(function*() {
    const cache = yield* (yield* alone).make({ ...options, capacity: 2 })
    yield* cache.set(defaultTenant, "a", { n: 1 })
    yield* cache.set(defaultTenant, "b", { n: 2 })
    yield* cache.get(defaultTenant, "a")
    yield* cache.set(defaultTenant, "c", { n: 3 })
    const kept = yield* Effect.forEach(["a", "b", "c"], (key) => cache.get(defaultTenant, key))
    assert.deepStrictEqual(kept.map(Option.isSome), [true, false, true])
  }))

it.scoped("shares a failure with those who wait, and keeps none", () =>
  Effect.gen(function*() {
    const cache = yield* (yield* alone).make(options)
    const failing = Effect.zipRight(Effect.sleep("1 second"), Effect.fail("down" as const))
    const asking = yield* Effect.fork(
      Effect.all([1, 2].map(() => Effect.flip(cache.getOrLoad(defaultTenant, "k", failing))), { concurrency: 2 })
    )
    yield* TestClock.adjust("1 second")
    assert.deepStrictEqual(yield* Fiber.join(asking), ["down", "down"])
    assert.deepStrictEqual(yield* cache.getOrLoad(defaultTenant, "k", Effect.succeed({ n: 1 })), { n: 1 })
  }))

it.scoped("has another load for those who wait when the first is interrupted", () =>
  Effect.gen(function*() {
    const cache = yield* (yield* alone).make(options)
    const begun = yield* Deferred.make<void>()
    const first = yield* Effect.fork(
      cache.getOrLoad(defaultTenant, "k", Effect.zipRight(Deferred.succeed(begun, undefined), Effect.never))
    )
    yield* Deferred.await(begun)
    const second = yield* Effect.fork(cache.getOrLoad(defaultTenant, "k", Effect.succeed({ n: 2 })))
    yield* Effect.yieldNow()
    yield* Fiber.interrupt(first)
    assert.deepStrictEqual(yield* Fiber.join(second), { n: 2 })
  }))

it.scoped("does not keep what was invalidated while it was made", () =>
  Effect.gen(function*() {
    const { caches, make } = yield* alone
    const cache = yield* make(options)
    const begun = yield* Deferred.make<void>()
    const finish = yield* Deferred.make<void>()
    const loading = yield* Effect.fork(cache.getOrLoad(
      defaultTenant,
      "k",
      Deferred.succeed(begun, undefined).pipe(Effect.zipRight(Deferred.await(finish)), Effect.as({ n: 1 })),
      ["customer:1"]
    ))
    yield* Deferred.await(begun)
    yield* (yield* caches).invalidateTag(defaultTenant, "customer:1")
    yield* Deferred.succeed(finish, undefined)
    assert.deepStrictEqual(yield* Fiber.join(loading), { n: 1 })
    assert.deepStrictEqual(yield* cache.get(defaultTenant, "k"), Option.none())
  }))

it.scoped("invalidates by tag, by tenant and by cache, and nothing else", () =>
  Effect.gen(function*() {
    const { caches, make } = yield* alone
    const [one, two] = [yield* make(options), yield* make({ ...options, name: "two" })]
    const { invalidateTag, invalidateTenant } = yield* caches
    const fill = Effect.all([
      one.set(defaultTenant, "tagged", { n: 1 }, ["t"]),
      one.set(defaultTenant, "plain", { n: 1 }),
      one.set(other, "theirs", { n: 1 }, ["t"]),
      two.set(defaultTenant, "two", { n: 1 }, ["t"])
    ])
    const left = Effect.all([
      one.get(defaultTenant, "tagged"),
      one.get(defaultTenant, "plain"),
      one.get(other, "theirs"),
      two.get(defaultTenant, "two")
    ]).pipe(Effect.map((found) => found.map(Option.isSome)))
    const after = (change: Effect.Effect<void>) => Effect.zipRight(fill, Effect.zipRight(change, left))

    assert.deepStrictEqual(yield* after(invalidateTag(defaultTenant, "t")), [false, true, true, false])
    assert.deepStrictEqual(yield* after(invalidateTenant(defaultTenant)), [false, false, true, false])
    assert.deepStrictEqual(yield* after(one.clear(defaultTenant)), [false, false, true, true])
    assert.deepStrictEqual(yield* after(one.clear()), [false, false, false, true])
  }))

it.scoped("asks the third tier before it loads, and survives its failures", () =>
  Effect.gen(function*() {
    const stored = new Map<string, { readonly n: number }>([["k", { n: 7 }]])
    let broken = false
    const cache = yield* (yield* alone).make({
      ...options,
      l3: {
        get: (_, key) => broken ? Effect.fail("down") : Effect.sync(() => Option.fromNullable(stored.get(key))),
        set: (_, key, value) => broken ? Effect.fail("down") : Effect.sync(() => void stored.set(key, value))
      }
    })
    const { load } = counted()
    assert.deepStrictEqual(yield* cache.getOrLoad(defaultTenant, "k", load), { n: 7 })
    yield* cache.getOrLoad(defaultTenant, "new", load)
    yield* eventually(Effect.sync(() => stored.get("new")), (value) => value !== undefined)
    broken = true
    assert.deepStrictEqual(yield* cache.getOrLoad(defaultTenant, "other", load), { n: 2 })
  }))

it.scopedLive.skipIf(!RedisServer.available)(
  "finds in Redis what another replica kept, until any replica invalidates it",
  () =>
    Effect.gen(function*() {
      const server = yield* RedisServer.make
      const [here, there] = [yield* overRedis(server), yield* overRedis(server)]
      const [mine, theirs] = [yield* here.make(options), yield* there.make(options)]
      yield* eventually(
        Effect.zipRight(mine.set(defaultTenant, "k", { n: 1 }, ["t"]), theirs.get(defaultTenant, "k")),
        Option.isSome
      )
      yield* (yield* there.caches).invalidateTag(defaultTenant, "t")
      assert.deepStrictEqual(yield* theirs.get(defaultTenant, "k"), Option.none())
      // Told by Redis: also the copy in the first one's own memory goes.
      assert.deepStrictEqual(yield* eventually(mine.get(defaultTenant, "k"), Option.isNone), Option.none())
    }),
  60_000
)

it.scopedLive.skipIf(!RedisServer.available)(
  "costs little while Redis is frozen, and nothing once the breaker knows",
  () =>
    Effect.gen(function*() {
      const server = yield* RedisServer.make
      const { breaker, make } = yield* overRedis(server)
      const cache = yield* make({ ...options, capacity: 0 })
      const { load } = counted()
      yield* eventually(
        Effect.zipRight(cache.set(defaultTenant, "k", { n: 9 }), cache.get(defaultTenant, "k")),
        Option.isSome
      )
      yield* server.pause
      const first = yield* cache.getOrLoad(defaultTenant, "new", load)
      yield* eventually(
        Effect.zipRight(cache.get(defaultTenant, "k"), Effect.flatMap(breaker, ({ state }) => state)),
        (state) => state === "open"
      )
      assert.deepStrictEqual(first, { n: 1 })
      assert.deepStrictEqual(yield* cache.get(defaultTenant, "k"), Option.none())
    }),
  60_000
)

it.scopedLive.skipIf(!RedisServer.available)(
  "does not believe Redis about what was invalidated while it was away",
  () =>
    Effect.gen(function*() {
      const server = yield* RedisServer.make
      const [here, there] = [yield* overRedis(server), yield* overRedis(server)]
      const [mine, theirs] = [
        yield* here.make({ ...options, capacity: 0 }),
        yield* there.make({ ...options, capacity: 0 })
      ]
      yield* eventually(
        Effect.zipRight(mine.set(defaultTenant, "k", { n: 1 }, ["t"]), theirs.get(defaultTenant, "k")),
        Option.isSome
      )
      yield* server.pause
      yield* (yield* here.caches).invalidateTag(defaultTenant, "t")
      yield* server.resume
      const own = yield* mine.get(defaultTenant, "k")
      const others = yield* eventually(theirs.get(defaultTenant, "k"), Option.isNone)

      assert.deepStrictEqual(own, Option.none())
      assert.deepStrictEqual(others, Option.none())
    }),
  60_000
)
