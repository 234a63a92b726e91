/** The whole service on a free port of the loopback, as the environment given here would start it. */
import { HttpServer } from "@effect/platform"
import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { ConfigProvider, Context, Effect, Layer } from "effect"
import { createHash, randomUUID } from "node:crypto"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Serving from "../../src/Serving.ts"
import * as Settings from "../../src/Settings.ts"
import * as Migrations from "../../src/storage/Migrations.ts"
import * as PackageRoot from "../../src/storage/PackageRoot.ts"
import * as PGlite from "../../src/storage/PGlite.ts"

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; fails the test where it is none. */
  readonly json: Json
}

/** JSON of any shape, for assertions to reach into. */
export type Json = ReturnType<typeof JSON.parse>

export interface Service {
  readonly url: string
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>
  ) => Effect.Effect<Reply>
  readonly chat: (query: string, over?: Readonly<Record<string, unknown>>) => Effect.Effect<Reply>
}

/**
 * A data directory with a migrated database in it, made once for each state of the migrations: opening a copy takes a
 * tenth of what making one does.
 */
const prepared = Effect.gen(function*() {
  const hash = createHash("sha256")
  for (const file of readdirSync(PackageRoot.migrations).sort()) {
    hash.update(readFileSync(join(PackageRoot.migrations, file)))
  }
  const path = join(PackageRoot.root, "node_modules/.cache/holdfast", `data-${hash.digest("hex").slice(0, 16)}`)
  if (!existsSync(path)) {
    const draft = `${path}.${randomUUID()}`
    mkdirSync(draft, { recursive: true })
    yield* Effect.provide(Migrations.run, PGlite.layer({ dataDir: draft }))
    // Whoever was quicker has made the same.
    if (existsSync(path)) rmSync(draft, { recursive: true })
    else renameSync(draft, path)
  }
  return path
}).pipe(Effect.orDie)

/** A copy of it, gone with the scope. */
export const preparedFolder = Effect.gen(function*() {
  const copy = yield* folder
  cpSync(yield* prepared, copy, { recursive: true })
  return copy
})

/** A folder that goes away with the scope. */
export const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "holdfast-test-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

export const client = (url: string): Service => {
  const call: Service["call"] = (method, path, body, headers = {}) =>
    Effect.promise((signal) => send(signal, url, method, path, body, headers))
  return { url, call, chat: (query, over = {}) => call("POST", "/api/chat", { query, session_id: "s-1", ...over }) }
}

const send = async (
  signal: AbortSignal,
  url: string,
  method: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>
): Promise<Reply> => {
  const raw = typeof body === "string" || body instanceof FormData ? body : undefined
  const response = await fetch(`${url}${path}`, {
    method,
    signal,
    headers: { ...(body === undefined || raw !== undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: raw ?? JSON.stringify(body) })
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text)
    }
  }
}

export const start = (environment: Readonly<Record<string, string>> = {}) =>
  Effect.gen(function*() {
    const data = yield* folder
    if (environment["DATABASE_URL"] === undefined && environment["HOLDFAST_DATA_DIR"] === undefined) {
      cpSync(yield* prepared, data, { recursive: true })
    }
    const variables = { PORT: "0", LOG_LEVEL: "none", HOLDFAST_DATA_DIR: data, ...environment }
    const settings = yield* Effect.withConfigProvider(
      Settings.settings,
      ConfigProvider.fromMap(new Map(Object.entries(variables)), { pathDelim: "__" })
    )
    const context = yield* Layer.build(
      Serving.layer(settings, "0.0.0-test").pipe(
        Layer.provideMerge(Serving.service(settings, { version: "0.0.0-test", terminal: false })),
        Layer.provide([NodeHttpClient.layerUndici, NodeContext.layer])
      )
    )
    const { address } = Context.get(context, HttpServer.HttpServer)
    if (address._tag !== "TcpAddress") return yield* Effect.dieMessage("the service does not listen on TCP")
    return { ...client(`http://127.0.0.1:${address.port}`), data, context }
  }).pipe(Effect.orDie)
