/** What an embedded PostgreSQL has nobody else to do: it collects no garbage and no statistics by itself. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Layer, Schema } from "effect"
import * as Recurring from "../resilience/Recurring.ts"

/**
 * Gives the planner fresh statistics and deleted rows' space back. Worth it after an import; on a served database, which
 * does it by itself, it only comes sooner. Not within a transaction.
 */
export const maintain = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const selectTables = SqlSchema.findAll({
    Request: Schema.Void,
    Result: Schema.Struct({ schema: Schema.String, name: Schema.String }),
    // An empty one is left as it is: known to be empty, it is read whole by every plan that is kept until it is looked at again.
    execute: () =>
      sql`select schemaname as schema, relname as name from pg_stat_user_tables
        where schemaname in ('domain', 'app') and pg_relation_size(relid) > 0`
  })
  // One statement a table, so that others have their turn in between.
  yield* Effect.forEach(
    yield* selectTables(),
    ({ name, schema }) => sql`vacuum (analyze) ${sql(schema)}.${sql(name)}`,
    { discard: true }
  )
}).pipe(Effect.withSpan("Maintenance.maintain"))

/** Fresh statistics alone, for the tables a tenth of which has changed since the last ones; says how many those were. */
export const analyzeChanged = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const selectChanged = SqlSchema.findAll({
    Request: Schema.Void,
    Result: Schema.Struct({ schema: Schema.String, name: Schema.String }),
    // As PostgreSQL's own autovacuum decides it, but for the least number of rows.
    execute: () =>
      sql`select schemaname as schema, relname as name from pg_stat_user_tables
        where schemaname in ('domain', 'app') and n_mod_since_analyze > 500 + 0.1 * n_live_tup`
  })
  const changed = yield* selectChanged()
  yield* Effect.forEach(changed, ({ name, schema }) => sql`analyze ${sql(schema)}.${sql(name)}`, { discard: true })
  return changed.length
}).pipe(Effect.withSpan("Maintenance.analyzeChanged"))

/** Of a database that runs in the process: every hour, and its statistics every minute. */
export const layer: Layer.Layer<never, never, SqlClient.SqlClient> = Layer.scopedDiscard(
  Effect.forEach(
    [[maintain, "1 hour"], [analyzeChanged, "1 minute"]] as const,
    ([work, every]) =>
      Effect.asVoid(work).pipe(
        Effect.catchAll(() => Effect.logWarning("the database could not be maintained this time")),
        (work) => Recurring.every(every, "the database is maintained later", work),
        Effect.delay(every),
        Effect.forkScoped
      ),
    { discard: true }
  )
)
