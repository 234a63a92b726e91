/** What a breaker can be told, and what it does when it is told nothing. */
import { Duration } from "effect"
import type * as BreakerMachine from "./BreakerMachine.ts"
import * as BreakerWindow from "./BreakerWindow.ts"
import type { Classified } from "./Classified.ts"

export interface Options {
  /** The dependency's name: the `service` label of its metrics. */
  readonly name: string
  /** Failures in a row that open it; default 5, `Infinity` for never. */
  readonly consecutive_failures?: number
  /** Share of failed calls in the window, 0 to 1, that opens it. */
  readonly failure_rate?: number
  /** Share of calls in the window that took `slow_call` or longer, 0 to 1, that opens it. */
  readonly slow_rate?: number
  /** Default 5 s. */
  readonly slow_call?: Duration.DurationInput
  /** Default: the last 100 calls. */
  readonly window?: { readonly calls: number } | { readonly duration: Duration.DurationInput }
  /** Rates mean nothing below so many calls; default 10. From then on any call may be the one that opens it. */
  readonly minimum_calls?: number
  /** How long it stays open; default 60 s. */
  readonly reset_timeout?: Duration.DurationInput
  /** Factor on `reset_timeout` for each trip without a recovery in between; default 1. */
  readonly growth?: number
  /** Default 10 min, and never less than `reset_timeout`. */
  readonly max_reset_timeout?: Duration.DurationInput
  /** Trial calls at once while half-open (default 2), or in all where `failure_ratio` decides. */
  readonly permitted?: number
  /** Trials that must succeed to close it; default 2. */
  readonly success_threshold?: number
  readonly failure_ratio?: number
  /** Default: everything but `permanent`, which the dependency answers while it is well. */
  readonly isFailure?: (failure: Classified, error: unknown) => boolean
  /** Failures that say nothing about the dependency and count for nothing; our own refusals always do. */
  readonly ignores?: (failure: Classified, error: unknown) => boolean
}

export const rulesOf = (options: Options): BreakerMachine.Rules => ({
  consecutive_failures: options.consecutive_failures ?? 5,
  failure_rate: options.failure_rate ?? Infinity,
  slow_rate: options.slow_rate ?? Infinity,
  slow_call_ms: Duration.toMillis(options.slow_call ?? "5 seconds"),
  minimum_calls: Math.min(options.minimum_calls ?? 10, mostOf(options)),
  reset_timeout_ms: resetOf(options),
  growth: options.growth ?? 1,
  max_reset_timeout_ms: Math.max(resetOf(options), Duration.toMillis(options.max_reset_timeout ?? "10 minutes")),
  permitted: options.permitted ?? 2,
  success_threshold: options.success_threshold ?? 2,
  trial_failure_ratio: options.failure_ratio
})

const resetOf = (options: Options) => Duration.toMillis(options.reset_timeout ?? "60 seconds")

/** A window that is smaller than the minimum would never be full enough to judge by. */
const mostOf = ({ window = { calls: 100 } }: Options) => "calls" in window ? window.calls : Infinity

export const windowOf = ({ window = { calls: 100 } }: Options): BreakerWindow.BreakerWindow =>
  "calls" in window ? BreakerWindow.byCount(window.calls) : BreakerWindow.byTime(Duration.toMillis(window.duration))
