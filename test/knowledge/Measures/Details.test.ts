/** What the measures tell of the metadata of customers, and count by it. */
import { SqlClient } from "@effect/sql"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema, Stream, TestClock } from "effect"
import { fieldCalled } from "../../../src/chat/Measuring/Fields.ts"
import { TenantId } from "../../../src/domain/Ids.ts"
import { Measured, type MeasureQuestion, noFilters } from "../../../src/domain/Measure.ts"
import { BusinessRows } from "../../../src/knowledge/BusinessRows.ts"
import * as BusinessRowsSql from "../../../src/knowledge/BusinessRows/Sql.ts"
import { Measures } from "../../../src/knowledge/Measures.ts"
import * as MeasuresSql from "../../../src/knowledge/Measures/Sql.ts"
import * as Database from "../../support/Database.ts"

const tenant = TenantId.make("details")
const customers = [
  {
    id: "a",
    name: "Acme",
    metadata: { state: "TX", address: { city: "New York" }, tier: "gold", accountManager: "Ann" }
  },
  { id: "b", name: "Berg", metadata: { state: "Texas", address: { city: "York" }, tier: "silver" } },
  {
    id: "c",
    name: "Côté",
    metadata: { province: "Québec", city: "Saint-Félicien", country: "DK", note: "moved from New York to Texas" }
  },
  { id: "d", name: "Dale", metadata: { tags: ["gold"], "od'd; --": "x" } },
  { id: "e", name: "Elm" }
]

const loaded = Layer.effectDiscard(Effect.gen(function*() {
  const { upsert } = yield* BusinessRows
  for (
    const [whose, rows] of [[tenant, customers], [TenantId.make("other"), [{
      id: "z",
      name: "Zen",
      metadata: { planet: "Mars" }
    }]]] as const
  ) {
    const values = Stream.fromIterable(rows.map((value, i) => ({ row: i + 1, value })))
    assert.deepStrictEqual((yield* upsert(whose, "customers", values)).rejected, [])
  }
}))

const question: MeasureQuestion = {
  metric: "customers",
  period: null,
  before: null,
  change: null,
  by: null,
  field: null,
  rank: null,
  counting: true,
  as: "total",
  assumed: false,
  claimed: null,
  placed: null,
  filters: noFilters,
  customers: [],
  excluded: []
}

const rowsOf = (asked: Partial<MeasureQuestion>) =>
  Effect.gen(function*() {
    const { measure } = yield* Measures
    const [evidence] = yield* measure(tenant, [{ ...question, ...asked }])
    const { rows } = yield* Schema.decodeUnknown(Measured)(evidence?.data)
    return { rows: rows.map(({ key, value }) => `${key}=${value}`), evidence }
  })

for (const engine of Database.engines) {
  const stores = Layer.provideMerge(loaded, Layer.merge(MeasuresSql.layer, BusinessRowsSql.layer)).pipe(
    Layer.provideMerge(engine.layer())
  )

  it.layer(stores)(`Details of customers on ${engine.name}`, (it) => {
    it.effect("are found by what they hold, short forms and accents aside, and of this tenant alone", () =>
      Effect.gen(function*() {
        const { detailsOf } = yield* Measures
        const found = yield* detailsOf(tenant, [
          "texas",
          "new york",
          "york",
          "quebec",
          "saint felicien",
          "danemark",
          "gold",
          "mars",
          "moved",
          "x' or 1"
        ])
        assert.deepStrictEqual(
          found.map(({ path, value, words }) => `${words}: ${path.join(".")}=${value}`).toSorted(),
          [
            "danemark: country=DK",
            "gold: tier=gold",
            "new york: address.city=New York",
            "quebec: province=Québec",
            "saint felicien: city=Saint-Félicien",
            "texas: state=TX",
            "texas: state=Texas",
            "york: address.city=York"
          ]
        )
        assert.deepStrictEqual(yield* detailsOf(tenant, []), [])
      }))

    it.effect("are looked for in rows that somebody else wrote, of whatever shape and size", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const { detailsOf, fields } = yield* Measures
        const strange = TenantId.make("strange")
        const long = JSON.stringify({
          city: "Mars",
          note: Array.from({ length: 200_000 }, (_, at) => `w${at}`).join(" ")
        })
        for (const [id, metadata] of [["list", "[1, \"Mars\"]"], ["text", "\"Mars\""], ["long", long]]) {
          yield* sql`insert into domain.customers (tenant_id, id, name, metadata)
            values (${strange}, ${id}, ${id}, ${metadata}::jsonb)`
        }
        assert.deepStrictEqual((yield* detailsOf(strange, ["mars"])).map(({ path }) => path), [["city"]])
        assert.includeDeepMembers([...yield* fields(strange)], [["city"]])
      }))

    it.effect("have their fields listed, the commonest first", () =>
      Effect.gen(function*() {
        const { fields } = yield* Measures
        assert.deepStrictEqual((yield* fields(tenant)).map((path) => path.join(".")), [
          "state",
          "tier",
          "address.city",
          "accountManager",
          "city",
          "country",
          "note",
          "od'd; --",
          "province"
        ])
        assert.deepStrictEqual(yield* fields(TenantId.make("nobody")), [])
      }))

    it.effect("choose and split customers, whatever a field is called", () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(Date.UTC(2100, 0, 1))
        const texas = [{ path: ["state"], value: "TX" }, { path: ["state"], value: "Texas" }]
        const gold = [{ path: ["tier"], value: "gold" }]
        const chosen = (...details: MeasureQuestion["filters"]["details"]) =>
          rowsOf({ filters: { ...noFilters, details } })
        assert.deepStrictEqual((yield* chosen(texas)).rows, ["=2"])
        assert.deepStrictEqual((yield* chosen(texas, gold)).rows, ["=1"])
        assert.deepStrictEqual((yield* chosen([{ path: ["od'd; --"], value: "x" }])).rows, ["=1"])
        const cities = yield* rowsOf({ by: "detail", field: ["address", "city"], counting: false })
        assert.deepStrictEqual(cities.rows.toSorted(), ["=3", "New York=1", "York=1"])
        assert.match(cities.evidence?.title ?? "", /^Customers by address city/)
        assert.match(cities.evidence?.ref ?? "", /by=address\.city/)
      }))
  })
}

describe("A field of customers", () => {
  const fields = [["state"], ["address", "city"], ["accountManager"], ["tier"]]
  for (
    const [asked, path] of [
      ["states", "state"],
      ["cities", "address.city"],
      ["villes", "address.city"],
      ["account managers", "accountManager"],
      ["salesperson", "accountManager"],
      ["sales people", "accountManager"],
      ["managers", "accountManager"],
      ["customer segments", "tier"],
      ["countries", undefined],
      ["", undefined]
    ] as const
  ) {
    it(`called ${asked} is ${path ?? "none"}`, () => {
      assert.strictEqual(fieldCalled(asked, fields)?.join("."), path)
    })
  }
})
