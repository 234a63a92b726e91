/** A served PostgreSQL. The service starts, and goes on, while the server is away. */
import * as Reactivity from "@effect/experimental/Reactivity"
import { SqlClient, SqlError } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { Context, Duration, Effect, Layer, Redacted } from "effect"
import { Pool } from "pg"
import { preparing } from "./Prepared.ts"
import * as Transactions from "./Transactions.ts"

export interface Options {
  readonly url: Redacted.Redacted
  readonly maxConnections?: number | undefined
  /** How long a query waits for a connection, new or free. */
  readonly connectTimeout?: Duration.DurationInput | undefined
  /** How soon the server gives up a statement whose client was killed. Before PostgreSQL 14 it finishes it for nobody. */
  readonly goneAfter?: Duration.DurationInput | undefined
}

/**
 * Nothing is asked of the server while this is built: a server that is down fails the queries, not the start. Only an
 * address that can never be one fails, without repeating it.
 */
export const layer = (
  options: Options
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, SqlError.SqlError> =>
  Layer.scopedContext(
    Effect.map(make(options), (client) =>
      Context.make(PgClient.PgClient, client).pipe(Context.add(SqlClient.SqlClient, client)))
  ).pipe(Layer.provide(Reactivity.layer))

const make = Effect.fnUntraced(function*(options: Options) {
  const client = yield* PgClient.fromPool({ acquire: acquire(options) })
  return Transactions.failing(Object.assign(client, {
    // The stock one sends NOTIFY with a parameter, which the server refuses.
    notify: (channel: string, payload: string) => Effect.asVoid(client`select pg_notify(${channel}, ${payload})`)
  }))
})

const acquire = (
  { connectTimeout = "2 seconds", goneAfter = "10 seconds", maxConnections = 10, url }: Options
) =>
  Effect.acquireRelease(
    Effect.suspend(() => {
      // The driver would throw at the first query, with the whole address in the error.
      if (!URL.canParse(Redacted.value(url))) return invalid
      const look = `set client_connection_check_interval = ${Math.round(Duration.toMillis(goneAfter))}`
      const prepare = preparing()
      const pool = new Pool({
        connectionString: Redacted.value(url),
        connectionTimeoutMillis: Duration.toMillis(connectTimeout),
        idleTimeoutMillis: 30_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
        max: maxConnections,
        application_name: "holdfast",
        // A statement that this process is no longer there for would keep a core of the server busy to its end. Older
        // servers do not know the setting, and are no worse for it.
        onConnect: (connection) => {
          prepare(connection)
          return connection.query(look).then(() => {}, () => {})
        }
      })
      // A connection that breaks while idle is replaced by the next query; unheard, the event would end the process.
      pool.on("error", () => {})
      return Effect.succeed(pool)
    }),
    (pool) => Effect.promise(() => pool.end()).pipe(Effect.interruptible, Effect.timeoutOption("1 second"))
  )

const invalid = Effect.fail(
  new SqlError.SqlError({
    cause: "invalid address",
    message: "The database's address must have the form postgres://user:password@host:port/database"
  })
)
