/** Has the answer written: the models in order, each checked by the quality gates, the composer when none will do. */
import { Clock, Context, Effect, Layer, Option } from "effect"
import type { Degradation, Generator, Usage } from "../domain/Answer.ts"
import { composer } from "../llm/ModelConfig.ts"
import { Models } from "../llm/Models.ts"
import { classify } from "../resilience/ErrorClassification.ts"
import { ErrorAnalytics } from "../telemetry/ErrorAnalytics.ts"
import { compose } from "./Composer.ts"
import { assess } from "./QualityGates.ts"
import * as Chain from "./ResponseGeneration/Chain.ts"
import * as Measures from "./ResponseGeneration/Measures.ts"
import * as Teller from "./ResponseGeneration/Teller.ts"
import type { Synthesis } from "./Synthesis.ts"

export { unheard } from "./ResponseGeneration/Teller.ts"

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
  /**
   * Cannot fail and keeps within the deadline: whatever the models do, the composer writes the answer then. Where a
   * model is given up after it began, what was published is not the answer: the text that is returned is.
   */
  readonly generate: (
    synthesis: Synthesis,
    publish: (token: string) => Effect.Effect<void>
  ) => Effect.Effect<Generated>
}

export class ResponseGeneration
  extends Context.Tag("holdfast/chat/ResponseGeneration")<ResponseGeneration, Service>()
{}

/** What is claimed of an answer that the composer had to write in a model's place. */
const template_quality = 0.6

const make = Effect.gen(function*() {
  const { chain, hedge } = yield* Models
  const analytics = yield* ErrorAnalytics

  const composed = (synthesis: Synthesis, tried: Chain.Tried): Generated => {
    const written = compose(synthesis)
    const standing_in = chain.length > 0
    const assessment = standing_in ? undefined : assess(written.text, synthesis)
    return {
      text: written.text,
      suggestions: written.suggestions,
      generator: standing_in ? "template" : "composer",
      model: composer,
      quality_score: assessment?.score ?? template_quality,
      passed_quality_gates: assessment?.passed ?? false,
      degradations: degradations(tried.given_up, composer),
      usage: tried.usage
    }
  }

  const ofModel = (synthesis: Synthesis, { given_up, usage }: Chain.Tried, accepted: Chain.Accepted): Generated => ({
    text: accepted.text,
    suggestions: compose(synthesis).suggestions,
    generator: accepted.handle.role,
    model: accepted.handle.name,
    quality_score: accepted.assessment.score,
    passed_quality_gates: accepted.assessment.passed,
    degradations: degradations(given_up, accepted.handle.name),
    usage
  })

  const analysed = ({ error, handle }: Chain.GivenUp) =>
    error === undefined ? Effect.void : analytics.record({ component: handle.name, error: classify(error) })

  const generate = Effect.fn("ResponseGeneration.generate")(function*(
    synthesis: Synthesis,
    publish: (token: string) => Effect.Effect<void>
  ) {
    const started = yield* Clock.currentTimeMillis
    const teller = Teller.make(publish)
    const tried = yield* Chain.ask(
      chain,
      synthesis,
      teller,
      publish === Teller.unheard ? hedge : undefined // who listens hears that it is being written
    )
    const generated = Option.match(tried.accepted, {
      onNone: () => composed(synthesis, tried),
      onSome: (accepted) => ofModel(synthesis, tried, accepted)
    })
    if (Option.isNone(tried.accepted)) yield* teller.whole(generated.text)
    yield* Effect.forEach(tried.given_up, analysed, { discard: true })
    Measures.count(synthesis, generated, tried, (yield* Clock.currentTimeMillis) - started)
    yield* Effect.annotateCurrentSpan({ generator: generated.generator, model: generated.model })
    return generated
  })

  return ResponseGeneration.of({ generate })
})

const degradations = (given_up: ReadonlyArray<Chain.GivenUp>, used_instead: string): ReadonlyArray<Degradation> =>
  given_up.map(({ detail, handle, reason }) => ({ component: handle.name, reason, detail, used_instead }))

export const layer: Layer.Layer<ResponseGeneration, never, Models | ErrorAnalytics> = Layer.effect(
  ResponseGeneration,
  make
)
