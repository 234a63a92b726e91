import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, FastCheck as fc, Stream } from "effect"
import * as Parse from "../../../src/knowledge/BusinessRows/Parse.ts"

const values = (format: Parse.Format, text: string) =>
  Effect.map(Stream.runCollect(Parse.rowsOfText(format, text)), (rows) => Chunk.toReadonlyArray(rows))

/** The same bytes in pieces of any size, as a network delivers them. */
const inPieces = (format: Parse.Format, text: string, size: number) => {
  const bytes = new TextEncoder().encode(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size))
  return Effect.map(
    Stream.runCollect(Parse.rows(format, Stream.fromIterable(pieces))),
    (rows) => Chunk.toReadonlyArray(rows)
  )
}

describe("rows from files", () => {
  it.effect("reads a JSON body and a bare list alike", () =>
    Effect.gen(function*() {
      const body = yield* values("json", `{"rows":[{"id":"a"},7]}`)
      const list = yield* values("json", `[{"id":"a"}]`)

      assert.deepStrictEqual(body[0], { row: 1, value: { id: "a" } })
      assert.deepStrictEqual(body[1], {
        row: 2,
        value: { unreadable: "A row must be an object with the table's fields." }
      })
      assert.deepStrictEqual(list, [{ row: 1, value: { id: "a" } }])
    }))

  it.effect("refuses a body in which two rows have one id, before anything is written", () =>
    Effect.gen(function*() {
      const repeated = yield* Effect.flip(values("json", `{"rows":[{"id":"a"},{"id":"b"},{"id":"a"}]}`))
      assert.strictEqual(
        repeated.message,
        "rows[2].id: is the id of row 1 too. Send each row once; nothing was written."
      )
      // Line by line the first is long written; the second is rejected alone.
      assert.strictEqual((yield* values("ndjson", `{"id":"a"}\n{"id":"a"}`)).length, 2)
    }))

  it.effect("refuses a body that is no JSON, has no rows, or is not UTF-8", () =>
    Effect.gen(function*() {
      const broken = yield* Effect.flip(values("json", "{"))
      const empty = yield* Effect.flip(values("json", "{}"))
      const latin = yield* Effect.flip(
        Stream.runDrain(Parse.rows("csv", Stream.succeed(new Uint8Array([0x69, 0xe9, 0x0a]))))
      )

      assert.strictEqual(broken.message, "The body is not valid JSON.")
      assert.strictEqual(empty.message, "rows: expected a list of rows")
      assert.include(latin.message, "UTF-8")
    }))

  it.effect("keeps the other lines where one line is not JSON", () =>
    Effect.gen(function*() {
      const rows = yield* values("ndjson", `\uFEFF{"id":"a"}\r\n\n{"id":\n{"id":"c"}`)

      assert.deepStrictEqual(rows.map(({ row }) => row), [1, 2, 3])
      assert.deepStrictEqual(rows[1]?.value, { unreadable: "This line is not valid JSON." })
      assert.deepStrictEqual(rows[2]?.value, { id: "c" })
    }))

  it.effect("reads quoted values, line breaks within them, and semicolons", () =>
    Effect.gen(function*() {
      const commas = yield* values("csv", `\uFEFFID, Name\r\na,"Say ""hi"", Bob"\r\nb,"two\nlines"\r\n`)
      const semicolons = yield* values("csv", "id;name\na;Müller")

      assert.deepStrictEqual(commas.map(({ value }) => value), [
        { id: "a", name: `Say "hi", Bob` },
        { id: "b", name: "two\nlines" }
      ])
      assert.deepStrictEqual(semicolons.map(({ value }) => value), [{ id: "a", name: "Müller" }])
    }))

  it.effect("lets a stray quote or a missing value spoil its own record only", () =>
    Effect.gen(function*() {
      const rows = yield* values("csv", `id,name\na,5" pipe\nb,fine\nc\nd,good\n`)

      assert.deepStrictEqual(rows.map(({ row }) => row), [1, 2, 3, 4])
      assert.property(rows[0]?.value, "unreadable")
      assert.deepStrictEqual(rows[1]?.value, { id: "b", name: "fine" })
      assert.deepStrictEqual(rows[2]?.value, {
        unreadable: "This record has 1 values, but the first line names 2 columns."
      })
      assert.deepStrictEqual(rows[3]?.value, { id: "d", name: "good" })
    }))

  it.effect("refuses a header that names a column twice or not at all", () =>
    Effect.gen(function*() {
      assert.include((yield* Effect.flip(values("csv", "id,id\n"))).message, `"id" twice`)
      assert.include((yield* Effect.flip(values("csv", "id,,name\n1,2,3"))).message, "name every column")
    }))

  it.effect("refuses a line without end instead of keeping it in memory", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(values("ndjson", "x".repeat(Parse.longestRecord + 1)))

      assert.include(error.message, "longer than")
    }))

  const cell = fc.string({ unit: fc.constantFrom("a", "é", "😀", ",", "\"", "\n", ";", "0"), maxLength: 8 })
    .filter((text) => text === text.trim())
  it.effect.prop(
    "gives back what was written, however the bytes are cut",
    { table: fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), size: fc.integer({ min: 1, max: 40 }) },
    ({ size, table }) =>
      Effect.gen(function*() {
        const quote = (text: string) => `"${text.replaceAll("\"", "\"\"")}"`
        const csv = ["first,second", ...table.map((row) => row.map(quote).join(","))].join("\n")
        const lines = table.map(([first, second]) => JSON.stringify({ first, second })).join("\n")

        const expected = table.map(([first, second], i) => ({ row: i + 1, value: { first, second } }))
        assert.deepStrictEqual(yield* inPieces("csv", csv, size), expected)
        assert.deepStrictEqual(yield* inPieces("ndjson", lines, size), expected)
      })
  )

  it("knows formats by media type and by file name", () => {
    assert.strictEqual(Parse.formatOf("text/csv; charset=utf-8"), "csv")
    assert.strictEqual(Parse.formatOf("application/x-ndjson"), "ndjson")
    assert.strictEqual(Parse.formatOf("application/json"), "json")
    assert.strictEqual(Parse.formatOf("Invoices 2026.JSONL"), "ndjson")
    assert.isUndefined(Parse.formatOf("image/png"))
  })
})
