import { assert, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import { every } from "../../src/resilience/Recurring.ts"

it.effect("is done again after a failure, a defect and a success, and ends when it is interrupted", () =>
  Effect.gen(function*() {
    const met: Array<string> = []
    const outcomes = [
      Effect.fail({ _tag: "SqlError" }),
      Effect.die("rows that cannot be read"),
      Effect.dieSync(() => new Error("nor these")),
      Effect.void
    ]
    const work = Effect.suspend(() => {
      met.push("")
      return outcomes[met.length - 1] ?? Effect.void
    })
    const fiber = yield* Effect.fork(every("1 minute", "done later", work))
    for (let times = 1; times <= 5; times++) {
      yield* TestClock.adjust(times === 1 ? 0 : "1 minute")
      assert.strictEqual(met.length, times)
    }
    yield* Fiber.interrupt(fiber)
    yield* TestClock.adjust("5 minutes")
    assert.strictEqual(met.length, 5)
  }))
