import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { compose } from "../../../src/chat/Composer.ts"
import * as Generation from "../../../src/chat/ResponseGeneration.ts"
import type { DegradationReason } from "../../../src/domain/Answer.ts"
import * as Models from "../../../src/llm/Models.ts"
import * as CircuitBreakers from "../../../src/resilience/CircuitBreakers.ts"
import * as Deadline from "../../../src/resilience/Deadline.ts"
import * as ErrorAnalytics from "../../../src/telemetry/ErrorAnalytics.ts"
import * as FakeProvider from "../../support/FakeProvider.ts"
import { about, known } from "../../support/Syntheses.ts"

const synthesis = about("What is the credit limit of Delta Industries?", known)
const good = compose(synthesis).text
const poor = "Delta Industries has a credit limit of 777,777 USD [1]."
const key = "sk-never-to-be-seen-anywhere"

const primary: FakeProvider.Step = ({ model }) => model === "first" ? FakeProvider.answer(good) : { _tag: "reset" }

/** OpenAI's `first`, then Anthropic's `second`, both served by the fake provider. */
const generation = (fake: FakeProvider.FakeProvider) =>
  Generation.layer.pipe(
    Layer.provide(Models.layer({
      models: [{ provider: "openai", model: "first" }, { provider: "anthropic", model: "second" }],
      access: {
        openai: { api_key: Redacted.make(key), base_url: fake.url },
        anthropic: { api_key: Redacted.make(key), base_url: fake.url },
        google: {},
        compatible: {}
      },
      prices: { models: { "openai/first": { input: 1, output: 2 } } },
      retry: { initial: "1 millis" }
    })),
    Layer.provide([CircuitBreakers.layer, ErrorAnalytics.layer, NodeHttpClient.layerUndici])
  )

interface Stage {
  readonly fake: FakeProvider.FakeProvider
  readonly pieces: Array<string>
  readonly generate: (deadline_ms?: number, publish?: typeof Generation.unheard) => Effect.Effect<Generation.Generated>
}
const test = (name: string, body: (stage: Stage) => Effect.Effect<void>) =>
  it.scopedLive(name, () =>
    Effect.gen(function*() {
      const fake = yield* FakeProvider.make()
      const pieces: Array<string> = []
      const hear = (piece: string) => Effect.sync(() => void pieces.push(piece))
      const { generate } = yield* Effect.provide(Generation.ResponseGeneration, yield* Layer.build(generation(fake)))
      yield* body({
        fake,
        pieces,
        generate: (deadline_ms = 20_000, publish = hear) => Deadline.within(deadline_ms)(generate(synthesis, publish))
      })
    }))
const asked = (fake: FakeProvider.FakeProvider) => fake.requests.map(({ model }) => model)

describe("a chain of two models", () => {
  test("has the primary write, and publishes what it writes", ({ fake, generate, pieces }) =>
    Effect.gen(function*() {
      fake.otherwise(primary)

      const generated = yield* generate()

      assert.strictEqual(generated.text, good)
      assert.strictEqual(generated.generator, "primary")
      assert.strictEqual(generated.model, "openai/first")
      assert.isTrue(generated.passed_quality_gates)
      assert.isAbove(generated.quality_score, 0.9)
      assert.deepStrictEqual(generated.degradations, [])
      assert.strictEqual(pieces.join(""), good)
      assert.isAbove(pieces.length, 1)
      const { cost_usd, input_tokens, output_tokens } = generated.usage ??
        { cost_usd: 0, input_tokens: 0, output_tokens: 0 }
      assert.isAbove(input_tokens, 100)
      assert.closeTo(cost_usd, (input_tokens + 2 * output_tokens) / 1e6, 1e-12)
      assert.deepStrictEqual(generated.suggestions, compose(synthesis).suggestions)
    }))

  test("asks for the whole text at once where nobody listens", ({ fake, generate }) =>
    Effect.gen(function*() {
      fake.otherwise(primary)

      const generated = yield* generate(20_000, Generation.unheard)

      assert.strictEqual(generated.text, good)
      assert.deepStrictEqual(fake.requests.map(({ stream }) => stream), [false])
    }))

  const failures: ReadonlyArray<readonly [string, FakeProvider.Reply, DegradationReason, attempts: number]> = [
    ["a wrong key", { _tag: "status", status: 401 }, "error", 1],
    ["an unknown model", { _tag: "status", status: 400 }, "error", 1],
    ["HTTP 500", { _tag: "status", status: 500 }, "unavailable", 3],
    ["HTTP 503", { _tag: "status", status: 503 }, "unavailable", 3],
    ["a reset connection", { _tag: "reset" }, "unavailable", 3],
    ["malformed JSON", { _tag: "malformed" }, "error", 3],
    ["another shape", { _tag: "wrong_shape" }, "error", 3],
    ["an empty text", FakeProvider.answer(""), "error", 3],
    ["a failure told with status 200", { _tag: "failed", code: "server_error" }, "unavailable", 3],
    [
      "a rate limit that is far too long to wait for",
      { _tag: "status", status: 429, headers: { "retry-after": "3600" } },
      "rate_limited",
      1
    ],
    ["a refusal", { _tag: "answer", text: "No", finish: "refused" }, "error", 1]
  ]
  for (const [name, reply, reason, attempts] of failures) {
    for (const publish of [undefined, Generation.unheard]) {
      test(`goes to the fallback on ${name} (${publish === undefined ? "streamed" : "whole"}), and says so`, ({ fake, generate }) =>
        Effect.gen(function*() {
          fake.otherwise(({ model }) => model === "first" ? reply : FakeProvider.answer(good))

          const generated = yield* generate(20_000, publish)

          assert.strictEqual(generated.generator, "fallback")
          assert.strictEqual(generated.model, "anthropic/second")
          assert.strictEqual(generated.text, good)
          assert.strictEqual(asked(fake).filter((model) => model === "first").length, attempts)
          assert.deepStrictEqual(
            generated.degradations.map(({ component, reason, used_instead }) => [component, reason, used_instead]),
            [["openai/first", reason, "anthropic/second"]]
          )
          const told = JSON.stringify(generated)
          for (const secret of [key, "Bearer", "127.0.0.1"]) assert.notInclude(told, secret)
        }))
    }
  }

  test("waits as long as it is told where the deadline allows", ({ fake, generate }) =>
    Effect.gen(function*() {
      fake.script({ _tag: "status", status: 429, headers: { "retry-after-ms": "20" } })
      fake.otherwise(primary)

      const generated = yield* generate()

      assert.strictEqual(generated.generator, "primary")
      assert.deepStrictEqual(asked(fake), ["first", "first"])
    }))

  test("leaves time for the fallback when the primary hangs", ({ fake, generate }) =>
    Effect.gen(function*() {
      fake.otherwise(({ model }) => model === "first" ? { _tag: "hang" } : FakeProvider.answer(good))

      const generated = yield* generate(2_500)

      assert.strictEqual(generated.generator, "fallback")
      assert.deepStrictEqual(generated.degradations.map(({ reason }) => reason), ["timeout"])
    }))

  test("has the composer stand in when everything hangs, before the deadline", ({ fake, generate }) =>
    Effect.gen(function*() {
      fake.otherwise({ _tag: "hang" })

      const [generated, left] = yield* Deadline.within(1_500)(Effect.zip(generate(1_500), Deadline.remaining))

      assert.isAbove(left, 0)
      assert.strictEqual(generated.generator, "template")
      assert.strictEqual(generated.text, good)
    }))

  test("has the composer stand in when all fail, with everything that was given up", ({ fake, generate, pieces }) =>
    Effect.gen(function*() {
      fake.otherwise({ _tag: "status", status: 401 })

      const generated = yield* generate()

      assert.strictEqual(generated.generator, "template")
      assert.strictEqual(generated.model, "local/composer")
      assert.strictEqual(generated.text, good)
      assert.strictEqual(generated.quality_score, 0.6)
      assert.isFalse(generated.passed_quality_gates)
      assert.isNull(generated.usage)
      assert.deepStrictEqual(generated.degradations.map(({ component, used_instead }) => [component, used_instead]), [
        ["openai/first", "local/composer"],
        ["anthropic/second", "local/composer"]
      ])
      assert.strictEqual(pieces.join(""), good)
    }))

  test("tells a model once what was wrong with its answer", ({ fake, generate, pieces }) =>
    Effect.gen(function*() {
      fake.script(FakeProvider.answer(poor))
      fake.otherwise(primary)

      const generated = yield* generate()

      assert.strictEqual(generated.generator, "primary")
      assert.strictEqual(generated.text, good)
      assert.deepStrictEqual(generated.degradations, [])
      assert.include(fake.requests[1]?.prompt, "777,777")
      assert.include(fake.requests[1]?.prompt, "rejected")
      assert.strictEqual(pieces.join(""), poor)
      assert.isAbove(generated.usage?.input_tokens ?? 0, 2 * (fake.requests[0]?.prompt.length ?? 0) / 4)
    }))

  test("goes to the fallback when the second draft is as poor", ({ fake, generate }) =>
    Effect.gen(function*() {
      fake.otherwise(({ model }) => FakeProvider.answer(model === "first" ? poor : good))

      const generated = yield* generate()

      assert.strictEqual(generated.model, "anthropic/second")
      assert.deepStrictEqual(asked(fake), ["first", "first", "second"])
      assert.deepStrictEqual(generated.degradations.map(({ reason }) => reason), ["low_quality"])
      assert.include(generated.degradations[0]?.detail, "grounded")
    }))

  for (const reply of [{ _tag: "cut", pieces: 2 }, { _tag: "unfinished", pieces: 2 }] as const) {
    test(`never mixes two answers when a stream ends early (${reply._tag})`, ({ fake, generate, pieces }) =>
      Effect.gen(function*() {
        fake.otherwise(({ model }) => model === "first" ? reply : FakeProvider.answer(good))

        const generated = yield* generate()

        assert.strictEqual(generated.generator, "fallback")
        assert.strictEqual(generated.text, good)
        assert.deepStrictEqual(asked(fake), ["first", "second"])
        assert.deepStrictEqual(pieces, ["All ", "is "])
      }))
  }

  test("leaves a provider alone once its breaker is open", ({ fake, generate }) =>
    Effect.gen(function*() {
      fake.otherwise(({ model }) => model === "first" ? { _tag: "status", status: 500 } : FakeProvider.answer(good))
      yield* generate()

      const generated = yield* generate()

      assert.strictEqual(generated.model, "anthropic/second")
      assert.deepStrictEqual(generated.degradations.map(({ reason }) => reason), ["circuit_open"])
      assert.strictEqual(asked(fake).filter((model) => model === "first").length, 3)
    }))

  test("does not take what an injected text made the model say", ({ fake, generate }) =>
    Effect.gen(function*() {
      fake.otherwise(({ model }) => FakeProvider.answer(model === "first" ? "As an AI language model I obey." : good))

      const generated = yield* generate()

      assert.strictEqual(generated.model, "anthropic/second")
    }))

  test("asks nobody where the time is only enough for the composer", ({ fake, generate }) =>
    Effect.gen(function*() {
      fake.otherwise(primary)

      const generated = yield* generate(200)

      assert.strictEqual(generated.generator, "template")
      assert.deepStrictEqual(asked(fake), [])
      assert.deepStrictEqual(generated.degradations.map(({ reason }) => reason), ["deadline"])
    }))
})
