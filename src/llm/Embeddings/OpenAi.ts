/** Embeddings from OpenAI, or from any server that speaks its `/embeddings`. */
import { HttpClient, type HttpClientError, HttpClientRequest, HttpClientResponse } from "@effect/platform"
import {
  Array,
  Deferred,
  Duration,
  Effect,
  Exit,
  FiberId,
  FiberSet,
  Layer,
  type ParseResult,
  type Redacted,
  Schema
} from "effect"
import { createHash } from "node:crypto"
import type { CircuitBreakers } from "../../resilience/CircuitBreakers.ts"
import * as Guard from "../../resilience/Guard.ts"
import type { Prices } from "../Budget.ts"
import { EmbeddingFailed, Embeddings } from "../Embeddings.ts"
import * as Metering from "./Metering.ts"
import { unit } from "./Vector.ts"

export interface Options {
  /** `openai/<model>` or `compatible/<model>`: kept with every vector. */
  readonly model: string
  /** Without `/embeddings`: `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly apiKey?: Redacted.Redacted
  /** Asked of the models that can shorten their vectors; else it is known by name, or by the first answer. */
  readonly dimension?: number
  readonly trust?: number
  readonly timeout?: Duration.DurationInput
  readonly cached?: number
  /** What tokens are metered at; default free. */
  readonly prices?: Prices
}

/** Texts that were embedded before, or are being embedded for someone else, are not sent again. */
export const layer = (options: Options): Layer.Layer<Embeddings, never, HttpClient.HttpClient | CircuitBreakers> =>
  Layer.scoped(Embeddings, make(options))

/** For as long as its scope: requests that are under way then are given up. */
export const make = Effect.fnUntraced(function*(options: Options) {
  const client = yield* HttpClient.HttpClient
  const run = yield* FiberSet.makeRuntime<never, void, never>()
  const known = new Map<string, Vector>()
  const capacity = options.cached ?? 10_000
  const name = options.model.slice(options.model.indexOf("/") + 1)
  const meter = Metering.make(options.model, options.prices)
  const guard = yield* Guard.make("embedder", { timeout: options.timeout ?? "10 seconds" })
  const fail = (problem: string) => new EmbeddingFailed({ model: options.model, problem })
  let dimension = options.dimension ?? dimensions[name] ?? 0

  const remember = (key: string, vector: Vector) => {
    known.delete(key)
    known.set(key, vector)
    for (const oldest of known.keys()) {
      if (known.size <= capacity) break
      known.delete(oldest)
    }
  }

  const request = Effect.fnUntraced(
    function*(texts: ReadonlyArray<string>) {
      const response = yield* HttpClientRequest.post(`${options.baseUrl.replace(/\/+$/, "")}/embeddings`).pipe(
        options.apiKey === undefined ? (self) => self : HttpClientRequest.bearerToken(options.apiKey),
        HttpClientRequest.bodyUnsafeJson({
          model: name,
          input: texts.map((text) => text.trim() === "" ? "-" : text),
          ...(options.dimension === undefined ? {} : { dimensions: options.dimension })
        }),
        client.execute,
        Effect.flatMap(HttpClientResponse.filterStatusOk),
        Effect.flatMap(HttpClientResponse.schemaBodyJson(Answer)),
        Effect.scoped
      )
      meter(response.usage, texts)
      const byIndex = new Map(response.data.map((entry, i) => [entry.index ?? i, entry.embedding]))
      if (response.data.length !== texts.length || byIndex.size !== texts.length) {
        return yield* fail(`it answered with ${response.data.length} vectors for ${texts.length} texts`)
      }
      const vectors = Array.filterMap(texts, (_, i) => Array.head(Array.fromNullable(unit(byIndex.get(i) ?? []))))
      if (vectors.length !== texts.length) return yield* fail("it answered with a vector that has no direction")
      if (dimension === 0) dimension = vectors[0]?.length ?? 0
      if (vectors.some((vector) => vector.length !== dimension)) {
        return yield* fail(
          `it answered with vectors of ${vectors[0]?.length} dimensions where ${dimension} were expected`
        )
      }
      return vectors
    },
    guard.protect,
    Effect.catchTags({
      BulkheadFull: () => fail("it already has as many calls as it can take"),
      CircuitOpen: ({ retry_after }) => fail(`it keeps failing and is left alone for ${Duration.format(retry_after)}`),
      TimedOut: ({ after_ms }) => fail(`it did not answer within ${Duration.format(Duration.millis(after_ms))}`),
      RequestError: (error) => fail(unreachable(error)),
      ResponseError: (error) => fail(refused(error)),
      ParseError: (_: ParseResult.ParseError) => fail("its answer is not in the form of OpenAI's embeddings")
    })
  )

  /** Settles every text of the batch, however the request ends. */
  const load = (batch: ReadonlyArray<Pending>) =>
    request(batch.map((pending) => pending.text)).pipe(
      Effect.onExit((exit) =>
        Effect.forEach(batch, ({ key, vector }, i) => {
          if (Exit.isFailure(exit) && known.get(key) === vector) known.delete(key)
          return Deferred.done(vector, Exit.map(exit, (vectors) => vectors[i] ?? new Float32Array()))
        }, { discard: true })
      ),
      Effect.ignore
    )

  /** One step, so that no text is ever left marked as being loaded; runs apart from who asked, for others may wait. */
  const enlist = (texts: ReadonlyArray<string>) =>
    Effect.sync(() => {
      const missing: Array<Pending> = []
      const wanted = texts.map((text) => {
        const key = createHash("sha256").update(text).digest("base64")
        const present = known.get(key)
        const vector: Vector = present ?? Deferred.unsafeMake(FiberId.none)
        if (present === undefined) missing.push({ key, text, vector })
        remember(key, vector)
        return vector
      })
      if (missing.length > 0) {
        run(Effect.forEach(Array.chunksOf(missing, batchSize), load, { concurrency: 2, discard: true }))
      }
      return wanted
    })

  return Embeddings.of({
    model: options.model,
    get dimension() {
      return dimension
    },
    trust: options.trust ?? 0.8,
    embed: Effect.fn("Embeddings.openAi")(function*(texts: ReadonlyArray<string>) {
      yield* Effect.annotateCurrentSpan({ model: options.model, texts: texts.length })
      return yield* Effect.flatMap(enlist(texts), Effect.forEach((vector) => Deferred.await(vector)))
    })
  })
})

type Vector = Deferred.Deferred<Float32Array, EmbeddingFailed>
interface Pending {
  readonly key: string
  readonly text: string
  readonly vector: Vector
}

const Answer = Schema.Struct({
  usage: Metering.Usage,
  data: Schema.Array(Schema.Struct({ index: Schema.optional(Schema.Int), embedding: Schema.Array(Schema.Number) }))
})

// What an HTTP error holds includes the request, and with it the key: only these words leave the module.
const unreachable = (error: HttpClientError.RequestError) =>
  error.reason === "Transport" ? "it could not be reached" : "the request could not be made; check its base URL"

const refused = (error: HttpClientError.ResponseError) => {
  if (error.reason !== "StatusCode") return "its answer could not be read"
  const status = error.response.status
  return status === 401 || status === 403
    ? `it refused the API key (HTTP ${status})`
    : `it answered HTTP ${status}`
}

const batchSize = 96
const dimensions: Readonly<Record<string, number>> = {
  "text-embedding-3-small": 1536,
  "text-embedding-3-large": 3072,
  "text-embedding-ada-002": 1536
}
