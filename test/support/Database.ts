/**
 * The databases that storage must behave the same on. Each call of `layer` is an empty, migrated database of its own:
 *
 *   for (const engine of Database.engines) it.layer(engine.layer())(`Facts on ${engine.name}`, (it) => { … })
 */
import type { SqlClient } from "@effect/sql"
import type { PgClient } from "@effect/sql-pg"
import { Effect, Layer, Redacted } from "effect"
import { createHash, randomUUID } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { Client } from "pg"
import { inject } from "vitest"
import * as Migrations from "../../src/storage/Migrations.ts"
import * as PackageRoot from "../../src/storage/PackageRoot.ts"
import * as PGlite from "../../src/storage/PGlite.ts"
import * as Postgres from "../../src/storage/Postgres.ts"

export interface Engine {
  readonly name: "PGlite" | "PostgreSQL"
  readonly layer: () => Layer.Layer<SqlClient.SqlClient | PgClient.PgClient>
}

/** The embedded database, for tests that need only one. */
export const embedded: Engine = {
  name: "PGlite",
  layer: () => Layer.unwrapEffect(Effect.map(snapshot, (dump) => PGlite.layer({ snapshot: dump }))).pipe(Layer.orDie)
}

/** The served one; where this machine has no PostgreSQL it is not among the engines. */
export const served: Engine = {
  name: "PostgreSQL",
  layer: () => Layer.unwrapScoped(Effect.map(database, (url) => Postgres.layer({ url }))).pipe(Layer.orDie)
}

export const engines: ReadonlyArray<Engine> = inject("postgres") === 0 ? [embedded] : [embedded, served]

/** Address of a new migrated database on the served PostgreSQL, dropped with the scope. */
export const database = Effect.gen(function*() {
  const server = yield* Effect.promise(serverUrl)
  const name = `test_${randomUUID().replaceAll("-", "")}`
  yield* Effect.acquireRelease(
    Effect.promise(() => administer(server, `create database ${name} template migrated`)),
    () => Effect.promise(() => administer(server, `drop database if exists ${name} with (force)`))
  )
  return Redacted.make(server.replace(/postgres$/, name))
})

/** Made once for each state of the migrations and kept beside the other caches. */
const snapshot = Effect.gen(function*() {
  const hash = createHash("sha256")
  for (const file of readdirSync(PackageRoot.migrations).sort()) {
    hash.update(readFileSync(join(PackageRoot.migrations, file)))
  }
  const directory = join(PackageRoot.root, "node_modules/.cache/holdfast")
  const path = join(directory, `pglite-${hash.digest("hex").slice(0, 16)}.tgz`)
  if (!existsSync(path)) {
    const dump = yield* PGlite.dump(Migrations.run)
    mkdirSync(directory, { recursive: true })
    const draft = `${path}.${randomUUID()}`
    writeFileSync(draft, dump)
    renameSync(draft, path)
  }
  return new Uint8Array(readFileSync(path))
})

const serverUrl = () =>
  new Promise<string>((resolve, reject) => {
    let said = ""
    const socket = connect(inject("postgres"), "127.0.0.1")
    socket.on("error", reject)
    socket.on("data", (chunk) => void (said += String(chunk)))
    socket.on("end", () => said.startsWith("postgres:") ? resolve(said) : reject(new Error(said)))
  })

const administer = async (url: string, statement: string) => {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
