/** How long each operation took lately, against its budget. */
import { Context, Effect, Layer } from "effect"
import { type Budget, Budgets } from "./Budgets.ts"
import * as Metrics from "./Metrics.ts"

export interface OperationReport {
  readonly total_calls: number
  readonly avg_time_ms: number
  readonly min_time_ms: number
  readonly max_time_ms: number
  /** Percentiles are over the last 1,024 calls, the rest over all. */
  readonly p50_ms: number
  readonly p95_ms: number
  readonly p99_ms: number
  readonly cache_hit_rate?: number
  readonly budget?: Budget
  /** Calls that took more than twice the p95 budget. */
  readonly violations: number
}

export interface Service {
  /** Counts every end: successes, failures, and calls that were given up. */
  readonly track: (operation: string) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** For what was measured elsewhere. */
  readonly record: (operation: string, millis: number) => Effect.Effect<void>
  readonly cacheLookup: (operation: string, hit: boolean) => Effect.Effect<void>
  readonly report: Effect.Effect<Readonly<Record<string, OperationReport>>>
}

export class Performance extends Context.Tag("holdfast/telemetry/Performance")<Performance, Service>() {}

interface Recorded {
  calls: number
  sum: number
  min: number
  max: number
  hits: number
  lookups: number
  violations: number
  readonly recent: Float64Array
}

const make = Effect.gen(function*() {
  const budgets = yield* Budgets
  const operations = new Map<string, Recorded>()
  const violated = Metrics.labelled(Metrics.budgetViolations, "operation")

  const of = (operation: string): Recorded => {
    const name = operations.has(operation) || operations.size < most ? operation : "other"
    const known = operations.get(name)
    if (known !== undefined) return known
    const recent = new Float64Array(kept)
    const made = { calls: 0, sum: 0, min: Infinity, max: 0, hits: 0, lookups: 0, violations: 0, recent }
    operations.set(name, made)
    return made
  }

  const record: Service["record"] = (operation, millis) =>
    Effect.suspend(() => {
      const recorded = of(operation)
      recorded.recent[recorded.calls % kept] = millis
      recorded.calls++
      recorded.sum += millis
      recorded.min = Math.min(recorded.min, millis)
      recorded.max = Math.max(recorded.max, millis)
      const budget = budgets[operation]
      if (budget === undefined || millis <= 2 * budget.p95) return Effect.void
      recorded.violations++
      violated(1, operation)
      return Effect.logWarning("Over twice the time budget").pipe(
        Effect.annotateLogs({ operation, duration_ms: Math.round(millis), budget_p95_ms: budget.p95 })
      )
    })

  const track: Service["track"] = (operation) => (effect) =>
    Effect.clockWith((clock) => {
      const started = clock.unsafeCurrentTimeNanos()
      return Effect.onExit(effect, () =>
        Effect.suspend(() => record(operation, Number(clock.unsafeCurrentTimeNanos() - started) / 1e6)))
    })

  return Performance.of({
    track,
    record,
    cacheLookup: (operation, hit) =>
      Effect.sync(() => {
        const recorded = of(operation)
        recorded.lookups++
        if (hit) recorded.hits++
      }),
    report: Effect.sync(() =>
      Object.fromEntries(Array.from(operations, ([name, recorded]) => [name, reportOf(recorded, budgets[name])]))
    )
  })
})

export const layer: Layer.Layer<Performance> = Layer.effect(Performance, make)

const kept = 1_024
/** Names beyond these share one entry: an operation is from a closed set, but a mistake must not fill the memory. */
const most = 200

const reportOf = (recorded: Recorded, budget: Budget | undefined): OperationReport => {
  const { calls, hits, lookups, max, min, recent, sum, violations } = recorded
  const sorted = recent.slice(0, Math.min(calls, kept)).sort()
  const percentile = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return {
    total_calls: calls,
    avg_time_ms: calls === 0 ? 0 : sum / calls,
    min_time_ms: calls === 0 ? 0 : min,
    max_time_ms: max,
    p50_ms: percentile(0.5),
    p95_ms: percentile(0.95),
    p99_ms: percentile(0.99),
    ...(lookups === 0 ? {} : { cache_hit_rate: hits / lookups }),
    ...(budget === undefined ? {} : { budget }),
    violations
  }
}
