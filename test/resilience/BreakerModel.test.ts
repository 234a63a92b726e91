import { describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import type * as CircuitBreaker from "../../src/resilience/CircuitBreaker.ts"
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

const told = (by: "calls" | "operator", ...states: ReadonlyArray<CircuitBreaker.Told["state"]>) =>
  FastCheck.record({
    do: FastCheck.constant("hear" as const),
    told: FastCheck.record({
      by: FastCheck.constant(by),
      state: FastCheck.constantFrom(...states),
      for_ms: FastCheck.constantFrom(0, 400, reset_ms, reset_ms, 9_000)
    })
  })

const holds = (
  behaviour: string,
  varied: Partial<Arbitraries>,
  histories: FastCheck.Arbitrary<ReadonlyArray<History.Step>>
) =>
  it.effect.prop(behaviour, [rules(varied), histories], ([rules, history]) => History.live(rules, history), {
    fastCheck: { numRuns: 60 }
  })

describe("CircuitBreaker, in step with a plain model through every history", () => {
  holds(
    "trips on failures in a row, and closes after as many trials as are wanted",
    { consecutive: inARow, permitted: few, threshold: few },
    History.histories()
  )

  holds(
    "trips on the share of failures among the last calls",
    { failure_rate: share, window: byCount, minimum: few },
    History.histories()
  )

  holds(
    "trips on the share of failures within the last while",
    { failure_rate: share, window: byTime, minimum: few },
    History.histories(History.wait(50, 200, 450))
  )

  holds(
    "trips on the share of slow calls, and takes a slow trial for a failed one",
    { slow_rate: share, window: FastCheck.oneof(byCount, byTime), minimum: few },
    History.histories()
  )

  holds(
    "stays open for longer after each trip, up to the longest",
    { consecutive: FastCheck.constantFrom(1, 2), growth: FastCheck.constantFrom(1.5, 2, 3), threshold: few },
    History.histories(History.wait(2 * reset_ms, 5 * reset_ms))
  )

  holds(
    "decides by the share of failed trials where that is wanted",
    { consecutive: inARow, permitted: FastCheck.integer({ min: 1, max: 5 }), ratio: share },
    History.histories()
  )

  holds(
    "does as it is told by hand, in whatever state it is",
    { consecutive: inARow, failure_rate: share, growth: FastCheck.constantFrom(1, 2), threshold: few },
    History.histories(History.done("reset", "isolate", "disable", "enable", "enable"))
  )

  holds(
    "goes on after a restart where it was saved",
    { consecutive: inARow, growth: FastCheck.constantFrom(1, 2), permitted: few },
    History.histories(History.done("save", "restart"), History.done("isolate", "disable", "enable"))
  )

  holds(
    "believes another replica as far as its own calls allow",
    { consecutive: inARow, growth: FastCheck.constantFrom(1, 2), threshold: FastCheck.constantFrom(1, 2) },
    History.of(
      { weight: 8, arbitrary: told("calls", "open", "open", "open", "closed") },
      { weight: 1, arbitrary: told("operator", "closed", "closed", "isolated", "disabled", "open") },
      { weight: 4, arbitrary: History.wait(400, reset_ms, reset_ms) },
      { weight: 4, arbitrary: History.call("success") },
      { weight: 1, arbitrary: History.call("failure") }
    )
  )

  holds(
    "keeps to all of it at once",
    {
      consecutive: inARow,
      failure_rate: share,
      slow_rate: share,
      window: FastCheck.oneof(byCount, byTime),
      growth: FastCheck.constantFrom(1, 2),
      permitted: few,
      ratio: FastCheck.option(share, { nil: undefined })
    },
    History.histories(
      told("calls", "open", "closed"),
      told("operator", "closed", "isolated"),
      History.done("reset", "isolate", "disable", "enable", "save", "restart")
    )
  )
})
