/** What the environment chooses to run on: the embedded database or a served one, Redis or none, which models. */
import { type FileSystem, type HttpClient } from "@effect/platform"
import { Effect, Layer, Logger, Option, type Scope } from "effect"
import { join } from "node:path"
import * as Chaos from "./Chaos.ts"
import * as Budget from "./llm/Budget.ts"
import * as EarlierEmbeddings from "./llm/Embeddings/Earlier.ts"
import * as EmbeddingsLocal from "./llm/Embeddings/Local.ts"
import * as EmbeddingsOpenAi from "./llm/Embeddings/OpenAi.ts"
import * as FaultyEmbeddings from "./llm/FaultyEmbeddings.ts"
import * as Models from "./llm/Models.ts"
import * as CircuitBreakers from "./resilience/CircuitBreakers.ts"
import type { Settings } from "./Settings.ts"
import * as DeadLettersSql from "./storage/DeadLetters/Sql.ts"
import * as FaultyRedis from "./storage/FaultyRedis.ts"
import * as FaultySql from "./storage/FaultySql.ts"
import * as Maintenance from "./storage/Maintenance.ts"
import * as Migrations from "./storage/Migrations.ts"
import * as PackageRoot from "./storage/PackageRoot.ts"
import * as PGlite from "./storage/PGlite.ts"
import * as Postgres from "./storage/Postgres.ts"
import * as RateLimits from "./storage/RateLimits.ts"
import * as Redis from "./storage/Redis.ts"
import * as Spool from "./storage/Spool.ts"
import * as Telemetry from "./telemetry/Telemetry.ts"

export const database = ({ dataDir, databaseUrl }: Settings["storage"], chaos: boolean = false) =>
  Option.match(databaseUrl, {
    onNone: () => {
      const embedded = PGlite.layer({ dataDir })
      return Layer.provideMerge(Maintenance.layer, chaos ? FaultySql.layer(embedded) : embedded)
    },
    onSome: (url) => {
      const served = Layer.orDie(Postgres.layer({ url }))
      return chaos ? FaultySql.layer(served) : served
    }
  })

/** For the command line: the dead letters alone, with what is to be said of them on the error output. */
export const deadLetters = (storage: Settings["storage"]) =>
  DeadLettersSql.layer.pipe(
    Layer.provide([Spool.layer({ dataDir: storage.dataDir }), database(storage)]),
    Layer.provide(Logger.replace(Logger.defaultLogger, Logger.withConsoleError(Logger.logfmtLogger)))
  )

const redis = ({ redisUrl }: Settings["storage"]) =>
  Option.match(redisUrl, { onNone: () => Redis.layerNone, onSome: Redis.layer })

const prices = Budget.read(join(PackageRoot.config, "prices.json"))

const models = (settings: Settings["models"]): Layer.Layer<
  Models.Models,
  never,
  HttpClient.HttpClient | CircuitBreakers.CircuitBreakers | FileSystem.FileSystem
> =>
  Layer.unwrapEffect(
    Effect.map(prices, (prices) => Models.layer({ ...settings, prices }))
  )

const served = (
  provider: "openai" | "compatible",
  model: string,
  { api_key, base_url }: Settings["models"]["access"]["openai"],
  prices: Budget.Prices
): EmbeddingsOpenAi.Options => ({
  prices,
  model: `${provider}/${model}`,
  baseUrl: base_url ?? "https://api.openai.com/v1",
  ...(api_key === undefined ? {} : { apiKey: api_key })
})

const embeddings = ({ embedder, models }: Settings) =>
  embedder === undefined
    ? EmbeddingsLocal.layer
    : Layer.unwrapEffect(
      Effect.map(prices, (prices) =>
        EmbeddingsOpenAi.layer(served(embedder.provider, embedder.model, models.access[embedder.provider], prices)))
    )

/** What vectors may still be from, as far as its provider is set up. */
const earlierEmbeddings = ({ models: { access } }: Settings) =>
  Layer.scoped(
    EarlierEmbeddings.EarlierEmbeddings,
    Effect.gen(function*() {
      const known = yield* prices
      const context = yield* Effect.context<HttpClient.HttpClient | CircuitBreakers.CircuitBreakers | Scope.Scope>()
      const find = yield* Effect.cachedFunction((name: string) => {
        const [provider, ...model] = name.split("/")
        const usable = (provider === "openai" && access.openai.api_key !== undefined) ||
          (provider === "compatible" && access.compatible.base_url !== undefined)
        return usable
          ? Effect.asSome(EmbeddingsOpenAi.make(served(provider, model.join("/"), access[provider], known)))
          : EarlierEmbeddings.builtIn(name)
      })
      return { find: (name) => Effect.provide(find(name), context) }
    })
  )

export const telemetry = ({ seeing, storage }: Settings, terminal: boolean, version: string) =>
  Telemetry.layer({
    logLevel: seeing.logLevel,
    logFormat: Option.getOrElse(seeing.logFormat, () => terminal ? "pretty" as const : "json" as const),
    serviceName: seeing.serviceName,
    serviceVersion: version,
    dataDirectory: storage.dataDir,
    ...(Option.isSome(seeing.otlpEndpoint) ? { otlpEndpoint: seeing.otlpEndpoint.value } : {})
  })

export const layer = (settings: Settings) => {
  const { chaos, models: { models: chain }, storage } = settings
  const shared = chaos.on ? FaultyRedis.layer(redis(storage)) : redis(storage)
  return Layer.mergeAll(
    Layer.provideMerge(Migrations.layer, database(storage, chaos.on)),
    Spool.layer({ dataDir: storage.dataDir }),
    models(settings.models),
    chaos.on ? FaultyEmbeddings.layer(embeddings(settings)) : embeddings(settings),
    earlierEmbeddings(settings)
  ).pipe(
    Layer.provideMerge(RateLimits.layer),
    Layer.provideMerge(Layer.merge(shared, CircuitBreakers.layer)),
    Layer.provideMerge(Chaos.layer(chaos, { redis: storage.redisUrl, models: chain }))
  )
}
