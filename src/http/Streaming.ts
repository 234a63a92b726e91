/** An answer as server-sent events. The stream owns the work: when it ends early, by a hang-up say, the work ends. */
import { HttpServerResponse } from "@effect/platform"
import { Cause, Deferred, Effect, Mailbox, Option, Schedule, type Scope, Stream } from "effect"
import type { Progress } from "../chat/ChatPipeline.ts"
import type { Answer } from "../domain/Answer.ts"
import type { Conflict } from "../domain/Errors.ts"
import { body } from "./Envelope.ts"
import * as Refused from "./Refused.ts"

/** Until it is first called, a refusal is still an ordinary response. */
export type Publisher = (progress: Progress) => Effect.Effect<void>

const encoder = new TextEncoder()
const event = (name: string, data: unknown) => encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
const heartbeat = encoder.encode(": still working\n\n")

const told = (progress: Progress) => {
  switch (progress._tag) {
    case "stage":
      return event("stage", { stage: progress.stage })
    case "token":
      return event("token", { text: progress.text })
    case "degradation":
      return event("degradation", progress.degradation)
  }
}

/** A client that reads slowly slows the work instead of filling memory. */
const buffered = 256

export const respond = Effect.fnUntraced(function*(
  ask: (publish: Publisher) => Effect.Effect<Answer, Conflict | Refused.Refused>,
  correlation_id: string,
  heartbeatMs: number
): Effect.fn.Return<HttpServerResponse.HttpServerResponse, Conflict | Refused.Refused, Scope.Scope> {
  const events = yield* Mailbox.make<Uint8Array>({ capacity: buffered })
  const begun = yield* Deferred.make<void, Conflict | Refused.Refused>()
  const begin = Deferred.succeed(begun, undefined)
  let written = false
  const progress: Publisher = (progress) => {
    written ||= progress._tag === "token"
    return Effect.zipRight(begin, Effect.asVoid(events.offer(told(progress))))
  }
  /** An answer that was not written just now, from a cache say, still comes as text first. */
  const answered = (answer: Answer) =>
    Effect.zipRight(
      written ? begin : progress({ _tag: "token", text: answer.text }),
      events.offer(event("answer", answer))
    )

  const failed = (cause: Cause.Cause<Conflict | Refused.Refused>) => {
    const failure = Cause.failureOption(cause)
    const logged = Option.isNone(failure) && !Cause.isInterruptedOnly(cause)
      ? Effect.annotateLogs(Effect.logError("A streamed request met a defect", cause), { correlation_id })
      : Effect.void
    return Effect.as(logged, Option.match(failure, { onNone: () => Refused.defect, onSome: Refused.of }))
  }

  yield* ask(progress).pipe(
    Effect.matchCauseEffect({
      onSuccess: answered,
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
