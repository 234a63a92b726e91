/** A served PostgreSQL. The service starts, and goes on, while the server is away. */
import { type SqlClient, type SqlError } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { Duration, Effect, type Layer, Redacted } from "effect"
import { Pool } from "pg"

export interface Options {
  readonly url: Redacted.Redacted
  readonly maxConnections?: number | undefined
  /** How long a query waits for a connection, new or free. */
  readonly connectTimeout?: Duration.DurationInput | undefined
}

/** Nothing is asked of the server while this is built: a server that is down fails the queries, not the start. */
export const layer = (
  options: Options
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, SqlError.SqlError> =>
  PgClient.layerFromPool({ acquire: acquire(options) })

const acquire = (options: Options) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const pool = new Pool({
        connectionString: Redacted.value(options.url),
        connectionTimeoutMillis: Duration.toMillis(options.connectTimeout ?? "2 seconds"),
        idleTimeoutMillis: 30_000,
        keepAlive: true,
        max: options.maxConnections ?? 10,
        application_name: "holdfast"
      })
      // A connection that breaks while idle is replaced by the next query; unheard, the event would end the process.
      pool.on("error", () => {})
      return pool
    }),
    (pool) => Effect.promise(() => pool.end()).pipe(Effect.interruptible, Effect.timeoutOption("1 second"))
  )
