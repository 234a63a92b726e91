/** The database with faults in it: under every statement, in transactions and streams too, of either engine. */
import * as Reactivity from "@effect/experimental/Reactivity"
import { SqlClient, type SqlConnection, SqlError, Statement } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { Context, Effect, Layer, Option, Stream } from "effect"
import { type FaultInjected, type FaultKind, Faults, type Injector } from "../resilience/Faults.ts"

export const component = "database"

type Database = PgClient.PgClient | SqlClient.SqlClient

export const layer = <E, R>(database: Layer.Layer<Database, E, R>): Layer.Layer<Database, E, R> =>
  Layer.effectContext(
    Effect.gen(function*() {
      const faults = yield* Faults
      const client = faulty(yield* PgClient.PgClient, faults.at(component, failure))
      return Context.make(PgClient.PgClient, client).pipe(Context.add(SqlClient.SqlClient, client))
    })
  ).pipe(Layer.provide(database), Layer.provide(Reactivity.layer))

type Hit = Injector<SqlError.SqlError>

const faulty = (inner: PgClient.PgClient, hit: Hit): PgClient.PgClient => {
  const acquire = Effect.map(
    Effect.serviceOption(SqlClient.TransactionConnection),
    Option.match({ onNone: () => around(outside(inner), hit), onSome: ([connection]) => around(connection, hit) })
  )
  // Beginning, committing and rolling back stay whole: what is left half-way in an engine is not a fault but a ruin.
  const client: PgClient.PgClient = Object.assign(Statement.make(acquire, PgClient.makeCompiler(), [], undefined), {
    ...identity,
    safe: inner.safe,
    withoutTransforms: inner.withoutTransforms,
    config: inner.config,
    json: inner.json,
    reactive: inner.reactive,
    reactiveMailbox: inner.reactiveMailbox,
    reserve: Effect.map(inner.reserve, (connection) => around(connection, hit)),
    listen: (channel: string) =>
      Stream.unwrap(hit(Effect.succeed(inner.listen(channel)), { malformed: (same) => same })),
    notify: (channel: string, payload: string) => hit(inner.notify(channel, payload), { malformed: () => {} }),
    withTransaction: <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      hit(inner.withTransaction(effect), { malformed: (same) => same })
  })
  // No engine of ours renames columns, so the client is its own copy without that.
  return Object.assign(client, { safe: client, withoutTransforms: () => client })
}

const identity: Pick<PgClient.PgClient, typeof SqlClient.TypeId | typeof PgClient.TypeId> = {
  [SqlClient.TypeId]: SqlClient.TypeId,
  [PgClient.TypeId]: PgClient.TypeId
}

/** The connection of a statement that is in no transaction: whichever the client would take. */
const outside = (client: PgClient.PgClient): SqlConnection.Connection => ({
  execute: (text, parameters, transform) => transformed(client.unsafe(text, parameters), transform),
  executeRaw: (text, parameters) => client.unsafe(text, parameters).raw,
  executeStream: (text, parameters) => client.unsafe(text, parameters).stream,
  executeValues: (text, parameters) => client.unsafe(text, parameters).values,
  executeUnprepared: (text, parameters, transform) => transformed(client.unsafe(text, parameters).unprepared, transform)
})

type Transform = Parameters<SqlConnection.Connection["execute"]>[2]

const transformed = <A extends object>(
  rows: Effect.Effect<ReadonlyArray<A>, SqlError.SqlError>,
  transform: Transform
) => transform === undefined ? rows : Effect.map(rows, transform)

const around = (connection: SqlConnection.Connection, hit: Hit): SqlConnection.Connection => ({
  execute: (text, parameters, transform) =>
    hit(connection.execute(text, parameters, transform), { malformed: garbledRows }),
  executeUnprepared: (text, parameters, transform) =>
    hit(connection.executeUnprepared(text, parameters, transform), { malformed: garbledRows }),
  executeRaw: (text, parameters) => hit(connection.executeRaw(text, parameters), { malformed: garbled }),
  executeValues: (text, parameters) =>
    hit(connection.executeValues(text, parameters), { malformed: (rows) => rows.map((row) => row.map(garbled)) }),
  executeStream: (text, parameters, transform) =>
    Stream.unwrap(hit(Effect.succeed(connection.executeStream(text, parameters, transform)), {
      malformed: (rows) => Stream.map(rows, garbledRow),
      partial: (rows) => Stream.concat(Stream.take(rows, rowsBeforeLoss), Stream.fail(sqlError("partial")))
    }))
})

const rowsBeforeLoss = 10

const sqlError = (kind: FaultKind) =>
  new SqlError.SqlError({ cause: causes[kind], message: "A fault was injected into the database" })

const failure = ({ kind }: FaultInjected) => sqlError(kind)

/** As PostgreSQL and its driver would put it, so that it is classified as theirs are. */
const causes: Readonly<Record<FaultKind, { readonly code: string }>> = {
  latency: { code: "57014" },
  error: { code: "57P01" },
  timeout: { code: "ECONNRESET" },
  rate_limit: { code: "53300" },
  malformed: { code: "08P01" },
  partial: { code: "08006" }
}

/** Rows as another table, or another version of it, would give them: every value is of another kind than it was. */
const garbledRows = (rows: ReadonlyArray<unknown>): ReadonlyArray<unknown> => rows.map(garbledRow)

const garbledRow = (row: unknown): unknown =>
  typeof row === "object" && row !== null && !Array.isArray(row)
    ? Object.fromEntries(Object.entries(row).map(([column, value]) => [column, garbled(value)]))
    : garbled(row)

const garbled = (value: unknown): unknown => {
  if (value === null || value === undefined) return value
  if (Array.isArray(value)) return value.map(garbledRow)
  return typeof value === "string" ? value.length : "garbled"
}
