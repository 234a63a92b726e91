import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, FastCheck, Fiber, TestClock } from "effect"
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

  it.effect("lets the higher priority in first, in the order of arrival within one", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 1, queue: 10 })
      const gate = yield* Deferred.make<void>()
      const order: Array<string> = []
      const holder = yield* Effect.fork(bulkhead.protect(Deferred.await(gate)))
      yield* settled
      const waiters = yield* Effect.forEach(
        [["low", -1], ["a", 0], ["high", 5], ["b", 0]] as const,
        ([name, priority]) =>
          Effect.zipLeft(
            Effect.fork(bulkhead.protect(Effect.sync(() => order.push(name)), priority)),
            settled
          )
      )
      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.join(holder)
      yield* Fiber.joinAll(waiters)
      assert.deepStrictEqual(order, ["high", "a", "b", "low"])
    }))

  it.effect("a full queue refuses who has waited least at the lowest priority, for a higher one alone", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 1, queue: 2 })
      const gate = yield* Deferred.make<void>()
      const wait = (priority: number) =>
        Effect.zipLeft(
          Effect.fork(Effect.exit(bulkhead.protect(Deferred.await(gate), priority))),
          settled
        )
      const holder = yield* wait(0)
      const [first, second] = [yield* wait(0), yield* wait(0)]
      assert.isTrue(Exit.isFailure(yield* Fiber.join(yield* wait(0))))
      const important = yield* wait(1)
      assert.isTrue(Exit.isFailure(yield* Fiber.join(second)))
      assert.deepStrictEqual(yield* bulkhead.usage, { running: 1, waiting: 2, limit: 1 })
      yield* Deferred.succeed(gate, undefined)
      const exits = yield* Fiber.joinAll([holder, first, important])
      assert.isTrue(exits.every(Exit.isSuccess))
      assert.deepStrictEqual(yield* bulkhead.usage, { running: 0, waiting: 0, limit: 1 })
    }))

  it.effect.prop("every call ends once, in its turn or refused, and no place is lost", [
    FastCheck.array(
      FastCheck.record({
        act: FastCheck.constantFrom(
          "come" as const,
          "come" as const,
          "finish" as const,
          "interrupt" as const,
          "wait" as const
        ),
        priority: FastCheck.nat(2),
        which: FastCheck.nat(9)
      }),
      { maxLength: 40, size: "max" }
    )
  ], ([history]) =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 2, queue: 3, max_wait: "5 seconds" })
      const calls: Array<
        { readonly gate: Deferred.Deferred<void>; readonly fiber: Fiber.Fiber<Exit.Exit<void, unknown>> }
      > = []
      for (const { act, priority, which } of history) {
        if (act === "come") {
          const gate = yield* Deferred.make<void>()
          calls.push({ gate, fiber: yield* Effect.fork(Effect.exit(bulkhead.protect(Deferred.await(gate), priority))) })
        } else if (act === "wait") yield* TestClock.adjust("2 seconds")
        else {
          const [call] = calls.splice(which % Math.max(1, calls.length), 1)
          if (call !== undefined) {
            yield* act === "finish" ? Deferred.succeed(call.gate, undefined) : Fiber.interrupt(call.fiber)
          }
        }
        yield* settled
        const { running, waiting } = yield* bulkhead.usage
        assert.isTrue(running <= 2 && waiting <= 3 && (waiting === 0 || running === 2), `${running} ${waiting}`)
      }
      for (const { gate } of calls) yield* Deferred.succeed(gate, undefined)
      yield* settled
      assert.deepStrictEqual(yield* bulkhead.usage, { running: 0, waiting: 0, limit: 2 })
    }), { fastCheck: { numRuns: 60 } })

  it.effect("adapts to what the dependency bears, and lets in more as soon as there is more", () =>
    Effect.gen(function*() {
      const bulkhead = yield* Bulkhead.make({ name: "model", limit: 40, queue: 500, max_wait: "1 hour", adaptive: {} })
      const limits: Array<number> = []
      const call = bulkhead.protect(Effect.sleep("100 millis"))
      const calls = yield* Effect.fork(Effect.all(Effect.replicate(call, 200), { concurrency: "unbounded" }))
      for (let step = 0; step < 30; step++) {
        yield* TestClock.adjust("100 millis")
        const { limit, running } = yield* bulkhead.usage
        assert.isAtMost(running, 40)
        limits.push(limit)
      }
      yield* Fiber.join(calls)
      assert.strictEqual(limits[0], 8)
      assert.isAbove(limits.at(-1) ?? 0, 9)
      assert.strictEqual((yield* bulkhead.usage).running, 0)
    }))
})
