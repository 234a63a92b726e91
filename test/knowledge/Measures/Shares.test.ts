import { assert, describe, it } from "@effect/vitest"
import { type MeasureQuestion, type Metric, noFilters } from "../../../src/domain/Measure.ts"
import { isPart, wholeOf } from "../../../src/knowledge/Measures/Shares.ts"

const asked = (metric: Metric, given: Partial<MeasureQuestion> = {}): MeasureQuestion => ({
  metric,
  period: null,
  before: null,
  change: null,
  by: null,
  field: null,
  rank: null,
  counting: false,
  as: "share",
  assumed: false,
  claimed: null,
  placed: null,
  filters: noFilters,
  customers: [],
  excluded: [],
  ...given
})
const retail = { ...noFilters, industries: ["Retail"] }
const customers = [{ id: "c1", name: "Delta" }]

describe("what is a part", () => {
  it("is chosen by customers, by a filter or by being counted", () => {
    assert.isTrue(isPart(asked("revenue", { customers })))
    assert.isTrue(isPart(asked("revenue", { filters: retail })))
    assert.isTrue(isPart(asked("dso", { counting: true })))
  })

  it("is not all that there is, nor all of one currency", () => {
    assert.isFalse(isPart(asked("revenue")))
    assert.isFalse(isPart(asked("revenue", { filters: { ...noFilters, currency: "EUR" } })))
  })

  it("is what is overdue, of what is unpaid", () => {
    assert.isTrue(isPart(asked("overdue_amount")))
    assert.strictEqual(wholeOf(asked("overdue_amount")).metric, "open_amount")
    assert.strictEqual(wholeOf(asked("overdue_invoices")).metric, "open_invoices")
  })
})

describe("the whole", () => {
  it("has neither customers nor filters, but the currency", () => {
    const part = asked("revenue", { by: "customer", customers, filters: { ...retail, currency: "EUR" } })
    assert.deepStrictEqual(
      wholeOf(part),
      asked("revenue", { as: "total", filters: { ...noFilters, currency: "EUR" } })
    )
  })

  it("of customers that are counted is all of their kind, or those who paid at all", () => {
    const filters = { ...retail, value: { is: ">", than: 5 } } as const
    const given = { by: "customer", counting: true, filters } as const
    assert.deepStrictEqual(wholeOf(asked("open_amount", given)), {
      ...asked("customers", { as: "total", filters: retail }),
      counting: true
    })
    assert.deepStrictEqual(wholeOf(asked("days_late", given)), {
      ...asked("days_late", { ...given, as: "total", filters: retail })
    })
  })
})
