/** Questions over HTTP: whole, in one shot, or as server-sent events. */
import type { HttpServerRequest } from "@effect/platform"
import { Clock, Effect, Layer, Option } from "effect"
import { createHash } from "node:crypto"
import { type ChatRequest, group, type QueryReply } from "../api/Chat.ts"
import { ChatPipeline } from "../chat/ChatPipeline.ts"
import type { Answer } from "../domain/Answer.ts"
import { anonymous } from "../domain/Ids.ts"
import type { Question } from "../domain/Question.ts"
import { ErrorAnalytics } from "../telemetry/ErrorAnalytics.ts"
import { Admission } from "./Admission.ts"
import * as Answering from "./Answering.ts"
import { HttpOptions } from "./Options.ts"
import { invalid, overloaded, type Refused } from "./Refused.ts"
import * as Shortfalls from "./Shortfalls.ts"
import * as Streaming from "./Streaming.ts"

/** Less than this cannot even hold the answer of last resort. */
const leastMs = 25

export const layer = Layer.unwrapEffect(Effect.gen(function*() {
  const chat = yield* ChatPipeline
  const options = yield* HttpOptions
  const { question: admit } = yield* Admission
  const analytics = yield* ErrorAnalytics
  const answered = (question: Question, publish?: Streaming.Publisher) =>
    Effect.tap(chat.ask(question, publish), (answer) => Shortfalls.ofAnswer(analytics, answer))

  /** Whoever cannot wait as long as the queue would let them is sent away while they can still ask elsewhere. */
  const admitted = <A, E, R>(deadline_ms: number | undefined, work: Effect.Effect<A, E, R>) => {
    const patience = (deadline_ms ?? options.chatDeadlineMs) / 2
    if (patience >= options.queueWaitMs) return admit(work)
    return Effect.suspend(() => {
      let begun = false
      const begin = Effect.sync(() => {
        begun = true
      })
      return Effect.raceFirst(
        admit(Effect.zipRight(begin, work)),
        Effect.flatMap(Effect.sleep(patience), () => begun ? Effect.never : Effect.fail(overloaded))
      )
    })
  }

  /** The deadline counts from arrival: what waiting took is gone from it. */
  const within = <A, E, R>(
    asked: Answering.Asked,
    deadline_ms: number | undefined,
    ask: (remaining_ms: number) => Effect.Effect<A, E, R>
  ) =>
    Effect.flatMap(Clock.currentTimeMillis, (now): Effect.Effect<A, E | Refused, R> => {
      const remaining = (deadline_ms ?? options.chatDeadlineMs) - (now - asked.arrived)
      return remaining < leastMs ? Effect.fail(overloaded) : ask(remaining)
    })

  return Answering.group(group, {
    ask: Effect.fnUntraced(function*({ payload, request, ...asked }) {
      const idempotency = yield* idempotencyOf(request, payload)
      const question = (deadline_ms: number): Question => ({
        tenant: asked.tenant,
        query: payload.query.trim(),
        session_id: payload.session_id,
        user_id: payload.user_id ?? anonymous,
        correlation_id: asked.correlation_id,
        deadline_ms,
        ...Option.match(idempotency, { onNone: () => ({}), onSome: (idempotency) => ({ idempotency }) })
      })
      if (payload.stream === true || Streaming.isWanted(request)) {
        return yield* Streaming.respondWithAnswer(
          (publish) =>
            admitted(
              payload.deadline_ms,
              within(asked, payload.deadline_ms, (ms) => answered(question(ms), publish))
            ),
          asked.correlation_id,
          options.heartbeatMs
        )
      }
      return yield* admitted(
        payload.deadline_ms,
        within(asked, payload.deadline_ms, (ms) => answered(question(ms)))
      )
    }),
    askOnce: Effect.fnUntraced(function*({ payload, request: _, ...asked }) {
      const answer = yield* admitted(
        payload.deadline_ms,
        within(asked, payload.deadline_ms, (deadline_ms) =>
          answered({
            tenant: asked.tenant,
            query: payload.query.trim(),
            user_id: payload.client_id,
            correlation_id: asked.correlation_id,
            deadline_ms
          }))
      )
      return shortened(payload.query, answer, (yield* Clock.currentTimeMillis) - asked.arrived)
    })
  })
}))

/** The body's meaning: the order of its fields, white space and how the answer travels do not make another of it. */
const idempotencyOf = (request: HttpServerRequest.HttpServerRequest, body: ChatRequest) => {
  const key = request.headers["idempotency-key"]
  if (key === undefined) return Effect.succeedNone
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    return Effect.fail(
      invalid([{ path: "Idempotency-Key", message: "expected 1 to 255 printable ASCII characters without spaces" }])
    )
  }
  const { stream: _, ...asked } = body
  const canonical = JSON.stringify(Object.entries(asked).sort(([a], [b]) => a < b ? -1 : 1))
  return Effect.succeedSome({ key, body_hash: createHash("sha256").update(canonical).digest("hex") })
}

const shortened = (query: string, answer: Answer, milliseconds: number): QueryReply => ({
  query,
  answer: answer.text,
  sources: answer.sources,
  confidence: answer.confidence,
  processing_time: milliseconds / 1_000,
  success: true,
  source: answer.source,
  degraded: answer.degraded,
  degradations: answer.degradations,
  correlation_id: answer.correlation_id,
  ...(answer.support_contact === undefined ? {} : { support_contact: answer.support_contact })
})
