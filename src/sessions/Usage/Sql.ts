/** Usage counted from the exchanges in PostgreSQL. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Effect, Layer, Schema } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import { isoDay } from "../../domain/Time.ts"
import { StoreError } from "../../storage/StoreError.ts"
import { type Amounts, Usage } from "../Usage.ts"

const millisPerDay = 86_400_000

const amounts = {
  questions: Schema.Number,
  degraded: Schema.Number,
  input_tokens: Schema.Number,
  output_tokens: Schema.Number,
  cost_usd: Schema.Number
}

const columns = `count(*)::int as questions,
  count(*) filter (where answer->>'degraded' = 'true')::int as degraded,
  coalesce(sum((answer->'usage'->>'input_tokens')::float8), 0) as input_tokens,
  coalesce(sum((answer->'usage'->>'output_tokens')::float8), 0) as output_tokens,
  coalesce(sum((answer->'usage'->>'cost_usd')::float8), 0) as cost_usd`

const Since = Schema.Struct({ tenant: TenantId, since: Schema.String })

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  const selectTotal = SqlSchema.single({
    Request: Since,
    Result: Schema.Struct(amounts),
    execute: ({ since, tenant }) =>
      sql`select ${sql.literal(columns)} from app.exchanges
        where tenant_id = ${tenant} and created_at >= ${since}::timestamptz`
  })

  const selectDays = SqlSchema.findAll({
    Request: Schema.Struct({ ...Since.fields, limit: Schema.Int }),
    Result: Schema.Struct({ day: Schema.String, client_id: Schema.String, ...amounts }),
    execute: ({ limit, since, tenant }) =>
      sql`select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, user_id as client_id,
          ${sql.literal(columns)}
        from app.exchanges
        where tenant_id = ${tenant} and created_at >= ${since}::timestamptz
        group by 1, 2 order by 1 desc, 3 desc, 2 limit ${limit}`
  })

  const report = Effect.fn("Usage.report")(
    function*(tenant: TenantId, { days, limit }: { readonly days: number; readonly limit: number }) {
      const now = yield* Clock.currentTimeMillis
      const since = `${isoDay(now - (days - 1) * millisPerDay)}T00:00:00.000Z`
      const total: Amounts = yield* selectTotal({ tenant, since })
      return { since, total, usage: yield* selectDays({ tenant, since, limit }) }
    },
    Effect.mapError((cause) => new StoreError({ operation: "Usage.report", cause }))
  )

  return Usage.of({ report })
})

export const layer: Layer.Layer<Usage, never, SqlClient.SqlClient> = Layer.effect(Usage, make)
