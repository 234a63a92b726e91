/** What a circuit breaker is, written as plainly as can be: it keeps every outcome and counts anew each time. */
import type * as CircuitBreaker from "../../src/resilience/CircuitBreaker.ts"

export interface Rules {
  readonly consecutive: number
  readonly failure_rate: number
  readonly slow_rate: number
  readonly window: { readonly calls: number } | { readonly duration: number }
  readonly minimum: number
  readonly growth: number
  readonly permitted: number
  readonly threshold: number
  readonly ratio: number | undefined
}

export const reset_ms = 1_000
export const slow_ms = 300
export const longest_ms = 5_000

export type How = "success" | "failure" | "interrupt"

export class Model {
  now = 0
  state: CircuitBreaker.State = "closed"
  until = 0
  trips = 0
  /** Grows with every change of state: what began in another round no longer matters. */
  round = 0
  hearsay = false
  contradicted = -Infinity
  calls: Array<{ readonly at: number; readonly failed: boolean; readonly slow: boolean }> = []
  trials: Array<"running" | "success" | "failure"> = []
  counts = { total_calls: 0, successful_calls: 0, failed_calls: 0, rejected_calls: 0, slow_calls: 0, opened_count: 0 }
  readonly rules: Rules
  constructor(rules: Rules) {
    this.rules = rules
  }

  enter(state: CircuitBreaker.State) {
    this.state = state
    this.round++
    this.trials = []
    if (state !== "half_open") this.hearsay = false
    if (state === "closed") {
      this.calls = []
      this.trips = 0
    }
  }
  open(millis: number) {
    this.enter("open")
    this.counts.opened_count++
    this.until = this.now + Math.min(millis, longest_ms)
  }
  trip() {
    this.open(reset_ms * this.rules.growth ** this.trips)
    this.trips++
  }
  recover() {
    if (this.hearsay) this.contradicted = this.now
    this.enter("closed")
  }
  look() {
    if (this.state === "open" && this.now >= this.until) this.enter("half_open")
    return this.state
  }

  trialsThat(are: "running" | "success" | "failure") {
    return this.trials.filter((trial) => trial === are).length
  }
  isFull() {
    const taken = this.rules.ratio === undefined ? this.trialsThat("running") : this.trials.length
    return taken >= this.rules.permitted
  }
  lately() {
    const { window } = this.rules
    if ("calls" in window) return this.calls.slice(-window.calls)
    const slice = (at: number) => Math.floor(at / (window.duration / 10))
    return this.calls.filter(({ at }) => slice(at) > slice(this.now) - 10)
  }
  share(of: "failed" | "slow") {
    const lately = this.lately()
    return lately.length === 0 ? 0 : lately.filter((call) => call[of]).length / lately.length
  }

  /** The round that the call belongs to, or nothing where it is rejected. */
  start(): number | undefined {
    this.look()
    if (this.state === "open" || this.state === "isolated" || (this.state === "half_open" && this.isFull())) {
      this.counts.rejected_calls++
      return undefined
    }
    if (this.state === "half_open") this.trials.push("running")
    return this.round
  }

  finish(round: number, how: How, millis: number) {
    const call = { at: this.now, failed: how === "failure", slow: millis >= slow_ms }
    if (how !== "interrupt") {
      this.counts.total_calls++
      this.counts[call.failed ? "failed_calls" : "successful_calls"]++
      if (call.slow) this.counts.slow_calls++
    }
    if (round !== this.round) return
    if (this.state === "half_open") return this.finishTrial(how, call.slow)
    if (how === "interrupt") return
    this.calls.push(call)
    if (this.state !== "closed") return
    const inARow = this.calls.length - 1 - this.calls.findLastIndex(({ failed }) => !failed)
    const enough = this.lately().length >= this.rules.minimum
    if (
      inARow >= this.rules.consecutive ||
      (enough && (this.share("failed") >= this.rules.failure_rate || this.share("slow") >= this.rules.slow_rate))
    ) this.trip()
  }
  finishTrial(how: How, slow: boolean) {
    this.trials.splice(this.trials.indexOf("running"), 1)
    if (how === "interrupt") return
    this.trials.push(how === "failure" || (slow && this.rules.slow_rate <= 1) ? "failure" : "success")
    const [failures, successes] = [this.trialsThat("failure"), this.trialsThat("success")]
    if (this.rules.ratio === undefined) {
      if (failures > 0) this.trip()
      else if (successes >= this.rules.threshold) this.recover()
    } else if (failures + successes === this.rules.permitted) {
      if (failures / this.rules.permitted >= this.rules.ratio) this.trip()
      else this.recover()
    }
  }

  hear({ by, for_ms, state }: CircuitBreaker.Told) {
    this.look()
    if (by === "operator") {
      if (state !== "open") this.enter(state)
    } else if (state === "closed" && this.hearsay) this.enter("closed")
    else if (state === "open" && this.state === "closed" && for_ms > 0) {
      if (this.now < this.contradicted + 2 * reset_ms) this.contradicted = this.now
      else {
        this.open(for_ms)
        this.hearsay = true
      }
    }
  }

  /** Another one with what survives a restart; it is up to its trials whether it may close. */
  restarted(saved: Model) {
    const next = new Model(this.rules)
    next.now = this.now
    next.counts = { ...saved.counts }
    next.until = saved.until
    next.enter(saved.state === "half_open" ? "open" : saved.state)
    next.trips = saved.trips
    return next
  }

  seen() {
    this.look()
    const full = this.state === "half_open" && this.isFull()
    return {
      ...this.counts,
      state: this.state,
      failure_rate: this.share("failed"),
      retry_after_ms: this.state === "open"
        ? this.until - this.now
        : this.state === "isolated" || full
        ? reset_ms
        : 0
    }
  }
}
