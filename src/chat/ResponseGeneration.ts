/** Has the answer written: the models in order, each checked by the quality gates, the composer when none will do. */
import { Context, type Effect } from "effect"
import type { Degradation, Generator, Usage } from "../domain/Answer.ts"
import type { Synthesis } from "./Synthesis.ts"

export interface Generated {
  readonly text: string
  readonly suggestions: ReadonlyArray<string>
  readonly generator: Generator
  /** Such as `openai/gpt-4o`; `local/composer` where no model wrote it. */
  readonly model: string
  readonly quality_score: number
  readonly passed_quality_gates: boolean
  readonly degradations: ReadonlyArray<Degradation>
  readonly usage: Usage | null
}

export interface Service {
  /** Cannot fail and keeps within the deadline: whatever the models do, the composer writes the answer then. */
  readonly generate: (
    synthesis: Synthesis,
    publish: (token: string) => Effect.Effect<void>
  ) => Effect.Effect<Generated>
}

export class ResponseGeneration
  extends Context.Tag("holdfast/chat/ResponseGeneration")<ResponseGeneration, Service>()
{}
