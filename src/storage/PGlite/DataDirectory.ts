/** One process at a time in a data directory: PostgreSQL in a thread would let a second one in, and both would lose data. */
import { Effect, Schema, type Scope } from "effect"
import { createHash, randomUUID } from "node:crypto"
import { mkdirSync, renameSync, unlinkSync } from "node:fs"
import { connect, createServer, type Server } from "node:net"
import { tmpdir } from "node:os"
import { join, relative, resolve } from "node:path"

export class DataDirectoryLocked extends Schema.TaggedError<DataDirectoryLocked>()("DataDirectoryLocked", {
  directory: Schema.String,
  /** The process that holds it, where it said so. */
  pid: Schema.String
}) {
  override get message() {
    return `The data directory ${this.directory} is in use by another process (${this.pid}). ` +
      "Stop that process, or set HOLDFAST_DATA_DIR to another directory."
  }
}

/** The directory cannot be made, written or locked: not a matter of another process. */
export class DataDirectoryUnusable extends Schema.TaggedError<DataDirectoryUnusable>()("DataDirectoryUnusable", {
  directory: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The data directory ${this.directory} cannot be used: ${this.reason}.`
  }
}

/**
 * Holds the directory until the scope closes or the process dies, however it dies: the lock is a listening local
 * socket, which the kernel closes with its process, so there is no stale lock to clean up by hand.
 */
export const lock = (
  directory: string
): Effect.Effect<void, DataDirectoryLocked | DataDirectoryUnusable, Scope.Scope> =>
  Effect.gen(function*() {
    yield* attempt(directory, () => mkdirSync(directory, { recursive: true }))
    yield* Effect.acquireRelease(hold(directory, 3), (server) =>
      Effect.async((resume) => {
        server.close(() => resume(Effect.void))
      }))
  })

const hold = (
  directory: string,
  attempts: number
): Effect.Effect<Server, DataDirectoryLocked | DataDirectoryUnusable> =>
  Effect.gen(function*() {
    const path = address(directory)
    const server = yield* listen(directory, path)
    if (server !== undefined) return server
    const holder = yield* ask(path)
    if (holder !== undefined || attempts === 0) {
      return yield* new DataDirectoryLocked({ directory, pid: holder ?? "unknown" })
    }
    // Its process is gone. Moved aside before it is removed, so that of two newcomers only one removes it.
    const aside = `${path}.${randomUUID().slice(0, 8)}`
    const moved = yield* Effect.option(attempt(directory, () => renameSync(path, aside)))
    if (moved._tag === "Some") {
      const living = yield* ask(aside)
      yield* attempt(directory, () => living === undefined ? unlinkSync(aside) : renameSync(aside, path))
    }
    return yield* hold(directory, attempts - 1)
  })

const taken: Effect.Effect<Server | undefined> = Effect.sync(() => undefined)

/** Undefined where the address is taken. */
const listen = (directory: string, path: string) =>
  Effect.async<Server | undefined, DataDirectoryUnusable>((resume) => {
    const server = createServer((socket) => {
      socket.on("error", () => {})
      socket.end(String(process.pid))
    })
    server.once("error", (error: NodeJS.ErrnoException) =>
      resume(
        error.code === "EADDRINUSE"
          ? taken
          : Effect.fail(new DataDirectoryUnusable({ directory, reason: error.message }))
      ))
    server.listen(path, () => resume(Effect.succeed(server)))
    server.unref()
  })

/** The pid of who listens there; undefined where nobody does. */
const ask = (path: string) =>
  Effect.promise(() =>
    new Promise<string | undefined>((answer) => {
      let said = ""
      const socket = connect(path)
      // A holder too busy to say who it is holds the directory all the same.
      socket.setTimeout(1_000, () => socket.destroy())
      socket.on("data", (chunk) => void (said += chunk.toString()))
      socket.on("connect", () => socket.on("close", () => answer(said === "" ? "unknown" : said)))
      socket.on(
        "error",
        (error: NodeJS.ErrnoException) =>
          answer(error.code === "ECONNREFUSED" || error.code === "ENOENT" ? undefined : "unknown")
      )
    })
  )

const attempt = <A>(directory: string, run: () => A) =>
  Effect.try({
    try: run,
    catch: (cause) =>
      new DataDirectoryUnusable({ directory, reason: cause instanceof Error ? cause.message : String(cause) })
  })

/** A socket's path may have about a hundred bytes: the shorter of its two names, or else one made of the longer. */
const address = (directory: string) => {
  const absolute = join(resolve(directory), "lock")
  if (process.platform === "win32") return `\\\\.\\pipe\\holdfast-${encodeURIComponent(absolute)}`
  const near = relative(process.cwd(), absolute)
  const shorter = near.length < absolute.length ? near : absolute
  if (Buffer.byteLength(shorter) < 100) return shorter
  return join(tmpdir(), `holdfast-${createHash("sha256").update(absolute).digest("hex").slice(0, 24)}`)
}
