/** The dead letters of a service that runs, over HTTP; they are those of the key's tenant. */
import { HttpBody, HttpClient, HttpClientRequest, HttpClientResponse } from "@effect/platform"
import { Effect, Either, type Redacted, Schema, Stream } from "effect"
import { DeadLetter, type Filter } from "../../storage/DeadLetters.ts"
import type { Letters } from "../DeadLetters.ts"

/** In the service's own words where it gave any. */
export class ServiceRefused extends Schema.TaggedError<ServiceRefused>()("ServiceRefused", {
  url: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `${this.url}: ${this.problem}`
  }
}

const Envelope = Schema.Struct({ error: Schema.Struct({ message: Schema.String }) })
const Counts = Schema.Struct({
  total_failures: Schema.Number,
  by_operation: Schema.Record({ key: Schema.String, value: Schema.Number }),
  by_severity: Schema.Record({ key: Schema.String, value: Schema.Number })
})

export const make = (url: string, key: Redacted.Redacted | undefined) =>
  Effect.map(HttpClient.HttpClient, (client): Letters<ServiceRefused> => {
    const at = `${url.replace(/\/+$/, "")}/api/v1/monitoring/dead-letter-queue`
    const refused = (problem: string) => new ServiceRefused({ url, problem })

    const send = (request: HttpClientRequest.HttpClientRequest) =>
      client.execute(key === undefined ? request : HttpClientRequest.bearerToken(request, key)).pipe(
        Effect.mapError(() => refused("nothing answers there; is the service running?")),
        Effect.flatMap((reply) =>
          reply.status === 200
            ? Effect.succeed(reply)
            : HttpClientResponse.schemaBodyJson(Envelope)(reply).pipe(
              Effect.map(({ error }) => error.message),
              Effect.orElseSucceed(() => `it answered HTTP ${reply.status}`),
              Effect.flatMap(refused)
            )
        )
      )
    const strange = () => refused("it answered what a Holdfast of this version does not")
    const read = <A, I>(schema: Schema.Schema<A, I>) => (reply: HttpClientResponse.HttpClientResponse) =>
      Effect.mapError(HttpClientResponse.schemaBodyJson(schema)(reply), strange)
    const post = (path: string, filter: Filter) =>
      send(HttpClientRequest.post(`${at}${path}`, { body: HttpBody.unsafeJson(filter) }))

    return {
      counts: Effect.flatMap(
        send(HttpClientRequest.get(at, { urlParams: { limit: "1" } })),
        read(Counts)
      ),
      exported: (filter) =>
        Stream.unwrap(Effect.map(
          send(HttpClientRequest.get(`${at}/export`, { urlParams: { ...filter } })),
          (reply) =>
            reply.stream.pipe(
              Stream.mapError(() => refused("the connection was lost half-way")),
              Stream.decodeText(),
              Stream.splitLines,
              Stream.mapEffect((line) => letterIn(line, refused, strange))
            )
        )),
      replay: (id) => Effect.asVoid(post(`/${encodeURIComponent(id)}/replay`, {})),
      replayAll: (filter) =>
        Effect.map(
          Effect.flatMap(post("/replay", filter), read(Schema.Struct({ replayed: Schema.Number }))),
          ({ replayed }) => replayed
        ),
      clear: (filter) =>
        Effect.map(
          Effect.flatMap(post("/clear", filter), read(Schema.Struct({ cleared: Schema.Number }))),
          ({ cleared }) => cleared
        )
    }
  })

/** The last line of an export that failed half-way says so. */
const letterIn = (
  line: string,
  refused: (problem: string) => ServiceRefused,
  strange: () => ServiceRefused
): Effect.Effect<DeadLetter, ServiceRefused> =>
  Either.orElse(
    Schema.decodeUnknownEither(Schema.parseJson(DeadLetter))(line),
    () =>
      Either.flatMap(
        Either.mapLeft(Schema.decodeUnknownEither(Schema.parseJson(Envelope))(line), strange),
        ({ error }) => Either.left(refused(error.message))
      )
  )
