/** Faults on purpose as the environment switches them on: what can be hit, and which faults stand from the start. */
import { Config, ConfigError, Effect, Either, Layer, Option, ParseResult, Schema } from "effect"
import * as VectorSearch from "./knowledge/VectorSearch.ts"
import * as FaultyEmbeddings from "./llm/FaultyEmbeddings.ts"
import * as Faults from "./resilience/Faults.ts"
import * as FaultyRedis from "./storage/FaultyRedis.ts"
import * as FaultySql from "./storage/FaultySql.ts"

export interface Chaos {
  readonly on: boolean
  readonly faults: ReadonlyArray<Faults.ComponentFault>
}

const FaultsJson = Schema.parseJson(Schema.Array(Faults.ComponentFault))
const decode = Schema.decodeEither(FaultsJson, { onExcessProperty: "error" })

/** `HOLDFAST_CHAOS` switches them on; `HOLDFAST_CHAOS_FAULTS` is the list that `PUT /api/v1/chaos` takes. */
export const config: Config.Config<Chaos> = Config.all({
  on: Config.mapOrFail(
    Config.withDefault(Config.string("HOLDFAST_CHAOS"), "off"),
    (text) =>
      /^(on|off)$/i.test(text.trim())
        ? Either.right(text.trim().toLowerCase() === "on")
        : Either.left(ConfigError.InvalidData(["HOLDFAST_CHAOS"], "expected on or off"))
  ),
  faults: Config.mapOrFail(
    Config.withDefault(Config.string("HOLDFAST_CHAOS_FAULTS"), "[]"),
    (text) =>
      Either.mapLeft(decode(text), (error) =>
        ConfigError.InvalidData(
          ["HOLDFAST_CHAOS_FAULTS"],
          `expected a list such as [{"component":"database","kind":"latency","latency_ms":1500}]: ${
            ParseResult.ArrayFormatter.formatErrorSync(error).map(({ message, path }) => `${path.join(".")} ${message}`)
              .join("; ").trim()
          }`
        ))
  )
})

export interface Chosen {
  readonly redis: Option.Option<unknown>
  readonly models: ReadonlyArray<{ readonly provider: string }>
}

/** The names under which each can be hit. */
export const components = ({ models, redis }: Chosen): ReadonlyArray<string> => [
  FaultySql.component,
  ...(Option.isSome(redis) ? [FaultyRedis.component] : []),
  FaultyEmbeddings.component,
  VectorSearch.component,
  ...new Set(models.map(({ provider }) => provider))
]

/** What is wrong with the faults of the start, if anything. */
export const problem = ({ faults, on }: Chaos, chosen: Chosen): ConfigError.ConfigError | undefined => {
  if (faults.length === 0) return undefined
  const at = ["HOLDFAST_CHAOS_FAULTS"]
  if (!on) {
    return ConfigError.InvalidData(at, "faults are set, but HOLDFAST_CHAOS is off; set it to on, or leave them out")
  }
  const known = components(chosen)
  const unknown = faults.find(({ component }) => !known.includes(component))
  return unknown === undefined
    ? undefined
    : ConfigError.InvalidData(at, `there is no component ${unknown.component} here; there are ${known.join(", ")}`)
}

/** Nothing where they are off: then no layer is wrapped, and none costs anything. */
export const layer = ({ faults, on }: Chaos, chosen: Chosen): Layer.Layer<never> =>
  on
    ? Layer.merge(
      Faults.layer({ components: components(chosen), faults }),
      Layer.effectDiscard(
        Effect.logWarning("HOLDFAST_CHAOS is on: whoever may operate this service can make every part of it fail").pipe(
          Effect.annotateLogs({
            component: "chaos",
            faults: faults.map(({ component, kind }) => `${component}:${kind}`)
          })
        )
      )
    )
    : Layer.empty
