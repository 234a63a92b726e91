import { assert, describe, it } from "@effect/vitest"
import { Array, Console, Effect } from "effect"
import type { Plant } from "../../support/PlantedBusiness.ts"
import { type Judged, judged, table, tally } from "../../support/PlantedBusinessTally.ts"

/** Tests and their limits were made with seeds below 100 in view; what they are worth is seen on these, never tuned on. */
const seeds = Array.range(1_001, 1_020)
const customers = 120

/** A business takes a while: after each the test runner is let in. */
const breath = Effect.async<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})

const all = (nothing: boolean): Effect.Effect<ReadonlyArray<Judged>> =>
  Effect.map(
    Effect.forEach(seeds, (seed) => Effect.zipLeft(judged(seed, customers, nothing), breath)),
    Array.flatten
  )

const planted = Effect.runSync(Effect.cached(all(false)))

describe("planted businesses", () => {
  it.live("what was planted is found, and hardly anything else", () =>
    Effect.gen(function*() {
      const tallies = tally(yield* planted)
      yield* Console.log(table(tallies))
      for (const { pattern_type, planted, precision, recall } of tallies) {
        assert.isAtLeast(planted, 100, pattern_type)
        assert.isAtLeast(recall, 0.95, `recall of ${pattern_type}`)
        assert.isAtLeast(precision, 0.95, `precision of ${pattern_type}`)
      }
    }), 300_000)

  it.live(
    "where nothing was planted, at most one customer in a hundred is said to show something",
    () =>
      Effect.gen(function*() {
        const customers = yield* all(true)
        const flagged = customers.filter(({ found }) => found.length > 0)
        yield* Console.log(`${flagged.length} of ${customers.length} customers with nothing planted are flagged`)
        assert.isAtMost(flagged.length / customers.length, 0.01)
      }),
    300_000
  )

  it.live("late payments are seen although the latest invoices are still unpaid", () =>
    Effect.gen(function*() {
      const plant: Plant = "payment_timing_shift"
      const stopped = (yield* planted).filter(({ customer }) =>
        customer.truth.get(plant)?.startsWith("nothing is paid")
      )
      const seen = stopped.filter(({ found }) => found.includes(plant))
      assert.isAtLeast(stopped.length, 20)
      assert.isAtLeast(seen.length / stopped.length, 0.95)
    }), 300_000)
})
