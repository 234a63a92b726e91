import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, TestClock } from "effect"
import * as Bulkhead from "../../src/resilience/Bulkhead.ts"

const settled = Effect.repeatN(Effect.yieldNow(), 10)

describe("Bulkhead", () => {
  it.effect("runs so many at once, lets a few wait, and refuses the others at once", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 2, queue: 1 })
      const gate = yield* Deferred.make<void>()
      const calls = yield* Effect.forEach([1, 2, 3, 4], () =>
        Effect.fork(Effect.exit(bulkhead.protect(Deferred.await(gate)))))
      yield* settled
      assert.deepStrictEqual(yield* bulkhead.usage, { running: 2, waiting: 1, limit: 2 })

      yield* Deferred.succeed(gate, undefined)

      const exits = yield* Fiber.joinAll(calls)
      assert.deepStrictEqual(exits.map(Exit.isSuccess), [true, true, true, false])
      assert.deepStrictEqual(yield* bulkhead.usage, { running: 0, waiting: 0, limit: 2 })
    }))

  it.effect("those who wait are let in in their order", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 1, queue: 3 })
      const order: Array<number> = []
      const calls = yield* Effect.forEach([1, 2, 3], (n) =>
        Effect.fork(bulkhead.protect(Effect.zipRight(Effect.yieldNow(), Effect.sync(() => order.push(n))))))
      yield* Fiber.joinAll(calls)
      assert.deepStrictEqual(order, [1, 2, 3])
    }))

  it.effect("refuses who has waited too long, and frees the place in the queue", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 1, queue: 1, max_wait: "1 second" })
      const holder = yield* Effect.fork(bulkhead.protect(Effect.never))
      yield* settled
      const waiter = yield* Effect.fork(Effect.flip(bulkhead.protect(Effect.void)))
      yield* TestClock.adjust("1 second")
      assert.instanceOf(yield* Fiber.join(waiter), Bulkhead.BulkheadFull)
      assert.deepStrictEqual(yield* bulkhead.usage, { running: 1, waiting: 0, limit: 1 })
      yield* Fiber.interrupt(holder)
      assert.strictEqual((yield* bulkhead.usage).running, 0)
    }))

  it.effect("an interrupted call and an interrupted wait both give their place back", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 1, queue: 1 })
      const holder = yield* Effect.fork(bulkhead.protect(Effect.never))
      yield* settled
      const waiter = yield* Effect.fork(bulkhead.protect(Effect.never))
      yield* settled
      yield* Fiber.interrupt(waiter)
      assert.deepStrictEqual(yield* bulkhead.usage, { running: 1, waiting: 0, limit: 1 })
      yield* Fiber.interrupt(holder)
      assert.strictEqual(yield* bulkhead.protect(Effect.succeed("in")), "in")
    }))

  it.effect("a waiter who is interrupted in the moment of being let in does not keep the place", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 1, queue: 1 })
      const gate = yield* Deferred.make<void>()
      const holder = yield* Effect.fork(bulkhead.protect(Deferred.await(gate)))
      yield* settled
      const waiter = yield* Effect.fork(bulkhead.protect(Effect.never))
      yield* settled

      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.interruptFork(waiter)
      yield* Fiber.join(holder)
      yield* Fiber.await(waiter)

      assert.deepStrictEqual(yield* bulkhead.usage, { running: 0, waiting: 0, limit: 1 })
    }))

  it.effect("a call that fails or dies gives its place back", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 1 })
      assert.strictEqual(yield* Effect.flip(bulkhead.protect(Effect.fail("no"))), "no")
      yield* Effect.exit(bulkhead.protect(Effect.die("bug")))
      assert.strictEqual((yield* bulkhead.usage).running, 0)
    }))
})
