/** How often the gates decide rightly, over answers that were written without looking at them. */
import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { assess, findings } from "../../../src/chat/QualityGates.ts"
import { syntheses } from "./syntheses.ts"

const answers = readFileSync(new URL("answers.tsv", import.meta.url), "utf8").trim().split("\n").slice(1).map(
  (line) => {
    const [verdict = "", about = "", kind = "", text = ""] = line.split("\t")
    const synthesis = syntheses[about]
    if (synthesis === undefined) throw new Error(`nothing is known about ${about}`)
    return { verdict, about, kind, text: text.replaceAll("\\n", "\n"), synthesis }
  }
)

describe("of good and bad answers", () => {
  it("there are enough, of every kind", () => {
    assert.isAtLeast(answers.length, 150)
    for (const verdict of ["good", "bad"]) assert.isAtLeast(answers.filter((one) => one.verdict === verdict).length, 60)
  })

  it("at least 95 of 100 are told apart", () => {
    const wrong = answers.flatMap(({ about, kind, synthesis, text, verdict }) => {
      const assessment = assess(text, synthesis)
      return assessment.passed === (verdict === "good")
        ? []
        : [`${verdict} ${about} ${kind}: ${text.slice(0, 140)} → ${findings(assessment).join(" | ")}`]
    })
    assert.isAtMost(wrong.length / answers.length, 0.05, `${wrong.length} of ${answers.length}\n${wrong.join("\n")}`)
  })
})
