import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Layer, Stream, TestClock } from "effect"
import { compose } from "../../../src/chat/Composer.ts"
import * as Generation from "../../../src/chat/ResponseGeneration.ts"
import { reserve } from "../../../src/chat/ResponseGeneration/Chain.ts"
import * as Models from "../../../src/llm/Models.ts"
import type { Writer } from "../../../src/llm/Writer.ts"
import * as CircuitBreakers from "../../../src/resilience/CircuitBreakers.ts"
import * as Deadline from "../../../src/resilience/Deadline.ts"
import * as ErrorAnalytics from "../../../src/telemetry/ErrorAnalytics.ts"
import { about, known } from "../../support/Syntheses.ts"

const synthesis = about("What is the credit limit of Delta Industries?", known)
const good = compose(synthesis).text

const writer = (provider: string, write: Writer["write"]): Writer => ({
  provider,
  model: "model",
  write,
  stream: (request) => Stream.fromEffect(Effect.map(write(request), (completion) => ({ _tag: "done", completion })))
})
const after = (provider: string, millis: number) =>
  writer(provider, () => Effect.delay(Effect.succeed({ text: good, truncated: false, tokens: undefined }), millis))

const generated = (writers: ReadonlyArray<Writer>, deadline_ms: number) =>
  Effect.gen(function*() {
    const { generate } = yield* Generation.ResponseGeneration
    const start = yield* Clock.currentTimeMillis
    const fiber = yield* Effect.fork(
      Effect.zip(
        generate(synthesis, Generation.unheard),
        Clock.currentTimeMillis
      ).pipe(Deadline.within(deadline_ms))
    )
    yield* TestClock.adjust(deadline_ms)
    const [result, end] = yield* Fiber.join(fiber)
    return { ...result, took: end - start }
  }).pipe(Effect.provide(Generation.layer.pipe(
    Layer.provide([Layer.effect(Models.Models, Models.fromWriters(writers)), ErrorAnalytics.layer]),
    Layer.provide(CircuitBreakers.layer)
  )))

describe("writing an answer within a deadline", () => {
  it.effect("without models the composer writes, its text is assessed, and nothing is degraded", () =>
    Effect.gen(function*() {
      const result = yield* generated([], 1_000)

      assert.strictEqual(result.generator, "composer")
      assert.strictEqual(result.model, "local/composer")
      assert.strictEqual(result.text, good)
      assert.isTrue(result.passed_quality_gates)
      assert.isAbove(result.quality_score, 0.9)
      assert.deepStrictEqual(result.degradations, [])
      assert.isNull(result.usage)
    }))

  it.effect("a hung primary takes two thirds of the time at most, and the fallback answers in what is left", () =>
    Effect.gen(function*() {
      const result = yield* generated([writer("hung", () => Effect.never), after("slow", 2_000)], 10_000)

      assert.strictEqual(result.model, "slow/model")
      assert.isAtMost(result.took, 10_000 * 2 / 3 + 2_000)
      assert.deepStrictEqual(result.degradations.map(({ reason }) => reason), ["timeout"])
    }))

  it.effect("all models hung, the composer still has its reserve", () =>
    Effect.gen(function*() {
      for (const deadline of [500, 1_000, 10_000, 60_000]) {
        const result = yield* generated([writer("a", () => Effect.never), writer("b", () => Effect.never)], deadline)

        assert.strictEqual(result.generator, "template")
        assert.isAtMost(result.took, deadline - 150)
      }
    }))

  it.effect("one attempt at a simple question takes ten seconds at most, and a timeout is tried again", () =>
    Effect.gen(function*() {
      let calls = 0
      const result = yield* generated([
        writer("late", () =>
          Effect.suspend(() => {
            calls++
            return calls === 1 ? Effect.never : Effect.succeed({ text: good, truncated: false, tokens: undefined })
          }))
      ], 60_000)

      assert.strictEqual(calls, 2)
      assert.strictEqual(result.generator, "primary")
      assert.isAtLeast(result.took, 10_000)
      assert.isAtMost(result.took, 12_000)
    }))

  it.effect("a model that breaks in an unforeseen way is one that failed", () =>
    Effect.gen(function*() {
      const result = yield* generated([writer("broken", () => Effect.die("a bug")), after("sound", 10)], 5_000)

      assert.strictEqual(result.model, "sound/model")
      assert.deepStrictEqual(result.degradations.map(({ component, reason }) => [component, reason]), [[
        "broken/model",
        "error"
      ]])
    }))

  it.effect("whoever hangs up stops the work behind it", () =>
    Effect.gen(function*() {
      let stopped = false
      const hung = writer("hung", () => Effect.onInterrupt(Effect.never, () => Effect.sync(() => stopped = true)))
      const fiber = yield* Effect.fork(generated([hung], 10_000))
      yield* TestClock.adjust(10)

      yield* Fiber.interrupt(fiber)

      assert.isTrue(stopped)
    }))

  it("the reserve grows with the time and is never less than 150 ms", () => {
    assert.deepStrictEqual([100, 1_000, 10_000, 60_000, Infinity].map(reserve), [150, 150, 500, 1_000, 0])
  })
})
