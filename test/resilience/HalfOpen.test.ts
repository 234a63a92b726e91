import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, TestClock } from "effect"
import * as CircuitBreaker from "../../src/resilience/CircuitBreaker.ts"

const down = Effect.fail("down")

/** A breaker that has tripped and waits for its trials, three at the most. */
const halfOpen = (options: Partial<CircuitBreaker.Options>) =>
  Effect.gen(function*() {
    const breaker = yield* CircuitBreaker.make({ name: "model", consecutive_failures: 1, permitted: 3, ...options })
    yield* Effect.exit(breaker.protect(down))
    yield* TestClock.adjust("60 seconds")
    assert.strictEqual(yield* breaker.state, "half_open")
    return breaker
  })

/** One call that has begun and ends when it is told to; `began` is false where it was rejected. */
const begin = (breaker: CircuitBreaker.CircuitBreaker) =>
  Effect.gen(function*() {
    const gate = yield* Deferred.make<void, string>()
    let began = false
    const call = Effect.zipRight(Effect.sync(() => void (began = true)), Deferred.await(gate))
    const fiber = yield* Effect.fork(Effect.exit(breaker.protect(call)))
    yield* Effect.repeatN(Effect.yieldNow(), 5)
    return {
      began: () => began,
      exit: Fiber.join(fiber),
      interrupt: Effect.asVoid(Fiber.interrupt(fiber)),
      succeed: Effect.asVoid(Effect.zipRight(Deferred.succeed(gate, undefined), Fiber.join(fiber))),
      fail: Effect.asVoid(Effect.zipRight(Deferred.fail(gate, "down"), Fiber.join(fiber)))
    }
  })

const beginMany = (breaker: CircuitBreaker.CircuitBreaker, many: number) => Effect.replicateEffect(begin(breaker), many)

type Call = Effect.Effect.Success<ReturnType<typeof begin>>

const began = (calls: Iterable<Call>) => Array.from(calls).filter((call) => call.began()).length

const decisions = {
  "by threshold": { success_threshold: 3 },
  "by ratio": { failure_ratio: 0.5 }
} as const

for (const [how, decision] of Object.entries(decisions)) {
  describe(`a half-open breaker that decides ${how}`, () => {
    it.effect("lets in as many as there are places, and tells the others when to come again", () =>
      Effect.gen(function*() {
        const breaker = yield* halfOpen(decision)
        const calls = yield* beginMany(breaker, 50)

        assert.strictEqual(began(calls), 3)
        assert.strictEqual((yield* breaker.metrics).rejected_calls, 47)
        const exit = yield* calls.at(-1)?.exit ?? Effect.dieMessage("there was no call")
        assert.deepStrictEqual(
          exit,
          Exit.fail(new CircuitBreaker.CircuitOpen({ name: "model", retry_after_ms: 1_000 }))
        )
      }))

    it.effect("gives the places of interrupted trials to the next, however often", () =>
      Effect.gen(function*() {
        const breaker = yield* halfOpen(decision)
        for (let round = 0; round < 4; round++) {
          const calls = yield* beginMany(breaker, 5)
          assert.strictEqual(began(calls), 3)
          yield* Effect.forEach(calls, ({ interrupt }) => interrupt, { concurrency: "unbounded" })
        }
        const { failed_calls, state, total_calls } = yield* breaker.metrics
        assert.deepStrictEqual({ failed_calls, state, total_calls }, {
          failed_calls: 1, // the one that opened it
          state: "half_open",
          total_calls: 1
        })
      }))

    it.effect("closes on trials that succeed side by side, in whichever order they end", () =>
      Effect.gen(function*() {
        const breaker = yield* halfOpen(decision)
        const calls = yield* beginMany(breaker, 3)
        yield* Effect.forEach(calls.toReversed(), ({ succeed }) => succeed, { discard: true })
        assert.strictEqual(yield* breaker.state, "closed")
      }))

    for (const end of ["succeed", "fail", "interrupt"] as const) {
      it.effect(`is left alone by trials of an earlier round, which ${end}`, () =>
        Effect.gen(function*() {
          const breaker = yield* halfOpen(decision)
          const late = yield* beginMany(breaker, 3)
          yield* breaker.isolate
          yield* breaker.restore({ ...yield* breaker.export, state: "open", until: 0 })
          assert.strictEqual(yield* breaker.state, "half_open")
          const trials = yield* beginMany(breaker, 2)
          assert.strictEqual(began(trials), 2)

          yield* Effect.forEach(late, (call) => call[end], { discard: true })

          assert.strictEqual(yield* breaker.state, "half_open")
          assert.strictEqual(began(yield* beginMany(breaker, 5)), 1) // no place too many, none too few
        }))

      it.effect(`stays closed by hand when its trials ${end} after that`, () =>
        Effect.gen(function*() {
          const breaker = yield* halfOpen(decision)
          const late = yield* beginMany(breaker, 3)
          yield* breaker.reset
          yield* Effect.forEach(late, (call) => call[end], { discard: true })
          assert.strictEqual(yield* breaker.state, "closed")
        }))
    }
  })
}

describe("a half-open breaker", () => {
  it.effect("that decides by threshold opens with the first failure; what still ran does nothing", () =>
    Effect.gen(function*() {
      const breaker = yield* halfOpen({ success_threshold: 1 })
      const [first, ...others] = yield* beginMany(breaker, 3)
      yield* first?.fail ?? Effect.void
      yield* Effect.forEach(others, ({ succeed }) => succeed, { discard: true })

      assert.strictEqual(yield* breaker.state, "open")
      assert.strictEqual((yield* breaker.metrics).opened_count, 2)
    }))

  it.effect("that decides by threshold gives the place of a trial that succeeded to the next", () =>
    Effect.gen(function*() {
      const breaker = yield* halfOpen({ success_threshold: 3 })
      const [first] = yield* beginMany(breaker, 3)
      yield* first?.succeed ?? Effect.void
      assert.strictEqual(began(yield* beginMany(breaker, 5)), 1)
    }))

  it.effect("that decides by ratio waits for the last trial, and takes no other in an ended one's place", () =>
    Effect.gen(function*() {
      const breaker = yield* halfOpen({ failure_ratio: 0.5 })
      const [first, second, third] = yield* beginMany(breaker, 3)
      yield* first?.fail ?? Effect.void
      yield* second?.fail ?? Effect.void
      assert.strictEqual(began(yield* beginMany(breaker, 5)), 0)
      assert.strictEqual(yield* breaker.state, "half_open")

      yield* third?.interrupt ?? Effect.void
      assert.strictEqual(yield* breaker.state, "half_open") // it had no outcome: another is tried
      yield* Effect.exit(breaker.protect(Effect.void))
      assert.strictEqual(yield* breaker.state, "open")
    }))
})
