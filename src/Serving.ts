/** The service on a socket: what `serve` and `demo` launch. */
import { Effect, Either, Layer } from "effect"
import { readFileSync } from "node:fs"
import { AnswerCache } from "./chat/AnswerCache.ts"
import * as LastResort from "./chat/LastResort.ts"
import * as Checks from "./http/Checks.ts"
import { ClearableCaches } from "./http/MonitoringHttp.ts"
import * as HttpOptions from "./http/Options.ts"
import * as Server from "./http/Server.ts"
import type { Settings } from "./Settings.ts"

/** The keyword answers of the file, or those that are compiled in where it cannot be used. */
export const answers = (file: string): LastResort.KeywordTable =>
  Either.try(() => readFileSync(file, "utf8")).pipe(
    Either.flatMap(LastResort.tableFrom),
    Either.getOrElse(() => LastResort.defaultTable)
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
  chatDeadlineMs: serving.chatDeadlineMs
})

export const layer = (settings: Settings, version: string) =>
  Server.layer({
    host: settings.serving.host,
    port: settings.serving.port,
    drain: settings.serving.drain,
    traced: settings.seeing.otlpEndpoint._tag === "Some"
  }).pipe(
    Layer.provide([clearable, Checks.layer(version), Layer.succeed(HttpOptions.HttpOptions, options(settings))])
  )
