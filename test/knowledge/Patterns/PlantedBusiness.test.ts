import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { detectors } from "../../../src/knowledge/Patterns/BuiltIn.ts"
import { judge } from "../../../src/knowledge/Patterns/Judgement.ts"
import { peersOf, plantedBusiness, type PlantedCustomer, plants } from "../../support/PlantedBusiness.ts"

const now = Date.UTC(2026, 2, 9)
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

const confident = (business: ReadonlyArray<PlantedCustomer>, { history }: PlantedCustomer) =>
  Effect.forEach(detectors, ({ detect, pattern_type }) =>
    Effect.map(
      detect(history, peersOf(business, history, now), now),
      (outcome) => ({ pattern_type, outcome })
    )).pipe(
      Effect.map((looks) =>
        judge(looks).filter(({ confidence }) => confidence > 0.6).map((found) => found.pattern_type)
      )
    )

describe("planted businesses", () => {
  it.effect("what was planted is found, and hardly anything else", () =>
    Effect.gen(function*() {
      const businesses = seeds.map((seed) => plantedBusiness({ seed, customers: 60, now }))
      const judged = yield* Effect.forEach(businesses, (business) =>
        Effect.forEach(business, (customer) =>
          Effect.map(confident(business, customer), (found) => ({ planted: customer.planted, found }))))
      const all = judged.flat()
      for (const plant of plants) {
        const hidden = all.filter(({ planted }) =>
          planted === plant
        )
        const right = hidden.filter(({ found }) => found.includes(plant)).length
        const claimed = all.filter(({ found }) => found.includes(plant)).length
        assert.isAtLeast(hidden.length, 75)
        assert.isAtLeast(right / hidden.length, 0.95, `recall of ${plant}`)
        assert.isAtLeast(right / claimed, 0.95, `precision of ${plant}`)
      }
    }), 120_000)

  it.effect("where nothing was planted next to nothing is found", () =>
    Effect.gen(function*() {
      const businesses = seeds.map((seed) =>
        plantedBusiness({ seed: 1_000 + seed, customers: 60, now, plant: () => undefined })
      )
      const found = yield* Effect.forEach(businesses, (business) =>
        Effect.forEach(business, (customer) => confident(business, customer)))
      const customers = found.flat()
      assert.isAtMost(
        customers.filter((types) =>
          types.length > 0
        ).length / customers.length,
        0.015
      )
    }), 120_000)
})
