/** An answer as server-sent events. The stream owns the work: when it ends early, by a hang-up say, the work ends. */
import { HttpServerResponse } from "@effect/platform"
import { Cause, Deferred, Effect, Mailbox, Option, Schedule, type Scope, Stream } from "effect"
import type { Progress } from "../chat/ChatPipeline.ts"
import type { Answer } from "../domain/Answer.ts"
import type { Conflict } from "../domain/Errors.ts"
import { body } from "./Envelope.ts"
import * as Refused from "./Refused.ts"

export interface Publisher {
  readonly progress: (progress: Progress) => Effect.Effect<void>
  /** Put around the work itself: until it begins, a refusal is still an ordinary response. */
  readonly started: <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

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
  ask: (publisher: Publisher) => Effect.Effect<Answer, Conflict | Refused.Refused>,
  correlation_id: string,
  heartbeatMs: number
): Effect.fn.Return<HttpServerResponse.HttpServerResponse, Conflict | Refused.Refused, Scope.Scope> {
  const events = yield* Mailbox.make<Uint8Array>({ capacity: buffered })
  const begun = yield* Deferred.make<void, Conflict | Refused.Refused>()
  const publisher: Publisher = {
    progress: (progress) => Effect.asVoid(events.offer(told(progress))),
    started: (work) => Effect.zipRight(Deferred.succeed(begun, undefined), work)
  }

  const failed = (cause: Cause.Cause<Conflict | Refused.Refused>) => {
    const failure = Cause.failureOption(cause)
    const logged = Option.isNone(failure) && !Cause.isInterruptedOnly(cause)
      ? Effect.annotateLogs(Effect.logError("A streamed request met a defect", cause), { correlation_id })
      : Effect.void
    return Effect.as(logged, Option.match(failure, { onNone: () => Refused.defect, onSome: Refused.of }))
  }

  yield* ask(publisher).pipe(
    Effect.matchCauseEffect({
      onSuccess: (answer) => events.offer(event("answer", answer)),
      onFailure: (cause) =>
        Effect.flatMap(
          failed(cause),
          (refused) =>
            Effect.zipRight(Deferred.fail(begun, refused), events.offer(event("error", body(refused, correlation_id))))
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
