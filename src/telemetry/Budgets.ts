/** How long each operation may take: what is promised, in milliseconds. */
import { Context } from "effect"

export interface Budget {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** By the operation's name in `Performance.track`. */
export class Budgets extends Context.Reference<Budgets>()("holdfast/telemetry/Budgets", {
  defaultValue: (): Readonly<Record<string, Budget>> => ({
    entity_resolution: { p50: 50, p95: 150, p99: 300 },
    cached_patterns: { p50: 20, p95: 100, p99: 200 },
    pattern_analysis: { p50: 500, p95: 2_000, p99: 5_000 },
    context_synthesis: { p50: 100, p95: 300, p99: 500 },
    decision_support: { p50: 800, p95: 2_000, p99: 4_000 },
    response_generation: { p50: 2_000, p95: 8_000, p99: 15_000 },
    request: { p50: 3_000, p95: 10_000, p99: 20_000 }
  })
}) {}
