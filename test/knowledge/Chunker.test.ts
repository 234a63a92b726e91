import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { chunk, join, titleOf, tokensOf, truncate } from "../../src/knowledge/Chunker.ts"

const policy = `# Payment terms

We grant 30 days to every customer. Longer terms need the approval of finance.

## Late fees

A late invoice costs 1.5 % a month.

## Exceptions

# Shipping

We ship within 2 days.`

const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => `Sentence number ${i} says little.`).join(" ")

const lettersOf = (text: string) => text.match(/[\p{L}\p{N}]/gu) ?? []

/** A text with the traps of real ones: headings, tables, code, long words, signs outside the basic plane. */
const messy = FastCheck.array(
  FastCheck.oneof(
    FastCheck.lorem({ maxCount: 40, mode: "sentences" }),
    FastCheck.string({ unit: "grapheme", maxLength: 60 }),
    FastCheck.string({ unit: "grapheme", minLength: 900, maxLength: 1_200 }),
    FastCheck.lorem({ maxCount: 5 }).map((words) => `\n## ${words}\n`),
    FastCheck.constantFrom(
      "\n\n",
      "\n",
      "```",
      "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
      "Title\n=====\n",
      "   ",
      "# x",
      "- item\n- other\n"
    )
  ),
  { maxLength: 12 }
).map((parts) => parts.join("\n").replaceAll("\0", ""))

describe("Chunker", () => {
  it("keeps the titles that a passage stands under", () => {
    assert.deepStrictEqual(chunk({ title: "Policies", text: policy }).map((one) => one.title_path), [
      "Policies > Payment terms",
      "Policies > Payment terms > Late fees",
      "Policies > Payment terms",
      "Policies > Shipping"
    ])
  })

  it("keeps a heading that nothing stands under as a statement of its own", () => {
    assert.strictEqual(chunk({ title: "Policies", text: policy })[2]?.text, "Exceptions")
  })

  it("does not repeat a title that is the document's own", () => {
    assert.deepStrictEqual(chunk({ title: "Payment terms", text: policy })[0]?.title_path, "Payment terms")
  })

  it("cuts between sentences, and repeats the end of one passage at the start of the next", () => {
    const [first, second] = chunk({ title: "T", text: numbered(60) })
    assert.isDefined(first)
    assert.isDefined(second)
    assert.isTrue(first.text.endsWith("."))
    assert.isTrue(second.text.startsWith("Sentence number"))
    assert.isTrue(first.text.includes(second.text.slice(0, second.text.indexOf(".") + 1)))
    assert.isAtMost(tokensOf(first.text), 200)
  })

  it("joins neighbours into the text that they were cut from", () => {
    const text = numbered(60)
    assert.strictEqual(chunk({ title: "T", text }).map((one) => one.text).reduce(join), text)
  })

  it("repeats the head of a table in each of its passages", () => {
    const rows = Array.from({ length: 80 }, (_, i) => `| Customer ${i} | ${i * 10} days |`).join("\n")
    const chunks = chunk({ title: "T", text: `| Name | Terms |\n| --- | --- |\n${rows}` })
    assert.isAbove(chunks.length, 2)
    for (const one of chunks) assert.isTrue(one.text.startsWith("| Name | Terms |\n| --- | --- |\n| Customer"))
  })

  it("takes signs of a comment inside code for code", () => {
    assert.deepStrictEqual(chunk({ title: "T", text: "```\n# not a heading\n```" }).map((one) => one.title_path), ["T"])
  })

  it("cuts Chinese between its sentences", () => {
    const chunks = chunk({ title: "T", text: "付款期限为三十天。超期需要财务批准。".repeat(40) })
    assert.isAbove(chunks.length, 2)
    for (const one of chunks) assert.isTrue(one.text.endsWith("。"))
  })

  it("loses no letter, in order, whatever the text", () => {
    FastCheck.assert(
      FastCheck.property(messy, (text) => {
        const found = chunk({ title: "", text }).flatMap((one) => lettersOf(`${one.title_path} ${one.text}`))
        let at = 0
        for (const letter of lettersOf(text)) {
          at = found.indexOf(letter, at) + 1
          assert.notStrictEqual(at, 0, `lost ${letter}`)
        }
      }),
      { numRuns: 200, endOnFailure: true }
    )
  })

  it("never cuts a character in two, nor makes a passage much longer than asked", () => {
    FastCheck.assert(
      FastCheck.property(messy, (text) => {
        for (const one of chunk({ title: "T", text: text.toWellFormed() })) {
          assert.isTrue(one.text.isWellFormed())
          assert.isTrue(one.title_path.isWellFormed())
          assert.isAtMost(tokensOf(one.text), 262)
        }
      }),
      { numRuns: 200, endOnFailure: true }
    )
  })

  it("cuts a text without any space or stop, at length, without losing a character", () => {
    const text = "😀".repeat(3_000)
    const chunks = chunk({ title: "T", text }, { tokens: 200, overlap: 0 })
    assert.strictEqual(chunks.map((one) => one.text).join(""), text)
  })

  it("takes time in proportion to hostile text, not to its square", () => {
    for (const hostile of [" ".repeat(500_000), "# ".repeat(250_000), "\n \n".repeat(150_000), ".".repeat(500_000)]) {
      assert.isArray(chunk({ title: "T", text: `a${hostile}b` }))
    }
  })

  it("names a text after its first heading or line", () => {
    assert.strictEqual(titleOf("\n\n## Late fees\ntext"), "Late fees")
    assert.strictEqual(titleOf("***\n---\n"), "Untitled")
    assert.strictEqual(truncate("abcd😀fgh", 6), "abcd…")
  })
})
