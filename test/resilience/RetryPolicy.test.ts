import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Either, Exit, FastCheck, Fiber, Random, TestClock } from "effect"
import { Conflict } from "../../src/domain/Errors.ts"
import * as Deadline from "../../src/resilience/Deadline.ts"
import { Classification, type Classified } from "../../src/resilience/ErrorClassification.ts"
import * as RetryBudget from "../../src/resilience/RetryBudget.ts"
import * as RetryPolicy from "../../src/resilience/RetryPolicy.ts"

const failing = (classified: Classified) => {
  const times: Array<number> = []
  const effect = Effect.flatMap(Clock.currentTimeMillis, (now) => {
    times.push(now)
    return Effect.fail({ [Classification]: classified })
  })
  return { effect, times }
}
const overloaded: Classified = { severity: "recoverable", category: "provider", retry_reason: "HTTP_503" }
const plain: RetryPolicy.RetryPolicy = { jitter: "none" }

const passing = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const running = yield* Effect.fork(Effect.exit(effect))
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(running)
  })

describe("RetryPolicy", () => {
  it.effect("makes three attempts, a second and then two apart", () =>
    Effect.gen(function*() {
      const { effect, times } = failing(overloaded)
      const exit = yield* passing(RetryPolicy.retry(plain)(effect))
      assert.isTrue(Exit.isFailure(exit))
      assert.deepStrictEqual(times, [0, 1_000, 3_000])
    }))

  it.effect("waits no longer than the longest delay", () =>
    Effect.gen(function*() {
      const { effect, times } = failing(overloaded)
      yield* passing(RetryPolicy.retry({ ...plain, attempts: 5, initial: "10 seconds", factor: 3 })(effect))
      assert.deepStrictEqual(times, [0, 10_000, 40_000, 70_000, 100_000])
    }))

  it.effect("tries a blip again at once, then with the usual delay", () =>
    Effect.gen(function*() {
      const { effect, times } = failing({ severity: "transient", category: "network" })
      yield* passing(RetryPolicy.retry(plain)(effect))
      assert.deepStrictEqual(times, [0, 0, 2_000])
    }))

  it.effect("waits twice as long for rate limits", () =>
    Effect.gen(function*() {
      const { effect, times } = failing({ severity: "recoverable", category: "rate_limit" })
      yield* passing(RetryPolicy.retry(plain)(effect))
      assert.deepStrictEqual(times, [0, 2_000, 6_000])
    }))

  it.effect("never waits less than the server asked for, nor jitters below it", () =>
    Effect.gen(function*() {
      const { effect, times } = failing({ ...overloaded, retry_after: Duration.seconds(7) })
      yield* passing(RetryPolicy.retry({ jitter: "full" })(effect))
      assert.deepStrictEqual(times, [0, 7_000, 14_000])
    }))

  it.effect("never tries again what is permanent or critical", () =>
    Effect.gen(function*() {
      for (const severity of ["permanent", "critical"] as const) {
        const { effect, times } = failing({ severity, category: "internal" })
        yield* passing(RetryPolicy.retry(plain)(effect))
        assert.strictEqual(times.length, 1)
      }
      assert.instanceOf(yield* Effect.flip(RetryPolicy.retry(plain)(new Conflict({ problem: "taken" }))), Conflict)
    }))

  it.effect("does not begin a retry that cannot finish before the deadline", () =>
    Effect.gen(function*() {
      const { effect, times } = failing(overloaded)
      const exit = yield* Effect.exit(RetryPolicy.retry(plain)(effect).pipe(Deadline.within("1 second")))
      assert.isTrue(Exit.isFailure(exit))
      assert.deepStrictEqual(times, [0])

      const least = failing(overloaded)
      yield* passing(
        RetryPolicy.retry({ ...plain, least: "2 seconds" })(least.effect).pipe(Deadline.within("3500 millis"))
      )
      assert.deepStrictEqual(least.times.map((time) => time - least.times[0]!), [0, 1_000])
    }))

  it.effect("keeps what happened at each attempt", () =>
    Effect.gen(function*() {
      let calls = 0
      const third = Effect.suspend(() => ++calls < 3 ? failing(overloaded).effect : Effect.succeed("done"))
      const exit = yield* passing(RetryPolicy.history(plain)(Effect.delay(third, "100 millis")))
      const { attempts, result } = yield* exit
      assert.strictEqual(result._tag, "Right")
      assert.deepStrictEqual(attempts, [
        { attempt: 1, started_at: 0, duration_ms: 100, failure: overloaded, delay_ms: 1_000 },
        { attempt: 2, started_at: 1_100, duration_ms: 100, failure: overloaded, delay_ms: 2_000 },
        { attempt: 3, started_at: 3_200, duration_ms: 100, failure: undefined, delay_ms: undefined }
      ])
    }))

  it.effect("tells each attempt its number", () =>
    Effect.gen(function*() {
      const seen: Array<number> = []
      yield* passing(
        RetryPolicy.retryEach(plain)((attempt) => {
          seen.push(attempt)
          return failing(overloaded).effect
        })
      )
      assert.deepStrictEqual(seen, [1, 2, 3])
    }))

  it.effect("gives a later attempt longer, and tells how long each took", () =>
    Effect.gen(function*() {
      const slow = Effect.as(Effect.sleep("3 seconds"), "slow but well")
      const longer = RetryPolicy.longerEach("model", { first: "1 second" })
      const running = yield* Effect.fork(RetryPolicy.historyEach({ ...plain, initial: 0 })(longer(slow)))
      yield* TestClock.adjust("10 seconds")
      const { attempts, result } = yield* Fiber.join(running)
      assert.deepStrictEqual(result, Either.right("slow but well"))
      assert.deepStrictEqual(
        attempts.map(({ attempt, duration_ms, failure }) => [attempt, duration_ms, failure?.category]),
        [
          [1, 1_000, "timeout"],
          [2, 2_000, "timeout"],
          [3, 3_000, undefined]
        ]
      )
    }))

  it.effect("interruption ends it, even between attempts", () =>
    Effect.gen(function*() {
      const { effect, times } = failing(overloaded)
      const retrying = yield* Effect.fork(RetryPolicy.retry(plain)(effect))
      yield* TestClock.adjust("500 millis")
      yield* Fiber.interrupt(retrying)
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(times, [0])
    }))

  it.effect("leaves defects alone", () =>
    Effect.gen(function*() {
      let calls = 0
      const bug = Effect.suspend(() => Effect.die(++calls))
      yield* passing(RetryPolicy.retry(plain)(bug))
      assert.strictEqual(calls, 1)
    }))

  it.effect("a budget stops a storm of retries, and lets them return with the calls", () =>
    Effect.gen(function*() {
      const budget = yield* RetryBudget.make({ minimum: 2 })
      const policy: RetryPolicy.RetryPolicy = { ...plain, attempts: 2, initial: 0, budget }
      const { effect, times } = failing(overloaded)
      yield* Effect.repeatN(Effect.exit(RetryPolicy.retry(policy)(effect)), 99)
      assert.strictEqual(times.length, 120)
      yield* TestClock.adjust("11 seconds")
      times.length = 0
      yield* Effect.repeatN(Effect.exit(RetryPolicy.retry(policy)(effect)), 4)
      assert.strictEqual(times.length, 7)
    }))

  it.effect.prop(
    "jitter stays within its kind's bounds",
    [FastCheck.nat(60_000), FastCheck.integer()],
    ([delay, seed]) =>
      Effect.gen(function*() {
        const draw = (jitter: RetryPolicy.Jitter) => RetryPolicy.jittered(jitter, delay)
        const full = yield* draw("full")
        assert.isTrue(full >= 0 && full <= delay)
        const equal = yield* draw("equal")
        assert.isTrue(equal >= delay / 2 && equal <= delay)
        const additive = yield* draw("additive")
        assert.isTrue(additive >= delay && additive <= delay + Math.min(1_000, delay / 10))
        assert.strictEqual(yield* draw("none"), delay)
      }).pipe(Effect.withRandom(Random.make(seed)))
  )
})
