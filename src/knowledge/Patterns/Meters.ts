/** What is counted and timed while patterns are looked for. Types of patterns come from the registry, a closed set. */
import { Effect } from "effect"
import * as Metrics from "../../telemetry/Metrics.ts"
import { Performance } from "../../telemetry/Performance.ts"

const duration = Metrics.labelled(Metrics.patternAnalyzerDuration, "cache_hit", "pattern_type")
const hits = Metrics.labelled(Metrics.patternAnalyzerCacheHit, "operation")
const misses = Metrics.labelled(Metrics.patternAnalyzerCacheMiss, "operation")
const detected = Metrics.labelled(Metrics.patternAnalyzerPatternDetected, "pattern_type")
const timeouts = Metrics.labelled(Metrics.patternAnalyzerTimeout, "pattern_type")
const errors = Metrics.labelled(Metrics.patternAnalyzerError, "error_type", "pattern_type")
const databaseErrors = Metrics.labelled(Metrics.patternAnalyzerDatabaseError, "operation")
const found = Metrics.labelled(Metrics.patternAnalyzerPatternsFound, "entity_type")

/** On whose behalf patterns are computed. */
export type Operation = "for_customer" | "refresh"

export const make = Effect.map(Performance, ({ cacheLookup, record }) => ({
  served: (millis: number, patterns: number) =>
    Effect.suspend(() => {
      duration(millis, "true", "all")
      hits(1, "for_customer")
      found(patterns, "customer")
      return Effect.zipRight(cacheLookup("cached_patterns", true), record("cached_patterns", millis))
    }),
  computed: (operation: Operation, millis: number, types: ReadonlyArray<string>) =>
    Effect.suspend(() => {
      misses(1, operation)
      types.forEach((pattern_type) => detected(1, pattern_type))
      found(types.length, "customer")
      return Effect.zipRight(cacheLookup("cached_patterns", false), record("pattern_analysis", millis))
    }),
  looked: (pattern_type: string, millis: number) => Effect.sync(() => duration(millis, "false", pattern_type)),
  failed: (pattern_type: string, error_type: "timeout" | "error") =>
    Effect.sync(() => error_type === "timeout" ? timeouts(1, pattern_type) : errors(1, error_type, pattern_type)),
  databaseFailed: (operation: Operation) => Effect.sync(() => databaseErrors(1, operation))
}))
