/** How the service is. */
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "@effect/platform"
import { Schema } from "effect"

export const Check = Schema.Struct({
  status: Schema.Literal("healthy", "degraded", "unhealthy"),
  latency_ms: Schema.Number,
  details: Schema.Record({ key: Schema.String, value: Schema.Unknown })
}).annotations({ identifier: "HealthCheck" })
export type Check = typeof Check.Type

export const Health = Schema.Struct({
  status: Schema.Literal("healthy", "degraded", "unhealthy"),
  version: Schema.String,
  uptime: Schema.Number.annotations({ description: "Seconds since the start." }),
  checks: Schema.Record({ key: Schema.String, value: Check })
}).annotations({ identifier: "Health" })
export type Health = typeof Health.Type

export const Readiness = Schema.Struct({ status: Schema.Literal("starting", "ready", "draining") }).annotations({
  identifier: "Readiness"
})

const summaries = {
  db: "The database",
  vector: "Vector search",
  ai: "The model providers",
  cache: "The caches"
} as const
export type Component = keyof typeof summaries

const component = <Name extends Component>(name: Name) =>
  HttpApiEndpoint.get(name, `/health/${name}`).addSuccess(Check).addError(Check, { status: 503 })
    .annotate(OpenApi.Summary, summaries[name])

export const group = HttpApiGroup.make("health")
  .add(
    HttpApiEndpoint.get("overall", "/health").addSuccess(Health).addError(Health, { status: 503 })
      .annotate(OpenApi.Summary, "The whole service")
      .annotate(OpenApi.Description, "503 only when it cannot answer at all.")
  )
  .add(
    HttpApiEndpoint.get("live", "/health/live").addSuccess(Schema.Struct({ status: Schema.Literal("alive") }))
      .annotate(OpenApi.Summary, "Whether the process runs")
  )
  .add(
    HttpApiEndpoint.get("ready", "/health/ready").addSuccess(Readiness).addError(Readiness, { status: 503 })
      .annotate(OpenApi.Summary, "Whether requests are welcome")
      .annotate(OpenApi.Description, "503 while starting or draining.")
  )
  .add(component("db")).add(component("vector")).add(component("ai")).add(component("cache"))
  .add(
    HttpApiEndpoint.get("metrics", "/metrics").addSuccess(HttpApiSchema.Text({ contentType: "text/plain" }))
      .annotate(OpenApi.Summary, "Metrics, Prometheus text")
  )
  .annotateContext(OpenApi.annotations({ title: "Health", description: "How the service is." }))
