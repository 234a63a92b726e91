import { HttpClient, HttpClientError, type HttpClientRequest, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { type Duration, Effect, Exit, Fiber, Layer, Metric, Redacted, Schema, TestClock } from "effect"
import { type EmbeddingFailed, Embeddings } from "../../../src/llm/Embeddings.ts"
import * as OpenAi from "../../../src/llm/Embeddings/OpenAi.ts"
import * as CircuitBreakers from "../../../src/resilience/CircuitBreakers.ts"
import * as Metrics from "../../../src/telemetry/Metrics.ts"

const Body = Schema.parseJson(Schema.Struct({ model: Schema.String, input: Schema.Array(Schema.String) }))

interface Server {
  readonly requests: Array<
    { readonly url: string; readonly authorization: string; readonly input: ReadonlyArray<string> }
  >
  respond: (input: ReadonlyArray<string>) => unknown
  status: number
  delay: Duration.DurationInput
  reachable: boolean
}

/** Answers each text with a vector of its length. */
const vectorsFor = (input: ReadonlyArray<string>): unknown => ({
  data: input.map((text, index) => ({ index, embedding: [text.length, 1] })).toReversed()
})

const serve = (): Server => ({ requests: [], respond: vectorsFor, status: 200, delay: 0, reachable: true })

const client = (server: Server) =>
  Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request: HttpClientRequest.HttpClientRequest) =>
      Effect.gen(function*() {
        const text = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : ""
        const { input } = yield* Effect.orDie(Schema.decode(Body)(text))
        server.requests.push({ url: request.url, authorization: request.headers["authorization"] ?? "", input })
        yield* Effect.sleep(server.delay)
        if (!server.reachable) return yield* new HttpClientError.RequestError({ request, reason: "Transport" })
        return HttpClientResponse.fromWeb(request, Response.json(server.respond(input), { status: server.status }))
      })
    )
  )

const using = <A, E>(server: Server, effect: Effect.Effect<A, E, Embeddings>, options: Partial<OpenAi.Options> = {}) =>
  Effect.provide(
    effect,
    OpenAi.layer({
      model: "compatible/some-model",
      baseUrl: "http://models.test/v1/",
      apiKey: Redacted.make("sk-secret"),
      ...options
    }).pipe(Layer.provide([client(server), CircuitBreakers.layer]))
  )
const embed = (...texts: ReadonlyArray<string>) => Effect.flatMap(Embeddings, (embeddings) => embeddings.embed(texts))
const problem = (server: Server, options?: Partial<OpenAi.Options>) =>
  Effect.map(Effect.flip(using(server, embed("a", "b"), options)), (error: EmbeddingFailed) => error.message)

describe("Embeddings, OpenAI's protocol", () => {
  it.effect("gives unit vectors in the order of the texts, whatever the order of the answer", () =>
    Effect.gen(function*() {
      const server = serve()
      const vectors = yield* using(server, embed("aaaa", "a"))
      assert.approximately(vectors[0]?.[0] ?? 0, 4 / Math.sqrt(17), 1e-6)
      assert.approximately(vectors[1]?.[0] ?? 0, 1 / Math.sqrt(2), 1e-6)
      assert.deepStrictEqual(server.requests, [{
        url: "http://models.test/v1/embeddings",
        authorization: "Bearer sk-secret",
        input: ["aaaa", "a"]
      }])
    }))

  it.effect("sends at most 96 texts at once, and none that it knows", () =>
    Effect.gen(function*() {
      const server = serve()
      const texts = Array.from({ length: 200 }, (_, i) => `text ${i}`)
      yield* using(server, Effect.zipRight(embed(...texts, "text 0"), embed("text 7", "new")))
      assert.deepStrictEqual(server.requests.map((request) => request.input.length), [96, 96, 8, 1])
    }))

  it.effect("asks once for a text that several want at the same time, also when the first of them hangs up", () =>
    Effect.gen(function*() {
      const server = Object.assign(serve(), { delay: "2 seconds" })
      yield* using(
        server,
        Effect.gen(function*() {
          const first = yield* Effect.fork(embed("same"))
          yield* TestClock.adjust("1 second")
          const second = yield* Effect.fork(embed("same"))
          yield* TestClock.adjust("0 millis")
          yield* Fiber.interrupt(first)
          yield* TestClock.adjust("1 second")
          assert.strictEqual((yield* Fiber.join(second)).length, 1)
        })
      )
      assert.strictEqual(server.requests.length, 1)
    }))

  it.effect("forgets the oldest beyond its capacity", () =>
    Effect.gen(function*() {
      const server = serve()
      yield* using(
        server,
        embed("a").pipe(Effect.zipRight(embed("b")), Effect.zipRight(embed("c")), Effect.zipRight(embed("a"))),
        {
          cached: 2
        }
      )
      assert.strictEqual(server.requests.length, 4)
    }))

  it.effect("meters tokens as the server counts them, by the price list, and none for what it knows", () =>
    Effect.gen(function*() {
      const server = serve()
      server.respond = (input) => ({ data: [{ embedding: [1, 0] }], usage: { prompt_tokens: 7 * input.length } })
      const metered = Effect.all(
        [Metrics.embeddingTokens, Metrics.embeddingCostUsd].map((metric) =>
          Effect.map(Metric.value(Metric.tagged(metric, "provider", "compatible")), ({ count }) => count)
        )
      )
      const [tokens = 0, dollars = 0] = yield* metered
      yield* using(server, Effect.zipRight(embed("a"), embed("a")), {
        prices: { models: { "compatible/some-model": { input: 1_000_000, output: 0 } } }
      })
      assert.deepStrictEqual(yield* metered, [tokens + 7, dollars + 7])
    }))

  it.effect("says what went wrong without the key or the texts, and asks again the next time", () =>
    Effect.gen(function*() {
      const server = serve()
      server.status = 401
      assert.include(yield* problem(server), "it refused the API key (HTTP 401)")
      server.status = 429
      const error = yield* Effect.flip(using(server, embed("private text")))
      assert.include(error.message, "it answered HTTP 429")
      assert.notMatch(JSON.stringify(error) + String(error), /sk-secret|private/)
      server.status = 200
      server.respond = () => ({ data: [{ index: 0, embedding: [1, 0] }] })
      assert.include(yield* problem(server), "1 vectors for 2 texts")
      server.respond = () => ({ data: [{ index: 0, embedding: [1, 0] }, { index: 0, embedding: [1, 0] }] })
      assert.include(yield* problem(server), "2 vectors for 2 texts")
      server.respond = () => ({ data: [{ index: 0, embedding: [1] }, { index: 1, embedding: [1, 0] }] })
      assert.include(yield* problem(server), "dimensions")
      server.respond = () => ({ data: [{ index: 0, embedding: [0, 0] }, { index: 1, embedding: [1, 0] }] })
      assert.include(yield* problem(server), "no direction")
      server.respond = () => ({ oops: true })
      assert.include(yield* problem(server), "not in the form")
      assert.include(yield* problem(server, { model: "openai/text-embedding-3-small" }), "not in the form")
      server.reachable = false
      assert.include(yield* problem(server), "could not be reached")
      server.reachable = true
      server.respond = vectorsFor
      const twice = using(
        server,
        Effect.gen(function*() {
          server.status = 500
          yield* Effect.flip(embed("a"))
          server.status = 200
          return yield* embed("a")
        })
      )
      assert.strictEqual((yield* twice).length, 1)
    }))

  it.effect("gives up on a server that does not answer", () =>
    Effect.gen(function*() {
      const server = Object.assign(serve(), { delay: "1 hour" })
      const failing = yield* Effect.fork(problem(server, { timeout: "3 seconds" }))
      yield* TestClock.adjust("3 seconds")
      assert.include(yield* Fiber.join(failing), "it did not answer within 3s")
    }))

  it.effect("leaves a server alone that keeps failing, and says so", () =>
    Effect.gen(function*() {
      const server = Object.assign(serve(), { status: 503 })
      const errors = yield* using(server, Effect.forEach([1, 2, 3, 4, 5, 6, 7], () => Effect.flip(embed("a"))))
      assert.strictEqual(server.requests.length, 5)
      assert.include(errors.at(-1)?.message, "left alone for 1m")
    }))

  it.effect("leaves nobody waiting when the process shuts down", () =>
    Effect.gen(function*() {
      const server = Object.assign(serve(), { delay: "1 hour" })
      const waiting = yield* Effect.scoped(Effect.gen(function*() {
        const context = yield* Layer.build(
          OpenAi.layer({ model: "compatible/m", baseUrl: "http://models.test" }).pipe(
            Layer.provide([client(server), CircuitBreakers.layer])
          )
        )
        const fiber = yield* Effect.forkDaemon(Effect.provide(embed("a"), context))
        yield* TestClock.adjust("1 second")
        return fiber
      }))
      assert.isTrue(Exit.isFailure(yield* Fiber.await(waiting)))
    }))
})
