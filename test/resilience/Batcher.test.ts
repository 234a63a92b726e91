import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Exit, Fiber, Scope, TestClock } from "effect"
import * as Batcher from "../../src/resilience/Batcher.ts"

const counting = (size: number) =>
  Effect.gen(function*() {
    const batches: Array<ReadonlyArray<number>> = []
    const { add } = yield* Batcher.make({
      key: (item: number) => item % 2,
      size,
      run: (_key, items) => {
        batches.push(items)
        return Effect.succeed(items.map((item) => item > 90 ? Either.left(`no ${item}`) : Either.right(item * 10)))
      }
    })
    return { add, batches }
  })

describe("Batcher", () => {
  it.scoped("sends a full batch at once and the others after the wait, each key on its own", () =>
    Effect.gen(function*() {
      const { add, batches } = yield* counting(2)
      const calls = yield* Effect.fork(Effect.forEach([1, 2, 3, 5], add, { concurrency: "unbounded" }))
      yield* TestClock.adjust("999 millis")
      assert.deepStrictEqual(batches, [[1, 3]])
      yield* TestClock.adjust("1 millis")
      assert.sameDeepMembers(batches, [[1, 3], [2], [5]])
      assert.deepStrictEqual(yield* Fiber.join(calls), [10, 20, 30, 50])
    }))

  it.scoped("an item's failure is its own", () =>
    Effect.gen(function*() {
      const { add } = yield* counting(2)
      const results = yield* Effect.forEach([2, 92], (item) => Effect.either(add(item)), { concurrency: "unbounded" })
      assert.deepStrictEqual(results, [Either.right(20), Either.left("no 92")])
    }))

  it.scoped("who is interrupted before the batch goes is not in it", () =>
    Effect.gen(function*() {
      const { add, batches } = yield* counting(10)
      const leaving = yield* Effect.fork(add(1))
      const staying = yield* Effect.fork(add(3))
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(leaving)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Fiber.join(staying), 30)
      assert.deepStrictEqual(batches, [[3]])
    }))

  it.scoped("a batch that fails, dies or answers too little fails its items and no others", () =>
    Effect.gen(function*() {
      const { add } = yield* Batcher.make({
        key: (item: string) => item,
        size: 1,
        run: (key): Effect.Effect<ReadonlyArray<Either.Either<string, string>>, string> =>
          key === "fails"
            ? Effect.fail("down")
            : key === "dies"
            ? Effect.die("bug")
            : Effect.succeed(key === "short" ? [] : [Either.right(key)])
      })
      const exits = yield* Effect.forEach(["fails", "dies", "short", "works"], (item) => Effect.exit(add(item)))
      assert.deepStrictEqual(exits[0], Exit.fail("down"))
      assert.deepStrictEqual(exits[1], Exit.die("bug"))
      assert.isTrue(Exit.isFailure(exits[2]!))
      assert.deepStrictEqual(exits[3], Exit.succeed("works"))
    }))

  it.effect("nobody waits for ever when it is closed", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const { add } = yield* Scope.extend(counting(10), scope)
      const waiting = yield* Effect.fork(add(1))
      yield* Effect.yieldNow()
      yield* Scope.close(scope, Exit.void)
      assert.isTrue(Exit.isInterrupted(yield* Fiber.await(waiting)))
    }))
})
