/** What becomes of a job whose attempt failed: another attempt later, or rest among the dead letters. */
import { Cause, Duration, Predicate, Schema } from "effect"
import { isoTime } from "../../domain/Time.ts"
import { type Classifiable, Classification, type Classified } from "../../resilience/Classified.ts"
import { classify, isRetryable } from "../../resilience/ErrorClassification.ts"
import { redactText } from "../Redaction.ts"
import type { Attempt, Claimed } from "./Jobs.ts"

export interface Verdict {
  /** Milliseconds until the next attempt; undefined where there is none. */
  readonly delay: number | undefined
  readonly classified: Classified
  readonly error: { readonly name: string; readonly message: string }
  readonly history: ReadonlyArray<Attempt>
}

export const maxAttempts = 5

export const judge = (
  job: Claimed,
  cause: Cause.Cause<unknown>,
  timing: { readonly started: number; readonly now: number; readonly chance: number }
): Verdict => {
  const failure = Cause.squash(cause)
  const classified = classify(failure)
  const delay = isRetryable(classified) && job.attempts < maxAttempts
    ? delayBefore(job.attempts + 1, classified, timing.chance)
    : undefined
  const error = describe(failure)
  const attempt: Attempt = {
    at: isoTime(timing.now),
    error: `${error.name}: ${error.message}`,
    reason: classified.retry_reason ?? null,
    delay_ms: delay ?? null,
    duration_ms: Math.round(timing.now - timing.started)
  }
  return { delay, classified, error, history: [...job.history, attempt].slice(-20) }
}

/** 2, 10, 50, 250 s, half of it by chance; never sooner than the server asked. */
const delayBefore = (attempt: number, { retry_after }: Classified, chance: number) =>
  Math.round(Math.max(
    2_000 * 5 ** (attempt - 2) * (0.5 + chance / 2),
    retry_after === undefined ? 0 : Duration.toMillis(retry_after)
  ))

/** For people to read, without secrets. */
export const describe = (failure: unknown) => {
  const name = Predicate.hasProperty(failure, "_tag")
    ? String(failure._tag)
    : failure instanceof Error
    ? failure.name
    : "Failure"
  const message = failure instanceof Error ? failure.message : String(failure)
  return { name, message: redactText(message).slice(0, 1_000) }
}

/** No attempt was made, because none can succeed. */
export class Hopeless extends Schema.TaggedError<Hopeless>()("Hopeless", { reason: Schema.String })
  implements Classifiable
{
  override get message() {
    return this.reason
  }
  get [Classification](): Classified {
    return { severity: "permanent", category: "internal" }
  }
}
