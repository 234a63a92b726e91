/** The one shape of every error, at every path. */
import { HttpApiSchema } from "@effect/platform"
import { Schema } from "effect"

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

export const Severity = Schema.Literal("transient", "recoverable", "permanent", "critical")
export type Severity = typeof Severity.Type

export const Detail = Schema.Struct({ path: Schema.String, message: Schema.String })
export type Detail = typeof Detail.Type

export class ErrorReply extends Schema.Class<ErrorReply>("ErrorReply")({
  success: Schema.Literal(false),
  error: Schema.Struct({
    code: Schema.String.annotations({ description: "What went wrong, for programs.", examples: ["invalid_request"] }),
    category: Category,
    severity: Severity,
    message: Schema.String.annotations({
      description: "What went wrong and what to do, for people.",
      examples: ["query: expected a non-empty string"]
    }),
    retryable: Schema.Boolean.annotations({ description: "Whether the same request may succeed later." }),
    correlation_id: Schema.String.annotations({ description: "Name it when you ask for help." }),
    details: Schema.optional(Schema.Array(Detail).annotations({ description: "Each fault and where it is." }))
  })
}, { description: "What every error looks like, at every path." }) {
  get message() {
    return this.error.message
  }
}

const meaning: Readonly<Record<number, string>> = {
  400: "The request is malformed, or a field is wrong; `details` names each.",
  401: "No API key, or a wrong one.",
  403: "The key may not do this.",
  404: "There is nothing of this name.",
  408: "The request came too slowly.",
  409: "It contradicts what is there.",
  413: "The body is too large.",
  415: "The body is of a kind that cannot be read here.",
  422: "The request is well-formed, but what it carries cannot be used.",
  429: "Too many requests; `Retry-After` says when to come back.",
  500: "A fault in the service; it was logged under the correlation id.",
  503: "Overloaded, draining, or without its database; `Retry-After` says when to come back."
}

const withStatus = (status: number) =>
  ErrorReply.annotations(HttpApiSchema.annotations({ status, description: meaning[status] ?? "Error" }))

/** What any endpoint may answer besides success. */
export const errors = Schema.Union(
  withStatus(400),
  withStatus(401),
  withStatus(403),
  withStatus(404),
  withStatus(408),
  withStatus(409),
  withStatus(413),
  withStatus(415),
  withStatus(422),
  withStatus(429),
  withStatus(500),
  withStatus(503)
)
