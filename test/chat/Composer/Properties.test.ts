import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import { compose } from "../../../src/chat/Composer.ts"
import { confidence, synthesise } from "../../../src/chat/ContextSynthesis.ts"
import { read } from "../../../src/chat/Reading.ts"
import type { Synthesis } from "../../../src/chat/Synthesis.ts"
import { DegradationReason, Intent } from "../../../src/domain/Answer.ts"
import { topics } from "../../../src/domain/Evidence.ts"
import { questions } from "../../support/Questions.ts"
import {
  acme,
  acmeFacts,
  advice,
  delta,
  deltaFacts,
  documents,
  down,
  later,
  notes,
  rush
} from "../../support/Syntheses.ts"

const text = fc.oneof(fc.string({ maxLength: 200, unit: "grapheme" }), fc.lorem({ mode: "sentences", maxCount: 3 }))
const amount = fc.oneof(fc.integer({ min: 0, max: 5_000_000 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 }))

/** Real evidence mixed with some that is odd: other shapes, empty texts, wrong owners, wild scores. */
const odd = fc.record({
  kind: fc.constantFrom("fact" as const, "memory" as const, "document" as const),
  ref: fc.string({ minLength: 1, maxLength: 12 }),
  title: text,
  text,
  score: fc.double(),
  topic: fc.constantFrom(...topics),
  entity_id: fc.constantFrom("cust-delta", "cust-acme", "nobody"),
  data: fc.dictionary(
    fc.constantFrom("count", "amount", "currency", "days", "orders_90", "credit_limit"),
    fc.oneof(amount, text)
  )
})

const synthesis = fc.record({
  question: fc.oneof(text, fc.constantFrom(...questions.map((one) => one.question))),
  reading: fc.record({
    intent: fc.constantFrom(...Intent.literals),
    complexity: fc.constantFrom("simple" as const, "medium" as const, "complex" as const),
    language: fc.constantFrom("en" as const, "fr" as const),
    topics: fc.uniqueArray(fc.constantFrom(...topics), { maxLength: 4 })
  }),
  entities: fc.subarray([delta, acme]),
  records: fc.constant([]),
  found: fc.record({
    items: fc.tuple(fc.subarray([...deltaFacts, ...acmeFacts, ...notes, ...documents]), fc.array(odd, { maxLength: 6 }))
      .map((all) => all.flat()),
    patterns: fc.subarray([rush, later, {
      ...rush,
      pattern_type: "own_detector",
      data: {},
      insight: "",
      recommendation: ""
    }]),
    missing: fc.array(
      fc.tuple(
        fc.constantFrom("facts", "patterns", "patterns.anomaly", "memories", "documents", "entities", "x"),
        fc.constantFrom(...DegradationReason.literals)
      ).map(([part, why]) => down(part, why)),
      { maxLength: 3 }
    )
  }),
  decision: fc.option(fc.constant(advice), { nil: undefined }),
  today: fc.constant("2026-05-20")
}).map(synthesise)

const cited = (written: string) => Array.from(written.matchAll(/\[(\d+)\]/g), (match) => match[1] ?? "")

describe("whatever is known", () => {
  it("an answer is written, cites only what exists, and is as long as the question deserves", () => {
    fc.assert(
      fc.property(synthesis, (known: Synthesis) => {
        const written = compose(known)
        assert.isNotEmpty(written.text.trim())
        assert.isAtMost(written.suggestions.length, 3)
        assert.isAtMost(written.text.length, 6_000)
        const own = known.items.map((item) => item.text + item.title).join(" ")
        for (const marker of cited(written.text)) {
          assert.isTrue(known.items.some((item) => item.marker === marker) || own.includes(`[${marker}]`), marker)
        }
        assert.notMatch(written.text, /\bundefined\b|\bNaN\b|\[object|\*\*\s*\*\*/)
        const blocks = written.text.split("\n\n")
        assert.strictEqual(new Set(blocks).size, blocks.length)
        const sure = confidence(known)
        assert.isTrue(sure >= 0 && sure <= 1)
      }),
      { numRuns: 600 }
    )
  })
})

describe("every number", () => {
  const plain = (written: string) => written.replace(/[\u00a0\u202f]/g, " ")
  const all = [...deltaFacts, ...acmeFacts, ...notes, ...documents]
  const figures = (value: unknown): ReadonlyArray<number> =>
    typeof value === "number"
      ? [value, value * 100]
      : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(figures)
      : []
  const evidence = [
    ...all.flatMap((item) => figures(item.data)),
    ...all.flatMap((item) => numbers(item.text)),
    ...figures(advice),
    ...numbers(JSON.stringify(advice)),
    ...[rush, later].flatMap((pattern) => [...figures(pattern), ...numbers(JSON.stringify(pattern))])
  ]

  function numbers(written: string): ReadonlyArray<number> {
    return (written.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((one) => Number(one.replaceAll(",", "")))
  }

  it("in an answer stands in the evidence", () => {
    for (const { hasEntities, question } of questions) {
      if (/\bleft\b|\d/.test(question)) continue
      const known = synthesise({
        question,
        reading: { ...read(question, { hasEntities }), language: "en" },
        entities: hasEntities ? [delta] : [],
        records: [],
        found: { items: all, patterns: [rush, later], missing: [] },
        decision: advice,
        today: "2026-05-20"
      })
      const limit = { simple: 1_000, medium: 2_600, complex: 4_500 }[known.complexity]
      assert.isAtMost(compose(known).text.length, limit, question)
      const lines = compose(known).text.split(/\n+/).filter((line) => line.length > 60)
      assert.strictEqual(new Set(lines).size, lines.length, question)
      const written = plain(compose(known).text).replace(/\[\d+\]/g, "").replace(/^\d+\. /gm, "")
      for (const number of numbers(written)) {
        assert.isTrue(
          evidence.some((one) =>
            Math.abs(Math.abs(one) - number) <= 0.5 &&
            (Number.isInteger(number) || Math.abs(Math.abs(one) - number) <= 0.051)
          ),
          `${number} in the answer to "${question}": ${written}`
        )
      }
    }
  })
})
