/** Says in an answer which part did not do its work, why, and what stood in for it. */
import type { Degradation, DegradationReason } from "../domain/Answer.ts"
import { classify } from "../resilience/ErrorClassification.ts"

/** From whatever a part failed with; the detail is for people and holds nothing of the failure's own text. */
export const degradation = (component: string, error: unknown, used_instead: string): Degradation => {
  const reason = reasonOf(error)
  return { component, reason, detail: details[reason], used_instead }
}

const hasTag = (error: unknown, tag: string): error is { readonly _tag: string; readonly deadline?: unknown } =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === tag

const reasonOf = (error: unknown): DegradationReason => {
  if (hasTag(error, "CircuitOpen")) return "circuit_open"
  if (hasTag(error, "TimedOut")) return error.deadline === true ? "deadline" : "timeout"
  if (hasTag(error, "DeadlineExceeded")) return "deadline"
  const { category } = classify(error)
  switch (category) {
    case "timeout":
      return "timeout"
    case "rate_limit":
      return "rate_limited"
    case "network":
    case "capacity":
      return "unavailable"
    default:
      return "error"
  }
}

const details: Readonly<Record<DegradationReason, string>> = {
  timeout: "It did not answer within its time limit.",
  deadline: "The time for this answer was used up before it had answered.",
  circuit_open: "It failed repeatedly and is being left alone until it recovers.",
  rate_limited: "Its rate limit is used up for the moment.",
  unavailable: "It could not be reached.",
  low_quality: "What it wrote did not pass the quality gates.",
  error: "It failed."
}
