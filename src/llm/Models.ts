/**
 * The models that may write an answer, in the order of asking. The chain is a list rather than an `ExecutionPlan`,
 * because what is asked next depends on what was wrong with the answer before: a plan's steps see neither the findings
 * of the quality gates nor the time that is left, and of several failures a plan keeps the last alone.
 */
import type { FileSystem, HttpClient } from "@effect/platform"
import { Array, type ConfigError, Context, Duration, Effect, Either, Layer, Option } from "effect"
import { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import { GuardOverrides } from "../resilience/Guard.ts"
import * as Hedge from "../resilience/Hedge.ts"
import * as RateLimit from "../resilience/RateLimit.ts"
import type * as RetryPolicy from "../resilience/RetryPolicy.ts"
import * as PackageRoot from "../storage/PackageRoot.ts"
import * as Budget from "./Budget.ts"
import * as FaultyWriter from "./FaultyWriter.ts"
import * as Handle from "./Handle.ts"
import * as ModelConfig from "./ModelConfig.ts"
import * as Providers from "./Providers.ts"
import type { Writer } from "./Writer.ts"

export interface Service {
  /** The first is the primary. Empty where no model is configured: then the composer writes every answer. */
  readonly chain: ReadonlyArray<Handle.Handle>
  /** Where it is wanted that the second is asked as well once the first is slower than usual. */
  readonly hedge?: Hedge.Hedge | undefined
  /** Of every model that was asked for, also of those that cannot be used; no provider is called for it. */
  readonly health: Effect.Effect<{
    readonly models: ReadonlyArray<Handle.Health>
    readonly left_out: ReadonlyArray<LeftOut>
  }>
}

/** A model that was asked for and cannot be reached, for want of a setting. */
export interface LeftOut {
  readonly model: string
  readonly missing: string
}

export class Models extends Context.Tag("holdfast/llm/Models")<Models, Service>() {}

export interface Guarding {
  /** A minute and provider; default 60. */
  readonly requests_per_minute?: number
  /** A minute and provider, prompt and answer together; default no limit. */
  readonly tokens_per_minute?: number | undefined
  readonly hedge?: boolean
  readonly prices?: Budget.Prices
  readonly retry?: RetryPolicy.RetryPolicy
}
export interface Options extends Guarding, Pick<ModelConfig.Settings, "models" | "access"> {}

/** Writers in the order of asking, each behind its provider's breaker and rate limit: for models of one's own. */
export const fromWriters = Effect.fnUntraced(function*(
  writers: ReadonlyArray<Writer>,
  options: Guarding & { readonly left_out?: ReadonlyArray<LeftOut> } = {}
) {
  const breakers = yield* CircuitBreakers
  const limits = yield* RateLimit.RateLimits
  const limiter = yield* limits.make({
    limit: options.requests_per_minute ?? 60,
    window: Duration.minutes(1),
    name: "provider"
  })
  const tokens = options.tokens_per_minute === undefined ? undefined : yield* limits.make({
    limit: options.tokens_per_minute,
    window: Duration.minutes(1),
    name: "provider_tokens"
  })
  const overrides = yield* GuardOverrides
  const chain = yield* Effect.forEach(yield* Effect.forEach(writers, FaultyWriter.make), (writer, i) => {
    const wanted = overrides[writer.provider]
    return Effect.flatMap(
      breakers.get(writer.provider, {
        consecutive_failures: 3,
        reset_timeout: Duration.seconds(30),
        ...wanted?.breaker
      }),
      (breaker) =>
        Handle.make({
          writer,
          role: i === 0 ? "primary" : "fallback",
          breaker,
          limiter,
          tokens,
          timeout: wanted?.timeout,
          prices: options.prices ?? Budget.free,
          retry: { ...options.retry, ...wanted?.retry }
        })
    )
  })
  return Models.of({
    chain,
    hedge: options.hedge === true ? yield* Hedge.make() : undefined,
    health: Effect.map(
      Effect.forEach(chain, ({ health }) => health),
      (models) => ({ models, left_out: options.left_out ?? [] })
    )
  })
})

/** A model without its key is left out with a warning: the ones that can be reached answer without it. */
const make = Effect.fnUntraced(function*(options: Options) {
  const [left_out, usable] = Array.partitionMap(
    options.models,
    (name) =>
      Option.match(Option.fromNullable(Providers.missing(name.provider, options.access[name.provider])), {
        onNone: () => Either.right(name),
        onSome: (missing) => Either.left({ model: `${name.provider}/${name.model}`, missing })
      })
  )
  yield* Effect.forEach(
    left_out,
    ({ missing, model }) =>
      Effect.logWarning(`${model} is left out of the answering chain: ${missing} is not set`).pipe(
        Effect.annotateLogs({ component: "Models" })
      ),
    { discard: true }
  )
  const writers = yield* Effect.forEach(
    usable,
    ({ model, provider }) => Providers.make(provider, model, options.access[provider])
  )
  return yield* fromWriters(writers, { ...options, left_out })
})

export const layer = (options: Options): Layer.Layer<Models, never, HttpClient.HttpClient | CircuitBreakers> =>
  Layer.scoped(Models, make(options))

/** Reads the environment, and what models cost from `config/prices.json`. */
export const layerConfig: Layer.Layer<
  Models,
  ConfigError.ConfigError,
  HttpClient.HttpClient | CircuitBreakers | FileSystem.FileSystem
> = Layer.scoped(
  Models,
  Effect.flatMap(
    Effect.all([ModelConfig.config, Budget.read(`${PackageRoot.config}/prices.json`)]),
    ([settings, prices]) => make({ ...settings, prices })
  )
)

/** No model at all: the composer writes. */
export const layerNone: Layer.Layer<Models> = Layer.succeed(
  Models,
  Models.of({ chain: [], health: Effect.succeed({ models: [], left_out: [] }) })
)
