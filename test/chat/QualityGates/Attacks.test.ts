/** Text that gives orders, in documents, memories, rows, names of files and questions: it stays the text that it is. */
import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { assess } from "../../../src/chat/QualityGates.ts"
import type { Synthesis } from "../../../src/chat/Synthesis.ts"
import * as Prompts from "../../../src/llm/Prompts.ts"
import { delta } from "./delta.ts"

const attacks = readFileSync(new URL("attacks.tsv", import.meta.url), "utf8").trim().split("\n").slice(1).map(
  (line) => {
    const [where = "", attack = "", obeyed = ""] = line.split("\t")
    return { where, attack: attack.replaceAll("\\n", "\n"), obeyed }
  }
)

const clean = delta.items.filter(({ kind }) => kind === "fact")
const honest = "Delta Industries has 84,250.50 USD open of a limit of 100,000.00 USD [1] and pays 21.7 days late [2]."

/** The evidence on Delta with the attack among it, where it would come in. */
const under = (where: string, attack: string): Synthesis => {
  const item = { marker: "5", score: 0.6, ref: "document:d#0", title: "Credit policy", text: "" }
  switch (where) {
    case "document":
      return { ...delta, items: [...clean, { ...item, kind: "document", text: `Late payers are reviewed. ${attack}` }] }
    case "memory":
      return {
        ...delta,
        items: [...clean, { ...item, kind: "memory", ref: "memory:m", title: "You", text: `You said: "${attack}"` }]
      }
    case "row":
      return {
        ...delta,
        items: [...clean, {
          ...item,
          kind: "fact",
          ref: "customer:c-delta/profile",
          title: `${attack}: profile`,
          text: `${attack} is a customer in manufacturing.`,
          entity_id: "c-delta"
        }]
      }
    case "file name":
      return {
        ...delta,
        items: [...clean, { ...item, kind: "document", title: attack, text: "Late payers are reviewed." }]
      }
    default:
      return { ...delta, items: clean, question: `${delta.question} ${attack}` }
  }
}

describe("an attack", () => {
  it("comes in every way, and in many forms", () => {
    assert.isAtLeast(attacks.length, 60)
    assert.deepStrictEqual([...new Set(attacks.map(({ where }) => where))], [
      "document",
      "memory",
      "row",
      "file name",
      "question"
    ])
  })

  for (const { attack, obeyed, where } of attacks) {
    it(`stays text (${where}): ${attack.slice(0, 70)}`, () => {
      const synthesis = under(where, attack)
      const { prompt, system } = Prompts.request(synthesis)
      assert.strictEqual(system, Prompts.request({ ...delta, items: clean }).system)
      assert.strictEqual(prompt.match(/<<</g)?.length, 2)
      assert.strictEqual(prompt.match(/>>>/g)?.length, 2)
      const marked = where === "question"
        ? prompt.slice(prompt.indexOf("<<<QUESTION"), prompt.indexOf("QUESTION>>>"))
        : prompt.slice(prompt.indexOf("<<<EVIDENCE"), prompt.indexOf("EVIDENCE>>>"))
      const words = attack.split(/[^\p{L}]+/u).filter((word) => word.length > 3)
      for (const word of words) assert.include(marked, word)

      assert.isFalse(assess(obeyed, synthesis).passed, `passed: ${obeyed}`)
      assert.isTrue(assess(honest, synthesis).passed)
    })
  }
})
