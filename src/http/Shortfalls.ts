/** Failures behind requests, as the error analytics count them. */
import { Effect } from "effect"
import type { Answer, Degradation, DegradationReason } from "../domain/Answer.ts"
import { type Classified, classify } from "../resilience/ErrorClassification.ts"
import type { StoreError } from "../storage/StoreError.ts"
import type { ErrorAnalytics } from "../telemetry/ErrorAnalytics.ts"

type Analytics = typeof ErrorAnalytics.Service

const kinds: Readonly<Record<Exclude<DegradationReason, "error">, Classified>> = {
  timeout: { severity: "recoverable", category: "timeout", retry_reason: "TIMEOUT" },
  deadline: { severity: "recoverable", category: "timeout", retry_reason: "TIMEOUT" },
  circuit_open: { severity: "recoverable", category: "capacity" },
  rate_limited: { severity: "recoverable", category: "rate_limit", retry_reason: "RATE_LIMIT" },
  unavailable: { severity: "recoverable", category: "network", retry_reason: "CONNECTION_ERROR" },
  low_quality: { severity: "recoverable", category: "quality" }
}

/** What only says that it failed is known by where it failed. */
const kindOf = ({ component, reason }: Degradation): Classified =>
  reason !== "error"
    ? kinds[reason]
    : { severity: "recoverable", category: categories[component] ?? "database" }

const categories: Readonly<Record<string, Classified["category"]>> = {
  answer_cache: "cache",
  decision_support: "internal",
  pipeline: "internal"
}

/** Models, named like `openai/gpt-4o`, are counted where their errors are still at hand. */
const isModel = ({ component }: Degradation) => component.includes("/")

export const ofAnswer = (analytics: Analytics, { degradations }: Answer): Effect.Effect<void> =>
  Effect.forEach(
    degradations.filter((one) => !isModel(one)),
    (one) => analytics.record({ component: one.component, error: kindOf(one), shown: one.detail }),
    { discard: true }
  )

export const ofStore = (analytics: Analytics, error: StoreError, shown: string): Effect.Effect<void> =>
  analytics.record({ component: "database", error: classify(error), shown })
