/** `kill -9` in the middle of writes of every kind, again and again: what was acknowledged is there, and is there once. */
import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Redacted, Schedule } from "effect"
import * as Migrations from "../src/storage/Migrations.ts"
import * as PGlite from "../src/storage/PGlite.ts"
import * as Postgres from "../src/storage/Postgres.ts"
import * as Business from "./support/Business.ts"
import * as PostgresServer from "./support/PostgresServer.ts"
import * as Program from "./support/Program.ts"
import * as Service from "./support/Service.ts"
import * as Writers from "./support/Writers.ts"

const rounds = 6

interface World {
  readonly environment: Readonly<Record<string, string>>
  readonly database: Layer.Layer<SqlClient.SqlClient, unknown>
  /** What else dies in this round, while the writers are at it. */
  readonly alsoKilled?: (round: number) => Effect.Effect<unknown, unknown>
}

const survives = ({ alsoKilled = () => Effect.void, database, environment }: World) =>
  Effect.gen(function*() {
    const written = Writers.make()
    for (let round = 0; round < rounds; round += 1) {
      const served = yield* Program.serve(environment)
      if (round === 0) yield* served.service.call("PUT", "/api/v1/domain/customers", { rows: Business.customers })
      yield* written.checkKeys(served.service)
      const writing = yield* Effect.fork(written.writeUntilItDies(served.service, round))
      yield* written.acknowledged(20)
      yield* alsoKilled(round)
      // At another point of whatever is going on each time.
      yield* Effect.sleep(`${7 * round} millis`)
      yield* Program.kill(served)
      yield* writing.await
    }
    const last = yield* Program.serve(environment)
    yield* written.checkKeys(last.service)
    yield* Effect.retry(
      Effect.sandbox(written.checkLessons(last.service)),
      Schedule.intersect(Schedule.spaced("500 millis"), Schedule.recurs(120))
    )
    // Whose work is done has it written down before it ends: no job is left that was done.
    yield* Program.stop(last)
    yield* Effect.provide(written.checkRows, database)
    assert.isAbove(written.count(), 20 * rounds)
  })

it.scopedLive("loses nothing on the embedded database", () =>
  Effect.gen(function*() {
    const dataDir = yield* Service.preparedFolder
    const environment = { HOLDFAST_DATA_DIR: dataDir, HOLDFAST_CLIENT_REQUESTS_PER_MINUTE: "1000000" }
    yield* survives({ environment, database: PGlite.layer({ dataDir }) })
  }), 240_000)

it.scopedLive.skipIf(!PostgresServer.available)(
  "loses nothing on a served database, nor when that is killed under it",
  () =>
    Effect.gen(function*() {
      const postgres = yield* PostgresServer.make
      const database = Postgres.layer({ url: Redacted.make(postgres.url) })
      yield* Effect.provide(Migrations.run, database)
      yield* survives({
        environment: {
          DATABASE_URL: postgres.url,
          HOLDFAST_DATA_DIR: yield* Service.folder,
          HOLDFAST_CLIENT_REQUESTS_PER_MINUTE: "1000000"
        },
        database,
        alsoKilled: (round) =>
          round === 3
            ? Effect.zipRight(postgres.kill, postgres.start)
            : round === 5
            ? Effect.zipRight(killBackend(database), Effect.sleep("300 millis"))
            : Effect.void
      })
    }),
  240_000
)

/** The process of one of the service's own connections: PostgreSQL then ends all the others and recovers. */
const killBackend = (database: Layer.Layer<SqlClient.SqlClient, unknown>) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql<{ pid: number }>`select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`
    process.kill(rows[0]!.pid, "SIGKILL")
  }).pipe(Effect.provide(database))
