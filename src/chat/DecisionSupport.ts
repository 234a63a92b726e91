/** Weighs a "should we…" question by stated criteria over facts and patterns. No model takes part in it. */
import { FileSystem } from "@effect/platform"
import {
  Array,
  Config,
  ConfigError,
  Context,
  Duration,
  Effect,
  Layer,
  Metric,
  Option,
  type ParseResult,
  Schema
} from "effect"
import type { Either } from "effect"
import type { DecisionAnalysis } from "../domain/Decision.ts"
import type { ResolvedEntity } from "../domain/Entity.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { PatternInsight } from "../domain/Pattern.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import { Performance } from "../telemetry/Performance.ts"
import { ofMany, ofNone, ofOne } from "./DecisionSupport/Analysis.ts"
import { judgeCustomer } from "./DecisionSupport/Judged.ts"
import { recognise, takesAway } from "./DecisionSupport/Kinds.ts"
import { opposite } from "./DecisionSupport/Scoring.ts"
import { defaultWeights, Weights } from "./DecisionSupport/Weights.ts"
import type { Language } from "./Synthesis.ts"

export { defaultWeights, recognise, Weights }

export interface Decision {
  readonly question: string
  readonly language: Language
  /** The customers it is about. Several are weighed one by one and put in order; without any nothing can be weighed. */
  readonly entities: ReadonlyArray<ResolvedEntity>
  readonly items: ReadonlyArray<Evidence>
  readonly patterns: ReadonlyArray<PatternInsight>
}

export interface Service {
  /** Evidence that is missing lowers the confidence and is named; it never fails. */
  readonly analyse: (decision: Decision) => Effect.Effect<DecisionAnalysis>
}

export class DecisionSupport extends Context.Tag("holdfast/chat/DecisionSupport")<DecisionSupport, Service>() {}

/** The same without a service: what is asked, known and weighted decides it alone. */
export const analyse = (decision: Decision & { readonly weights: Weights }): DecisionAnalysis => {
  const { entities, items, language, patterns, question, weights } = decision
  const kind = recognise(question)
  const adverse = kind === "generic" && takesAway(question)
  const criteria = adverse ? opposite(weights[kind]) : weights[kind]
  const judged = entities.map((entity) => {
    const own = patterns.filter(({ data }) =>
      data["customer_id"] === entity.entity_id || (data["customer_id"] === undefined && entities.length === 1)
    )
    return judgeCustomer({ kind, adverse, criteria, language, question }, entity, items, own)
  })
  if (!Array.isNonEmptyReadonlyArray(judged)) return ofNone(question, criteria, language)
  return judged.length === 1 ? ofOne(question, judged[0]) : ofMany(question, judged)
}

export const layer = (weights: Weights): Layer.Layer<DecisionSupport, never, Performance> =>
  Layer.effect(
    DecisionSupport,
    Effect.map(Performance, ({ track }) => {
      const tracked = track("decision_support")
      return DecisionSupport.of({
        analyse: Effect.fn("DecisionSupport.analyse")((decision: Decision) =>
          Effect.sync(() => analyse({ ...decision, weights })).pipe(timed, tracked)
        )
      })
    })
  )

/** Weighs by the weights that are compiled in, the same as in `config/decisions.json`. */
export const layerDefault: Layer.Layer<DecisionSupport, never, Performance> = layer(defaultWeights)

/** Weighs by the file that `HOLDFAST_DECISIONS_FILE` names; without one, by the weights that are compiled in. */
export const layerConfig: Layer.Layer<DecisionSupport, ConfigError.ConfigError, FileSystem.FileSystem | Performance> =
  Layer
    .unwrapEffect(
      Effect.gen(function*() {
        const file = yield* Config.option(Config.nonEmptyString("HOLDFAST_DECISIONS_FILE"))
        if (Option.isNone(file)) return layerDefault
        const files = yield* FileSystem.FileSystem
        const invalid = (problem: string) => ConfigError.InvalidData(["HOLDFAST_DECISIONS_FILE"], problem)
        const text = yield* Effect.mapError(
          files.readFileString(file.value),
          () => invalid("expected a file that can be read")
        )
        const weights = yield* Effect.mapError(
          weightsFrom(text),
          (error) => invalid(`expected weights of decisions: ${error.message}`)
        )
        return layer(weights)
      })
    )

/** Reads the text of `config/decisions.json`. */
export const weightsFrom: (text: string) => Either.Either<Weights, ParseResult.ParseError> = Schema.decodeEither(
  Schema.parseJson(Weights)
)

const timed = Metric.trackDurationWith(Metrics.decisionSupportDuration, Duration.toMillis)
