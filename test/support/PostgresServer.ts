/** A throw-away PostgreSQL server from the binaries of this machine. */
import { Effect, type Scope } from "effect"
import { execFileSync } from "node:child_process"
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { Client } from "pg"
import * as Process from "./Process.ts"

export interface PostgresServer extends Process.Process {
  readonly url: string
}

/** Where `initdb` and `postgres` are, if they are anywhere. */
export const binaries: string | undefined = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  ...(existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").sort().reverse().map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [])
].find((directory) => existsSync(join(directory, "initdb")) && existsSync(join(directory, "postgres")))

export const available = binaries !== undefined

export const make: Effect.Effect<PostgresServer, never, Scope.Scope> = Effect.gen(function*() {
  const directory = yield* Effect.acquireRelease(
    Effect.sync(initialise),
    (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
  )
  const urlAt = (port: number) => `postgres://holdfast:secret@127.0.0.1:${port}/postgres`
  const server = yield* Process.make({
    command: join(binaries!, "postgres"),
    arguments: (port) => [
      ...["-D", join(directory, "data"), "-k", directory, "-p", String(port)],
      ...["listen_addresses=127.0.0.1", "fsync=off", "max_connections=200", "log_min_messages=fatal"]
        .flatMap((setting) => ["-c", setting])
    ],
    user,
    stopSignal: "SIGINT",
    probe: async (port) => {
      const client = new Client({ connectionString: urlAt(port), connectionTimeoutMillis: 2_000 })
      client.on("error", () => {})
      await client.connect()
      await client.query("select 1").finally(() => client.end())
    }
  })
  return { ...server, url: urlAt(server.port) }
})

/** PostgreSQL refuses to run as root, so root runs it as somebody who may do nothing else. */
const user = process.getuid?.() === 0 ? unprivileged() : undefined

function unprivileged() {
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (kind: string) => Number(execFileSync("id", [kind, name], { encoding: "utf8" }))
      return { uid: id("-u"), gid: id("-g") }
    } catch {
      continue
    }
  }
  throw new Error("There is no account to run PostgreSQL as: root may not.")
}

const initialise = () => {
  const directory = mkdtempSync(join(tmpdir(), "holdfast-postgres-"))
  if (user !== undefined) chownSync(directory, user.uid, user.gid)
  execFileSync(
    join(binaries!, "initdb"),
    ["-D", join(directory, "data"), "-U", "holdfast", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"],
    { ...user, cwd: "/", stdio: ["ignore", "ignore", "pipe"] }
  )
  return directory
}
