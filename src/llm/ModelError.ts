/** What can go wrong with a language model, without anything of the request in it: no key, no prompt, no foreign cause. */
import type { AiError } from "@effect/ai"
import { Duration, Option, Predicate, Schema } from "effect"
import { Classification, type Classified, type RetryReason } from "../resilience/ErrorClassification.ts"

export const ModelProblem = Schema.Literal(
  "rate_limited",
  "timeout",
  "unavailable",
  "connection",
  "authentication",
  "refused",
  "malformed",
  "empty",
  "context_too_long",
  "unknown_model"
)
export type ModelProblem = typeof ModelProblem.Type

export class ModelError extends Schema.TaggedError<ModelError>()("ModelError", {
  provider: Schema.String,
  model: Schema.String,
  problem: ModelProblem,
  status: Schema.optional(Schema.Number),
  /** What the provider asked us to wait. */
  retry_after_ms: Schema.optional(Schema.Number)
}) {
  override get message() {
    const status = this.status === undefined ? "" : ` (HTTP ${this.status})`
    return `${this.provider}/${this.model} ${said[this.problem]}${status}.`
  }
  get [Classification](): Classified {
    const wait = this.retry_after_ms
    return { ...classified(this), ...(wait === undefined ? {} : { retry_after: Duration.millis(wait) }) }
  }
}

const said: Readonly<Record<ModelProblem, string>> = {
  rate_limited: "is limiting the rate of requests",
  timeout: "did not answer in time",
  unavailable: "is not available",
  connection: "could not be reached",
  authentication: "rejected the API key, or the key has no credit left",
  refused: "refused the request",
  malformed: "gave an answer that could not be understood",
  empty: "gave an empty answer",
  context_too_long: "found the question with its evidence too long",
  unknown_model: "does not exist at this provider"
}

const classified = (error: ModelError): Classified => {
  switch (error.problem) {
    case "rate_limited":
      return {
        severity: "recoverable",
        category: "rate_limit",
        retry_reason: error.status === 429 ? "HTTP_429" : "RATE_LIMIT"
      }
    case "timeout":
      return { severity: "recoverable", category: "timeout", retry_reason: "TIMEOUT" }
    case "unavailable":
      return { severity: "recoverable", category: "provider", retry_reason: reasons[error.status ?? 500] ?? "HTTP_500" }
    case "connection":
      return { severity: "transient", category: "network", retry_reason: "CONNECTION_ERROR" }
    case "malformed":
    case "empty":
      return { severity: "recoverable", category: "provider" }
    case "authentication":
      return { severity: "permanent", category: "authentication" }
    case "unknown_model":
      return { severity: "permanent", category: "not_found" }
    case "refused":
    case "context_too_long":
      return { severity: "permanent", category: "validation" }
  }
}
const reasons: Readonly<Record<number, RetryReason>> = {
  502: "HTTP_502",
  503: "HTTP_503",
  504: "HTTP_504",
  529: "HTTP_503"
}

/** Which model a failure is to be told of. */
export interface Subject {
  readonly provider: string
  readonly model: string
}

export const make = (subject: Subject, problem: ModelProblem, more?: {
  readonly status?: number
  readonly retry_after_ms?: number
}): ModelError => new ModelError({ provider: subject.provider, model: subject.model, problem, ...more })

/** The one place where a library's error is looked into; it holds the request with its key and must not go further. */
export const fromAiError = (subject: Subject, now: number) => (error: AiError.AiError): ModelError => {
  switch (error._tag) {
    case "HttpRequestError":
      return make(subject, error.reason === "Transport" ? "connection" : "malformed")
    case "HttpResponseError": {
      if (error.reason !== "StatusCode") {
        // A body that is read as it comes is not decoded before it is whole: it can only have been cut off.
        return make(subject, /stream/i.test(error.method) ? "connection" : "malformed", {
          status: error.response.status
        })
      }
      const { status } = error.response
      const wait = retryAfter(error.response.headers, now)
      return make(subject, problemOf(status, error.body ?? ""), {
        status,
        ...Option.match(wait, { onNone: () => ({}), onSome: (retry_after_ms) => ({ retry_after_ms }) })
      })
    }
    case "UnknownError":
      return make(subject, problemOfCode(error.description ?? ""))
    case "MalformedInput":
    case "MalformedOutput":
      return make(subject, "malformed")
  }
}

/** For an error that arrives as an event of a stream: only its code or type is read. */
export const fromEvent = (subject: Subject, error: unknown): ModelError => {
  const code = Predicate.hasProperty(error, "code") ? error.code : undefined
  const type = Predicate.hasProperty(error, "type") ? error.type : undefined
  return make(subject, problemOfCode(typeof code === "string" ? code : typeof type === "string" ? type : ""))
}

const problemOf = (status: number, body: string): ModelProblem => {
  if (tooLong.test(body) && status < 500) return "context_too_long"
  if (/insufficient_quota|billing|credit balance/i.test(body) && status < 500) return "authentication"
  if (/content_filter|content_policy|safety/i.test(body) && status < 500) return "refused"
  switch (status) {
    case 401:
    case 402:
    case 403:
      return "authentication"
    case 404:
      return "unknown_model"
    case 408:
      return "timeout"
    case 413:
      return "context_too_long"
    case 425:
    case 429:
      return "rate_limited"
    default:
      return status >= 500 || status === 409 ? "unavailable" : "refused"
  }
}
const tooLong = /context_length_exceeded|maximum context length|prompt is too long|too many tokens|context window/i

/** For failures that are told in a body or an event, by their code. */
const problemOfCode = (code: string): ModelProblem => {
  if (/rate_limit/.test(code)) return "rate_limited"
  if (/overloaded|server_error|api_error|unavailable/.test(code)) return "unavailable"
  if (/timeout/.test(code)) return "timeout"
  if (/authentication|permission|quota|billing/.test(code)) return "authentication"
  if (/model_not_found|not_found/.test(code)) return "unknown_model"
  if (/context_length|too_large/.test(code)) return "context_too_long"
  if (/invalid|content|policy|refus|safety|violation/.test(code)) return "refused"
  return "unavailable"
}

/** `Retry-After` in seconds or as a date, or OpenAI's `retry-after-ms`. */
const retryAfter = (headers: Readonly<Record<string, string>>, now: number): Option.Option<number> => {
  const exact = Number(headers["retry-after-ms"])
  if (headers["retry-after-ms"] !== undefined && exact >= 0) return Option.some(exact)
  const value = headers["retry-after"]
  if (value === undefined) return Option.none()
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Option.some(Math.max(0, seconds * 1_000))
  const date = Date.parse(value)
  return Number.isNaN(date) ? Option.none() : Option.some(Math.max(0, date - now))
}
