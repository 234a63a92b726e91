/** The running account of one answer: how long each stage took, and what was given up on the way. */
import { Clock, Effect } from "effect"
import type { Degradation } from "../domain/Answer.ts"
import type { Question } from "../domain/Question.ts"

/** What is told while an answer is being made. */
export type Progress =
  | { readonly _tag: "stage"; readonly stage: string }
  | { readonly _tag: "token"; readonly text: string }
  | { readonly _tag: "degradation"; readonly degradation: Degradation }

export interface Stages {
  /** Milliseconds by stage. */
  readonly timings: Record<string, number>
  readonly degradations: Array<Degradation>
  readonly publish: (progress: Progress) => Effect.Effect<void>
  /** False where nobody listens to the progress. */
  readonly heard: boolean
  /** Runs a stage: announces it, and counts its time however it ends. */
  readonly run: <A, E, R>(stage: string, effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly degrade: (degradation: Degradation) => Effect.Effect<void>
}

export const make = (
  listener: ((progress: Progress) => Effect.Effect<void>) | undefined,
  report: (stage: string, millis: number) => Effect.Effect<void>
): Stages => {
  const publish = listener ?? (() => Effect.void)
  const timings: Record<string, number> = {}
  const degradations: Array<Degradation> = []
  return {
    timings,
    degradations,
    publish,
    heard: listener !== undefined,
    run: (stage, effect) =>
      Effect.gen(function*() {
        yield* publish({ _tag: "stage", stage })
        const started = yield* Clock.currentTimeMillis
        return yield* Effect.ensuring(
          effect,
          Effect.flatMap(Clock.currentTimeMillis, (now) => {
            timings[stage] = now - started
            return report(stage, now - started)
          })
        )
      }),
    degrade: (degradation) =>
      Effect.suspend(() => {
        degradations.push(degradation)
        return publish({ _tag: "degradation", degradation })
      })
  }
}

/** A stage's limit in milliseconds: its part of the deadline, and never more than `most`. */
export const share = (question: Question, part: number, most: number): number =>
  Math.min(most, question.deadline_ms * part)

/** What the pipeline leaves for the rungs under it and for recording the exchange. */
export const reserve = (question: Question): number => Math.max(40, share(question, 0.25, 700))
