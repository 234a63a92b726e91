/** The words of the classification, and how an error says itself what it is. */
import { type Duration, Schema } from "effect"

export const Severity = Schema.Literal("transient", "recoverable", "permanent", "critical")
export type Severity = typeof Severity.Type

export const Category = Schema.Literal(
  "timeout",
  "network",
  "rate_limit",
  "authentication",
  "validation",
  "not_found",
  "conflict",
  "database",
  "cache",
  "provider",
  "quality",
  "capacity",
  "internal"
)
export type Category = typeof Category.Type

export const RetryReason = Schema.Literal(
  "TIMEOUT",
  "HTTP_429",
  "HTTP_500",
  "HTTP_502",
  "HTTP_503",
  "HTTP_504",
  "CONNECTION_ERROR",
  "RATE_LIMIT"
)
export type RetryReason = typeof RetryReason.Type

export interface Classified {
  readonly severity: Severity
  readonly category: Category
  readonly retry_reason?: RetryReason
  /** What the server asked for; a floor for the next attempt. */
  readonly retry_after?: Duration.Duration
}

/** An error that carries this says itself how it is classified; nothing else is asked. */
export const Classification: unique symbol = Symbol.for("holdfast/resilience/Classification")
export interface Classifiable {
  readonly [Classification]: Classified
}
