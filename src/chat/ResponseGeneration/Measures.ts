/** What is counted of the writing of answers. */
import { Option } from "effect"
import type { Generator } from "../../domain/Answer.ts"
import * as Metrics from "../../telemetry/Metrics.ts"
import type { Synthesis } from "../Synthesis.ts"
import type { Tried } from "./Chain.ts"

const duration = Metrics.labelled(Metrics.responseGeneratorLlmDuration, "llm_model", "complexity")
const quality = Metrics.labelled(Metrics.responseGeneratorQualityScore, "complexity")
const of = (metric: typeof Metrics.responseGeneratorLlmError) => Metrics.labelled(metric, "error_type", "llm_model")
const errors = of(Metrics.responseGeneratorLlmError)
const rateLimits = of(Metrics.responseGeneratorRateLimit)
const timeouts = of(Metrics.responseGeneratorTimeout)
const fallbacks = of(Metrics.responseGeneratorFallback)
const templates = of(Metrics.responseGeneratorTemplateFallback)
const breakers = of(Metrics.responseGeneratorCircuitBreakerFallback)

export const count = (
  { complexity }: Synthesis,
  generated: { readonly generator: Generator; readonly quality_score: number },
  { accepted, given_up }: Tried,
  millis: number
): void => {
  quality(generated.quality_score, complexity)
  if (Option.isSome(accepted)) duration(millis, accepted.value.handle.name, complexity)
  for (const { error, handle, reason } of given_up) {
    const type = error === undefined ? reason : error._tag === "CircuitOpen" ? "circuit_open" : error.problem
    if (reason === "circuit_open") breakers(1, type, handle.name)
    else if (reason === "rate_limited") rateLimits(1, type, handle.name)
    else if (reason === "timeout" || reason === "deadline") timeouts(1, type, handle.name)
    errors(1, type, handle.name)
  }
  const [first] = given_up
  if (first === undefined) return
  if (generated.generator === "fallback") fallbacks(1, first.reason, first.handle.name)
  if (generated.generator === "template") templates(1, first.reason, first.handle.name)
}
