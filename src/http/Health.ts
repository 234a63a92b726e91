/** How the service and what it leans on are, each asked with a limit, none able to break the answer. */
import { HttpServerResponse } from "@effect/platform"
import { Clock, Context, Effect, Layer } from "effect"
import * as Contract from "../api/Health.ts"
import { Faults } from "../resilience/Faults.ts"
import * as Prometheus from "../telemetry/Prometheus.ts"
import * as Answering from "./Answering.ts"
import { Lifecycle } from "./Lifecycle.ts"

export interface Service {
  readonly version: string
  readonly checks: Readonly<Record<Contract.Component, Effect.Effect<Contract.Check>>>
}

export class HealthChecks extends Context.Tag("holdfast/http/HealthChecks")<HealthChecks, Service>() {}

const limit = "2 seconds"

/** One that hangs or breaks is unhealthy, and does not hold up the others. */
const bounded = (check: Effect.Effect<Contract.Check>) =>
  check.pipe(
    Effect.disconnect,
    Effect.timeoutTo({ duration: limit, onTimeout: () => silent, onSuccess: (check) => check }),
    Effect.catchAllCause((cause) => Effect.as(Effect.logWarning("A health check broke", cause), broken))
  )

const silent: Contract.Check = { status: "unhealthy", latency_ms: 2_000, details: { problem: "no reply within 2 s" } }
const broken: Contract.Check = { status: "unhealthy", latency_ms: 0, details: { problem: "the check itself failed" } }

/** That parts can be made to fail here, and which do. */
const onPurpose = ({ active }: Context.Tag.Service<Faults>): Effect.Effect<Contract.Check> =>
  Effect.map(active, (faults) => ({
    status: faults.length === 0 ? "healthy" : "degraded",
    latency_ms: 0,
    details: {
      notice: "HOLDFAST_CHAOS is on: parts of this service fail on purpose when they are told to",
      faults: faults.map(({ component, kind }) => `${component}: ${kind}`)
    }
  }))

/** Answers need nothing behind them, so only its own end makes the whole unhealthy. */
const overall = (checks: ReadonlyArray<Contract.Check>, draining: boolean): Contract.Health["status"] =>
  draining ? "unhealthy" : checks.every((check) => check.status === "healthy") ? "healthy" : "degraded"

export const layer = Layer.unwrapEffect(Effect.gen(function*() {
  const { checks, version } = yield* HealthChecks
  const lifecycle = yield* Lifecycle
  const faults = yield* Faults
  const began = yield* Clock.currentTimeMillis

  const one = (name: Contract.Component) => () =>
    Effect.map(
      bounded(checks[name]),
      (check) => HttpServerResponse.unsafeJson(check, { status: check.status === "unhealthy" ? 503 : 200 })
    )

  return Answering.group(Contract.group, {
    overall: Effect.fnUntraced(function*(_) {
      const all = yield* Effect.all({
        db: bounded(checks.db),
        vector: bounded(checks.vector),
        ai: bounded(checks.ai),
        cache: bounded(checks.cache),
        ...(faults.components.length === 0 ? {} : { chaos: onPurpose(faults) })
      }, { concurrency: "unbounded" })
      const status = overall(Object.values(all), lifecycle.state() === "draining")
      const uptime = ((yield* Clock.currentTimeMillis) - began) / 1_000
      const health: Contract.Health = { status, version, uptime, checks: all }
      return HttpServerResponse.unsafeJson(health, { status: status === "unhealthy" ? 503 : 200 })
    }),
    live: () => Effect.succeed({ status: "alive" } as const),
    ready: () =>
      Effect.sync(() => {
        const status = lifecycle.state()
        return HttpServerResponse.unsafeJson({ status }, { status: status === "ready" ? 200 : 503 })
      }),
    db: one("db"),
    vector: one("vector"),
    ai: one("ai"),
    cache: one("cache"),
    metrics: () =>
      Effect.map(Prometheus.render, (text) => HttpServerResponse.text(text, { contentType: Prometheus.contentType }))
  })
}))
