import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Effect, Exit, Fiber, Layer, Scope, TestClock } from "effect"
import type { Question } from "../../src/domain/Question.ts"
import { answerTo, type Client, errorOf, start } from "./Harness.ts"

const good = { query: "How is Delta?", session_id: "s" }

/** A server with one question at work, and a way to close it. */
const busy = Effect.gen(function*() {
  const began = yield* Deferred.make<void>()
  const finish = yield* Deferred.make<void>()
  const stopped = yield* Deferred.make<void>()
  const ask = (question: Question) =>
    Deferred.succeed(began, undefined).pipe(
      Effect.zipRight(Deferred.await(finish)),
      Effect.as(answerTo(question)),
      Effect.onInterrupt(() => Deferred.succeed(stopped, undefined))
    )
  const scope = yield* Scope.make()
  const client = yield* start({ chat: { ask } }, { drain: 5_000 }).pipe(Scope.extend(scope))
  const asking = yield* Effect.fork(client.post("/api/chat", good))
  yield* Deferred.await(began)
  return { asking, client, close: Scope.close(scope, Exit.void), finish, stopped }
})

const untilDraining = (client: Client): Effect.Effect<void> =>
  Effect.flatMap(client.get("/health/ready"), ({ status }) => status === 503 ? Effect.void : untilDraining(client))

describe("stopping", () => {
  it.scoped("refuses new work, finishes what is in flight, and then stops", () =>
    Effect.gen(function*() {
      const { asking, client, close, finish } = yield* busy
      assert.strictEqual((yield* client.get("/health/ready")).status, 200)
      const closing = yield* Effect.fork(close)
      yield* untilDraining(client)
      assert.deepStrictEqual((yield* client.get("/health/ready")).json, { status: "draining" })
      assert.strictEqual((yield* client.get("/health/live")).status, 200)
      const refused = yield* client.post("/api/chat", good)
      assert.strictEqual(refused.status, 503)
      assert.strictEqual(refused.headers.get("connection"), "close")
      assert.strictEqual(refused.headers.get("retry-after"), "5")
      assert.strictEqual(errorOf(refused).code, "draining")
      yield* Deferred.succeed(finish, undefined)
      assert.strictEqual((yield* Fiber.join(asking)).status, 200)
      yield* Fiber.join(closing)
      assert.isTrue(Exit.isFailure(yield* Effect.exit(client.get("/health/live"))))
    }))

  it.scoped("cuts off what is not finished in time, and waits for it to let go", () =>
    Effect.gen(function*() {
      const { asking, client, close, stopped } = yield* busy
      const closing = yield* Effect.fork(close)
      yield* untilDraining(client)
      yield* TestClock.adjust("5 seconds")
      yield* Deferred.await(stopped)
      yield* Fiber.join(closing)
      assert.isTrue(Exit.isFailure(yield* Fiber.await(asking)))
    }))

  it.scoped("what the requests need outlives them", () =>
    Effect.gen(function*() {
      const order: Array<string> = []
      const began = yield* Deferred.make<void>()
      const finish = yield* Deferred.make<void>()
      class Database extends Context.Tag("test/Database")<Database, true>() {}
      const database = Layer.scoped(
        Database,
        Effect.acquireRelease(Effect.succeed(true as const), () => Effect.sync(() => order.push("database closed")))
      )
      const ask = (question: Question) =>
        Deferred.succeed(began, undefined).pipe(
          Effect.zipRight(Deferred.await(finish)),
          Effect.tap(() => order.push("answered")),
          Effect.as(answerTo(question))
        )
      const scope = yield* Scope.make()
      yield* Layer.build(database).pipe(Scope.extend(scope))
      const client = yield* start({ chat: { ask } }).pipe(Scope.extend(scope))
      const asking = yield* Effect.fork(client.post("/api/chat", good))
      yield* Deferred.await(began)
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* untilDraining(client)
      yield* Deferred.succeed(finish, undefined)
      yield* Fiber.join(asking)
      yield* Fiber.join(closing)
      assert.deepStrictEqual(order, ["answered", "database closed"])
    }))
})
