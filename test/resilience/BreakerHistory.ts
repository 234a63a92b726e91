/** Random histories of a circuit breaker, lived through by a real one and by the plain model of it. */
import { assert } from "@effect/vitest"
import { Clock, Deferred, Effect, type Exit, FastCheck, Fiber } from "effect"
import * as CircuitBreaker from "../../src/resilience/CircuitBreaker.ts"
import { type How, longest_ms, Model, reset_ms, type Rules, slow_ms } from "./BreakerModel.ts"

type Alone = "start" | "reset" | "isolate" | "disable" | "enable" | "save" | "restart"

export type Step =
  | { readonly do: Alone }
  | { readonly do: How; readonly which: number }
  | { readonly do: "wait"; readonly millis: number }
  | { readonly do: "hear"; readonly told: CircuitBreaker.Told }

interface Running {
  readonly round: number
  readonly since: number
  readonly gate: Deferred.Deferred<void, string>
  readonly fiber: Fiber.Fiber<Exit.Exit<void, string | CircuitBreaker.CircuitOpen>>
}

const make = (rules: Rules) =>
  CircuitBreaker.make({
    name: "model",
    consecutive_failures: rules.consecutive,
    failure_rate: rules.failure_rate,
    slow_rate: rules.slow_rate,
    slow_call: slow_ms,
    minimum_calls: rules.minimum,
    window: rules.window,
    reset_timeout: reset_ms,
    growth: rules.growth,
    max_reset_timeout: longest_ms,
    permitted: rules.permitted,
    success_threshold: rules.threshold,
    ...(rules.ratio === undefined ? {} : { failure_ratio: rules.ratio })
  })

/** Is set where TestClock is adjusted: that pauses for real each time, and no call here sleeps. */
const clockAt = (now: () => number): Clock.Clock =>
  Object.assign(Clock.make(), { currentTimeMillis: Effect.sync(now), unsafeCurrentTimeMillis: now })

/** Fails at the first step after which the two differ, with the history up to there in words. */
export const live = (rules: Rules, history: ReadonlyArray<Step>) =>
  Effect.gen(function*() {
    let model = new Model(rules)
    let breaker = yield* make(rules)
    let saved: { readonly exported: CircuitBreaker.Exported; readonly model: Model } | undefined
    let running: Array<Running> = []

    const start = Effect.gen(function*() {
      const gate = yield* Deferred.make<void, string>()
      const fiber = yield* Effect.fork(Effect.exit(breaker.protect(Deferred.await(gate))))
      yield* Effect.repeatN(Effect.yieldNow(), 2)
      const round = model.start()
      const rejected = (yield* Fiber.poll(fiber))._tag === "Some"
      assert.strictEqual(rejected, round === undefined, "whether the call was rejected")
      if (round !== undefined) running.push({ fiber, gate, round, since: model.now })
    })

    const finish = (which: number, how: How) =>
      Effect.gen(function*() {
        const [call] = running.splice(which % Math.max(1, running.length), 1)
        if (call === undefined) return
        if (how === "interrupt") yield* Fiber.interrupt(call.fiber)
        else {
          yield* how === "success" ? Deferred.succeed(call.gate, undefined) : Deferred.fail(call.gate, "down")
          yield* Fiber.join(call.fiber)
        }
        model.finish(call.round, how, model.now - call.since)
      })

    const restart = Effect.gen(function*() {
      if (saved === undefined) return
      yield* Effect.forEach(running, ({ fiber }) => Fiber.interrupt(fiber))
      running = []
      model = model.restarted(saved.model)
      breaker = yield* make(rules)
      yield* breaker.restore(saved.exported)
    })

    const take = (step: Step): Effect.Effect<void> => {
      switch (step.do) {
        case "start":
          return start
        case "success":
        case "failure":
        case "interrupt":
          return finish(step.which, step.do)
        case "wait":
          return Effect.sync(() => void (model.now += step.millis))
        case "hear":
          model.hear(step.told)
          return breaker.hear(step.told)
        case "save":
          return Effect.map(breaker.export, (exported) => {
            saved = { exported, model: Object.assign(new Model(rules), model, { counts: { ...model.counts } }) }
          })
        case "restart":
          return restart
        default:
          model.enter(byHand[step.do])
          return breaker[step.do]
      }
    }

    const clock = clockAt(() => model.now)
    for (const [i, step] of history.entries()) {
      const story = `after: ${history.slice(0, i + 1).map(inWords).join(", ")}`
      const metrics = yield* Effect.withClock(Effect.zipRight(take(step), Effect.suspend(() => breaker.metrics)), clock)
      assert.deepStrictEqual(metrics, model.seen(), story)
    }
  })

const byHand = { reset: "closed", enable: "closed", isolate: "isolated", disable: "disabled" } as const

const inWords = (step: Step): string =>
  "which" in step
    ? `${step.do} of #${step.which}`
    : "millis" in step
    ? `wait ${step.millis}`
    : "told" in step
    ? `hear ${step.told.state} by ${step.told.by} for ${step.told.for_ms}`
    : step.do

export const done = (...names: ReadonlyArray<Alone>): FastCheck.Arbitrary<Step> =>
  FastCheck.constantFrom(...names).map((name) => ({ do: name }))

export const wait = (...millis: ReadonlyArray<number>): FastCheck.Arbitrary<Step> =>
  FastCheck.constantFrom(...millis).map((millis) => ({ do: "wait", millis }))

const outcome: FastCheck.Arbitrary<Step> = FastCheck.record({
  do: FastCheck.constantFrom<How>("success", "failure", "failure", "interrupt"),
  which: FastCheck.nat(5)
})

/** A call that ends before anything else happens: the one that began last is #-1. */
export const call = (how: How): FastCheck.Arbitrary<ReadonlyArray<Step>> =>
  FastCheck.constant([{ do: "start" }, { do: how, which: -1 }])

export const of = (...arbitraries: ReadonlyArray<FastCheck.MaybeWeightedArbitrary<Step | ReadonlyArray<Step>>>) =>
  FastCheck.array(FastCheck.oneof(...arbitraries), { maxLength: 60, size: "max" })
    .map((steps): ReadonlyArray<Step> => steps.flat())

/** Calls and waits make the most of it, so that histories go through trips and trials, whatever else happens in them. */
export const histories = (...others: ReadonlyArray<FastCheck.Arbitrary<Step>>) =>
  of(
    { weight: 16, arbitrary: done("start") },
    { weight: 16, arbitrary: outcome },
    { weight: 8, arbitrary: wait(slow_ms + 100, reset_ms, reset_ms) },
    ...others.map((arbitrary) => ({ weight: 3, arbitrary }))
  )
