import type { HttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Context, Effect, Exit, Redacted, type Scope, Stream } from "effect"
import * as ChatCompletions from "../../src/llm/ChatCompletions.ts"
import type { ModelError, ModelProblem } from "../../src/llm/ModelError.ts"
import * as Providers from "../../src/llm/Providers.ts"
import * as Writer from "../../src/llm/Writer.ts"
import * as FakeProvider from "../support/FakeProvider.ts"

const key = "sk-very-secret-key-1234567890"
const request = {
  system: "Follow the rules that nobody may read.",
  prompt: "The private question of Ms. Example?",
  max_output_tokens: 300,
  temperature: 0.3
}
const text = "Delta Industries owes 12,500 USD, due in 30 days [1]."

/** The provider, and the path under the fake server that its base URL has. */
const protocols = [
  { provider: "openai", api: "responses", base: "" },
  { provider: "openai", api: "chat completions", base: "" },
  { provider: "anthropic", api: "messages", base: "" },
  { provider: "google", api: "chat completions", base: "/v1beta/openai" },
  { provider: "compatible", api: "chat completions", base: "/v1" }
] as const

const failures: ReadonlyArray<
  { readonly name: string; readonly reply: FakeProvider.Reply; readonly problem: ModelProblem }
> = [
  { name: "HTTP 401", reply: { _tag: "status", status: 401 }, problem: "authentication" },
  { name: "HTTP 403", reply: { _tag: "status", status: 403 }, problem: "authentication" },
  { name: "HTTP 400", reply: { _tag: "status", status: 400 }, problem: "refused" },
  {
    name: "a context that is too long",
    reply: {
      _tag: "status",
      status: 400,
      body: {
        error: { message: "This model's maximum context length is 8192 tokens.", code: "context_length_exceeded" }
      }
    },
    problem: "context_too_long"
  },
  {
    name: "an unknown model",
    reply: { _tag: "status", status: 404, body: { error: { message: "no such model", code: "model_not_found" } } },
    problem: "unknown_model"
  },
  { name: "HTTP 413", reply: { _tag: "status", status: 413 }, problem: "context_too_long" },
  {
    name: "HTTP 429",
    reply: { _tag: "status", status: 429, headers: { "retry-after": "7" } },
    problem: "rate_limited"
  },
  {
    name: "a proxy's 429 in HTML",
    reply: { _tag: "status", status: 429, headers: { "content-type": "text/html" }, body: "<h1>slow down</h1>" },
    problem: "rate_limited"
  },
  {
    name: "a key without credit",
    reply: { _tag: "status", status: 429, body: { error: { message: "quota", code: "insufficient_quota" } } },
    problem: "authentication"
  },
  { name: "HTTP 500", reply: { _tag: "status", status: 500 }, problem: "unavailable" },
  { name: "HTTP 503", reply: { _tag: "status", status: 503 }, problem: "unavailable" },
  { name: "HTTP 529", reply: { _tag: "status", status: 529 }, problem: "unavailable" },
  { name: "a reset connection", reply: { _tag: "reset" }, problem: "connection" },
  { name: "malformed JSON", reply: { _tag: "malformed" }, problem: "malformed" },
  { name: "an answer of another shape", reply: { _tag: "wrong_shape" }, problem: "malformed" },
  { name: "an empty text", reply: FakeProvider.answer(""), problem: "empty" },
  { name: "a blank text", reply: FakeProvider.answer("  \n "), problem: "empty" },
  { name: "a refusal for its content", reply: { _tag: "answer", text: "I", finish: "refused" }, problem: "refused" },
  { name: "a failure told with status 200", reply: { _tag: "failed", code: "server_error" }, problem: "unavailable" },
  {
    name: "a rate limit told with status 200",
    reply: { _tag: "failed", code: "rate_limit_exceeded" },
    problem: "rate_limited"
  }
]

for (const { api, base, provider } of protocols) {
  const open = Effect.gen(function*() {
    const fake = yield* FakeProvider.make()
    if (provider === "openai" && api === "chat completions") fake.without("/v1/responses")
    const writer = yield* Providers.make(provider, "some-model", {
      api_key: Redacted.make(key),
      base_url: `${fake.url}${base}`
    })
    return { fake, writer }
  })
  const test = (name: string, body: Effect.Effect<void, unknown, Effect.Effect.Context<typeof open>>) =>
    it.scopedLive(name, () => Effect.provide(body, NodeHttpClient.layerUndici))

  describe(`${provider} by its ${api}`, () => {
    test(
      "writes a text and says what it used",
      Effect.gen(function*() {
        const { fake, writer } = yield* open
        fake.script(FakeProvider.answer(text))

        const completion = yield* writer.write(request)

        const received = fake.requests.at(-1)
        assert.strictEqual(completion.text, text)
        assert.strictEqual(completion.tokens?.output, Math.ceil(text.length / 4))
        assert.strictEqual(received?.model, "some-model")
        assert.strictEqual(received?.body["temperature"], 0.3)
        assert.include(received?.prompt, request.system)
        assert.include(received?.prompt, request.prompt)
        assert.include(JSON.stringify(received?.headers), key)
        assert.strictEqual(received?.body["max_tokens"] ?? received?.body["max_output_tokens"], 300)
      })
    )

    test(
      "streams the same text in pieces and ends with the whole",
      Effect.gen(function*() {
        const { fake, writer } = yield* open
        fake.script(FakeProvider.answer(text))

        const deltas = Array.from(yield* Stream.runCollect(writer.stream(request)))

        const last = deltas.at(-1)
        assert.isAbove(deltas.length, 4)
        assert.strictEqual(deltas.map((delta) => delta._tag === "piece" ? delta.text : "").join(""), text)
        assert.isTrue(last?._tag === "done" && last.completion.text === text)
        assert.isTrue(last?._tag === "done" && last.completion.tokens?.output === Math.ceil(text.length / 4))
      })
    )

    test(
      "says when the text was cut at the limit",
      Effect.gen(function*() {
        const { fake, writer } = yield* open
        fake.script({ _tag: "answer", text, finish: "length" }, { _tag: "answer", text, finish: "length" })

        const written = yield* writer.write(request)
        const streamed = yield* Stream.runLast(writer.stream(request))

        assert.isTrue(written.truncated)
        assert.isTrue(streamed._tag === "Some" && streamed.value._tag === "done" && streamed.value.completion.truncated)
      })
    )

    // Anthropic tells of a failure with status 200 only in streams, which have their own test below.
    for (
      const { name, problem, reply } of failures.filter(({ reply }) =>
        provider !== "anthropic" || reply._tag !== "failed"
      )
    ) {
      test(
        `fails with ${problem} on ${name}, whole and streamed, and tells no secret`,
        Effect.gen(function*() {
          const { fake, writer } = yield* open
          fake.otherwise(reply)

          const exits: ReadonlyArray<Exit.Exit<unknown, ModelError>> = [
            yield* Effect.exit(writer.write(request)),
            yield* Effect.exit(Stream.runDrain(writer.stream(request)))
          ]

          for (const exit of exits) {
            assert.isTrue(Exit.isFailure(exit))
            if (!Exit.isFailure(exit)) continue
            const error = Cause.failureOption(exit.cause)
            assert.isTrue(error._tag === "Some")
            if (error._tag === "None") continue
            assert.strictEqual(error.value.problem, problem)
            assert.strictEqual(error.value.provider, provider)
            if (reply._tag === "status") assert.strictEqual(error.value.status, reply.status)
            if (name === "HTTP 429") assert.strictEqual(error.value.retry_after_ms, 7_000)
            const told = [
              JSON.stringify(error.value),
              Cause.pretty(exit.cause),
              String(error.value),
              JSON.stringify(exit)
            ].join()
            for (const secret of [key, "Bearer", request.prompt, request.system]) assert.notInclude(told, secret)
          }
        })
      )
    }

    for (const reply of [{ _tag: "cut", pieces: 3 }, { _tag: "unfinished", pieces: 3 }] as const) {
      test(
        `a stream that ends early (${reply._tag}) fails after its pieces`,
        Effect.gen(function*() {
          const { fake, writer } = yield* open
          fake.otherwise(reply)
          const pieces: Array<string> = []

          const error = yield* Effect.flip(
            Stream.runForEach(writer.stream(request), (delta) => Effect.sync(() => pieces.push(delta._tag)))
          )

          assert.deepStrictEqual(pieces, ["piece", "piece", "piece"])
          assert.strictEqual(error.problem, "connection")
        })
      )
    }
  })
}

describe("what a provider does that others do not", () => {
  const test = (
    name: string,
    body: (fake: FakeProvider.FakeProvider) => Effect.Effect<void, unknown, HttpClient.HttpClient | Scope.Scope>
  ) => it.scopedLive(name, () => Effect.provide(Effect.flatMap(FakeProvider.make(), body), NodeHttpClient.layerUndici))
  const access = (fake: FakeProvider.FakeProvider) => ({ api_key: Redacted.make(key), base_url: fake.url })

  for (const [code, problem] of [["overloaded_error", "unavailable"], ["rate_limit_error", "rate_limited"]] as const) {
    test(`Anthropic's ${code} in a stream is ${problem}`, (fake) =>
      Effect.gen(function*() {
        const writer = yield* Providers.make("anthropic", "some-model", access(fake))
        fake.otherwise({ _tag: "failed", code })

        const error = yield* Effect.flip(Stream.runDrain(writer.stream(request)))

        assert.strictEqual(error.problem, problem)
      }))
  }

  test("a server without the responses API is asked for chat completions, and from then on only for them", (fake) =>
    Effect.gen(function*() {
      const writer = yield* Providers.make("openai", "some-model", access(fake))
      fake.without("/v1/responses")

      yield* writer.write(request)
      yield* writer.write(request)
      yield* Stream.runDrain(writer.stream(request))

      assert.deepStrictEqual(fake.requests.map(({ path }) => path), [
        "/v1/responses",
        "/v1/chat/completions",
        "/v1/chat/completions",
        "/v1/chat/completions"
      ])
    }))

  test("a model that neither API knows is unknown, and the responses API is asked again", (fake) =>
    Effect.gen(function*() {
      const writer = yield* Providers.make("openai", "some-model", access(fake))
      fake.without("/v1/responses", "/v1/chat/completions")

      const first = yield* Effect.flip(writer.write(request))
      const second = yield* Effect.flip(Stream.runDrain(writer.stream(request)))

      assert.deepStrictEqual([first.problem, second.problem], ["unknown_model", "unknown_model"])
      assert.strictEqual(fake.requests[2]?.path, "/v1/responses")
    }))

  test("a reasoning model is sent no temperature", (fake) =>
    Effect.gen(function*() {
      const writer = yield* Providers.make("openai", "gpt-5-mini", access(fake))

      yield* writer.write(request)

      assert.isUndefined(fake.requests[0]?.body["temperature"])
    }))

  test("a server without keys is sent none", (fake) =>
    Effect.gen(function*() {
      const writer = yield* Providers.make("compatible", "org/some-model", {
        base_url: `${fake.url}/v1/chat/completions`
      })

      yield* writer.write(request)

      assert.strictEqual(fake.requests[0]?.model, "org/some-model")
      assert.isUndefined(fake.requests[0]?.headers["authorization"])
    }))

  test("an address where nothing listens is a connection failure", () =>
    Effect.gen(function*() {
      const gone = yield* Effect.scoped(Effect.map(FakeProvider.make(), ({ url }) => url))
      const writer = yield* Providers.make("anthropic", "some-model", { api_key: Redacted.make(key), base_url: gone })

      const error = yield* Effect.flip(writer.write(request))

      assert.strictEqual(error.problem, "connection")
    }))

  test("a stream that falls silent is given up", (fake) =>
    Effect.gen(function*() {
      const languageModel = yield* ChatCompletions.make({ base_url: `${fake.url}/v1`, model: "some-model" })
      const writer = Writer.fromLanguageModel({
        provider: "compatible",
        model: "some-model",
        languageModel,
        settings: () => Context.empty(),
        idle: "50 millis"
      })
      fake.otherwise({ _tag: "stall", pieces: 2 })

      const error = yield* Effect.flip(Stream.runDrain(writer.stream(request)))

      assert.strictEqual(error.problem, "timeout")
    }))
})
