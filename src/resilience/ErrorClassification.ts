/** Says of any failure how bad it is, what kind it is, and whether trying again can help. */
import { Duration, Option, Predicate } from "effect"
import { type Classifiable, Classification, type Classified } from "./Classified.ts"
import * as Known from "./KnownErrors.ts"

export { Category, type Classifiable, Classification, type Classified, RetryReason, Severity } from "./Classified.ts"

/** What is assumed of a failure that nobody knows: it may be the dependency's, so it is retried and counted. */
export const unknownFailure: Classified = { severity: "recoverable", category: "internal" }

/**
 * Looks at the error itself first, then at what it says caused it, up to five levels down; the outermost that is known
 * decides. A wrapper such as `StoreError` only lends its category where no cause is known.
 */
export const classify = (error: unknown): Classified => {
  let current = error
  let assumed: Classified | undefined
  for (let depth = 0; depth < 5 && Predicate.isRecord(current); depth++) {
    if (isClassifiable(current)) return current[Classification]
    const known = recognise(current)
    if (known !== undefined) return withRetryAfter(known, current)
    assumed ??= Known.wrappers[text(current["_tag"])] ?? byReasonOfSystem(current)
    current = innerOf(current)
  }
  return assumed ?? (isBug(error) ? Known.bug : unknownFailure)
}

/** Transient and recoverable failures may go away by themselves. */
export const isRetryable = ({ severity }: Classified): boolean => severity === "transient" || severity === "recoverable"

const isClassifiable = (u: object): u is Classifiable => Classification in u

const text = (u: unknown): string => typeof u === "string" ? u : ""

const recognise = (error: Readonly<Record<string, unknown>>): Classified | undefined =>
  Known.byTag[text(error["_tag"])] ??
    byCode(text(error["code"])) ??
    byStatus(statusOf(error)) ??
    byReason(error) ??
    byReply(error) ??
    Known.byName[text(error["name"])]

const byCode = (code: string): Classified | undefined =>
  Known.socketCodes[code] ??
    (/^[0-9A-Z]{5}$/.test(code) ? Known.sqlStates[code] ?? Known.sqlStateClasses[code.slice(0, 2)] : undefined)

/** @effect/platform's and @effect/ai's failures to send at all. */
const byReason = (error: Readonly<Record<string, unknown>>): Classified | undefined =>
  error["reason"] === "Transport" && innerOf(error) === undefined ? Known.connectionLost : undefined

/** What Redis says begins with the kind of its error. */
const byReply = (error: Readonly<Record<string, unknown>>): Classified | undefined =>
  text(error["name"]) === "ReplyError"
    ? Known.redisReplies[text(error["message"]).split(" ", 1)[0] ?? ""] ?? Known.redisReplies["ERR"]
    : undefined

const byReasonOfSystem = (error: Readonly<Record<string, unknown>>): Classified | undefined =>
  error["_tag"] === "SystemError" ? Known.systemReasons[text(error["reason"])] : undefined

const statusOf = (error: Readonly<Record<string, unknown>>): number => {
  const response = error["response"]
  const status = error["status"] ?? error["statusCode"] ??
    (Predicate.isRecord(response) ? response["status"] : undefined)
  return typeof status === "number" ? status : 0
}

const byStatus = (status: number): Classified | undefined =>
  status < 400 || status > 599
    ? undefined
    : Known.httpStatuses[status] ?? Known.httpStatusClasses[Math.floor(status / 100)]

const innerOf = (error: Readonly<Record<string, unknown>>): unknown =>
  error["cause"] ?? error["error"] ?? firstOf(error["errors"])

const firstOf = (u: unknown): unknown => Array.isArray(u) ? u[0] : undefined

const isBug = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof ReferenceError || error instanceof SyntaxError ||
  error instanceof RangeError

const withRetryAfter = (classified: Classified, error: Readonly<Record<string, unknown>>): Classified => {
  if (!isRetryable(classified)) return classified
  const retry_after = retryAfterOf(error)
  return retry_after === undefined ? classified : { ...classified, retry_after }
}

const retryAfterOf = (error: Readonly<Record<string, unknown>>): Duration.Duration | undefined => {
  const millis = error["retry_after_ms"]
  if (typeof millis === "number" && millis >= 0) return Duration.millis(millis)
  const response = error["response"]
  const headers = error["headers"] ?? (Predicate.isRecord(response) ? response["headers"] : undefined)
  if (!Predicate.isRecord(headers)) return undefined
  return Option.getOrUndefined(retryAfterHeader(text(headers["retry-after-ms"]), text(headers["retry-after"])))
}

/** Seconds, or milliseconds where the provider gives them. Dates are left alone: they need a clock that both share. */
const retryAfterHeader = (millis: string, seconds: string): Option.Option<Duration.Duration> =>
  /^\d+(\.\d+)?$/.test(millis)
    ? Option.some(Duration.millis(Number(millis)))
    : /^\d+(\.\d+)?$/.test(seconds)
    ? Option.some(Duration.seconds(Number(seconds)))
    : Option.none()
