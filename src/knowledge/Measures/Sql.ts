/** Measures from PostgreSQL: a statement for each, the values as parameters and every identifier from the catalogue. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Array, Clock, Effect, Layer, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import type { Measured, MeasureQuestion } from "../../domain/Measure.ts"
import { Measures } from "../Measures.ts"
import { storing } from "../Storing.ts"
import { catalogue } from "./Catalogue.ts"
import { evidence } from "./Sentences.ts"
import { wholeOf } from "./Shares.ts"
import * as Statement from "./Statement.ts"

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const select = yield* Statement.make

  const one = (tenant: TenantId, now: number, question: MeasureQuestion) =>
    Effect.map(select({ tenant, now, question }), (rows): Measured => {
      const [found, whole] = Array.partition(rows, ({ is_whole }) => is_whole)
      const totals = new Map(found.map((row) => [row.currency, row]))
      return {
        question,
        rows: found.map(({ groups_count: _g, is_whole: _w, total: _t, total_groups: _n, ...row }) =>
          rounded(row, catalogue[question.metric].unit)
        ),
        groups_count: found[0]?.groups_count ?? 0,
        totals: catalogue[question.metric].additive
          ? Array.map(
            Array.fromIterable(totals),
            ([currency, { total, total_groups }]) => ({ currency, amount: cents(total ?? 0), groups: total_groups })
          )
          : [],
        wholes: question.as === "share" ? wholesOf(question, whole) : [],
        tested: false
      }
    })

  const selectIndustries = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, text: Schema.String }),
    Result: Schema.Struct({ industry: Schema.String }),
    execute: ({ tenant, text }) =>
      sql`select industry from (select distinct industry from domain.customers where tenant_id = ${tenant}) d
        where length(industry) > 2 and strpos(${text}, app.plain_name(industry)) > 0
        order by length(industry) desc, industry limit 10`
  })

  const selectIndustriesWith = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, word: Schema.String }),
    Result: Schema.Struct({ industry: Schema.String }),
    execute: ({ tenant, word }) =>
      sql`select industry from (select distinct industry from domain.customers where tenant_id = ${tenant}) d
        where exists (
          select 1 from regexp_split_to_table(app.plain_name(industry), '[^[:alnum:]]+') as part
          where ${sql.in("part", [word, word.replace(/s$/, "")])}
        )
        order by industry limit 10`
  })

  return Measures.of({
    measure: (tenant, questions) =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        const measured = yield* Effect.forEach(questions, (question) => one(tenant, now, question), {
          concurrency: 3
        })
        return measured.map((each) => evidence(each, now))
      }).pipe(storing("Measures.measure")),
    industriesIn: (tenant, text) =>
      Effect.map(selectIndustries({ tenant, text }), (found) => found.map(({ industry }) => industry)).pipe(
        storing("Measures.industriesIn")
      ),
    industriesWith: (tenant, word) =>
      Effect.map(selectIndustriesWith({ tenant, word }), (found) => found.map(({ industry }) => industry)).pipe(
        storing("Measures.industriesWith")
      )
  })
})

export const layer: Layer.Layer<Measures, never, SqlClient.SqlClient> = Layer.effect(Measures, make)

/** Customers that are counted are a part of customers, money is a part of money of its currency. */
const wholesOf = (
  question: MeasureQuestion,
  whole: ReadonlyArray<Pick<Measured["rows"][number], "currency" | "value"> & { readonly groups_count: number }>
): Measured["wholes"] => {
  const { by, metric } = wholeOf(question)
  const { unit } = catalogue[metric]
  return by === null
    ? whole.map(({ currency, value }) => ({ currency, amount: unit === "money" ? cents(value ?? 0) : value ?? 0 }))
    : [{ currency: null, amount: whole[0]?.groups_count ?? 0 }]
}

const cents = (amount: number) => Math.round(amount * 100) / 100

/** Money to the cent, days to a tenth, shares as they are. */
const rounded = (row: Measured["rows"][number], unit: "count" | "money" | "days" | "share") => {
  const round = (value: number | null) =>
    value === null ? null : unit === "money" ? cents(value) : unit === "days" ? Math.round(value * 10) / 10 : value
  return {
    ...row,
    value: round(row.value),
    before: round(row.before),
    amount: row.amount === null ? null : cents(row.amount),
    base_amount: row.base_amount === null ? null : cents(row.base_amount)
  }
}
