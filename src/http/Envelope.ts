/** Failures as responses: the same envelope for each. */
import { HttpServerError, HttpServerResponse } from "@effect/platform"
import { Cause, Effect, HashSet } from "effect"
import { type StoreError } from "../storage/StoreError.ts"
import type { ErrorAnalytics } from "../telemetry/ErrorAnalytics.ts"
import * as Refused from "./Refused.ts"
import * as Shortfalls from "./Shortfalls.ts"

export const body = (refused: Refused.Refused, correlation_id: string) => ({
  success: false,
  error: {
    code: refused.code,
    category: refused.category,
    severity: refused.severity,
    message: refused.message,
    retryable: refused.retry_after !== undefined,
    correlation_id,
    ...(refused.details === undefined ? {} : { details: refused.details })
  }
})

export const response = (refused: Refused.Refused, correlation_id: string) =>
  HttpServerResponse.unsafeJson(body(refused, correlation_id), {
    status: refused.status,
    headers: {
      ...refused.headers,
      ...(refused.retry_after === undefined ? {} : { "retry-after": String(refused.retry_after) })
    }
  })

/** A database's failure is told to the operator; what SQL or which values it concerned is not. */
const reportStore = (error: StoreError) =>
  Effect.logWarning("The database failed a request").pipe(
    Effect.annotateLogs({ operation: error.operation, error_type: nameOf(error.cause) })
  )

const nameOf = (cause: unknown) => cause instanceof Error ? cause.name : typeof cause

/** For handlers: their failures become responses, and those that an operator must know of are logged. */
export const rendered =
  (correlation_id: string, analytics: typeof ErrorAnalytics.Service) => (failure: Refused.Failure) => {
    const refused = Refused.of(failure)
    const reply = response(refused, correlation_id)
    if (failure._tag !== "StoreError") return Effect.succeed(reply)
    return reportStore(failure).pipe(
      Effect.zipRight(Shortfalls.ofStore(analytics, failure, refused.message)),
      Effect.as(reply)
    )
  }

/**
 * For whatever else comes up: who hung up gets nothing; a defect, also one that shows as an interruption from inside, is
 * logged and told without detail.
 */
export const ofCause = <E>(cause: Cause.Cause<E>, correlation_id: string) => {
  if (HashSet.has(Cause.interruptors(cause), HttpServerError.clientAbortFiberId)) {
    return Effect.failCause(Cause.interrupt(HttpServerError.clientAbortFiberId))
  }
  return Effect.logError("A request met a defect", cause).pipe(
    Effect.annotateLogs({ correlation_id }),
    Effect.as(response(Refused.defect, correlation_id))
  )
}
