/** One question's way to its answer, a stage a file; read this first. */
import { Clock, Context, Effect, Layer } from "effect"
import type { Answer, Degradation } from "../domain/Answer.ts"
import { Conflict } from "../domain/Errors.ts"
import { NewId } from "../domain/Ids.ts"
import type { Question } from "../domain/Question.ts"
import * as Deadline from "../resilience/Deadline.ts"
import { Sessions } from "../sessions/Sessions.ts"
import { Performance } from "../telemetry/Performance.ts"
import { contained } from "./Contained.ts"
import { Conversation } from "./Conversation.ts"
import { degradation } from "./Degradations.ts"
import { FullPipeline, NothingToAnswerFrom } from "./FullPipeline.ts"
import { Ladder, type Rung } from "./Ladder.ts"
import * as Meters from "./Meters.ts"
import { read } from "./Reading.ts"
import * as Stages from "./Stages.ts"
import { TurnRecorder } from "./TurnRecorder.ts"

export type { Progress } from "./Stages.ts"

export interface Service {
  /**
   * Answers before the question's deadline whatever fails behind it. The exchange is durable when this returns.
   * Fails only where the same idempotency key came with another body.
   */
  readonly ask: (
    question: Question,
    publish?: (progress: Stages.Progress) => Effect.Effect<void>
  ) => Effect.Effect<Answer, Conflict>
}

export class ChatPipeline extends Context.Tag("holdfast/chat/ChatPipeline")<ChatPipeline, Service>() {}

const make = Effect.gen(function*() {
  const pipeline = yield* FullPipeline
  const ladder = yield* Ladder
  const recorder = yield* TurnRecorder
  const conversation = yield* Conversation
  const sessions = yield* Sessions
  const newId = yield* NewId
  const performance = yield* Performance
  const report = Meters.stage(performance)
  const count = Meters.answer(performance)

  /** The first answer under this key, if there was one; whoever cannot look answers anew. */
  const answeredBefore = (question: Question) => {
    const { idempotency } = question
    if (idempotency === undefined) return Effect.succeed(undefined)
    return Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const waiting = yield* recorder.answered(question.tenant, idempotency.key)
      const earlier = waiting ?? (yield* sessions.answered(question.tenant, idempotency.key, now).pipe(
        contained("idempotency"),
        Deadline.limited("idempotency", { limit: Stages.share(question, 0.2, 1_000), reserve: 0 }),
        Effect.catchAll((error) => Effect.as(Effect.logWarning("idempotency key not checked", error._tag), undefined))
      ))
      if (earlier !== undefined && earlier.body_hash !== idempotency.body_hash) {
        return yield* new Conflict({
          problem: "This Idempotency-Key was already used with another body; send a new key with a new question."
        })
      }
      return earlier?.answer
    })
  }

  /** The whole pipeline within the deadline less its reserve; the rungs below for whatever goes wrong in it. */
  const answered = (question: Question, stages: Stages.Stages) =>
    pipeline.answer(question, stages).pipe(
      Deadline.limited("pipeline", { limit: question.deadline_ms, reserve: Stages.reserve(question) }),
      Effect.sandbox,
      Effect.catchAll((cause) => {
        const reading = read(question.query, { hasEntities: false })
        if (cause._tag === "Fail") {
          const degradations = cause.error instanceof NothingToAnswerFrom
            ? cause.error.degradations
            : [...stages.degradations, degradation("pipeline", cause.error, "the next rung of the ladder")]
          return ladder.descend(question, reading, degradations)
        }
        return Effect.logError("the pipeline broke", cause).pipe(
          Effect.zipRight(ladder.descend(question, reading, [
            ...stages.degradations,
            degradation("pipeline", cause, "the next rung of the ladder")
          ]))
        )
      })
    )

  const ask = Effect.fn("ChatPipeline.ask")(
    function*(question: Question, publish?: (progress: Stages.Progress) => Effect.Effect<void>) {
      const started = yield* Clock.currentTimeMillis
      const earlier = yield* answeredBefore(question)
      if (earlier !== undefined) return earlier
      const stages = Stages.make(publish, report)
      const rung = yield* answered(question, stages)
      const unrecorded = addressed(rung, question, newId.make(started), stages)
      const recorded = yield* stages.run(
        "recording",
        recorder.record({
          tenant: question.tenant,
          query: question.query,
          answer: unrecorded,
          user_id: question.user_id,
          at: started,
          ...(question.session_id === undefined ? {} : { session_id: question.session_id }),
          ...(question.idempotency === undefined ? {} : { idempotency: question.idempotency })
        })
      )
      yield* conversation.followed(question, recorded.answer)
      yield* pipeline.after(question, recorded.answer, recorded.degradation === undefined)
      const finished = yield* Clock.currentTimeMillis
      const answer = finish(recorded.answer, recorded.degradation, { ...stages.timings, total: finished - started })
      yield* count(answer)
      return answer
    },
    (effect, question) => Deadline.within(question.deadline_ms)(effect)
  )

  return ChatPipeline.of({ ask })
})

const addressed = (rung: Rung, question: Question, answer_id: string, stages: Stages.Stages): Answer => ({
  answer_id,
  session_id: question.session_id ?? "",
  user_id: question.user_id,
  correlation_id: question.correlation_id,
  ...rung,
  timings_ms: { ...stages.timings }
})

const finish = (answer: Answer, late: Degradation | undefined, timings_ms: Answer["timings_ms"]): Answer => ({
  ...answer,
  degraded: answer.degraded || late !== undefined,
  degradations: late === undefined ? answer.degradations : [...answer.degradations, late],
  timings_ms
})

export const layer: Layer.Layer<
  ChatPipeline,
  never,
  FullPipeline | Ladder | TurnRecorder | Conversation | Sessions | Performance
> = Layer.effect(ChatPipeline, make)
