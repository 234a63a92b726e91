import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, FastCheck, Fiber, TestClock } from "effect"
import * as CircuitBreaker from "../../src/resilience/CircuitBreaker.ts"

type Step =
  | { readonly kind: "start" }
  | { readonly kind: "finish"; readonly which: number; readonly how: "success" | "failure" | "interrupt" }
  | { readonly kind: "wait"; readonly millis: number }
  | { readonly kind: "reset" | "isolate" | "disable" }

interface Rules {
  readonly consecutive: number
  readonly rate: number
  readonly permitted: number
  readonly threshold: number
}

const reset_ms = 1_000
const window = 6
const minimum = 4

/** What a breaker is, written as plainly as can be: it keeps everything and counts anew each time. */
class Model {
  state: "closed" | "open" | "half_open" | "isolated" | "disabled" = "closed"
  now = 0
  since = 0
  round = 0
  outcomes: Array<boolean> = []
  trials: Array<"running" | "success"> = []
  total = 0
  rejected = 0
  opened = 0
  readonly rules: Rules
  constructor(rules: Rules) {
    this.rules = rules
  }
  enter(state: Model["state"]) {
    this.state = state
    this.since = this.now
    this.round++
    this.trials = []
    if (state === "open") this.opened++
    if (state === "closed") this.outcomes = []
  }
  look() {
    if (this.state === "open" && this.now >= this.since + reset_ms) this.enter("half_open")
    return this.state
  }
  start(): number | undefined {
    this.look()
    const running = this.trials.filter((trial) => trial === "running").length
    if (
      this.state === "open" || this.state === "isolated" ||
      (this.state === "half_open" && running >= this.rules.permitted)
    ) {
      this.rejected++
      return undefined
    }
    if (this.state === "half_open") this.trials.push("running")
    return this.round
  }
  finish(round: number, how: "success" | "failure" | "interrupt") {
    if (how !== "interrupt") this.total++
    if (round !== this.round) return
    if (this.state === "half_open") {
      this.trials.splice(this.trials.indexOf("running"), 1)
      if (how === "interrupt") return
      if (how === "failure") return this.enter("open")
      this.trials.push("success")
      if (this.trials.filter((trial) => trial === "success").length >= this.rules.threshold) this.enter("closed")
      return
    }
    if (how === "interrupt") return
    this.outcomes.push(how === "failure")
    if (this.state !== "closed" || how !== "failure") return
    const lately = this.outcomes.slice(-window)
    const inARow = this.outcomes.length - 1 - this.outcomes.lastIndexOf(false)
    const tooMany = lately.length >= minimum &&
      lately.filter((failed) => failed).length / lately.length >= this.rules.rate
    if (inARow >= this.rules.consecutive || tooMany) this.enter("open")
  }
}

/** Weighted so that histories keep going through trips and trials instead of resting in a state set by hand. */
const steps: FastCheck.Arbitrary<Step> = FastCheck.oneof(
  { weight: 16, arbitrary: FastCheck.constant<Step>({ kind: "start" }) },
  {
    weight: 16,
    arbitrary: FastCheck.record({
      kind: FastCheck.constant("finish" as const),
      which: FastCheck.nat(5),
      how: FastCheck.constantFrom("success" as const, "failure" as const, "failure" as const, "interrupt" as const)
    })
  },
  {
    weight: 8,
    arbitrary: FastCheck.record({
      kind: FastCheck.constant("wait" as const),
      millis: FastCheck.constantFrom(400, reset_ms, reset_ms)
    })
  },
  { weight: 2, arbitrary: FastCheck.constant<Step>({ kind: "reset" }) },
  {
    weight: 1,
    arbitrary: FastCheck.record({ kind: FastCheck.constantFrom("isolate" as const, "disable" as const) })
  }
)

const rules: FastCheck.Arbitrary<Rules> = FastCheck.record({
  consecutive: FastCheck.constantFrom(1, 2, 2, 3, Infinity),
  rate: FastCheck.constantFrom(0.5, 0.75, Infinity),
  permitted: FastCheck.integer({ min: 1, max: 3 }),
  threshold: FastCheck.integer({ min: 1, max: 3 })
})

describe("CircuitBreaker against a plain model", () => {
  it.effect.prop("every history ends in the same state with the same counts", [
    rules,
    FastCheck.array(steps, { maxLength: 50, size: "max" })
  ], ([rules, history]) =>
    Effect.gen(function*() {
      const model = new Model(rules)
      const breaker = yield* CircuitBreaker.make({
        name: "model",
        consecutive_failures: rules.consecutive,
        failure_rate: rules.rate,
        minimum_calls: minimum,
        permitted: rules.permitted,
        reset_timeout: reset_ms,
        success_threshold: rules.threshold,
        window: { calls: window }
      })
      const running: Array<{
        readonly round: number
        readonly gate: Deferred.Deferred<void, string>
        readonly fiber: Fiber.Fiber<Exit.Exit<void, string | CircuitBreaker.CircuitOpen>>
      }> = []

      for (const step of history) {
        switch (step.kind) {
          case "start": {
            const gate = yield* Deferred.make<void, string>()
            const fiber = yield* Effect.fork(Effect.exit(breaker.protect(Deferred.await(gate))))
            yield* Effect.repeatN(Effect.yieldNow(), 2)
            const round = model.start()
            if (round === undefined) assert.isTrue(Exit.isFailure(yield* Fiber.join(fiber)), "admitted, not rejected")
            else {
              assert.isNull(yield* Effect.map(Fiber.poll(fiber), (exit) => exit._tag === "None" ? null : exit))
              running.push({ fiber, gate, round })
            }
            break
          }
          case "finish": {
            const [call] = running.splice(step.which % Math.max(1, running.length), 1)
            if (call === undefined) break
            if (step.how === "interrupt") yield* Fiber.interrupt(call.fiber)
            else {
              yield* step.how === "success" ? Deferred.succeed(call.gate, undefined) : Deferred.fail(call.gate, "down")
              yield* Fiber.join(call.fiber)
            }
            model.finish(call.round, step.how)
            break
          }
          case "wait": {
            yield* TestClock.adjust(step.millis)
            model.now += step.millis
            break
          }
          default: {
            yield* breaker[step.kind]
            model.enter(step.kind === "reset" ? "closed" : step.kind === "isolate" ? "isolated" : "disabled")
          }
        }
        const { opened_count, rejected_calls, state, total_calls } = yield* breaker.metrics
        assert.deepStrictEqual({ opened_count, rejected_calls, state, total_calls }, {
          opened_count: model.opened,
          rejected_calls: model.rejected,
          state: model.look(),
          total_calls: model.total
        })
      }
    }), { fastCheck: { numRuns: 120 } })
})
