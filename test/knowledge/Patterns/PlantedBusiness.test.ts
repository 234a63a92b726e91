import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { detectors } from "../../../src/knowledge/Patterns/BuiltIn.ts"
import { judge } from "../../../src/knowledge/Patterns/Judgement.ts"
import { peersOf, plantedBusiness, type PlantedCustomer, plants } from "../../support/PlantedBusiness.ts"

const now = Date.UTC(2026, 2, 9)
const seeds = [1, 2, 3, 4, 5, 6]

/** A business takes a second or two: between two the test runner is let in. */
const breath = Effect.async<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})

const confident = (business: ReadonlyArray<PlantedCustomer>, { history }: PlantedCustomer) =>
  Effect.map(
    Effect.forEach(detectors, ({ detect, pattern_type }) =>
      Effect.map(detect(history, peersOf(business, history, now), now), (outcome) => ({ pattern_type, outcome }))),
    (looks) =>
      judge(looks).filter(({ confidence }) =>
        confidence > 0.6
      ).map(({ pattern_type }) => pattern_type)
  )

const judged = (business: ReadonlyArray<PlantedCustomer>) =>
  Effect.zipLeft(
    Effect.forEach(business, (customer) => Effect.map(confident(business, customer), (found) => ({ customer, found }))),
    breath
  )

describe("planted businesses", () => {
  it.effect("what was planted is found, and hardly anything else", () =>
    Effect.gen(function*() {
      const all = (yield* Effect.forEach(seeds, (seed) => judged(plantedBusiness({ seed, customers: 60, now })))).flat()
      for (const plant of plants) {
        const hidden = all.filter(({ customer }) => customer.planted === plant)
        const right = hidden.filter(({ found }) => found.includes(plant)).length
        const claimed = all.filter(({ found }) => found.includes(plant)).length
        assert.isAtLeast(hidden.length, 60)
        assert.isAtLeast(right / hidden.length, 0.95, `recall of ${plant}`)
        assert.isAtLeast(right / claimed, 0.95, `precision of ${plant}`)
      }
    }), 300_000)

  it.effect(
    "where nothing was planted, nothing but the growth and the seasons that are there",
    () =>
      Effect.gen(function*() {
        const all = (yield* Effect.forEach(seeds, (seed) =>
          judged(plantedBusiness({
            seed: 1_000 + seed,
            customers: 60,
            now,
            plant: () => undefined
          })))).flat()
        const truly = {
          growing: "order_volume_trend",
          seasonal: "seasonality",
          steady: "",
          sparse: "",
          heavy_tailed: ""
        }
        const wrong = all.filter(({ customer, found }) => found.some((type) => type !== truly[customer.shape]))
        assert.isAtMost(wrong.length / all.length, 0.015)
        for (const shape of ["growing", "seasonal"] as const) {
          const such = all.filter(({ customer }) => customer.shape === shape)
          const seen = such.filter(({ found }) => found.includes(truly[shape]))
          assert.isAtLeast(seen.length / such.length, 0.7, `recall of ${truly[shape]}`)
        }
      }),
    300_000
  )
})
