import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Fiber, Option, TestClock } from "effect"
import * as Deadline from "../../src/resilience/Deadline.ts"

describe("Deadline", () => {
  it.effect("tells what remains, and is brought forward but never put off", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* Deadline.remaining, Infinity)
      const lefts = yield* Deadline.within("10 seconds")(Effect.all([
        Deadline.remaining,
        Deadline.within("2 seconds")(Deadline.remaining),
        Deadline.within("1 minute")(Deadline.remaining),
        Deadline.none(Deadline.remaining),
        Effect.flatMap(Effect.fork(Deadline.remaining), Fiber.join)
      ]))
      assert.deepStrictEqual(lefts, [10_000, 2_000, 10_000, Infinity, 10_000])
    }))

  it.effect("shrinks as time passes and never falls below nothing", () =>
    Effect.gen(function*() {
      const lefts = yield* Effect.fork(
        Deadline.within("5 seconds")(Effect.all([
          Effect.delay(Deadline.remaining, "3 seconds"),
          Effect.delay(Deadline.remaining, "3 seconds"),
          Effect.either(Deadline.check)
        ]))
      )
      yield* TestClock.adjust("6 seconds")
      const [early, late, check] = yield* Fiber.join(lefts)
      assert.deepStrictEqual([early, late], [2_000, 0])
      assert.deepStrictEqual(check._tag === "Left" ? check.left.late_by_ms : undefined, 1_000)
    }))

  it.effect("a stage runs under its own limit where that is less", () =>
    Effect.gen(function*() {
      const stage = yield* Effect.never.pipe(
        Deadline.limited("retrieval", { limit: "5 seconds", reserve: "1 second" }),
        Deadline.within("20 seconds"),
        Effect.flip,
        Effect.fork
      )
      yield* TestClock.adjust("4999 millis")
      assert.isTrue(Option.isNone(yield* Fiber.poll(stage)))
      yield* TestClock.adjust("1 millis")
      const { after_ms, deadline, stage: name } = yield* Fiber.join(stage)
      assert.deepStrictEqual({ after_ms, deadline, name }, { after_ms: 5_000, deadline: false, name: "retrieval" })
    }))

  it.effect("a stage runs under what remains less the reserve where that is less", () =>
    Effect.gen(function*() {
      const stage = yield* Effect.never.pipe(
        Deadline.limited("retrieval", { limit: "5 seconds", reserve: "1 second" }),
        Deadline.within("3 seconds"),
        Effect.flip,
        Effect.fork
      )
      yield* TestClock.adjust("2 seconds")
      const { after_ms, deadline } = yield* Fiber.join(stage)
      assert.deepStrictEqual({ after_ms, deadline }, { after_ms: 2_000, deadline: true })
    }))

  it.effect("stages within a stage draw from its budget, and say that the stage, not the request, ran out", () =>
    Effect.gen(function*() {
      const inner = Deadline.limited("inner", { limit: "1 minute", reserve: "1 second" })
      const outer = yield* Effect.never.pipe(
        inner,
        Effect.flip,
        Deadline.limited("outer", { limit: "3 seconds" }),
        Deadline.within("1 hour"),
        Effect.fork
      )
      yield* TestClock.adjust("2 seconds")
      const { after_ms, deadline, stage } = yield* Fiber.join(outer)
      assert.deepStrictEqual({ after_ms, deadline, stage }, { after_ms: 2_000, deadline: false, stage: "inner" })
    }))

  it.effect("with no time left the work is not begun", () =>
    Effect.gen(function*() {
      let begun = false
      const error = yield* Effect.sync(() => begun = true).pipe(
        Deadline.limited("learning", { limit: "1 second", reserve: "2 seconds" }),
        Deadline.within("2 seconds"),
        Effect.flip
      )
      assert.deepStrictEqual([error.after_ms, error.deadline, begun], [0, true, false])
    }))

  it.effect("goes on at once though the late work takes its time to be interrupted", () =>
    Effect.gen(function*() {
      const released = yield* Deferred.make<void>()
      const stubborn = Effect.onInterrupt(Effect.never, () =>
        Effect.zipRight(Effect.sleep("5 seconds"), Deferred.succeed(released, undefined)))
      const stage = yield* Effect.fork(Effect.exit(Deadline.limited("database", { limit: "1 second" })(stubborn)))

      yield* TestClock.adjust("1 second")

      assert.isTrue(Exit.isFailure(yield* Fiber.join(stage)))
      assert.isFalse(yield* Deferred.isDone(released))
      yield* TestClock.adjust("5 seconds")
      yield* Deferred.await(released)
    }))

  it.effect("interrupting the caller interrupts the work", () =>
    Effect.gen(function*() {
      const interrupted = yield* Deferred.make<void>()
      const work = Effect.onInterrupt(Effect.never, () => Deferred.succeed(interrupted, undefined))
      const stage = yield* Effect.fork(Deadline.limited("database", { limit: Duration.minutes(1) })(work))
      yield* Effect.repeatN(Effect.yieldNow(), 5)
      yield* Fiber.interrupt(stage)
      yield* Deferred.await(interrupted)
    }))

  it.effect("passes on values, failures and defects", () =>
    Effect.gen(function*() {
      const limited = Deadline.limited("stage", { limit: "1 second" })
      assert.strictEqual(yield* limited(Effect.succeed(1)), 1)
      assert.strictEqual(yield* Effect.flip(limited(Effect.fail("no"))), "no")
      assert.deepStrictEqual(yield* Effect.exit(limited(Effect.die("bug"))), Exit.die("bug"))
    }))
})

describe("Deadline on the real clock", () => {
  it.live("interrupts what is late and lets through what is not", () =>
    Effect.gen(function*() {
      const interrupted = yield* Deferred.make<void>()
      const work = Effect.onInterrupt(Effect.never, () => Deferred.succeed(interrupted, undefined))
      const error = yield* Effect.flip(Deadline.limited("database", { limit: 5 })(work))
      assert.strictEqual(error.after_ms, 5)
      yield* Deferred.await(interrupted)
      const answer = Effect.zipRight(Effect.yieldNow(), Effect.succeed("in time"))
      assert.strictEqual(yield* Deadline.limited("database", { limit: "1 minute" })(answer), "in time")
    }))

  it.live("takes limits that are longer than a timer can be", () =>
    Effect.gen(function*() {
      const answer = Effect.zipRight(Effect.sleep(1), Effect.succeed("in time"))
      assert.strictEqual(yield* Deadline.limited("batch", { limit: "365 days" })(answer), "in time")
    }))
})
