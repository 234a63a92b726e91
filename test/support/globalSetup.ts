/** Runs once before all test files: says where they get a PostgreSQL server, which is started when the first one asks. */
import { Effect, Exit, Redacted, Scope } from "effect"
import { createServer } from "node:net"
import type { TestProject } from "vitest/node"
import * as Migrations from "../../src/storage/Migrations.ts"
import * as Postgres from "../../src/storage/Postgres.ts"
import * as PostgresServer from "./PostgresServer.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The port that tells the server's address; 0 where this machine has no PostgreSQL. */
    readonly postgres: number
  }
}

export default async function setup(project: TestProject) {
  if (!PostgresServer.available) {
    const problem =
      "There is no PostgreSQL on this machine (initdb, postgres): its half of the storage tests is SKIPPED."
    if (process.env["CI"] === "true") throw new Error(problem)
    process.stderr.write(`\n!!! ${problem}\n\n`)
    project.provide("postgres", 0)
    return
  }
  const scope = Effect.runSync(Scope.make())
  let started: Promise<string> | undefined
  const teller = createServer((socket) => {
    socket.on("error", () => {})
    started ??= Effect.runPromise(Scope.extend(start, scope))
    started.then((url) => socket.end(url), (cause) => socket.end(`failed: ${String(cause)}`))
  })
  await new Promise<void>((resolve) => teller.listen(0, "127.0.0.1", resolve))
  const address = teller.address()
  project.provide("postgres", typeof address === "object" && address !== null ? address.port : 0)
  return async () => {
    teller.close()
    await Effect.runPromise(Scope.close(scope, Exit.void))
  }
}

/** The server, with a migrated database called `migrated` to make others from. */
const start = Effect.gen(function*() {
  const { url } = yield* PostgresServer.make
  const migrated = (name: string) => Redacted.make(url.replace(/postgres$/, name))
  yield* Effect.scoped(
    Effect.promise(async () => {
      const { Client } = await import("pg")
      const client = new Client({ connectionString: url })
      await client.connect()
      await client.query("create database migrated").finally(() => client.end())
    })
  )
  yield* Effect.provide(Migrations.run, Postgres.layer({ url: migrated("migrated") }))
  return url
})
