/** Measures from PostgreSQL: a statement for each, the values as parameters and every identifier from the catalogue. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Array, Clock, Effect, Layer, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { Detail, type Measured, type MeasureQuestion } from "../../domain/Measure.ts"
import { otherForms } from "../Entities/Places.ts"
import { Measures } from "../Measures.ts"
import { storing, textArray } from "../Storing.ts"
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

  /** `f`: those of `c`, two levels deep. */
  const eachField = sql.literal(
    `cross join lateral jsonb_each(case when jsonb_typeof(c.metadata) = 'object' then c.metadata else '{}' end) o
        cross join lateral (
          select jsonb_build_array(o.key) as path, o.value
          union all
          select jsonb_build_array(o.key, i.key), i.value
          from jsonb_each(case when jsonb_typeof(o.value) = 'object' then o.value else '{}' end) i
        ) f`
  )

  /** "Saint-Denis" is asked for as "saint denis". */
  const words = sql.literal("btrim(regexp_replace(app.plain_name(f.value #>> '{}'), '[^[:alnum:]]+', ' ', 'g'))")

  const selectDetails = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, values: Schema.Array(Schema.String) }),
    Result: Schema.Struct({ ...Detail.fields, plain: Schema.String }),
    execute: ({ tenant, values }) =>
      sql`select distinct f.path, f.value #>> '{}' as value, ${words} as plain
        from unnest(${textArray(values)}::text[]) as asked (words)
        cross join lateral (
          select metadata from domain.customers
          where tenant_id = ${tenant}
            and to_tsvector('simple', left(app.plain_name(metadata::text), 65536)) @@ phraseto_tsquery('simple', asked.words)
          limit ${mostLookedAt}
        ) c
        ${eachField}
        where jsonb_typeof(f.value) = 'string' and ${words} = asked.words
        order by 1, 2 limit 20`
  })

  const selectFields = SqlSchema.findAll({
    Request: TenantId,
    Result: Schema.Struct({ path: Schema.Array(Schema.String) }),
    execute: (tenant) =>
      sql`select f.path from (
          select metadata from domain.customers where tenant_id = ${tenant} and metadata <> '{}' limit ${mostLookedAt}
        ) c
        ${eachField}
        where jsonb_typeof(f.value) in ('string', 'number', 'boolean')
        group by 1 order by count(*) desc, 1 limit 100`
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
      ),
    fields: (tenant) =>
      Effect.map(selectFields(tenant), (found) => found.map(({ path }) => path)).pipe(storing("Measures.fields")),
    detailsOf: (tenant, words) =>
      words.length === 0
        ? Effect.succeed([])
        : Effect.map(
          selectDetails({ tenant, values: words.flatMap((word) => [word, ...otherForms(word)]) }),
          (found) =>
            found.flatMap(({ path, plain, value }) =>
              words.filter((word) => word === plain || otherForms(word).includes(plain))
                .map((word) => ({ path, value, words: word }))
            )
        ).pipe(storing("Measures.detailsOf"))
  })
})

export const layer: Layer.Layer<Measures, never, SqlClient.SqlClient> = Layer.effect(Measures, make)

/** Customers whose fields are looked at: of a word, those that have it somewhere. */
const mostLookedAt = 200

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
