import { assert, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Layer, TestClock } from "effect"
import { AnswerCache, type Kept } from "../../src/chat/AnswerCache.ts"
import * as ChatPipeline from "../../src/chat/ChatPipeline.ts"
import * as Conversation from "../../src/chat/Conversation.ts"
import { FullPipeline, NothingToAnswerFrom } from "../../src/chat/FullPipeline.ts"
import * as Ladder from "../../src/chat/Ladder.ts"
import * as LastResort from "../../src/chat/LastResort.ts"
import { TurnRecorder } from "../../src/chat/TurnRecorder.ts"
import type { Answer } from "../../src/domain/Answer.ts"
import type { Question } from "../../src/domain/Question.ts"
import { type Exchange, Sessions } from "../../src/sessions/Sessions.ts"
import { StoreError } from "../../src/storage/StoreError.ts"
import * as Performance from "../../src/telemetry/Performance.ts"
import { acme, answer, session, user } from "../support/Answers.ts"

const question: Question = {
  tenant: acme,
  query: "Why does the moon glow?",
  session_id: session,
  user_id: user,
  correlation_id: "corr-1",
  deadline_ms: 2_000
}

const down = new StoreError({ operation: "test", cause: "connection refused" })

interface World {
  readonly pipeline: Partial<typeof FullPipeline.Service>
  readonly kept?: Kept
  readonly cacheHangs?: boolean
  readonly answered?: { readonly answer: Answer; readonly body_hash: string }
  /** Under the same key, on disk. */
  readonly waiting?: World["answered"]
}

const ask = (world: World, asked: Question = question) => {
  const recorded: Array<Exchange> = []
  const layer = ChatPipeline.layer.pipe(
    Layer.provide(Ladder.layer({ answers: LastResort.defaultTable, supportContact: "help@example.com" })),
    Layer.provide(Conversation.layer),
    Layer.provide([
      Performance.layer,
      Layer.mock(FullPipeline, { after: () => Effect.void, ...world.pipeline }),
      Layer.mock(AnswerCache, {
        find: () => world.cacheHangs === true ? Effect.never : Effect.succeed(world.kept)
      }),
      Layer.mock(TurnRecorder, {
        answered: () => Effect.succeed(world.waiting),
        record: (exchange) =>
          Effect.sync(() => {
            recorded.push(exchange)
            return { answer: exchange.answer, degradation: undefined }
          })
      }),
      Layer.mock(Sessions, {
        answered: () => world.answered === undefined ? Effect.fail(down) : Effect.succeed(world.answered)
      })
    ])
  )
  return Effect.gen(function*() {
    const pipeline = yield* ChatPipeline.ChatPipeline
    const started = yield* Clock.currentTimeMillis
    const said = yield* pipeline.ask(asked)
    return { said, recorded, took: (yield* Clock.currentTimeMillis) - started }
  }).pipe(Effect.provide(layer))
}

const passing = <A, E>(effect: Effect.Effect<A, E>, millis: number) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(effect)
    yield* Effect.forEach(Array.from({ length: millis / 50 }), () => TestClock.adjust(50), { discard: true })
    return yield* Fiber.join(fiber)
  })

it.effect("answers before the deadline when the pipeline never does, and says so", () =>
  Effect.gen(function*() {
    const { recorded, said, took } = yield* passing(ask({ pipeline: { answer: () => Effect.never } }), 2_000)
    assert.isAtMost(took, 2_000)
    assert.strictEqual(said.source, "error_handler")
    assert.isTrue(said.degraded)
    assert.include(said.text, "help@example.com")
    assert.deepStrictEqual(said.degradations.map((one) => one.reason), ["deadline", "unavailable"])
    assert.strictEqual(recorded.length, 1)
  }))

it.effect("answers when the pipeline breaks in a way that nobody foresaw", () =>
  Effect.gen(function*() {
    const { said } = yield* ask({
      pipeline: { answer: () => Effect.die(new TypeError("undefined is not a function")) }
    })
    assert.strictEqual(said.source, "error_handler")
    assert.notInclude(JSON.stringify(said), "undefined is not")
  }))

it.effect("gives the earlier answer to the same question, marked with its age", () =>
  Effect.gen(function*() {
    yield* TestClock.setTime(10 * 60_000)
    const kept = { answer: answer("a-1"), version: "1", at: 3 * 60_000 }
    const { said } = yield* ask({ kept, pipeline: { answer: () => new NothingToAnswerFrom({ degradations: [] }) } })
    assert.strictEqual(said.source, "cache")
    assert.isTrue(said.degraded)
    assert.include(said.sources, "cache")
    assert.include(said.degradations[0]?.detail, "7 minutes")
    assert.strictEqual(said.text, answer("a-1").text)
    assert.notStrictEqual(said.answer_id, "a-1")
  }))

it.effect("falls to the keyword answer when the cache hangs too", () =>
  Effect.gen(function*() {
    const asked = { ...question, query: "What are our payment terms?" }
    const nothing = new NothingToAnswerFrom({ degradations: [] })
    const { said, took } = yield* passing(ask({ cacheHangs: true, pipeline: { answer: () => nothing } }, asked), 2_000)
    assert.strictEqual(said.source, "keyword_fallback")
    assert.strictEqual(said.confidence, 0.7)
    assert.isAtMost(took, 2_000)
  }))

it.effect("returns the first answer of an idempotency key, and refuses another body under it", () =>
  Effect.gen(function*() {
    const answered = { answer: answer("a-first"), body_hash: "one" }
    const same = { ...question, idempotency: { key: "k", body_hash: "one" } }
    const { recorded, said } = yield* ask({ answered, pipeline: {} }, same)
    assert.strictEqual(said.answer_id, "a-first")
    assert.strictEqual(recorded.length, 0)
    // The same while the database is down and the first answer waits on disk.
    assert.strictEqual((yield* ask({ waiting: answered, pipeline: {} }, same)).said.answer_id, "a-first")
    const refused = yield* Effect.flip(
      ask({ answered, pipeline: {} }, { ...same, idempotency: { key: "k", body_hash: "two" } })
    )
    assert.strictEqual(refused._tag, "Conflict")
  }))
