/** What failed lately: how often, where, how badly, and what a person was told. */
import { Clock, Context, DateTime, Effect, Layer } from "effect"
import type { Category, Classified, RetryReason, Severity } from "../resilience/ErrorClassification.ts"
import * as Metrics from "./Metrics.ts"

export interface Failure {
  readonly component: string
  readonly error: Classified
  /** The message that the user saw because of it. */
  readonly shown?: string
}

export interface Report {
  readonly total: number
  readonly by_category: Readonly<Partial<Record<Category, number>>>
  readonly by_severity: Readonly<Partial<Record<Severity, number>>>
  readonly by_reason: Readonly<Partial<Record<RetryReason, number>>>
  readonly by_component: Readonly<Record<string, number>>
  /** The last three hours, oldest first, minutes without failures left out. */
  readonly by_minute: ReadonlyArray<{ readonly minute: string; readonly count: number; readonly critical: number }>
  /** The last hundred, newest first. */
  readonly recent: ReadonlyArray<{
    readonly at: string
    readonly component: string
    readonly category: Category
    readonly severity: Severity
    readonly retry_reason?: RetryReason
    readonly shown?: string
  }>
}

export interface Service {
  readonly record: (failure: Failure) => Effect.Effect<void>
  readonly report: Effect.Effect<Report>
}

export class ErrorAnalytics extends Context.Tag("holdfast/telemetry/ErrorAnalytics")<ErrorAnalytics, Service>() {}

const make = Effect.sync(() => {
  let total = 0
  const categories = new Map<Category, number>()
  const severities = new Map<Severity, number>()
  const reasons = new Map<RetryReason, number>()
  const components = new Map<string, number>()
  const minutes = new Map<number, { count: number; critical: number }>()
  const recent: Array<Report["recent"][number]> = []
  const counted = Metrics.labelled(Metrics.errors, "component", "category", "severity")

  const record: Service["record"] = ({ component, error, shown }) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const { category, retry_reason, severity } = error
      total++
      increment(categories, category)
      increment(severities, severity)
      if (retry_reason !== undefined) increment(reasons, retry_reason)
      increment(components, components.has(component) || components.size < mostComponents ? component : "other")
      counted(1, component, category, severity)

      const minute = Math.floor(now / 60_000)
      const current = minutes.get(minute) ?? { count: 0, critical: 0 }
      current.count++
      if (severity === "critical") current.critical++
      minutes.set(minute, current)
      forget(minute)

      recent.unshift({
        at: DateTime.formatIso(DateTime.unsafeMake(now)),
        component,
        category,
        severity,
        ...(retry_reason === undefined ? {} : { retry_reason }),
        ...(shown === undefined ? {} : { shown })
      })
      if (recent.length > keptRecent) recent.pop()
    })

  const forget = (minute: number) => {
    for (const old of minutes.keys()) {
      if (old > minute - keptMinutes) return
      minutes.delete(old)
    }
  }

  return ErrorAnalytics.of({
    record,
    report: Effect.map(Clock.currentTimeMillis, (now) => {
      forget(Math.floor(now / 60_000))
      return {
        total,
        by_category: Object.fromEntries(categories),
        by_severity: Object.fromEntries(severities),
        by_reason: Object.fromEntries(reasons),
        by_component: Object.fromEntries(components),
        by_minute: Array.from(minutes, ([minute, counts]) => ({
          minute: DateTime.formatIso(DateTime.unsafeMake(minute * 60_000)),
          ...counts
        })),
        recent: recent.slice()
      }
    })
  })
})

export const layer: Layer.Layer<ErrorAnalytics> = Layer.effect(ErrorAnalytics, make)

const keptMinutes = 180
const keptRecent = 100
const mostComponents = 200

const increment = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1)
