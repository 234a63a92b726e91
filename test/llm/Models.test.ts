import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Fiber, Layer, Stream, TestClock } from "effect"
import * as ModelError from "../../src/llm/ModelError.ts"
import * as Models from "../../src/llm/Models.ts"
import type { Completion, Writer } from "../../src/llm/Writer.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as Deadline from "../../src/resilience/Deadline.ts"
import { GuardOverrides } from "../../src/resilience/Guard.ts"

const said: Completion = { text: "Well.", truncated: false, tokens: { input: 1_000, output: 100 } }
const ask = { system: "s", prompt: "p", max_output_tokens: 300, temperature: 0.3, complexity: "simple" } as const
const subject = { provider: "acme", model: "one" }

const writer = (write: Writer["write"], stream: Writer["stream"] = () => Stream.empty): Writer => ({
  ...subject,
  write,
  stream
})
const failing = (problem: ModelError.ModelProblem) => writer(() => Effect.fail(ModelError.make(subject, problem)))
const one = (writer: Writer, options: Models.Guarding = {}) =>
  Effect.gen(function*() {
    const models = yield* Models.fromWriters([writer], options)
    const [handle] = models.chain
    if (handle === undefined) return yield* Effect.die("no handle")
    return { models, handle }
  }).pipe(Effect.provide(CircuitBreakers.layer))

describe("a model behind its guard", () => {
  it.effect("tells what an answer cost", () =>
    Effect.gen(function*() {
      const prices = { models: { "acme/one": { input: 2, output: 10 } } }
      const { handle } = yield* one(writer(() => Effect.succeed(said)), { prices })

      const draft = yield* handle.generate(ask)

      assert.deepStrictEqual(draft.usage, { input_tokens: 1_000, output_tokens: 100, cost_usd: 0.003 })
    }))

  it.effect("opens its breaker after three failures in a row, and tries again after thirty seconds", () =>
    Effect.gen(function*() {
      let calls = 0
      const { handle } = yield* one(
        writer(() =>
          Effect.suspend(() =>
            ++calls <= 3 ? Effect.fail(ModelError.make(subject, "unavailable")) : Effect.succeed(said)
          )
        ),
        { retry: { attempts: 1 } }
      )
      for (const _ of [1, 2, 3]) yield* Effect.flip(handle.generate(ask))

      const rejected = yield* Effect.flip(handle.generate(ask))
      yield* TestClock.adjust("30 seconds")
      const draft = yield* handle.generate(ask)

      assert.strictEqual(rejected._tag, "CircuitOpen")
      assert.strictEqual(draft.text, "Well.")
      assert.strictEqual(calls, 4)
    }))

  it.effect("is guarded as its provider's settings say", () =>
    Effect.gen(function*() {
      const { handle } = yield* one(writer(() => Effect.never)).pipe(
        Effect.provideService(GuardOverrides, {
          acme: { timeout: "2 seconds", retry: { attempts: 1 }, breaker: { consecutive_failures: 1 } }
        })
      )
      const late = yield* Effect.fork(Effect.flip(handle.generate(ask)))
      yield* TestClock.adjust("2 seconds")
      const error = yield* Fiber.join(late)
      assert.isTrue(error._tag === "ModelError" && error.problem === "timeout")
      assert.strictEqual((yield* Effect.flip(handle.generate(ask)))._tag, "CircuitOpen")
    }))

  it.effect("spends no more tokens a minute than it may, and takes back what a call did not use", () =>
    Effect.gen(function*() {
      const small: Completion = { ...said, tokens: { input: 1, output: 99 } }
      let calls = 0
      const { handle } = yield* one(
        writer(() =>
          Effect.suspend(() => ++calls === 2 ? Effect.fail(ModelError.make(subject, "refused")) : Effect.succeed(small))
        ),
        { tokens_per_minute: 500 }
      )
      // A call may use 302, and used 100; the one that is refused uses none.
      yield* handle.generate(ask)
      yield* Effect.flip(handle.generate(ask))
      yield* handle.generate(ask)
      const refused = yield* Effect.flip(Deadline.within(100)(handle.generate(ask)))
      assert.isTrue(refused._tag === "ModelError" && refused.problem === "rate_limited")
      assert.strictEqual(calls, 3)
    }))

  for (const problem of ["authentication", "refused", "context_too_long", "unknown_model"] as const) {
    it.effect(`never repeats a call that failed for good (${problem}), and holds it against nobody`, () =>
      Effect.gen(function*() {
        const { handle } = yield* one(failing(problem))

        for (const _ of [1, 2, 3, 4]) {
          const error = yield* Effect.flip(handle.generate(ask))
          assert.isTrue(error._tag === "ModelError" && error.problem === problem)
        }
        assert.strictEqual((yield* handle.health).breaker, "closed")
      }))
  }

  it.effect("a timeout under a tiny deadline is not held against the provider", () =>
    Effect.gen(function*() {
      const { handle } = yield* one(writer(() => Effect.never))
      for (const _ of [1, 2, 3, 4]) {
        const fiber = yield* Effect.fork(Effect.flip(Deadline.within(300)(handle.generate(ask))))
        yield* TestClock.adjust(300)
        const error = yield* Fiber.join(fiber)
        assert.isTrue(error._tag === "ModelError" && error.problem === "timeout")
      }

      assert.strictEqual((yield* handle.health).breaker, "closed")
    }))

  it.effect("keeps to so many requests a minute: it waits, or fails at once where the deadline is nearer", () =>
    Effect.gen(function*() {
      const { handle } = yield* one(writer(() => Effect.succeed(said)), { requests_per_minute: 2 })
      yield* handle.generate(ask)
      yield* handle.generate(ask)

      const error = yield* Effect.flip(Deadline.within("10 seconds")(handle.generate(ask)))
      const waiting = yield* Effect.fork(handle.generate(ask))
      yield* TestClock.adjust("30 seconds")

      assert.isTrue(error._tag === "ModelError" && error.problem === "rate_limited" && error.retry_after_ms === 30_000)
      assert.strictEqual((yield* Fiber.join(waiting)).text, "Well.")
    }))

  it.effect("does not begin a stream anew after its first piece", () =>
    Effect.gen(function*() {
      let calls = 0
      const pieces: Array<string> = []
      const { handle } = yield* one(writer(() => Effect.succeed(said), () => {
        calls++
        return Stream.concat(
          Stream.make({ _tag: "piece", text: "We" } as const),
          Stream.fail(ModelError.make(subject, "connection"))
        )
      }))

      const error = yield* Effect.flip(handle.stream(ask, (piece) => Effect.sync(() => void pieces.push(piece))))

      assert.isTrue(error._tag === "ModelError" && error.problem === "connection")
      assert.strictEqual(calls, 1)
      assert.deepStrictEqual(pieces, ["We"])
    }))

  it.effect("tells its health from the calls that were made", () =>
    Effect.gen(function*() {
      let broken = true
      const { handle, models } = yield* one(
        writer(() =>
          Effect.suspend(() => broken ? Effect.fail(ModelError.make(subject, "unavailable")) : Effect.succeed(said))
        ),
        { retry: { attempts: 1 } }
      )
      const before = yield* models.health
      yield* Effect.flip(handle.generate(ask))
      yield* TestClock.adjust("1 second")
      broken = false
      yield* handle.generate(ask)

      const { models: [health] } = yield* models.health

      assert.deepStrictEqual(before.models.map((model) => [model.last_success_at, model.last_failure]), [[null, null]])
      assert.deepStrictEqual(health, {
        model: "acme/one",
        role: "primary",
        breaker: "closed",
        retry_after_ms: 0,
        last_success_at: "1970-01-01T00:00:01.000Z",
        last_failure: { at: "1970-01-01T00:00:00.000Z", problem: "unavailable" }
      })
    }))

  it.effect("from the environment: what cannot be reached is left out and named", () =>
    Effect.gen(function*() {
      const environment = new Map([
        ["HOLDFAST_PRIMARY_MODEL", "anthropic/claude-x"],
        ["HOLDFAST_FALLBACK_MODEL", "openai/gpt-4o,compatible/llama"],
        ["OPENAI_API_KEY", "sk-openai"]
      ])
      const models = yield* Models.Models.pipe(Effect.provide(Models.layerConfig.pipe(
        Layer.provide([CircuitBreakers.layer, NodeHttpClient.layerUndici, NodeContext.layer]),
        Layer.provide(Layer.setConfigProvider(ConfigProvider.fromMap(environment)))
      )))

      assert.deepStrictEqual(models.chain.map(({ name, role }) => [name, role]), [["openai/gpt-4o", "primary"]])
      assert.deepStrictEqual((yield* models.health).left_out, [
        { model: "anthropic/claude-x", missing: "ANTHROPIC_API_KEY" },
        { model: "compatible/llama", missing: "COMPATIBLE_BASE_URL" }
      ])
    }))
})
