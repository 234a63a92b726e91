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

/** What moved it: the calls and the time, someone's hand, or what another replica said. */
export type Mover = "calls" | "operator" | "replica"

/** `from` and `to` are the same where someone resets what is closed, or isolates what is isolated. */
export interface Transition {
  readonly from: StateName
  readonly to: StateName
  readonly at: number
  readonly by: Mover
  /** How long it stays open by itself; 0 in every other state. */
  readonly for_ms: number
}

/** What another replica's breaker did, by its calls or by someone's hand there. */
export interface Told {
  readonly state: "open" | "closed" | "isolated" | "disabled"
  readonly by: "calls" | "operator"
  readonly for_ms: number
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
  let heard = false // it is open because another replica said so, not for its own calls
  let doubtful = 0 // until then such a word is not believed: our own trials have just shown that it does not hold here
  const counts: Counts = {
    total_calls: 0,
    successful_calls: 0,
    failed_calls: 0,
    rejected_calls: 0,
    slow_calls: 0,
    opened_count: 0
  }

  const enter = (to: StateName, at: number, by: Mover) => {
    const from = state
    state = to
    if (to !== "half_open") heard = by === "replica" && to === "open"
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
    if (from !== to || by === "operator") {
      changed({ from, to, at, by, for_ms: to === "open" ? Math.max(0, until - at) : 0 })
    }
  }

  const openFor = (millis: number, now: number, by: Mover) => {
    until = now + Math.min(millis, rules.max_reset_timeout_ms)
    counts.opened_count++
    enter("open", now, by)
  }

  const trip = (now: number) => openFor(rules.reset_timeout_ms * rules.growth ** trips++, now, "calls")

  const recover = (now: number) => {
    if (heard) doubtful = now + 2 * rules.reset_timeout_ms
    enter("closed", now, "calls")
  }

  const settle = (now: number): StateName => {
    if (state === "open" && now >= until) enter("half_open", now, "calls")
    return state
  }

  const hear = ({ by, for_ms, state: told }: Told, now: number) => {
    settle(now)
    if (by === "operator") {
      if (told !== "open") enter(told, now, "replica")
    } else if (told === "closed") {
      if (heard) enter("closed", now, "replica")
    } else if (told === "open" && state === "closed" && for_ms > 0) {
      if (now >= doubtful) openFor(for_ms, now, "replica")
      else doubtful = now + 2 * rules.reset_timeout_ms
    }
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
      if (failed) trip(now)
      else if (trialSuccesses >= rules.success_threshold) recover(now)
    } else if (trialSuccesses + trialFailures >= rules.permitted) {
      if (trialFailures / rules.permitted >= rules.trial_failure_ratio) trip(now)
      else recover(now)
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
      if (state === "closed" && isTooBad(now)) trip(now)
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
    force: (to: "closed" | "isolated" | "disabled", now: number) => enter(to, now, "operator"),
    /** Of a trip it believes only while it is closed, and of a recovery only where it was told of the trip. */
    hear,
    export: (): Exported => ({ state, until, trips, counts: { ...counts } }),
    restore: (exported: Exported, now: number) => {
      Object.assign(counts, exported.counts)
      until = Math.min(exported.until, now + rules.max_reset_timeout_ms)
      enter(exported.state === "half_open" ? "open" : exported.state, now, "operator")
      trips = exported.trips
    }
  }
}
