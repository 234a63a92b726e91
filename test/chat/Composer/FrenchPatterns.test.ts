import { assert, describe, it } from "@effect/vitest"
import { Array, Effect } from "effect"
import { recommended, told } from "../../../src/chat/Composer/FrenchPatterns.ts"
import type { PatternInsight } from "../../../src/domain/Pattern.ts"
import { detectors } from "../../../src/knowledge/Patterns/BuiltIn.ts"
import { judge } from "../../../src/knowledge/Patterns/Judgement.ts"
import { peersOf, plantedBusiness } from "../../support/PlantedBusiness.ts"

const now = Date.UTC(2026, 2, 9)
const business = plantedBusiness({ seed: 1, customers: 60, now })

/** What the detectors really say, as it comes out of the database. */
const found = Effect.runSync(Effect.map(
  Effect.forEach(business, ({ history }, i) =>
    Effect.map(
      Effect.forEach(detectors, ({ detect, pattern_type }) =>
        Effect.map(detect(history, peersOf(business, now)[i], now), (outcome) => ({ pattern_type, outcome }))),
      judge
    )),
  Array.flatten
))
const asRead = (pattern: PatternInsight): PatternInsight => ({
  ...pattern,
  data: JSON.parse(JSON.stringify(pattern.data))
})
const kindOf = ({ data, pattern_type }: PatternInsight) =>
  `${pattern_type} ${String(data["kind"] ?? data["direction"] ?? "")}`

describe("patterns in French", () => {
  it("are said, not quoted, whatever was found", () => {
    const kinds = new Map(found.map((pattern) => [kindOf(pattern), asRead(pattern)]))
    for (const type of detectors.map(({ pattern_type }) => pattern_type)) {
      assert.isTrue([...kinds.keys()].some((kind) => kind.startsWith(type)), type)
    }
    for (const [kind, pattern] of kinds) {
      // A customer among others has no earlier count to be told of.
      if (kind !== "rush_order_frequency higher") assert.notStrictEqual(told(pattern), pattern.insight, kind)
      assert.notMatch(told(pattern), /NaN|undefined|Infinity|null/, kind)
      assert.notInclude(recommended(pattern), "«", kind)
    }
  })

  it("use of credit is told by limit, time and what is owed", () => {
    const near = found.find(({ pattern_type }) => pattern_type === "credit_utilization")
    assert.match(
      near === undefined ? "" : told(asRead(near)),
      /^\d+\s% du plafond de crédit utilisés : .+ sur .+\. Pendant \d+ des 26 dernières semaines, /
    )
  })

  it("what a detector of one's own found is quoted", () => {
    const own = { pattern_type: "mine", confidence: 0.9, significance: 0.9, insight: "So it is.", data: {} }
    assert.strictEqual(told({ ...own, recommendation: "" }), "So it is.")
    assert.strictEqual(recommended({ ...own, recommendation: "Do it." }), "« Do it. »")
  })
})
