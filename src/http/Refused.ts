/** Why a request gets no success, in the words of the wire; a plain value, for refusing must cost little. */
import type { Category, Detail, Severity } from "../api/Errors.ts"
import type { Conflict, InvalidRequest, NotFound } from "../domain/Errors.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Refused {
  readonly _tag: "Refused"
  readonly status: number
  readonly code: string
  readonly category: Category
  readonly severity: Severity
  readonly message: string
  readonly details?: ReadonlyArray<Detail>
  /** Seconds; where it is set, trying again can help. */
  readonly retry_after?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** What a handler may fail with. */
export type Failure = InvalidRequest | NotFound | Conflict | StoreError | Refused

const permanent = (
  status: number,
  code: string,
  category: Category,
  message: string,
  more?: Pick<Refused, "details" | "headers">
): Refused => ({ _tag: "Refused", status, code, category, severity: "permanent", message, ...more })

const recoverable = (
  status: number,
  code: string,
  category: Category,
  message: string,
  retry_after: number,
  headers?: Readonly<Record<string, string>>
): Refused => ({
  _tag: "Refused",
  status,
  code,
  category,
  severity: "recoverable",
  message,
  retry_after,
  ...(headers === undefined ? {} : { headers })
})

export const invalid = (details: ReadonlyArray<Detail>): Refused =>
  permanent(
    400,
    "invalid_request",
    "validation",
    details.slice(0, 3).map(sentence).join("; ") || "The request is wrong.",
    {
      details
    }
  )

const sentence = ({ message, path }: Detail) => path === "" ? message : `${path}: ${message}`

export const malformed = (code: string, message: string) => permanent(400, code, "validation", message)

export const unauthorized = permanent(
  401,
  "unauthorized",
  "authentication",
  "Send a valid API key as Authorization: Bearer KEY or as X-API-Key: KEY.",
  { headers: { "www-authenticate": "Bearer" } }
)

export const forbidden = permanent(403, "forbidden", "authentication", "This needs a key with the role operator.")

export const missing = (message: string) => permanent(404, "not_found", "not_found", message)

export const noSuchPath = missing("There is nothing at this path; /openapi.json lists what there is.")

export const noSuchMethod = (allow: string) =>
  permanent(405, "method_not_allowed", "validation", `This path takes ${allow}.`, { headers: { allow } })

export const tooSlow: Refused = {
  ...permanent(408, "request_timeout", "timeout", "The body came too slowly; send it again without pauses."),
  severity: "transient",
  retry_after: 1,
  headers: { connection: "close" }
}

export const tooLarge = (limit: number) =>
  permanent(413, "payload_too_large", "validation", `The body is over the limit of ${limit} bytes; send less at once.`)

export const unreadableType = (expected: string) =>
  permanent(415, "unsupported_media_type", "validation", `Send ${expected}.`)

export const unusable = (message: string) => permanent(422, "unprocessable", "validation", message)

export const rateLimited = (retry_after: number) =>
  recoverable(429, "rate_limited", "rate_limit", `Too many requests; try again in ${retry_after} s.`, retry_after)

export const overloaded = recoverable(503, "overloaded", "capacity", "Too much at once; try again in 1 s.", 1)

export const draining = recoverable(
  503,
  "draining",
  "capacity",
  "The service is shutting down; try again in 5 s.",
  5,
  { connection: "close" }
)

export const defect: Refused = permanent(
  500,
  "internal_error",
  "internal",
  "Something went wrong here, not in your request. Try again; if it happens again, report the correlation id."
)

export const of = (failure: Failure): Refused => {
  switch (failure._tag) {
    case "Refused":
      return failure
    case "InvalidRequest":
      return invalid([{ path: failure.path, message: failure.problem }])
    case "NotFound":
      return missing(failure.message)
    case "Conflict":
      return permanent(409, "conflict", "conflict", failure.message)
    case "StoreError":
      return recoverable(
        503,
        "database_unavailable",
        "database",
        "The database cannot be reached; try again in 2 s.",
        2
      )
  }
}
