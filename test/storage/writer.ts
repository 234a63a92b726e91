/** A process that keeps writing rows into an embedded database, and says each number once it is committed. */
import { SqlClient } from "@effect/sql"
import { Effect, Schedule } from "effect"
import * as PGlite from "../../src/storage/PGlite.ts"

const write = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table if not exists rows (n int primary key)`
  let n = 0
  yield* Effect.suspend(() => {
    n += 1
    return Effect.map(sql`insert into rows values (${n})`, () => process.stdout.write(`${n}\n`))
  }).pipe(Effect.repeat(Schedule.forever))
})

Effect.runFork(Effect.provide(write, PGlite.layer({ dataDir: process.argv[2] })))
