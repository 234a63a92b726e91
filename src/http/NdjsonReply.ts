/** Records as newline-delimited JSON, while they come. */
import { HttpServerResponse } from "@effect/platform"
import { Chunk, Effect, Option, Sink, Stream } from "effect"
import { body } from "./Envelope.ts"
import { type Failure, of } from "./Refused.ts"

const encoder = new TextEncoder()
const line = (record: unknown) => encoder.encode(`${JSON.stringify(record)}\n`)

/**
 * Waits for the first record, so that what fails at once is an ordinary error. What fails later is told in a last line:
 * a stream that merely stopped would pass for a whole one.
 */
export const respond = <E extends Failure>(records: Stream.Stream<unknown, E>, correlation_id: string) =>
  Effect.map(Stream.peel(records, Sink.head<unknown>()), ([first, rest]) =>
    HttpServerResponse.stream(
      Stream.concat(Stream.fromChunk(Option.match(first, { onNone: Chunk.empty<unknown>, onSome: Chunk.of })), rest)
        .pipe(
          Stream.map(line),
          Stream.catchAll((failure) => Stream.make(line(body(of(failure), correlation_id))))
        ),
      { contentType: "application/x-ndjson" }
    ))
