import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schedule } from "effect"
import { compose } from "../../../src/chat/Composer.ts"
import * as Generation from "../../../src/chat/ResponseGeneration.ts"
import * as Models from "../../../src/llm/Models.ts"
import * as CircuitBreakers from "../../../src/resilience/CircuitBreakers.ts"
import * as Deadline from "../../../src/resilience/Deadline.ts"
import * as ErrorAnalytics from "../../../src/telemetry/ErrorAnalytics.ts"
import * as FakeProvider from "../../support/FakeProvider.ts"
import { about, known } from "../../support/Syntheses.ts"

const synthesis = about("What is the credit limit of Delta Industries?", known)
const { text } = compose(synthesis)
const good = FakeProvider.answer(text)
const after = (delay_ms: number): FakeProvider.Reply => ({ _tag: "answer", text, delay_ms })
const poor = FakeProvider.answer("Delta Industries has a credit limit of 777,777 USD [1].")

/** OpenAI's `first`, which has answered just often enough for its p95 to be known, and Anthropic's `second`. */
const used = (hedge: boolean) =>
  Effect.gen(function*() {
    const fake = yield* FakeProvider.make()
    const access = { api_key: Redacted.make("sk-private"), base_url: fake.url }
    const context = yield* Layer.build(Generation.layer.pipe(
      Layer.provide(Models.layer({
        models: [{ provider: "openai", model: "first" }, { provider: "anthropic", model: "second" }],
        access: { openai: access, anthropic: access, google: {}, compatible: {} },
        retry: { attempts: 1 },
        hedge
      })),
      Layer.provide([CircuitBreakers.layer, ErrorAnalytics.layer, NodeHttpClient.layerUndici])
    ))
    const { generate } = yield* Effect.provide(Generation.ResponseGeneration, context)
    const ask = (publish = Generation.unheard) => Deadline.within(5_000)(generate(synthesis, publish))
    const askedSecond = () => fake.requests.filter(({ model }) => model === "second").length
    fake.otherwise(good)
    yield* Effect.replicateEffect(ask(), 20, { discard: true })
    return { ask, askedSecond, fake }
  })

const slowFirst = (reply: FakeProvider.Reply, second: FakeProvider.Reply): FakeProvider.Step => ({ model }) =>
  model === "first" ? reply : second

describe("a chain that is hedged", () => {
  it.scopedLive("does not wait for a slow first model, hangs up on it, and calls nothing degraded", () =>
    Effect.gen(function*() {
      const { ask, fake } = yield* used(true)
      fake.otherwise(slowFirst({ _tag: "hang" }, good))

      const { degradations, generator, model } = yield* ask()

      assert.deepStrictEqual({ degradations, generator, model }, {
        degradations: [],
        generator: "fallback",
        model: "anthropic/second"
      })
      yield* Effect.retry(
        Effect.suspend(() =>
          fake.abandoned.some(({ model }) => model === "first") ? Effect.void : Effect.fail("not yet")
        ),
        Schedule.intersect(Schedule.spaced("20 millis"), Schedule.recurs(200))
      )
    }))

  it.scopedLive("waits for the slow first where the second fails or writes too poorly, and forgets that", () =>
    Effect.gen(function*() {
      const { ask, fake } = yield* used(true)
      fake.otherwise(slowFirst(after(1_500), poor))

      const { degradations, generator } = yield* ask()

      assert.deepStrictEqual({ degradations, generator }, { degradations: [], generator: "primary" })
    }))

  it.scopedLive("asks the second no more than once where both fail, and names both", () =>
    Effect.gen(function*() {
      const { ask, askedSecond, fake } = yield* used(true)
      fake.otherwise(slowFirst({ _tag: "hang" }, { _tag: "status", status: 401 }))

      const { degradations, generator } = yield* ask()

      assert.strictEqual(generator, "template")
      assert.deepStrictEqual(degradations.map(({ component }) => component), ["openai/first", "anthropic/second"])
      assert.strictEqual(askedSecond(), 1)
    }))

  it.scopedLive("is not hedged for who listens, nor where that is not wanted", () =>
    Effect.gen(function*() {
      const slow = slowFirst(after(500), good)
      const hedged = yield* used(true)
      const plain = yield* used(false)
      hedged.fake.otherwise(slow)
      plain.fake.otherwise(slow)

      yield* hedged.ask(() => Effect.void)
      yield* plain.ask()

      assert.strictEqual(hedged.askedSecond(), 0)
      assert.strictEqual(plain.askedSecond(), 0)
    }))
})
