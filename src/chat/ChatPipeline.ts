/** One question's way to its answer, a stage a file; read this first. */
import { Context, type Effect } from "effect"
import type { Answer, Degradation } from "../domain/Answer.ts"
import type { Conflict } from "../domain/Errors.ts"
import type { Question } from "../domain/Question.ts"

/** What is told while an answer is being made. */
export type Progress =
  | { readonly _tag: "stage"; readonly stage: string }
  | { readonly _tag: "token"; readonly text: string }
  | { readonly _tag: "degradation"; readonly degradation: Degradation }

export interface Service {
  /**
   * Answers before the question's deadline whatever fails behind it. The exchange is durable when this returns.
   * Fails only where the same idempotency key came with another body.
   */
  readonly ask: (
    question: Question,
    publish?: (progress: Progress) => Effect.Effect<void>
  ) => Effect.Effect<Answer, Conflict>
}

export class ChatPipeline extends Context.Tag("holdfast/chat/ChatPipeline")<ChatPipeline, Service>() {}
