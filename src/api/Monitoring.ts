/** For those who operate the service. */
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { TenantId } from "../domain/Ids.ts"
import { Category, errors, Severity } from "./Errors.ts"
import { id, limitParam, maybe } from "./Fields.ts"

const prefix = "/api/v1/monitoring"
const count = Schema.Number
const counts = Schema.Record({ key: Schema.String, value: count })

export const Breaker = Schema.Struct({
  state: Schema.Literal("closed", "open", "half_open", "isolated", "disabled"),
  total_calls: count,
  successful_calls: count,
  failed_calls: count,
  rejected_calls: count,
  slow_calls: count,
  failure_rate: Schema.Number,
  opened_count: count,
  retry_after_ms: Schema.NullOr(Schema.Number)
}).annotations({ identifier: "CircuitBreaker" })

const breakers = HttpApiEndpoint.get("breakers", `${prefix}/circuit-breakers`)
  .addSuccess(
    Schema.Struct({ circuit_breakers: Schema.Record({ key: Schema.String, value: Breaker }) }).annotations({
      identifier: "CircuitBreakers"
    })
  )
  .annotate(OpenApi.Summary, "How each dependency's circuit breaker is")

const path = Schema.Struct({ name: id })
const Switched = Schema.Struct({ success: Schema.Literal(true), name: Schema.String, state: Schema.String })
  .annotations(
    { identifier: "CircuitBreakerSwitched" }
  )

const reset = HttpApiEndpoint.post("reset", `${prefix}/circuit-breakers/:name/reset`).setPath(path).addSuccess(Switched)
  .annotate(OpenApi.Summary, "Close a breaker and forget its failures")
const isolate = HttpApiEndpoint.post("isolate", `${prefix}/circuit-breakers/:name/isolate`).setPath(path)
  .addSuccess(Switched).annotate(OpenApi.Summary, "Force a breaker open until it is enabled")
const enable = HttpApiEndpoint.post("enable", `${prefix}/circuit-breakers/:name/enable`).setPath(path)
  .addSuccess(Switched).annotate(OpenApi.Summary, "Let a breaker work by itself again")

const Operation = Schema.Struct({
  total_calls: count,
  avg_time_ms: Schema.Number,
  min_time_ms: Schema.Number,
  max_time_ms: Schema.Number,
  p50_ms: Schema.Number,
  p95_ms: Schema.Number,
  p99_ms: Schema.Number,
  cache_hit_rate: Schema.optional(Schema.Number),
  budget: Schema.optional(Schema.Struct({ p50: Schema.Number, p95: Schema.Number, p99: Schema.Number })),
  violations: count
}).annotations({ identifier: "OperationPerformance" })

const performance = HttpApiEndpoint.get("performance", `${prefix}/performance`)
  .addSuccess(Schema.Struct({ operations: Schema.Record({ key: Schema.String, value: Operation }) }))
  .annotate(OpenApi.Summary, "How long each operation takes, against its budget")

const errorCounts = HttpApiEndpoint.get("errors", `${prefix}/errors`)
  .addSuccess(
    Schema.Struct({
      total: count,
      by_category: counts,
      by_severity: counts,
      by_reason: counts,
      by_component: counts,
      by_minute: Schema.Array(Schema.Struct({ minute: Schema.String, count, critical: count })),
      recent: Schema.Array(Schema.Struct({
        at: Schema.String,
        component: Schema.String,
        category: Category,
        severity: Severity,
        retry_reason: Schema.optionalWith(Schema.String, { exact: true }),
        shown: Schema.optionalWith(Schema.String, { exact: true })
      }))
    }).annotations({ identifier: "ErrorCounts" })
  )
  .annotate(OpenApi.Summary, "Classified failures by category, severity, component and time")

const amounts = {
  questions: count,
  degraded: count.annotations({ description: "Of the questions, those whose answer was degraded." }),
  input_tokens: count,
  output_tokens: count,
  cost_usd: Schema.Number
}

const usage = HttpApiEndpoint.get("usage", `${prefix}/usage`)
  .setUrlParams(Schema.Struct({ days: limitParam(30, 366), limit: limitParam(1_000, 10_000) }))
  .addSuccess(
    Schema.Struct({
      since: Schema.String,
      total: Schema.Struct(amounts),
      usage: Schema.Array(Schema.Struct({ day: Schema.String, client_id: Schema.String, ...amounts }))
    }).annotations({ identifier: "UsageReport" })
  )
  .annotate(OpenApi.Summary, "Questions and cost by client and day")
  .annotate(OpenApi.Description, "Of the exchanges that are kept, in UTC days; `days` counts today.")

const clearCache = HttpApiEndpoint.post("clearCache", `${prefix}/cache/clear`)
  .setPayload(
    Schema.Struct({ cache: maybe(id), tenant: maybe(TenantId) }).annotations({ identifier: "CacheClear" })
  )
  .addSuccess(Schema.Struct({ success: Schema.Literal(true), cleared: Schema.Array(Schema.String) }))
  .annotate(OpenApi.Summary, "Empty the caches, or one of them, or one tenant's")

export const DeadLetter = Schema.Struct({
  id: Schema.String,
  tenant: Schema.String,
  operation: Schema.String,
  payload: Schema.Unknown,
  error: Schema.Unknown,
  severity: Schema.String,
  category: Schema.String,
  attempts: count,
  history: Schema.Array(Schema.Unknown),
  correlation_id: Schema.NullOr(Schema.String),
  status: Schema.String,
  first_failed_at: Schema.String,
  last_failed_at: Schema.String
}).annotations({ identifier: "DeadLetter" })

const which = { operation: maybe(id), severity: maybe(id) }
const filter = Schema.Struct(which)

const deadLetters = HttpApiEndpoint.get("deadLetters", `${prefix}/dead-letter-queue`)
  .setUrlParams(Schema.Struct({
    limit: limitParam(50, 500),
    cursor: maybe(Schema.String.pipe(Schema.minLength(1), Schema.maxLength(512))),
    ...which
  }))
  .addSuccess(
    Schema.Struct({
      total_failures: count,
      by_operation: counts,
      by_severity: counts,
      items: Schema.Array(DeadLetter),
      next_cursor: Schema.NullOr(Schema.String)
    }).annotations({ identifier: "DeadLetters" })
  )
  .annotate(OpenApi.Summary, "Work that failed for good")

const exportDeadLetters = HttpApiEndpoint.get("exportDeadLetters", `${prefix}/dead-letter-queue/export`)
  .setUrlParams(filter)
  .addSuccess(HttpApiSchema.Text({ contentType: "application/x-ndjson" }))
  .annotate(OpenApi.Summary, "Every dead letter, one JSON object a line")

const all = "All of them, or those of one operation or severity, named in the query string or in the body."

const clearDeadLetters = HttpApiEndpoint.post("clearDeadLetters", `${prefix}/dead-letter-queue/clear`)
  .setUrlParams(filter).setPayload(filter)
  .addSuccess(Schema.Struct({ success: Schema.Literal(true), cleared: count }))
  .annotate(OpenApi.Summary, "Throw dead letters away")
  .annotate(OpenApi.Description, all)

const Replayed = Schema.Struct({ success: Schema.Literal(true), replayed: count }).annotations({
  identifier: "Replayed"
})
const replayOne = HttpApiEndpoint.post("replayOne", `${prefix}/dead-letter-queue/:id/replay`)
  .setPath(Schema.Struct({ id })).addSuccess(Replayed).annotate(OpenApi.Summary, "Try one again")
const replayAll = HttpApiEndpoint.post("replayAll", `${prefix}/dead-letter-queue/replay`)
  .setUrlParams(filter).setPayload(filter).addSuccess(Replayed)
  .annotate(OpenApi.Summary, "Try them again")
  .annotate(OpenApi.Description, all)

export const group = HttpApiGroup.make("monitoring")
  .add(breakers).add(reset).add(isolate).add(enable)
  .add(performance).add(errorCounts).add(usage).add(clearCache)
  .add(deadLetters).add(exportDeadLetters).add(clearDeadLetters).add(replayOne).add(replayAll)
  .addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Monitoring", description: "For operators." }))
