/** Every metric of the service: names, kinds and boundaries in one place. Labels come from closed sets, never from input. */
import { Metric, MetricBoundaries } from "effect"
import { updater } from "../resilience/ResilienceMetrics.ts"

export {
  circuitBreakerOpened,
  circuitBreakerRejected,
  circuitBreakerState,
  queueDepth,
  queueRejections,
  rateLimitHits,
  retryAttempts,
  updater
} from "../resilience/ResilienceMetrics.ts"

const counter = (name: string, description: string) => Metric.counter(name, { description, incremental: true })

const fromValues = (...values: ReadonlyArray<number>) => MetricBoundaries.fromIterable(values)

const durations = fromValues(1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 1_000, 2_000, 3_000, 5_000, 8_000, 15_000, 30_000)

/** The `time_unit` label becomes the unit of the exported name. */
const milliseconds = (name: string, description: string) =>
  Metric.tagged(Metric.histogram(name, durations, description), "time_unit", "milliseconds")

export const requestHandlerRequests = counter("request_handler_requests", "Requests answered, by endpoint and status")
export const requestHandlerDuration = milliseconds("request_handler_duration", "Time to answer a request")
export const entityResolverDuration = milliseconds("entity_resolver_duration", "Time to find whom a question is about")

export const patternAnalyzerDuration = milliseconds("pattern_analyzer_duration", "Time to test for a pattern")
export const patternAnalyzerCacheHit = counter("pattern_analyzer_cache_hit", "Patterns served from the cache")
export const patternAnalyzerCacheMiss = counter("pattern_analyzer_cache_miss", "Patterns that had to be computed")
export const patternAnalyzerPatternDetected = counter("pattern_analyzer_pattern_detected", "Patterns found")
export const patternAnalyzerTimeout = counter("pattern_analyzer_timeout", "Detectors that ran out of time")
export const patternAnalyzerDatabaseError = counter("pattern_analyzer_database_error", "Detectors without their data")
export const patternAnalyzerError = counter("pattern_analyzer_error", "Detectors that failed")
export const patternAnalyzerPatternsFound = Metric.histogram(
  "pattern_analyzer_patterns_found",
  fromValues(0, 1, 2, 3, 5, 10),
  "Patterns found for one customer"
)

export const contextSynthesizerDuration = milliseconds("context_synthesizer_duration", "Time to settle what is known")
export const decisionSupportDuration = milliseconds("decision_support_duration", "Time to weigh a decision")
export const memoryRetrieverDuration = milliseconds("memory_retriever_duration", "Time to recall memories")
export const documentRetrieverDuration = milliseconds("document_retriever_duration", "Time to find passages")

export const responseGeneratorLlmDuration = milliseconds(
  "response_generator_llm_duration",
  "Time a model took to answer"
)
export const responseGeneratorQualityScore = Metric.histogram(
  "response_generator_quality_score",
  fromValues(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1),
  "Quality of written answers, 0 to 1"
)
export const responseGeneratorLlmError = counter("response_generator_llm_error", "Failed model calls")
export const responseGeneratorRateLimit = counter("response_generator_rate_limit", "Model calls refused by rate limits")
export const responseGeneratorTimeout = counter("response_generator_timeout", "Model calls that ran out of time")
export const responseGeneratorFallback = counter("response_generator_fallback", "Answers by the fallback model")
export const responseGeneratorTemplateFallback = counter("response_generator_template_fallback", "Answers by template")
export const responseGeneratorCircuitBreakerFallback = counter(
  "response_generator_circuit_breaker_fallback",
  "Models passed over because their breaker was open"
)

export const cacheHitRate = Metric.gauge("cache_hit_rate", { description: "Share of look-ups that hit, 0 to 1" })
export const cacheHits = counter("cache_hits", "Cache look-ups that hit")
export const cacheMisses = counter("cache_misses", "Cache look-ups that missed")

export const requestsInProgress = Metric.gauge("requests_in_progress", { description: "Requests being answered" })

export const providerRequests = counter("provider_requests", "Calls to model providers")
export const providerErrors = counter("provider_errors", "Failed calls to model providers")
export const providerLatency = milliseconds("provider_latency", "Time a model provider took")
export const providerCostUsd = counter("provider_cost_usd", "What model providers charged, in US dollars")
export const embeddingTokens = counter("embedding_tokens", "Tokens of texts that were embedded by a provider")
export const embeddingCostUsd = counter("embedding_cost_usd", "What embedding cost by the price list, in US dollars")

export const sessionArchivedMessages = counter("session_archived_messages", "Messages moved to the archive")
export const sessionsInMemory = Metric.gauge("sessions_in_memory", { description: "Sessions held in memory" })
export const conversationHistorySize = Metric.histogram(
  "conversation_history_size",
  fromValues(1, 2, 5, 10, 20, 50, 100),
  "Messages in a conversation when it is asked in"
)

export const deadLetters = Metric.gauge("dead_letters", {
  description: "Work that failed for good and waits for a person"
})
export const answers = counter("answers", "Answers, by how they were made")
export const errors = counter("errors", "Classified failures, by component, category and severity")
export const budgetViolations = counter("budget_violations", "Calls over twice their p95 budget")

/**
 * An update function over label values, in the order of the labels' names: each combination is tagged once and costs ten
 * nanoseconds from then on. The combinations beyond a thousand share one, all of whose labels say `other`.
 */
export const labelled = <Type, In>(
  metric: Metric.Metric<Type, In, unknown>,
  ...labels: ReadonlyArray<string>
): (value: In, ...values: ReadonlyArray<string>) => void => {
  const made = new Map<string, (value: In) => void>()
  const make = (key: string, valueOf: (label: number) => string) => {
    const update = updater(metric, Object.fromEntries(labels.map((label, i) => [label, valueOf(i)])))
    made.set(key, update)
    return update
  }
  return (value, ...values) => {
    const key = values.join("\n")
    const update = made.get(key) ??
      (made.size < 1_000 ? make(key, (i) => values[i] ?? "") : made.get("other") ?? make("other", () => "other"))
    update(value)
  }
}
