import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, TestClock } from "effect"
import type { Progress } from "../../src/chat/ChatPipeline.ts"
import { Conflict } from "../../src/domain/Errors.ts"
import { answerTo, errorOf, eventsIn, start } from "./Harness.ts"

const good = { query: "How is Delta?", session_id: "s" }
const degradation = { component: "documents", reason: "timeout", detail: "too slow", used_instead: "nothing" } as const

const told: ReadonlyArray<Progress> = [
  { _tag: "stage", stage: "retrieval" },
  { _tag: "degradation", degradation },
  { _tag: "stage", stage: "generation" },
  { _tag: "token", text: "Del" },
  { _tag: "token", text: "ta\n\nevent: answer" }
]

describe("server-sent events", () => {
  for (const how of ["the field", "the header"]) {
    it.scoped(`tells what happens and then the answer, asked for by ${how}`, () =>
      Effect.gen(function*() {
        const client = yield* start({
          chat: {
            ask: (question, publish) =>
              Effect.as(Effect.forEach(told, (progress) => publish?.(progress) ?? Effect.void), answerTo(question))
          }
        })
        const reply = how === "the field"
          ? yield* client.post("/api/chat", { ...good, stream: true })
          : yield* client.post("/api/chat", good, { accept: "application/json;q=0.5, text/event-stream" })
        assert.strictEqual(reply.status, 200)
        assert.strictEqual(reply.headers.get("content-type"), "text/event-stream")
        assert.isNotNull(reply.headers.get("x-correlation-id"))
        const events = eventsIn(reply.text)
        assert.deepStrictEqual(events.map(({ name }) => name), [
          "stage",
          "degradation",
          "stage",
          "token",
          "token",
          "correction",
          "answer"
        ])
        assert.deepStrictEqual(events[0]?.data, { stage: "retrieval" })
        assert.deepStrictEqual(events[1]?.data, degradation)
        assert.deepStrictEqual(events[4]?.data, { text: "ta\n\nevent: answer" })
        assert.deepStrictEqual(events[5]?.data, { text: "You asked: How is Delta?" })
        assert.strictEqual(events[6]?.data.text, "You asked: How is Delta?")
      }))
  }

  it.scoped("tells an answer that was not written just now as text too", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const events = eventsIn((yield* client.post("/api/chat", { ...good, stream: true })).text)
      assert.deepStrictEqual(events.map(({ name }) => name), ["token", "answer"])
      assert.deepStrictEqual(events[0]?.data, { text: events[1]?.data.text })
    }))

  it.scoped("refuses a key that came with another body as 409, and takes how an answer travels for no other body", () =>
    Effect.gen(function*() {
      const hashes: Array<string | undefined> = []
      const refusing = yield* start({ chat: { ask: () => new Conflict({ problem: "Send a new key." }) } })
      const reply = yield* refusing.post("/api/chat", { ...good, stream: true })
      assert.strictEqual(reply.status, 409)
      assert.strictEqual(errorOf(reply).code, "conflict")
      const client = yield* start({
        chat: {
          ask: (question) =>
            Effect.sync(() => {
              hashes.push(question.idempotency?.body_hash)
              return answerTo(question)
            })
        }
      })
      for (const stream of [true, false]) {
        yield* client.post("/api/chat", { ...good, stream }, { "idempotency-key": "k" })
      }
      assert.isString(hashes[0])
      assert.strictEqual(hashes[0], hashes[1])
    }))

  it.scoped("ends with one error where there is no answer", () =>
    Effect.gen(function*() {
      const client = yield* start({ chat: { ask: () => Effect.die("broken at /srv/secret") } })
      const reply = yield* client.post("/api/chat", { ...good, stream: true })
      assert.notInclude(reply.text, "secret")
      const [only, ...more] = eventsIn(reply.text)
      assert.deepStrictEqual(more, [])
      assert.strictEqual(only?.name, "error")
      assert.strictEqual(only?.data.error.code, "internal_error")
    }))

  it.scoped("checks the question before it streams", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const reply = yield* client.post("/api/chat", { ...good, query: "", stream: true })
      assert.strictEqual(reply.status, 400)
      assert.strictEqual(errorOf(reply).code, "invalid_request")
    }))

  it.scoped("sends comments while nothing happens", () =>
    Effect.gen(function*() {
      const going = yield* Deferred.make<void>()
      const finish = yield* Deferred.make<void>()
      const client = yield* start({
        chat: {
          ask: (question, publish) =>
            (publish?.({ _tag: "stage", stage: "retrieval" }) ?? Effect.void).pipe(
              Effect.zipRight(Deferred.succeed(going, undefined)),
              Effect.zipRight(Deferred.await(finish)),
              Effect.as(answerTo(question))
            )
        }
      }, { heartbeatMs: 1_000 })
      const response = yield* Effect.fork(client.post("/api/chat", { ...good, stream: true }))
      yield* Deferred.await(going)
      yield* Effect.yieldNow()
      yield* TestClock.adjust("3 seconds")
      yield* Deferred.succeed(finish, undefined)
      const { text } = yield* Fiber.join(response)
      assert.isAtLeast(text.split("\n\n").filter((block) => block.startsWith(":")).length, 1)
      assert.strictEqual(eventsIn(text).at(-1)?.name, "answer")
    }))
})

describe("hanging up", () => {
  for (const stream of [false, true]) {
    it.scoped(`stops the work behind a ${stream ? "streamed" : "plain"} question`, () =>
      Effect.gen(function*() {
        const began = yield* Deferred.make<void>()
        const stopped = yield* Deferred.make<void>()
        const client = yield* start({
          chat: {
            ask: () =>
              Deferred.succeed(began, undefined).pipe(
                Effect.zipRight(Effect.never),
                Effect.onInterrupt(() => Deferred.succeed(stopped, undefined))
              )
          }
        })
        const asking = yield* Effect.fork(client.post("/api/chat", { ...good, stream }))
        yield* Deferred.await(began)
        yield* Fiber.interrupt(asking)
        yield* Deferred.await(stopped)
        assert.strictEqual((yield* client.get("/health/live")).status, 200)
      }))
  }
})
