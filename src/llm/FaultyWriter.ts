/** A model with faults in it: under its breaker, its rate limit and its retries. A provider's faults hit all its models. */
import { Effect, Stream } from "effect"
import { type FaultInjected, type FaultKind, Faults } from "../resilience/Faults.ts"
import * as ModelError from "./ModelError.ts"
import type { Completion, Delta, Writer } from "./Writer.ts"

export const make = (writer: Writer): Effect.Effect<Writer> =>
  Effect.map(Faults, (faults): Writer => {
    if (faults.components.length === 0) return writer
    const hit = faults.at(writer.provider, ({ kind }: FaultInjected) => failure(writer, kind))
    const lost = Stream.fail(failure(writer, "partial"))
    return {
      provider: writer.provider,
      model: writer.model,
      write: (request) => hit(writer.write(request), { malformed: garbled, partial: cut }),
      stream: (request) =>
        Stream.unwrap(hit(Effect.succeed(writer.stream(request)), {
          malformed: (deltas) => Stream.map(deltas, garbledDelta),
          partial: (deltas) => Stream.concat(Stream.take(Stream.filter(deltas, isPiece), piecesBeforeLoss), lost)
        }))
    }
  })

const failure = (writer: Writer, kind: FaultKind) => {
  switch (kind) {
    case "rate_limit":
      return ModelError.make(writer, "rate_limited", { status: 429, retry_after_ms: 1_000 })
    case "error":
      return ModelError.make(writer, "unavailable", { status: 500 })
    case "malformed":
      return ModelError.make(writer, "malformed")
    default:
      return ModelError.make(writer, "connection")
  }
}

/** What no evidence says: figures and names out of nowhere, well-formed, as a confused model writes them. */
const nonsense = "Zephyr Fabrikam owes USD 987,654.32 since 31 February 2019, which is up by 4,321 percent."

const garbled = (completion: Completion): Completion => ({ ...completion, text: nonsense })

const garbledDelta = (delta: Delta): Delta =>
  delta._tag === "done" ? { ...delta, completion: garbled(delta.completion) } : { ...delta, text: `${nonsense} ` }

const cut = (completion: Completion): Completion => ({
  ...completion,
  text: completion.text.slice(0, Math.ceil(completion.text.length / 2)),
  truncated: true
})

const piecesBeforeLoss = 3
const isPiece = ({ _tag }: Delta) => _tag === "piece"
