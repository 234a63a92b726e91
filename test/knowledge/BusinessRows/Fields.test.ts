import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import type { DomainTable } from "../../../src/domain/Business.ts"
import { readRow } from "../../../src/knowledge/BusinessRows/Fields.ts"

const complete = { id: "o1", customer_id: "c1", order_number: "SO-1", total_amount: 10, created_at: "2026-03-09" }
const read = (table: DomainTable, row: Readonly<Record<string, unknown>>) => Either.getOrThrow(readRow(table, row))
const problem = (table: DomainTable, row: Readonly<Record<string, unknown>>) =>
  Either.match(readRow(table, row), { onLeft: (message) => message, onRight: () => "accepted" })

describe("fields of business rows", () => {
  it("takes numbers as spreadsheets write them", () => {
    const amounts = ["1,234.50", " 7 ", "-3.25", "+4", "1e3", 12].map((total_amount) =>
      read("sales_orders", { ...complete, total_amount })
    )

    assert.deepStrictEqual(amounts.map((row) => Reflect.get(row, "total_amount")), [1234.5, 7, -3.25, 4, 1000, 12])
  })

  it("refuses what is no amount", () => {
    for (const total_amount of ["abc", "12,34", "1.2.3", NaN, Infinity, {}, true, "1e99", 1e15]) {
      assert.include(problem("sales_orders", { ...complete, total_amount }), "\"total_amount\"", String(total_amount))
    }
  })

  it("takes ISO dates and times and keeps the instant", () => {
    const times = [
      "2026-03-09",
      "2026-03-09T14:30:00Z",
      "2026-03-09T14:30+02:00",
      "2026-03-09 14:30:05.678",
      "2024-02-29"
    ]
      .map((created_at) => Reflect.get(read("sales_orders", { ...complete, created_at }), "created_at"))

    assert.deepStrictEqual(times, [
      "2026-03-09T00:00:00.000Z",
      "2026-03-09T14:30:00.000Z",
      "2026-03-09T12:30:00.000Z",
      "2026-03-09T14:30:05.678Z",
      "2024-02-29T00:00:00.000Z"
    ])
  })

  it("refuses days that are not in the calendar and other notations", () => {
    for (
      const created_at of [
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "09/03/2026",
        "yesterday",
        1773014400000,
        "2026-03-09T25:00Z"
      ]
    ) {
      assert.include(problem("sales_orders", { ...complete, created_at }), "must be a date such as", String(created_at))
    }
  })

  it("names every missing and unknown field, and where the unknown ones belong", () => {
    const message = problem("customers", { id: "c1", region: "West", tenant_id: "other" })

    assert.include(message, "\"name\" is missing")
    assert.include(message, "\"region\" is not a field of customers: put it into \"metadata\"")
    assert.include(message, "\"tenant_id\" is not a field")
  })

  it("refuses text that PostgreSQL cannot keep, in metadata too", () => {
    for (const name of ["a\0b", "broken \ud800 pair"]) {
      assert.include(problem("customers", { id: "c1", name }), "NUL character or broken Unicode")
      assert.include(problem("customers", { id: "c1", name: "ok", metadata: { deep: [{ name }] } }), "\"metadata\"")
    }
    assert.include(problem("customers", { id: "x".repeat(129), name: "ok" }), "at most 128 characters")
  })

  it("takes metadata as an object or as its JSON", () => {
    const rows = [{ state: "Ohio" }, "{\"state\":\"Ohio\"}"].map((metadata) =>
      read("customers", { id: "c", name: "n", metadata })
    )

    assert.deepStrictEqual(rows.map((row) => Reflect.get(row, "metadata")), [{ state: "Ohio" }, { state: "Ohio" }])
    assert.include(problem("customers", { id: "c", name: "n", metadata: "[1]" }), "must be an object")
  })

  it("treats empty cells as absent", () => {
    assert.deepStrictEqual(read("customers", { id: "c", name: "n", credit_limit: "", industry: null }), {
      id: "c",
      name: "n"
    })
  })

  it("is not fooled by names that every object has", () => {
    assert.include(
      problem("customers", JSON.parse(`{"id":"c","name":"n","__proto__":1,"constructor":2}`)),
      "not a field"
    )
  })
})
