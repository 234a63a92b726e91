/** The breaker's states and counts, without effects: told the time, asked for admission, told the outcome. */
import type { BreakerWindow } from "./BreakerWindow.ts"

export type StateName = "closed" | "open" | "half_open" | "isolated" | "disabled"

export interface Rules {
  readonly consecutive_failures: number
  readonly failure_rate: number
  readonly slow_rate: number
  readonly slow_call_ms: number
  readonly minimum_calls: number
  readonly reset_timeout_ms: number
  readonly growth: number
  readonly max_reset_timeout_ms: number
  readonly permitted: number
  readonly success_threshold: number
  /** Decides after `permitted` trials instead of by threshold. */
  readonly trial_failure_ratio: number | undefined
}

export interface Transition {
  readonly from: StateName
  readonly to: StateName
  readonly at: number
}

/** What a call is admitted with: outcomes that come back after the state has changed no longer move it. */
export interface Ticket {
  readonly epoch: number
  readonly trial: boolean
}

export interface Counts {
  total_calls: number
  successful_calls: number
  failed_calls: number
  rejected_calls: number
  slow_calls: number
  opened_count: number
}

/** What survives a restart or is told to another replica. */
export interface Exported {
  readonly state: StateName
  readonly until: number
  readonly trips: number
  readonly counts: Readonly<Counts>
}

export const make = (rules: Rules, window: BreakerWindow, changed: (transition: Transition) => void) => {
  let state: StateName = "closed"
  let ticket: Ticket = { epoch: 0, trial: false }
  let consecutive = 0
  let until = 0
  let trips = 0
  let trialsRunning = 0
  let trialSuccesses = 0
  let trialFailures = 0
  const counts: Counts = {
    total_calls: 0,
    successful_calls: 0,
    failed_calls: 0,
    rejected_calls: 0,
    slow_calls: 0,
    opened_count: 0
  }

  const enter = (to: StateName, at: number) => {
    const from = state
    state = to
    ticket = { epoch: ticket.epoch + 1, trial: to === "half_open" }
    consecutive =
      trialsRunning =
      trialSuccesses =
      trialFailures =
        0
    if (to === "closed") {
      trips = 0
      window.clear()
    }
    if (from !== to) changed({ from, to, at })
  }

  const open = (now: number) => {
    until = now + Math.min(rules.reset_timeout_ms * rules.growth ** trips, rules.max_reset_timeout_ms)
    trips++
    counts.opened_count++
    enter("open", now)
  }

  const settle = (now: number): StateName => {
    if (state === "open" && now >= until) enter("half_open", now)
    return state
  }

  const mayTry = (): boolean =>
    rules.trial_failure_ratio === undefined
      ? trialsRunning < rules.permitted
      : trialsRunning + trialSuccesses + trialFailures < rules.permitted

  const isTooBad = (now: number): boolean => {
    if (consecutive >= rules.consecutive_failures) return true
    if (rules.failure_rate > 1 && rules.slow_rate > 1) return false
    const { calls, failures, slow } = window.totals(now)
    return calls >= rules.minimum_calls &&
      (failures / calls >= rules.failure_rate || slow / calls >= rules.slow_rate)
  }

  const judgeTrial = (now: number, failed: boolean) => {
    trialsRunning--
    if (failed) trialFailures++
    else trialSuccesses++
    if (rules.trial_failure_ratio === undefined) {
      if (failed) open(now)
      else if (trialSuccesses >= rules.success_threshold) enter("closed", now)
    } else if (trialSuccesses + trialFailures >= rules.permitted) {
      if (trialFailures / rules.permitted >= rules.trial_failure_ratio) open(now)
      else enter("closed", now)
    }
  }

  return {
    counts,
    settle,
    rejects: (now: number): boolean => {
      settle(now)
      return state === "open" || state === "isolated" || (state === "half_open" && !mayTry())
    },
    /** While closed nothing has to be asked, and no place is taken. */
    free: (): Ticket | undefined => state === "closed" ? ticket : undefined,
    admit: (now: number): Ticket | undefined => {
      if (state !== "closed") {
        settle(now)
        if (state === "open" || state === "isolated" || (state === "half_open" && !mayTry())) {
          counts.rejected_calls++
          return undefined
        }
        if (state === "half_open") trialsRunning++
      }
      return ticket
    },
    record: (admitted: Ticket, now: number, failed: boolean, millis: number) => {
      const slow = millis >= rules.slow_call_ms
      counts.total_calls++
      if (slow) counts.slow_calls++
      if (failed) counts.failed_calls++
      else counts.successful_calls++
      if (admitted.epoch !== ticket.epoch) return
      if (admitted.trial) return judgeTrial(now, failed || (slow && rules.slow_rate <= 1))
      window.add(now, failed, slow)
      consecutive = failed ? consecutive + 1 : 0
      if (state === "closed" && (failed || slow) && isTooBad(now)) open(now)
    },
    /** The call had no outcome (it was interrupted): it counts for nothing and frees its place. */
    release: (admitted: Ticket) => {
      if (admitted.trial && admitted.epoch === ticket.epoch) trialsRunning--
    },
    retryAfter: (now: number): number =>
      state === "open"
        ? Math.max(0, until - now)
        : state === "isolated"
        ? rules.reset_timeout_ms
        : state === "half_open" && !mayTry()
        ? Math.min(1_000, rules.reset_timeout_ms)
        : 0,
    failureRate: (now: number): number => {
      const { calls, failures } = window.totals(now)
      return calls === 0 ? 0 : failures / calls
    },
    force: (to: "closed" | "isolated" | "disabled", now: number) => enter(to, now),
    export: (): Exported => ({ state, until, trips, counts: { ...counts } }),
    restore: (exported: Exported, now: number) => {
      Object.assign(counts, exported.counts)
      until = exported.until
      enter(exported.state === "half_open" ? "open" : exported.state, now)
      trips = exported.trips
    }
  }
}
