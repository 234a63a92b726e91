/** The running service as the matrix uses it: asking, breaking and mending. */
import { HttpClient, HttpClientRequest, type HttpClientResponse } from "@effect/platform"
import { Clock, Data, Effect, Option, Redacted, Schema } from "effect"
import { State } from "../../api/Chaos.ts"
import { QueryReply } from "../../api/Chat.ts"
import { Answer } from "../../domain/Answer.ts"
import { ResolvedEntity } from "../../domain/Entity.ts"
import type { Fault } from "./Expected.ts"
import type { Seen } from "./Judge.ts"
import type { Asked } from "./Questions.ts"

export interface Options {
  readonly url: string
  readonly key?: Redacted.Redacted | undefined
}

/** The matrix cannot be run at all, which says nothing about how the service bears faults. */
export class MatrixImpossible extends Data.TaggedError("MatrixImpossible")<{ readonly message: string }> {}

export interface Injected {
  readonly kind: Fault
  readonly latency_ms?: number
  readonly for_ms?: number
}

const breakersPath = "/api/v1/monitoring/circuit-breakers"

export const make = Effect.fnUntraced(function*({ key, url }: Options) {
  const http = yield* HttpClient.HttpClient
  const headers = key === undefined ? {} : { authorization: `Bearer ${Redacted.value(key)}` }

  const call = (request: HttpClientRequest.HttpClientRequest) =>
    http.execute(
      request.pipe(HttpClientRequest.prependUrl(url.replace(/\/+$/, "")), HttpClientRequest.setHeaders(headers))
    ).pipe(
      Effect.flatMap(replyOf),
      Effect.mapError(() =>
        new MatrixImpossible({ message: `Nothing answers at ${url}. Is the service running there?` })
      )
    )

  const operate = <A, I>(request: HttpClientRequest.HttpClientRequest, schema: Schema.Schema<A, I>) =>
    Effect.flatMap(call(request), ({ body, status }) =>
      status === 200
        ? Effect.mapError(
          Schema.decodeUnknown(schema)(body),
          () => new MatrixImpossible({ message: `${request.url} answers in a form that this version does not know.` })
        )
        : new MatrixImpossible({ message: `${request.url}: ${problemIn(body)} (HTTP ${status})` }))

  /** A limit on requests is the client's to keep: it waits, and that is not counted. */
  const patiently = (request: HttpClientRequest.HttpClientRequest): Effect.Effect<Timed, MatrixImpossible> =>
    Effect.gen(function*() {
      const began = yield* Clock.currentTimeMillis
      const reply = yield* call(request)
      if (reply.status === 429) {
        return yield* Effect.delay(Effect.suspend(() => patiently(request)), reply.retry_after_ms)
      }
      return { ...reply, took_ms: (yield* Clock.currentTimeMillis) - began }
    })

  const ask = Effect.fnUntraced(function*({ kind, query }: Asked, fresh: string, deadline_ms: number) {
    const [path, body] = kind === "query"
      ? ["/api/query", { query, client_id: "chaos", deadline_ms }]
      : ["/api/chat", { query, session_id: `chaos-${fresh}`, user_id: "chaos", deadline_ms }]
    const reply = yield* patiently(HttpClientRequest.post(path).pipe(HttpClientRequest.bodyUnsafeJson(body)))
    return seenIn(reply)
  })

  const breakers = Effect.map(
    operate(HttpClientRequest.get(breakersPath), Breakers),
    ({ circuit_breakers }) => Object.entries(circuit_breakers)
  )

  return {
    ask,
    chaos: operate(HttpClientRequest.get("/api/v1/chaos"), State),
    /** These and no others. */
    inject: (components: ReadonlyArray<string>, fault: Injected) =>
      operate(
        HttpClientRequest.put("/api/v1/chaos").pipe(
          HttpClientRequest.bodyUnsafeJson({ faults: components.map((component) => ({ component, ...fault })) })
        ),
        State
      ),
    lift: operate(HttpClientRequest.del("/api/v1/chaos"), State),
    /** Milliseconds until the last open breaker lets somebody try again. */
    breakersOpenFor: Effect.map(
      breakers,
      (all) => all.reduce((most, [, { retry_after_ms }]) => Math.max(most, retry_after_ms ?? 0), 0)
    ),
    resetBreakers: Effect.flatMap(breakers, (all) =>
      Effect.forEach(
        all,
        ([name]) => call(HttpClientRequest.post(`${breakersPath}/${encodeURIComponent(name)}/reset`)),
        { concurrency: 4, discard: true }
      )),
    /** The providers in the order in which they are asked. */
    chain: Effect.map(
      operate(HttpClientRequest.get("/health/ai"), Ai),
      ({ details }) => [...new Set(details.models.map(({ model }) => model.split("/")[0] ?? model))]
    ),
    knows: (name: string) =>
      Effect.map(
        operate(HttpClientRequest.get("/api/v1/entities").pipe(HttpClientRequest.setUrlParam("query", name)), Entities),
        ({ entities }) => entities.some((entity) => entity.name === name)
      )
  }
})
export type Client = Effect.Effect.Success<ReturnType<typeof make>>

interface Reply {
  readonly status: number
  readonly body: unknown
  readonly retry_after_ms: number
}
interface Timed extends Reply {
  readonly took_ms: number
}

const parse = Schema.decodeUnknownOption(Schema.parseJson())

const replyOf = (response: HttpClientResponse.HttpClientResponse) =>
  Effect.map(response.text, (text): Reply => ({
    status: response.status,
    body: Option.getOrUndefined(parse(text)),
    retry_after_ms: Number(response.headers["retry-after"] ?? 1) * 1_000
  }))

/** What an answer of either endpoint says; an error's message where it is none. */
export const seenIn = ({ body, status, took_ms }: Omit<Timed, "retry_after_ms">): Seen => {
  const answer = Schema.decodeUnknownOption(Answer)(body)
  if (Option.isSome(answer)) {
    const { degradations, degraded, entities, generator, passed_quality_gates, source, text } = answer.value
    const names = entities.map(({ name }) => name)
    return { status, took_ms, text, source, degraded, degradations, generator, passed_quality_gates, entities: names }
  }
  const reply = Schema.decodeUnknownOption(QueryReply)(body)
  return Option.isSome(reply)
    ? { status, took_ms, text: reply.value.answer, ...reply.value }
    : { status, took_ms, text: problemIn(body), source: "error_handler", degraded: false, degradations: [] }
}

const problemIn = (body: unknown): string =>
  Option.match(Schema.decodeUnknownOption(Schema.Struct({ error: Schema.Struct({ message: Schema.String }) }))(body), {
    onNone: () => "no answer in a known form",
    onSome: ({ error }) => error.message
  })

const Breakers = Schema.Struct({
  circuit_breakers: Schema.Record({
    key: Schema.String,
    value: Schema.Struct({ retry_after_ms: Schema.NullOr(Schema.Number) })
  })
})
const Ai = Schema.Struct({ details: Schema.Struct({ models: Schema.Array(Schema.Struct({ model: Schema.String })) }) })
const Entities = Schema.Struct({ entities: Schema.Array(ResolvedEntity) })
