/** Brings the database's tables to what this version needs: numbered SQL files, forward only, once each. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { SqlError } from "@effect/sql/SqlError"
import { Context, Data, DateTime, Deferred, Effect, Layer, Ref, Schedule, Schema } from "effect"
import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import * as PackageRoot from "./PackageRoot.ts"

export class MigrationFailed extends Schema.TaggedError<MigrationFailed>()("MigrationFailed", {
  migration: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The migration ${this.migration} failed: ${this.reason}.`
  }
}

export type Status = Data.TaggedEnum<{
  /** The database has not been reached yet; it is tried again and again. */
  Pending: { readonly reason: string }
  Done: { readonly applied: ReadonlyArray<string> }
  Failed: { readonly migration: string; readonly reason: string }
}>
export const Status = Data.taggedEnum<Status>()

export interface Service {
  readonly status: Effect.Effect<Status>
  /** Returns once the tables are what this version needs. */
  readonly done: Effect.Effect<void>
}

export class Migrations extends Context.Tag("holdfast/storage/Migrations")<Migrations, Service>() {}

/**
 * Applies what is missing, in order, each file in a transaction of its own, and returns the names of those it applied.
 * Two replicas that start together take turns. `SqlError` means that the database could not be asked.
 */
export const run: Effect.Effect<ReadonlyArray<string>, MigrationFailed | SqlError, SqlClient.SqlClient> = Effect.gen(
  function*() {
    const sql = yield* SqlClient.SqlClient
    const files = yield* read
    const selectApplied = SqlSchema.findAll({
      Request: Schema.Void,
      Result: Schema.Struct({ id: Schema.Number, name: Schema.String, hash: Schema.String }),
      execute: () => sql`select id, name, hash from app.migrations order by id`
    })

    const apply = (file: File) =>
      Effect.gen(function*() {
        yield* sql`select pg_advisory_xact_lock(${lockId})`
        yield* sql`create schema if not exists app`
        yield* sql`create table if not exists app.migrations (
          id integer primary key, name text not null, hash text not null, applied_at timestamptz not null
        )`
        const earlier = (yield* selectApplied()).find((row) => row.id === file.id)
        if (earlier !== undefined) {
          if (earlier.hash === file.hash) return false
          return yield* new MigrationFailed({ migration: file.name, reason: "it was changed after it was applied" })
        }
        yield* Effect.mapError(sql.unsafe(file.text), (error) => asFailure(file, error))
        const now = DateTime.toDateUtc(yield* DateTime.now)
        yield* sql`insert into app.migrations (id, name, hash, applied_at)
          values (${file.id}, ${file.name}, ${file.hash}, ${now}::timestamptz)`
        return true
      }).pipe(
        sql.withTransaction,
        Effect.catchTag(
          "ParseError",
          (cause) => new SqlError({ cause, message: "The list of migrations cannot be read" })
        )
      )

    // Not `Effect.filter`, which begins with the last one.
    const applied = yield* Effect.forEach(files, (file) => Effect.map(apply(file), (now) => now ? [file.name] : []))
    return applied.flat()
  }
).pipe(Effect.withSpan("Migrations.run"))

/** Migrates before anything else is built if the database can be reached, and in the background as soon as it can be. */
export const layer: Layer.Layer<Migrations, never, SqlClient.SqlClient> = Layer.scoped(
  Migrations,
  Effect.gen(function*() {
    const status = yield* Ref.make<Status>(Status.Pending({ reason: "not tried yet" }))
    const done = yield* Deferred.make<void>()

    const attempt = run.pipe(
      Effect.tap((applied) => Ref.set(status, Status.Done({ applied }))),
      Effect.tapErrorTag("SqlError", (error) =>
        Effect.logWarning("The database cannot be migrated yet").pipe(
          Effect.annotateLogs({ component: "migrations", reason: describe(error) }),
          Effect.zipRight(Ref.set(status, Status.Pending({ reason: describe(error) })))
        )),
      Effect.tapErrorTag(
        "MigrationFailed",
        (error) =>
          Effect.logFatal("The database's tables are not what this version needs").pipe(
            Effect.annotateLogs({ component: "migrations", severity: "critical", reason: error.message }),
            Effect.zipRight(Ref.set(status, Status.Failed({ migration: error.migration, reason: error.reason })))
          )
      ),
      Effect.zipRight(Deferred.succeed(done, undefined))
    )

    // A database that accepts the connection and then hangs must not hold up the start.
    const first = yield* attempt.pipe(Effect.disconnect, Effect.timeout("15 seconds"), Effect.either)
    if (first._tag === "Left") {
      yield* Effect.forkScoped(Effect.retry(Effect.delay(attempt, "1 second"), untilItWorks))
    }
    return Migrations.of({ status: Ref.get(status), done: Deferred.await(done) })
  })
)

interface File {
  readonly id: number
  readonly name: string
  readonly text: string
  readonly hash: string
}

const read = Effect.tryPromise({
  try: async () => {
    const names = (await readdir(PackageRoot.migrations)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort()
    return Promise.all(names.map(async (name): Promise<File> => {
      const text = await readFile(join(PackageRoot.migrations, name), "utf8")
      return { id: Number(name.slice(0, 4)), name, text, hash: createHash("sha256").update(text).digest("hex") }
    }))
  },
  catch: (cause) => new MigrationFailed({ migration: "(files)", reason: String(cause) })
})

/** An error of the SQL is the migration's; a lost connection, or a server that is starting or full, is not. */
const asFailure = (file: File, error: SqlError): MigrationFailed | SqlError =>
  /^(08|53|57)/.test(code(error)) || !/^[0-9A-Z]{5}$/.test(code(error))
    ? error
    : new MigrationFailed({ migration: file.name, reason: describe(error) })

const Cause = Schema.Struct({ code: Schema.optional(Schema.String), message: Schema.optional(Schema.String) })
const isCause = Schema.is(Cause)
const code = (error: SqlError) => isCause(error.cause) ? error.cause.code ?? "" : ""
const describe = (error: SqlError) => isCause(error.cause) ? error.cause.message ?? error.message : error.message

const lockId = 7_423_901
const untilItWorks = Schedule.exponential("500 millis").pipe(Schedule.union(Schedule.spaced("5 seconds")))
