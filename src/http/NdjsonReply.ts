/** Records as newline-delimited JSON, while they come. */
import { HttpServerResponse } from "@effect/platform"
import { Chunk, Effect, Option, Stream } from "effect"
import { body } from "./Envelope.ts"
import { type Failure, of } from "./Refused.ts"

const encoder = new TextEncoder()
const line = (record: unknown) => encoder.encode(`${JSON.stringify(record)}\n`)

/**
 * Waits for the first record, so that what fails at once is an ordinary error. What fails later is told in a last line:
 * a stream that merely stopped would pass for a whole one.
 */
export const respond = Effect.fnUntraced(function*<E extends Failure>(
  records: Stream.Stream<unknown, E>,
  correlation_id: string
) {
  const pull = yield* Stream.toPull(records)
  const first = yield* Effect.catchAll(
    pull,
    Option.match({ onNone: () => Effect.succeed(Chunk.empty<unknown>()), onSome: (failure) => Effect.fail(failure) })
  )
  const lines = Stream.concat(Stream.fromChunk(first), Stream.repeatEffectChunkOption(pull)).pipe(
    Stream.map(line),
    Stream.catchAll((failure) => Stream.make(line(body(of(failure), correlation_id))))
  )
  return HttpServerResponse.stream(lines, { contentType: "application/x-ndjson" })
})
