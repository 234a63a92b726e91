import { describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import * as History from "./BreakerHistory.ts"
import { reset_ms, type Rules } from "./BreakerModel.ts"

type Arbitraries = { readonly [K in keyof Rules]: FastCheck.Arbitrary<Rules[K]> }

const nothing: Arbitraries = {
  consecutive: FastCheck.constant(Infinity),
  failure_rate: FastCheck.constant(Infinity),
  slow_rate: FastCheck.constant(Infinity),
  window: FastCheck.constant({ calls: 6 }),
  minimum: FastCheck.constant(4),
  growth: FastCheck.constant(1),
  permitted: FastCheck.constant(2),
  threshold: FastCheck.constant(2),
  ratio: FastCheck.constant(undefined)
}

const few = FastCheck.integer({ min: 1, max: 3 })
const inARow = FastCheck.constantFrom(1, 2, 2, 3)
const share = FastCheck.constantFrom(0.25, 0.5, 0.75, 1)
const byCount = FastCheck.constantFrom({ calls: 4 }, { calls: 6 })
const byTime = FastCheck.constantFrom({ duration: 500 }, { duration: 2_000 }, { duration: 10_000 })

/** Those rules at random, and nothing else that could open it. */
const rules = (varied: Partial<Arbitraries>) => FastCheck.record<Rules>({ ...nothing, ...varied })

const told = FastCheck.record({
  do: FastCheck.constant("hear" as const),
  told: FastCheck.oneof(
    {
      weight: 3,
      arbitrary: FastCheck.record({
        by: FastCheck.constant("calls" as const),
        for_ms: FastCheck.constantFrom(0, 400, reset_ms, 9_000),
        state: FastCheck.constantFrom("open" as const, "open" as const, "closed" as const)
      })
    },
    {
      weight: 1,
      arbitrary: FastCheck.record({
        by: FastCheck.constant("operator" as const),
        for_ms: FastCheck.constant(0),
        state: FastCheck.constantFrom("closed" as const, "isolated" as const, "disabled" as const, "open" as const)
      })
    }
  )
})

const runs = { fastCheck: { numRuns: 60 } }

describe("CircuitBreaker, in step with a plain model through every history", () => {
  it.effect.prop(
    "trips on failures in a row, and closes after as many trials as are wanted",
    [
      rules({ consecutive: inARow, permitted: few, threshold: few }),
      History.histories()
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "trips on the share of failures among the last calls",
    [
      rules({ failure_rate: share, window: byCount, minimum: few }),
      History.histories()
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "trips on the share of failures within the last while",
    [
      rules({ failure_rate: share, window: byTime, minimum: few }),
      History.histories(History.wait(50, 200, 450))
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "trips on the share of slow calls, and takes a slow trial for a failed one",
    [
      rules({ slow_rate: share, window: FastCheck.oneof(byCount, byTime), minimum: few }),
      History.histories()
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "stays open for longer after each trip, up to the longest",
    [
      rules({ consecutive: FastCheck.constantFrom(1, 2), growth: FastCheck.constantFrom(1.5, 2, 3), threshold: few }),
      History.histories(History.wait(2 * reset_ms, 5 * reset_ms))
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "decides by the share of failed trials where that is wanted",
    [
      rules({ consecutive: inARow, permitted: FastCheck.integer({ min: 1, max: 5 }), ratio: share }),
      History.histories()
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "does as it is told by hand, in whatever state it is",
    [
      rules({ consecutive: inARow, failure_rate: share, growth: FastCheck.constantFrom(1, 2), threshold: few }),
      History.histories(History.done("reset", "isolate", "disable", "enable", "enable"))
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "goes on after a restart where it was saved",
    [
      rules({ consecutive: inARow, growth: FastCheck.constantFrom(1, 2), permitted: few }),
      History.histories(History.done("save", "restart"), History.done("isolate", "disable", "enable"))
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "believes another replica as far as its own calls allow",
    [
      rules({ consecutive: inARow, growth: FastCheck.constantFrom(1, 2), threshold: few }),
      History.histories(told, told)
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )

  it.effect.prop(
    "keeps to all of it at once",
    [
      rules({
        consecutive: inARow,
        failure_rate: share,
        slow_rate: share,
        window: FastCheck.oneof(byCount, byTime),
        growth: FastCheck.constantFrom(1, 2),
        permitted: few,
        ratio: FastCheck.option(share, { nil: undefined })
      }),
      History.histories(told, History.done("reset", "isolate", "disable", "enable", "save", "restart"))
    ],
    ([rules, history]) => History.live(rules, history),
    runs
  )
})
