/** What an embedded PostgreSQL has nobody else to do: it collects no garbage and no statistics by itself. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Layer, Schedule, Schema } from "effect"

/**
 * Gives the planner fresh statistics and deleted rows' space back. Worth it after an import; on a served database, which
 * does it by itself, it only comes sooner. Not within a transaction.
 */
export const maintain = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const selectTables = SqlSchema.findAll({
    Request: Schema.Void,
    Result: Schema.Struct({ schema: Schema.String, name: Schema.String }),
    execute: () =>
      sql`select schemaname as schema, tablename as name from pg_tables where schemaname in ('domain', 'app')`
  })
  // One statement a table, so that others have their turn in between.
  yield* Effect.forEach(
    yield* selectTables(),
    ({ name, schema }) => sql`vacuum (analyze) ${sql(schema)}.${sql(name)}`,
    { discard: true }
  )
}).pipe(Effect.withSpan("Maintenance.maintain"))

/** Every hour, for a database that runs in the process. */
export const layer: Layer.Layer<never, never, SqlClient.SqlClient> = Layer.scopedDiscard(
  maintain.pipe(
    Effect.catchAll(() => Effect.logWarning("the database could not be maintained this time")),
    Effect.schedule(Schedule.spaced("1 hour")),
    Effect.forkScoped
  )
)
