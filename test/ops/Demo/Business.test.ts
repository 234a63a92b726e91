import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import type { DomainTable } from "../../../src/domain/Business.ts"
import { readRow } from "../../../src/knowledge/BusinessRows/Fields.ts"
import { generate } from "../../../src/ops/Demo/Business.ts"

type Row = Readonly<Record<string, unknown>>
const day = 86_400_000
const now = Date.UTC(2026, 2, 9, 15, 30)
const business = generate(now)
const idOf = (name: string) => String(business.customers.find((row) => row["name"] === name)?.["id"])
const of = (rows: ReadonlyArray<Row>, name: string) => rows.filter((row) => row["customer_id"] === idOf(name))
const back = (row: Row, field: string) => (now - Date.parse(String(row[field]))) / day
const mean = (values: ReadonlyArray<number>) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: ReadonlyArray<number>) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1))

/** How many days after their due date the invoices were paid, with how long ago each was due. */
const lateness = (name: string) =>
  of(business.invoices, name).flatMap((invoice) => {
    const payment = business.payments.find((row) => row["invoice_id"] === invoice["id"])
    if (payment === undefined || invoice["status"] !== "paid") return []
    return [{ due: back(invoice, "due_date"), late: back(invoice, "due_date") - back(payment, "paid_at") }]
  })

describe("the demo business", () => {
  it("is the same at every hour of a day, and moves along with the days", () => {
    assert.deepStrictEqual(generate(now + 3_600_000), business)

    const later = generate(now + 400 * day)
    assert.strictEqual(later.customers.length, 60)
    assert.isAbove(Math.max(...later.sales_orders.map((row) => Date.parse(String(row["created_at"])))), now + 390 * day)
  })

  it("has sixty customers, two years, and rows that an import takes in", () => {
    assert.strictEqual(business.customers.length, 60)
    assert.strictEqual(new Set(business.customers.map((row) => row["name"])).size, 60)
    const tables: ReadonlyArray<DomainTable> = ["customers", "sales_orders", "invoices", "payments"]
    for (const table of tables) {
      for (const row of business[table]) {
        assert.strictEqual(Either.match(readRow(table, row), { onLeft: (message) => message, onRight: () => "" }), "")
      }
      assert.strictEqual(new Set(business[table].map((row) => row["id"])).size, business[table].length, table)
    }
    const ages = business.sales_orders.map((row) => back(row, "created_at"))
    assert.isAbove(Math.max(...ages), 720)
    assert.isBelow(Math.max(...ages), 740)
    assert.isAbove(business.sales_orders.length, 3_000)
    for (const row of business.customers) {
      assert.match(JSON.stringify(row["metadata"]), /"email":"[^"@]+@[^"]+\.example"/)
    }
  })

  it("has nothing in it that has not happened yet", () => {
    const times = [
      ...business.sales_orders.map((row) => back(row, "created_at")),
      ...business.invoices.map((row) => back(row, "issued_at")),
      ...business.payments.map((row) => back(row, "paid_at"))
    ]
    assert.isAbove(Math.min(...times), 0)
  })

  it("never pays more on an invoice than it is over, nor before it was issued", () => {
    const invoices = new Map(business.invoices.map((row) => [row["id"], row]))
    for (const payment of business.payments) {
      const invoice = invoices.get(payment["invoice_id"])
      assert.isDefined(invoice)
      assert.isAtMost(Number(payment["amount"]), Number(invoice["amount"]))
      assert.isAtLeast(back(invoice, "issued_at"), back(payment, "paid_at"))
    }
  })

  it("lets the rush orders of Delta Industries rise beyond chance in the last six months", () => {
    const rush = of(business.sales_orders, "Delta Industries").filter((row) => row["priority"] === "rush")
      .map((row) => back(row, "created_at"))
    const recent = rush.filter((ago) => ago <= 183).length
    const earlier = rush.filter((ago) => ago > 183).length
    const expected = earlier * 183 / (730 - 183)

    // More than five standard deviations of a Poisson count, and more in its second half than in its first.
    assert.isAbove((recent - expected) / Math.sqrt(expected), 5)
    assert.isAbove(rush.filter((ago) => ago <= 91).length, rush.filter((ago) => ago > 91 && ago <= 183).length)
  })

  it("lets Delta Industries pay later of late, with invoices open and overdue now", () => {
    const all = lateness("Delta Industries")
    const recent = all.filter(({ due }) => due <= 125).map(({ late }) => late)
    const earlier = all.filter(({ due }) => due > 125).map(({ late }) => late)
    const welch = (mean(recent) - mean(earlier)) /
      Math.sqrt(deviation(recent) ** 2 / recent.length + deviation(earlier) ** 2 / earlier.length)

    assert.isAbove(recent.length, 10)
    assert.isAbove(welch, 6)
    const open = of(business.invoices, "Delta Industries").filter((row) => row["status"] === "open")
    assert.isAbove(open.length, 2)
    assert.isAbove(open.filter((row) => back(row, "due_date") > 1).length, 1)
  })

  it("has the anomalies that its description promises", () => {
    const amounts = of(business.sales_orders, "Granite Peak Construction").map((row) => Number(row["total_amount"]))
      .sort((a, b) => b - a)
    const silent = of(business.sales_orders, "Lakeshore Printing").map((row) => back(row, "created_at"))
    const burst = of(business.sales_orders, "Redwood Outfitters").map((row) => back(row, "created_at")).filter((ago) =>
      ago > 22 && ago < 27
    )
    const owed = of(business.invoices, "Harborview Seafood").filter((row) => row["status"] === "open").map((row) => {
      const paid = business.payments.find((payment) => payment["invoice_id"] === row["id"])
      return Number(row["amount"]) - Number(paid?.["amount"] ?? 0)
    })
    const limit = Number(business.customers.find((row) => row["name"] === "Harborview Seafood")?.["credit_limit"])

    assert.isAbove(amounts[0] ?? 0, 3 * (amounts[1] ?? Infinity))
    assert.isAbove(Math.min(...silent), 90)
    assert.isAtLeast(burst.length, 12)
    assert.isAbove(owed.reduce((sum, amount) => sum + amount, 0) / limit, 0.85)
    assert.isAtMost(owed.reduce((sum, amount) => sum + amount, 0), limit)
  })

  it("has two customers that are easily taken for each other", () => {
    const alike = business.customers.filter((row) => String(row["name"]).startsWith("Northwind"))

    assert.deepStrictEqual(alike.map((row) => [row["name"], Reflect.get(Object(row["metadata"]), "state")]), [
      ["Northwind Traders", "Ohio"],
      ["Northwind Trading", "Oregon"]
    ])
  })
})
