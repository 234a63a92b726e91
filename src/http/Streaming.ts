/** Work told as server-sent events. The stream owns the work: when it ends early, by a hang-up say, the work ends. */
import { type HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Cause, Deferred, Effect, Mailbox, Option, Schedule, type Scope, Stream } from "effect"
import type { Progress } from "../chat/ChatPipeline.ts"
import type { Answer } from "../domain/Answer.ts"
import { body } from "./Envelope.ts"
import * as Refused from "./Refused.ts"

/** Tells one event. Until it is first called, a refusal is still an ordinary response. */
export type Tell = (name: string, data: unknown) => Effect.Effect<void>

export const isWanted = ({ headers }: HttpServerRequest.HttpServerRequest) =>
  /(^|,)\s*text\/event-stream\b/i.test(headers.accept ?? "")

const encoder = new TextEncoder()
const event = (name: string, data: unknown) => encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
const heartbeat = encoder.encode(": still working\n\n")

/** A client that reads slowly slows the work instead of filling memory. */
const buffered = 256

/** The last event is what the work comes to, under this name, or an `error`. */
export const respond = Effect.fnUntraced(function*<A>(
  last: string,
  work: (tell: Tell) => Effect.Effect<A, Refused.Failure>,
  correlation_id: string,
  heartbeatMs: number
): Effect.fn.Return<HttpServerResponse.HttpServerResponse, Refused.Failure, Scope.Scope> {
  const events = yield* Mailbox.make<Uint8Array>({ capacity: buffered })
  const begun = yield* Deferred.make<void, Refused.Failure>()
  const begin = Deferred.succeed(begun, undefined)
  const tell: Tell = (name, data) => Effect.zipRight(begin, Effect.asVoid(events.offer(event(name, data))))

  const failed = (cause: Cause.Cause<Refused.Failure>) => {
    const failure = Cause.failureOption(cause)
    const logged = Option.isNone(failure) && !Cause.isInterruptedOnly(cause)
      ? Effect.annotateLogs(Effect.logError("A streamed request met a defect", cause), { correlation_id })
      : Effect.void
    return Effect.as(logged, Option.match(failure, { onNone: () => Refused.defect, onSome: Refused.of }))
  }

  yield* work(tell).pipe(
    Effect.matchCauseEffect({
      onSuccess: (result) => tell(last, result),
      onFailure: (cause) =>
        Effect.flatMap(
          failed(cause),
          (refused) =>
            Effect.zipRight(
              Cause.isFailure(cause) ? Deferred.fail(begun, refused) : begin,
              events.offer(event("error", body(refused, correlation_id)))
            )
        )
    }),
    Effect.zipRight(events.end),
    Effect.forkScoped
  )
  yield* Deferred.await(begun)

  const beats = Stream.fromSchedule(Schedule.spaced(heartbeatMs)).pipe(Stream.as(heartbeat))
  return HttpServerResponse.stream(Stream.merge(Mailbox.toStream(events), beats, { haltStrategy: "left" }), {
    contentType: "text/event-stream",
    headers: { "cache-control": "no-store", "x-accel-buffering": "no" }
  })
})

/**
 * An answer as it comes about: stages, text and degradations, then the whole of it. Where another text than the one that
 * was told became the answer, since that one broke off or did not pass the gates, a correction says so before.
 */
export const respondWithAnswer = (
  ask: (publish: Publisher) => Effect.Effect<Answer, Refused.Failure>,
  correlation_id: string,
  heartbeatMs: number
) =>
  respond(
    "answer",
    (tell) =>
      Effect.suspend(() => {
        let written = ""
        const publish: Publisher = (progress) => {
          if (progress._tag === "token") written += progress.text
          return told(tell, progress)
        }
        // One that was not written just now, from a cache say, still comes as text first.
        return Effect.tap(ask(publish), ({ text }) =>
          written === ""
            ? publish({ _tag: "token", text })
            : written.trim() === text.trim()
            ? Effect.void
            : tell("correction", { text }))
      }),
    correlation_id,
    heartbeatMs
  )

export type Publisher = (progress: Progress) => Effect.Effect<void>

const told = (tell: Tell, progress: Progress) => {
  switch (progress._tag) {
    case "stage":
      return tell("stage", { stage: progress.stage })
    case "token":
      return tell("token", { text: progress.text })
    case "degradation":
      return tell("degradation", progress.degradation)
  }
}
