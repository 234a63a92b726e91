/** What the kit counts, and how to update it for ten nanoseconds: tag once, then `unsafeUpdate`. */
import { Metric } from "effect"

export const circuitBreakerState = Metric.gauge("circuit_breaker_state", {
  description: "0 closed, 0.5 half-open, 1 open"
})
export const circuitBreakerOpened = Metric.counter("circuit_breaker_opened", { incremental: true })
export const circuitBreakerRejected = Metric.counter("circuit_breaker_rejected", { incremental: true })
export const retryAttempts = Metric.counter("retry_attempts", { incremental: true })
/** Of attempts that failed, and of those after them. */
export const retryDuration = Metric.timerWithBoundaries("retry_attempt_duration", [
  1,
  10,
  100,
  500,
  1_000,
  5_000,
  15_000,
  30_000
])
export const retryDelay = Metric.timerWithBoundaries("retry_delay", [1, 100, 500, 1_000, 2_000, 5_000, 10_000, 30_000])
export const rateLimitHits = Metric.counter("rate_limit_hits", { incremental: true })
export const queueDepth = Metric.gauge("queue_depth")
export const queueRejections = Metric.counter("queue_rejections", { incremental: true })

/** A function that adds to a counter or sets a gauge with these labels; made once, called often. */
export const updater = <Type, In>(
  metric: Metric.Metric<Type, In, unknown>,
  labels: Readonly<Record<string, string>>
): (value: In) => void => {
  const tagged = Object.entries(labels).reduce((tagging, [key, value]) => Metric.tagged(tagging, key, value), metric)
  return (value) => tagged.unsafeUpdate(value, [])
}
