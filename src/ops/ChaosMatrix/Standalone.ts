/** A service of its own to break: this process, a free port, a folder that goes away, the demo business, two models. */
import { FileSystem, HttpServer } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { ConfigProvider, Context, Effect, Layer } from "effect"
import * as Serving from "../../Serving.ts"
import * as Settings from "../../Settings.ts"
import { who } from "../Demo/Customers.ts"
import * as Load from "../Demo/Load.ts"
import { MatrixImpossible } from "./Client.ts"
import * as Provider from "./Provider.ts"

/** Breakers that recover within the run: how long they rest is not what the matrix is about. */
const resting = Object.fromEntries(
  ["FACTS", "PATTERNS", "MEMORIES", "DOCUMENTS", "RECORDER", "ANSWER_CACHE", "EMBEDDER"]
    .map((name) => [`HOLDFAST_BREAKER_${name}`, "5, 1 second"])
)

/** Nothing of the environment is used. `more` are settings that win over those made here. */
export const start = Effect.fnUntraced(function*(version: string, more: Readonly<Record<string, string>> = {}) {
  const files = yield* FileSystem.FileSystem
  const settings = yield* Effect.withConfigProvider(
    Settings.settings,
    ConfigProvider.fromMap(
      new Map(Object.entries({
        PORT: "0",
        LOG_LEVEL: "none",
        HOLDFAST_CHAOS: "on",
        HOLDFAST_DATA_DIR: yield* files.makeTempDirectoryScoped({ prefix: "holdfast-chaos-" }),
        HOLDFAST_PRIMARY_MODEL: "openai/scripted",
        OPENAI_API_KEY: "none",
        OPENAI_BASE_URL: yield* Provider.make,
        HOLDFAST_FALLBACK_MODEL: "compatible/scripted",
        COMPATIBLE_BASE_URL: yield* Provider.make,
        HOLDFAST_LLM_REQUESTS_PER_MINUTE: "100000",
        HOLDFAST_CLIENT_REQUESTS_PER_MINUTE: "100000",
        ...resting,
        HOLDFAST_BREAKER_OPENAI: "3, 1 second",
        HOLDFAST_BREAKER_COMPATIBLE: "3, 1 second",
        ...more
      })),
      { pathDelim: "__" }
    )
  )
  const context = yield* Layer.build(
    Serving.layer(settings, version).pipe(
      Layer.provideMerge(Serving.service(settings, { version, terminal: false })),
      Layer.provide(NodeHttpClient.layerUndici)
    )
  )
  yield* Effect.provide(Load.load(() => Effect.void), context)
  const { address } = Context.get(context, HttpServer.HttpServer)
  if (address._tag !== "TcpAddress") return yield* new MatrixImpossible({ message: "It does not listen on TCP." })
  return `http://127.0.0.1:${address.port}`
})

/** Of the demo business: whom the questions are about, and the others. */
export const subjects = {
  subject: "Delta Industries",
  other: "Bluebird Bakery Supply",
  strangers: who.map(({ name }) => name)
}
