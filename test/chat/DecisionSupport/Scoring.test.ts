import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { analyse, type Decision, defaultWeights } from "../../../src/chat/DecisionSupport.ts"
import {
  flips,
  optionScores,
  scored,
  support,
  valueOf,
  type Verdict,
  verdictOf,
  verdicts
} from "../../../src/chat/DecisionSupport/Scoring.ts"
import type { CriterionName } from "../../../src/chat/DecisionSupport/Weights.ts"
import { bad, delta, facts, good, type Traits } from "./Customers.ts"

const between = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true })
const traits: fc.Arbitrary<Traits> = fc.record({
  days_late: between(-20, 90),
  usual_days_late: between(-20, 60),
  open: between(1, 1e6),
  overdue: between(0, 1e6),
  oldest_days: between(0, 400),
  utilization: between(0, 3),
  growth: between(-1, 3),
  orders: fc.integer({ min: 0, max: 500 }),
  terms: fc.integer({ min: 0, max: 120 }),
  rush_share: between(0, 1)
})
const asked = {
  extend_payment_terms: "Should we extend payment terms?",
  raise_credit_limit: "Should we raise the credit limit?",
  grant_discount: "Should we grant a discount?",
  accept_rush_order: "Should we accept the rush order?",
  generic: "Should we go on?"
} as const
const given = fc.constantFrom(...Object.values(asked))
const any = fc.constantFrom(...Object.values(asked), "Should we hold shipments?")

const weigh = (question: string, of: Traits, more: Partial<Decision> = {}) =>
  analyse({
    question,
    language: "en",
    entities: [delta],
    items: facts(delta, of),
    patterns: [],
    weights: defaultWeights,
    ...more
  })
const scoreOf = (analysis: ReturnType<typeof weigh>, verdict: RegExp) =>
  analysis.options.find(({ option }) => verdict.test(option))?.score ?? NaN
const declining = /^Keep the|no discount|^Decline|^Do not/
const verdictIn = (analysis: ReturnType<typeof weigh>): number =>
  declining.test(analysis.recommendation) ? 0 : / on conditions| tied to | with a surcharge/.test(
      analysis.recommendation.split(":")[0] ?? ""
    )
    ? 1
    : 2

describe("advice", () => {
  it("is never worse for a customer who pays better, owes less overdue and uses less of its limit", () => {
    fc.assert(fc.property(given, traits, between(0, 30), between(0, 1), (question, of, days, share) => {
      const better: Traits = { ...of, days_late: of.days_late - days, overdue: of.overdue * share }
      const [before, after] = [weigh(question, of), weigh(question, better)]
      assert.isAtLeast(verdictIn(after), verdictIn(before))
      assert.isAtMost(scoreOf(after, declining), scoreOf(before, declining))
    }))
  })

  it("never holds shipments rather because a customer pays better", () => {
    fc.assert(fc.property(traits, between(0, 60), (of, days) => {
      const hold = (late: number) => scoreOf(weigh("Should we hold shipments?", { ...of, days_late: late }), /^Hold/)
      assert.isAtMost(hold(of.days_late - days), hold(of.days_late))
    }))
  })

  it("has scores, values and confidence from 0 to 1, whatever the figures are", () => {
    fc.assert(fc.property(any, traits, fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]), (question, of, kept) => {
      const all = facts(delta, of)
      const analysis = weigh(question, of, { items: kept.flatMap((i) => all[i] ?? []) })
      const numbers = [
        analysis.confidence,
        ...analysis.options.map(({ score }) => score),
        ...analysis.criteria.map(({ value }) => value)
      ]
      for (const number of numbers) assert.isTrue(number >= 0 && number <= 1, String(number))
      assert.notMatch(JSON.stringify(analysis), /NaN|Infinity|undefined|null/)
    }))
  })

  it("is less certain for every fact that is missing", () => {
    const all = facts(delta, good)
    const certainty = all.map((_, i) => weigh(asked.extend_payment_terms, good, { items: all.slice(i) }).confidence)
    assert.deepStrictEqual(certainty, certainty.toSorted((a, b) => b - a))
    assert.isAbove(weigh(asked.extend_payment_terms, good).confidence, 0.8)
    assert.strictEqual(weigh(asked.extend_payment_terms, good, { items: [] }).confidence, 0)
  })

  it("refuses who is far overdue however much is bought, and holds shipments then", () => {
    const big: Traits = { ...bad, growth: 3, orders: 500, utilization: 0.1 }
    assert.match(weigh(asked.extend_payment_terms, big).recommendation, /^Keep the payment terms/)
    assert.match(weigh("Should we hold shipments?", bad).recommendation, /^Hold shipments/)
    assert.match(weigh("Should we hold shipments?", good).recommendation, /^Keep shipping/)
    assert.match(
      weigh(asked.extend_payment_terms, good).recommendation,
      /^Extend the payment terms of Delta Industries\.$/
    )
  })
})

describe("sensitivity", () => {
  const criteria = (of: Readonly<Partial<Record<CriterionName, number>>>) =>
    scored(defaultWeights.extend_payment_terms, (name) => of[name])
  const measures = fc.record({
    payment_behaviour: between(-10, 40),
    payment_trend: between(-10, 20),
    overdue_share: between(0, 1),
    credit_utilization: between(0, 1.5),
    revenue_growth: between(-0.5, 0.5),
    track_record: between(0, 80),
    current_terms: between(0, 90)
  })

  it("names changes that do turn the advice, to what it says", () => {
    fc.assert(fc.property(measures, (of) => {
      const before = verdictOf(support(criteria(of)))
      for (const { name, to, verdict } of flips(criteria(of))) {
        const after = verdictOf(support(criteria({ ...of, [name]: to })))
        assert.strictEqual(after, verdict)
        assert.notStrictEqual(after, before)
      }
    }))
  })

  it("names the smallest: a hundredth of the range less does not turn it", () => {
    fc.assert(fc.property(measures, (of) => {
      const now = criteria(of)
      for (const { name, to } of flips(now)) {
        const one = now.find((criterion) => criterion.name === name)
        if (one === undefined) continue
        const [from, until] = [one.value, valueOf(one.weight, to)]
        const short = until + Math.sign(from - until) * Math.min(0.15, Math.abs(from - until))
        const nearly = now.map((criterion) => criterion === one ? { ...one, value: short } : criterion)
        assert.strictEqual(verdictOf(support(nearly)), verdictOf(support(now)))
      }
    }))
  })

  it("is told in the criterion's own unit", () => {
    const { what_would_change_it } = weigh(asked.extend_payment_terms, { ...good, growth: 0, utilization: 0.8 })
    assert.match(
      what_would_change_it.join("\n"),
      /Payment behaviour: [\d.]+ days late instead of 1 day early would make the advice “Extend .* on conditions”/
    )
  })
})

describe("options", () => {
  it("go from no over conditional to yes as support rises, and meet in the middle", () => {
    const seen: ReadonlyArray<Verdict> = Array.from({ length: 101 }, (_, i) => verdictOf(i / 100))
    assert.deepStrictEqual(
      seen.map((verdict) => verdicts.indexOf(verdict)),
      seen.map((verdict) => verdicts.indexOf(verdict)).toSorted((a, b) => b - a)
    )
    assert.deepStrictEqual(new Set(seen), new Set(["no", "conditional", "yes"]))
    assert.isAbove(optionScores(0.5).conditional, optionScores(0.5).yes)
  })
})
