import { assert, describe, it } from "@effect/vitest"
import { Cause, Deferred, Effect, Fiber } from "effect"
import { classify } from "../../src/resilience/ErrorClassification.ts"
import * as Fallback from "../../src/resilience/Fallback.ts"

describe("Fallback", () => {
  it.effect("the first that succeeds answers, and why the earlier ones did not is kept", () =>
    Effect.gen(function*() {
      let third = false
      const { answered_by, failed, value } = yield* Fallback.chain([
        { name: "primary", run: Effect.fail("overloaded") },
        { name: "broken", run: Effect.die("bug") },
        { name: "vanished", run: Effect.interrupt },
        { name: "fallback", run: Effect.succeed(42) },
        {
          name: "template",
          run: Effect.sync(() => {
            third = true
            return 0
          })
        }
      ])
      assert.deepStrictEqual([answered_by, value, third], ["fallback", 42, false])
      assert.deepStrictEqual(failed.map(({ name }) => name), ["primary", "broken", "vanished"])
      assert.deepStrictEqual(failed[0]?.cause, Cause.fail("overloaded"))
    }))

  it.effect("fails with every reason where none answers", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(Fallback.chain([
        { name: "primary", run: Effect.fail("a") },
        { name: "fallback", run: Effect.fail("b") }
      ]))
      assert.strictEqual(error._tag, "NoneAnswered")
      assert.deepStrictEqual(error.failed.map(({ name }) => name), ["primary", "fallback"])
      const limited = yield* Effect.flip(Fallback.chain([{ name: "primary", run: Effect.fail({ status: 429 }) }]))
      assert.strictEqual(classify(limited).category, "rate_limit")
    }))

  it.effect("interrupting the caller ends the chain", () =>
    Effect.gen(function*() {
      let second = false
      const begun = yield* Deferred.make<void>()
      const chain = yield* Effect.fork(Fallback.chain([
        { name: "primary", run: Effect.zipRight(Deferred.succeed(begun, undefined), Effect.never) },
        { name: "fallback", run: Effect.sync(() => second = true) }
      ]))
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(chain)
      assert.isFalse(second)
    }))
})
