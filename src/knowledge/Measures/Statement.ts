/**
 * One measure in one statement: its rows, grouped, kept to a bound, and the first of them by rank; for a share its whole
 * too, so that both are of the same moment.
 */
import { SqlClient, SqlSchema, type Statement } from "@effect/sql"
import { Effect, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { type Grouping, MeasuredRow, MeasureQuestion } from "../../domain/Measure.ts"
import * as Fragments from "../Fragments.ts"
import * as Aggregates from "./Aggregates.ts"
import { catalogue } from "./Catalogue.ts"
import { wholeOf } from "./Shares.ts"
import * as Sources from "./Sources.ts"

const Request = Schema.Struct({ tenant: TenantId, now: Schema.Number, question: MeasureQuestion })

/** Groups that are told at most; how many there are is told besides. */
export const most = 100

/** Means of fewer than this are no habit to be compared. */
const leastRows = 3

export const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const sources = Sources.make(sql)
  const { aggregates, keyOf, scatter } = Aggregates.make(sql)
  const { day } = Fragments.make(sql)

  const isSingle = (by: Grouping | null) => by === "order" || by === "invoice"
  const inTime = new Set<Grouping | null>(["month", "quarter", "year", "age"])

  const measure = ({ now, question, tenant }: Sources.Scope) => {
    const { before, by, change, customers, filters, metric, period, rank, placed } = question
    const ids = customers.map(({ id }) => id)
    const { perCurrency, source } = catalogue[metric]
    const of = aggregates[metric]
    const timed = source !== "standing" && source !== "customers" && source !== "unsettled"
    const inside = timed ? sources.within(sql`f.at`, period) : sql`true`
    const outside = before === null ? sql`false` : sources.within(sql`f.at`, before)
    const least = rank?.order === "least"
    const key = keyOf(question)
    const currency = perCurrency || by === "currency" ? sql`f.currency` : sql`null::text`
    const joined = by === "industry" || by === "customer_status" || by === "detail"
      ? sql`join domain.customers c on c.tenant_id = ${tenant} and c.id = f.customer_id`
      : sql``
    const habit = source === "settled" && by === "customer" && rank !== null
      ? sql`k.rows >= ${leastRows}::int`
      : sql`true`
    const changed = change === null
      ? sql`true`
      : source === "settled"
      ? sql`k.rows >= ${leastRows}::int and k.rows_before >= ${leastRows}::int and ${
        change === "up" ? sql`k.value - k.before` : sql`k.before - k.value`
      } > greatest(1, k.scatter)`
      : change === "up"
      ? sql`k.value > coalesce(k.before, 0)`
      : sql`coalesce(k.value, 0) < k.before`
    const order = change !== null
      ? change === "up"
        ? sql`coalesce(value, 0) - coalesce(before, 0) desc`
        : sql`coalesce(value, 0) - coalesce(before, 0)`
      : rank === null && inTime.has(by)
      ? sql`key`
      : rank === null && source === "customers" && by === "customer" && of.date !== undefined
      ? sql`date desc nulls last`
      : rank?.order === "oldest"
      ? sql`date`
      : rank?.order === "newest"
      ? sql`date desc`
      : least
      ? sql`value nulls last`
      : sql`value desc nulls last`
    const column = (part: Aggregates.Inside | undefined, type: Statement.Fragment) =>
      part === undefined ? sql`null::${type}` : part(inside)
    return sql`with grouped as (
        select ${key} as key, ${currency} as currency, ${of.value(inside)} as value,
          ${before === null ? sql`null::float8` : of.value(outside)} as before,
          (count(*) filter (where ${inside}))::int as rows, (count(*) filter (where ${outside}))::int as rows_before,
          ${column(of.part, sql`int`)} as part_count, ${column(of.amount, sql`float8`)} as amount,
          ${column(of.base, sql`float8`)} as base_amount, ${column(of.days, sql`int`)} as days,
          ${isSingle(by) ? sql`max(f.date)` : column(of.date, sql`timestamptz`)} as date,
          ${isSingle(by) ? sql`max(f.item_name)` : sql`null::text`} as item_name,
          ${isSingle(by) ? sql`max(f.customer_id)` : by === "customer" ? key : sql`null::text`} as customer_id,
          ${change !== null && source === "settled" ? scatter(inside, outside) : sql`null::float8`} as scatter
        from (${sources.of({ now, question: placed === null ? question : { ...question, customers: [] }, tenant })}) f
          ${joined}
        group by 1, 2
      ), kept as (
        select * from grouped k
        where ${by === null || before !== null ? sql`true` : sql`k.rows > 0`} and ${
      by === null || change !== null ? sql`true` : sql`(k.value is not null or k.before is not null)`
    }
          and ${sources.bounded(sql`k.value`, filters.value)} and ${habit} and ${changed}
      ), placed as (
        select kept.*, count(*) over ()::int as groups_count, sum(value) over (partition by currency) as total,
          count(*) over (partition by currency)::int as total_groups,
          sum(rows) over (partition by currency) as weight,
          row_number() over (partition by currency order by ${order}, key) as place,
          ${
      placed === null ? sql`null::int` : sql`(rank() over (partition by currency order by ${order}))::int`
    } as stands
        from kept
      )
      select p.key, coalesce(p.item_name, c.name, p.key) as name, p.currency, p.value, p.before, p.rows, p.rows_before,
        p.part_count, p.amount, p.base_amount, p.days, ${day(sql`p.date`)}::text as date,
        ${isSingle(by) ? sql`c.name` : sql`null::text`} as customer, p.stands as place,
        ${placed === null ? sql`null::int` : sql`p.total_groups`} as places, p.groups_count, p.total, p.total_groups,
        row_number() over (order by p.weight desc, p.currency, p.place) as position
      from placed p left join domain.customers c on c.tenant_id = ${tenant} and c.id = p.customer_id
      where p.place <= ${rank?.limit ?? most}::int ${placed === null ? sql`` : sql`or ${sql.in("p.key", ids)}`}`
  }

  const execute = (scope: Sources.Scope) =>
    scope.question.as === "share"
      ? sql`select false as is_whole, part.* from (${measure(scope)}) part
          union all
          select true, whole.* from (${measure({ ...scope, question: wholeOf(scope.question) })}) whole
          order by is_whole, position`
      : sql`select false as is_whole, part.* from (${measure(scope)}) part order by position`

  return SqlSchema.findAll({
    Request,
    Result: Schema.Struct({
      ...MeasuredRow.fields,
      /** Of what a share is a part of. */
      is_whole: Schema.Boolean,
      groups_count: Schema.Int,
      total: Schema.NullOr(Schema.Number),
      total_groups: Schema.Int
    }),
    execute
  })
})
