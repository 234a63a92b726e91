/** The service on a socket: what `serve` and `demo` launch. */
import { FileSystem } from "@effect/platform"
import { Effect, Layer, Option } from "effect"
import { join } from "node:path"
import { AnswerCache } from "./chat/AnswerCache.ts"
import * as LastResort from "./chat/LastResort.ts"
import * as Holdfast from "./Holdfast.ts"
import * as Checks from "./http/Checks.ts"
import { ClearableCaches } from "./http/MonitoringHttp.ts"
import * as HttpOptions from "./http/Options.ts"
import * as Server from "./http/Server.ts"
import * as Infrastructure from "./Infrastructure.ts"
import { MemoryPolicy } from "./knowledge/Memories/Retention.ts"
import { GuardOverrides } from "./resilience/Guard.ts"
import * as UsageSql from "./sessions/Usage/Sql.ts"
import type { Settings } from "./Settings.ts"
import * as PackageRoot from "./storage/PackageRoot.ts"

/** The keyword answers of the file, or those that are compiled in where it cannot be used. */
const answers = Effect.gen(function*() {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(join(PackageRoot.config, "fallback-answers.json"))
  return yield* LastResort.tableFrom(text)
}).pipe(
  Effect.catchAll((problem) =>
    Effect.as(
      Effect.logWarning("config/fallback-answers.json cannot be used; the built-in keyword answers stand in").pipe(
        Effect.annotateLogs({ component: "ladder", error_type: problem._tag })
      ),
      LastResort.defaultTable
    )
  )
)

/** Everything but the socket, over what the environment chose. */
export const service = (settings: Settings, process: { readonly version: string; readonly terminal: boolean }) =>
  Layer.unwrapEffect(Effect.map(answers, (table) =>
    Holdfast.layer({
      archive: settings.storage.archive,
      answers: table,
      ...(Option.isSome(settings.seeing.supportContact) ? { supportContact: settings.seeing.supportContact.value } : {})
    }))).pipe(
      Layer.provideMerge(Infrastructure.layer(settings)),
      Layer.provide([Layer.succeed(GuardOverrides, settings.guards), Layer.succeed(MemoryPolicy, settings.memories)]),
      Layer.provideMerge(Infrastructure.telemetry(settings, process.terminal, process.version))
    )

const clearable = Layer.effect(
  ClearableCaches,
  Effect.map(AnswerCache, (cache) => ({ answers: cache.clear }))
)

export const options = ({ serving }: Settings): HttpOptions.Options => ({
  ...HttpOptions.defaults,
  keys: serving.keys,
  anonymous: serving.allowAnonymous,
  requestsPerMinute: serving.clientRequestsPerMinute,
  maxConcurrency: serving.maxConcurrency,
  queueSize: serving.queueSize,
  adaptiveConcurrency: serving.adaptiveConcurrency,
  chatDeadlineMs: serving.chatDeadlineMs
})

export const layer = (settings: Settings, version: string) =>
  Server.layer({
    host: settings.serving.host,
    port: settings.serving.port,
    drain: settings.serving.drain,
    traced: settings.seeing.otlpEndpoint._tag === "Some"
  }).pipe(
    Layer.provide([
      clearable,
      UsageSql.layer,
      Checks.layer(version),
      Layer.succeed(HttpOptions.HttpOptions, options(settings))
    ])
  )
