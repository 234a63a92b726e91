import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Redacted, TestClock } from "effect"
import type { Question } from "../../src/domain/Question.ts"
import { answerTo, type Client, errorOf, start } from "./Harness.ts"

const good = { query: "How is Delta?", session_id: "s" }
const breakers = "/api/v1/monitoring/circuit-breakers"

const keys = [
  { key: Redacted.make("user-key"), tenant: "acme", role: "user" },
  { key: Redacted.make("operator-key"), tenant: "acme", role: "operator" },
  { key: Redacted.make("other-key"), tenant: "other", role: "user" }
] as const

describe("keys", () => {
  it.scoped("are needed where there are any, and name the tenant", () =>
    Effect.gen(function*() {
      const tenants: Array<string> = []
      const client = yield* start({
        chat: {
          ask: (question) => {
            tenants.push(question.tenant)
            return Effect.succeed(answerTo(question))
          }
        }
      }, { keys })
      const without = yield* client.post("/api/chat", good)
      assert.strictEqual(without.status, 401)
      assert.strictEqual(errorOf(without).category, "authentication")
      assert.strictEqual(without.headers.get("www-authenticate"), "Bearer")
      const wrongs = [{ authorization: "Bearer user-kez" }, { "x-api-key": "" }, { authorization: "Basic dXNlcg==" }]
      for (const headers of wrongs) assert.strictEqual((yield* client.post("/api/chat", good, headers)).status, 401)
      assert.strictEqual((yield* client.post("/api/chat", good, { authorization: "Bearer user-key" })).status, 200)
      assert.strictEqual((yield* client.post("/api/chat", good, { "x-api-key": "other-key" })).status, 200)
      assert.deepStrictEqual(tenants, ["acme", "other"])
    }))

  it.scoped("of users do not operate", () =>
    Effect.gen(function*() {
      const client = yield* start({}, { keys })
      const user = yield* client.get(breakers, { "x-api-key": "user-key" })
      assert.strictEqual(user.status, 403)
      assert.strictEqual(errorOf(user).code, "forbidden")
      assert.strictEqual((yield* client.get(breakers, { "x-api-key": "operator-key" })).status, 200)
      assert.strictEqual((yield* client.get(breakers)).status, 401)
    }))

  it.scoped("are not needed for health, metrics and documentation, and no key is told apart from no path", () =>
    Effect.gen(function*() {
      const client = yield* start({}, { keys })
      for (
        const path of [
          "/health",
          "/health/live",
          "/health/ready",
          "/health/db",
          "/metrics",
          "/docs",
          "/redoc",
          "/openapi.json"
        ]
      ) {
        assert.strictEqual((yield* client.get(path)).status, 200, path)
      }
      assert.strictEqual((yield* client.get("/api/nope")).status, 404)
      assert.strictEqual((yield* client.get("/api/chat")).status, 405)
    }))

  it.scoped("are optional where anonymous callers are welcome as users", () =>
    Effect.gen(function*() {
      const client = yield* start({}, { keys, anonymous: true })
      assert.strictEqual((yield* client.post("/api/chat", good)).status, 200)
      assert.strictEqual((yield* client.get(breakers)).status, 403)
      assert.strictEqual((yield* client.post("/api/chat", good, { "x-api-key": "wrong" })).status, 401)
    }))

  it.scoped("unset: the loopback operates, a proxy or a foreign page on it does not", () =>
    Effect.gen(function*() {
      const client = yield* start()
      assert.strictEqual((yield* client.get(breakers)).status, 200)
      assert.strictEqual((yield* client.get(breakers, { "x-forwarded-for": "203.0.113.9" })).status, 401)
    }))
})

describe("limits", () => {
  it.scoped("of requests a minute are told and kept for each client", () =>
    Effect.gen(function*() {
      const client = yield* start({}, { keys, requestsPerMinute: 2 })
      const ask = (key: string) => client.post("/api/chat", good, { "x-api-key": key })
      const first = yield* ask("user-key")
      assert.strictEqual(first.headers.get("ratelimit-limit"), "2")
      assert.strictEqual(first.headers.get("ratelimit-remaining"), "1")
      assert.strictEqual(first.headers.get("ratelimit-reset"), "30")
      assert.strictEqual((yield* ask("user-key")).status, 200)
      const third = yield* ask("user-key")
      assert.strictEqual(third.status, 429)
      assert.strictEqual(third.headers.get("retry-after"), "30")
      assert.strictEqual(third.headers.get("ratelimit-remaining"), "0")
      assert.deepInclude(errorOf(third), { category: "rate_limit", severity: "recoverable", retryable: true })
      assert.strictEqual((yield* ask("other-key")).status, 200)
      for (let i = 0; i < 5; i++) assert.strictEqual((yield* client.get("/health/live")).status, 200)
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual((yield* ask("user-key")).status, 200)
    }))

  const fill = (client: Client, began: Deferred.Deferred<void>) =>
    Effect.zipLeft(Effect.fork(client.post("/api/chat", good)), Deferred.await(began))

  it.scoped("of work at once: beyond the queue all but operators are sent away at once", () =>
    Effect.gen(function*() {
      const began = yield* Deferred.make<void>()
      const finish = yield* Deferred.make<void>()
      const ask = (question: Question) =>
        Deferred.succeed(began, undefined).pipe(Effect.zipRight(Deferred.await(finish)), Effect.as(answerTo(question)))
      const client = yield* start({ chat: { ask } }, { maxConcurrency: 1, queueSize: 0 })
      const first = yield* fill(client, began)
      for (const stream of [false, true]) {
        const second = yield* client.post("/api/chat", { ...good, stream })
        assert.strictEqual(second.status, 503)
        assert.strictEqual(second.headers.get("retry-after"), "1")
        assert.deepInclude(errorOf(second), { code: "overloaded", category: "capacity", retryable: true })
      }
      assert.strictEqual((yield* client.get("/health")).status, 200)
      assert.strictEqual((yield* client.get(breakers)).status, 200)
      yield* Deferred.succeed(finish, undefined)
      assert.strictEqual((yield* Fiber.join(first)).status, 200)
      assert.strictEqual((yield* client.post("/api/chat", good)).status, 200)
    }))

  it.scoped("of work at once: where the queue is full, what can be sent again makes room for a question", () =>
    Effect.gen(function*() {
      const began = yield* Deferred.make<void>()
      const finish = yield* Deferred.make<void>()
      const ask = (question: Question) =>
        Deferred.succeed(began, undefined).pipe(Effect.zipRight(Deferred.await(finish)), Effect.as(answerTo(question)))
      const index = () => Effect.succeed([])
      const client = yield* start({ chat: { ask }, documents: { index } }, { maxConcurrency: 1, queueSize: 1 })
      const first = yield* fill(client, began)
      const upload = yield* Effect.fork(client.post("/api/documents", { documents: ["one"] }))
      yield* waitingRequest(client)
      const second = yield* Effect.fork(client.post("/api/chat", good))
      assert.strictEqual((yield* Fiber.join(upload)).status, 503)
      assert.strictEqual((yield* client.post("/api/documents", { documents: ["two"] })).status, 503)
      yield* Deferred.succeed(finish, undefined)
      assert.strictEqual((yield* Fiber.join(first)).status, 200)
      assert.strictEqual((yield* Fiber.join(second)).status, 200)
    }))

  it.scoped("what waiting took is gone from the deadline", () =>
    Effect.gen(function*() {
      const began = yield* Deferred.make<void>()
      const finish = yield* Deferred.make<void>()
      const deadlines: Array<number> = []
      const ask = (question: Question) => {
        deadlines.push(question.deadline_ms)
        return Deferred.succeed(began, undefined).pipe(
          Effect.zipRight(Deferred.await(finish)),
          Effect.as(answerTo(question))
        )
      }
      const client = yield* start({ chat: { ask } }, { maxConcurrency: 1, queueSize: 10 })
      const first = yield* fill(client, began)
      const second = yield* Effect.fork(client.post("/api/query", { query: "q", client_id: "c", deadline_ms: 5_000 }))
      yield* waitingRequest(client)
      yield* TestClock.adjust("2 seconds")
      yield* Deferred.succeed(finish, undefined)
      yield* Fiber.join(first)
      assert.strictEqual((yield* Fiber.join(second)).status, 200)
      assert.deepStrictEqual(deadlines, [10_000, 3_000])
    }))

  it.scoped("of waiting: a question gives up at half of its deadline, one at work does not", () =>
    Effect.gen(function*() {
      const began = yield* Deferred.make<void>()
      const finish = yield* Deferred.make<void>()
      const ask = (question: Question) =>
        Deferred.succeed(began, undefined).pipe(Effect.zipRight(Deferred.await(finish)), Effect.as(answerTo(question)))
      const client = yield* start({ chat: { ask } }, { maxConcurrency: 1, queueSize: 10 })
      const hasty = { ...good, deadline_ms: 1_000 }
      const first = yield* Effect.fork(client.post("/api/chat", hasty))
      yield* Deferred.await(began)
      const second = yield* Effect.fork(client.post("/api/chat", hasty))
      yield* waitingRequest(client)
      yield* TestClock.adjust("600 millis")
      const sentAway = yield* Fiber.join(second)
      assert.strictEqual(sentAway.status, 503)
      assert.strictEqual(errorOf(sentAway).code, "overloaded")
      yield* Deferred.succeed(finish, undefined)
      assert.strictEqual((yield* Fiber.join(first)).status, 200)
    }))
})

/** Returns once a request waits for its turn. */
const waitingRequest = (client: Client): Effect.Effect<void> =>
  Effect.flatMap(
    client.get("/metrics"),
    ({ text }) => /queue_depth\{queue="http"\} 1/.test(text) ? Effect.void : waitingRequest(client)
  )
