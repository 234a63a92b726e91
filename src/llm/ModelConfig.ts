/** Which models answer, in which order, and how they are reached, as the environment says it. */
import { Array, Config, ConfigError, Either, Option, String } from "effect"
import * as Providers from "./Providers.ts"

/** `provider/model`; everything after the first slash belongs to the model's name. */
export interface ModelName {
  readonly provider: Providers.Provider
  readonly model: string
}

export interface Settings {
  /** In the order of asking: the first is the primary, the others are fallbacks. Empty: the composer writes. */
  readonly models: ReadonlyArray<ModelName>
  readonly access: Readonly<Record<Providers.Provider, Providers.Access>>
  readonly requests_per_minute: number
  readonly tokens_per_minute: number | undefined
  /** Whether the second model is asked as well once the first is slower than usual. */
  readonly hedge: boolean
}

/** The name that stands for no model at all. */
export const composer = "local/composer"

/** A name as people write it; what is wrong with it otherwise. The composer's name gives nothing. */
export const parse = (text: string): Either.Either<Option.Option<ModelName>, string> => {
  if (text === composer) return Either.right(Option.none())
  const slash = text.indexOf("/")
  const provider = Array.findFirst(Providers.names, (name) => name === text.slice(0, slash))
  const expected = `expected ${Providers.names.map((name) => `${name}/MODEL`).join(", ")} or ${composer}`
  if (slash < 0) return Either.left(`"${text}" names no provider; ${expected}`)
  if (Option.isNone(provider)) return Either.left(`"${text}" names no provider that is known; ${expected}`)
  const model = text.slice(slash + 1)
  return model.trim() === "" || /\s/.test(model)
    ? Either.left(`"${text}" names no model; ${expected}`)
    : Either.right(Option.some({ provider: provider.value, model }))
}

const models = (variable: string) =>
  Config.nonEmptyString(variable).pipe(
    Config.mapOrFail((list) =>
      Either.mapLeft(
        Either.all(list.split(",").map(String.trim).filter(String.isNonEmpty).map(parse)),
        (problem) => ConfigError.InvalidData([variable], problem)
      )
    ),
    Config.map(Array.getSomes),
    Config.option
  )

const address = (variable: string) =>
  Config.nonEmptyString(variable).pipe(
    Config.mapOrFail((url) =>
      URL.canParse(url) && /^https?:/.test(url)
        ? Either.right(url)
        : Either.left(ConfigError.InvalidData([variable], `expected a URL such as https://host/v1, not "${url}"`))
    ),
    optional
  )
const secret = (variable: string) => optional(Config.redacted(Config.nonEmptyString(variable)))
const optional = <A>(config: Config.Config<A>) => Config.map(Config.option(config), Option.getOrUndefined)

const perMinute = (variable: string) =>
  Config.validate(Config.integer(variable), {
    message: "expected a whole number above 0",
    validation: (count) => count > 0
  })

export const config: Config.Config<Settings> = Config.all({
  primary: models("HOLDFAST_PRIMARY_MODEL"),
  fallback: models("HOLDFAST_FALLBACK_MODEL"),
  openai: Config.all({ api_key: secret("OPENAI_API_KEY"), base_url: address("OPENAI_BASE_URL") }),
  anthropic: Config.all({ api_key: secret("ANTHROPIC_API_KEY"), base_url: address("ANTHROPIC_BASE_URL") }),
  google: Config.all({ api_key: secret("GOOGLE_API_KEY") }),
  compatible: Config.all({ api_key: secret("COMPATIBLE_API_KEY"), base_url: address("COMPATIBLE_BASE_URL") }),
  requests_per_minute: Config.withDefault(perMinute("HOLDFAST_LLM_REQUESTS_PER_MINUTE"), 60),
  tokens_per_minute: optional(perMinute("HOLDFAST_LLM_TOKENS_PER_MINUTE")),
  hedge: Config.withDefault(Config.boolean("HOLDFAST_HEDGE"), false)
}).pipe(
  Config.map(({ fallback, hedge, primary, requests_per_minute, tokens_per_minute, ...access }) => ({
    models: chosen(primary, fallback, access),
    access,
    requests_per_minute,
    tokens_per_minute,
    hedge
  }))
)

type Chosen = Option.Option<ReadonlyArray<ModelName>>

/** Where nothing is named, the keys that are there decide. Without a primary model there is no fallback either. */
const chosen = (primary: Chosen, fallback: Chosen, access: Settings["access"]): ReadonlyArray<ModelName> => {
  const keyed = usual.filter(({ provider }) => access[provider].api_key !== undefined)
  const first = Option.getOrElse(primary, (): ReadonlyArray<ModelName> => keyed.slice(0, 1))
  const [head] = first
  if (head === undefined) return []
  const others = keyed.filter(({ provider }) => provider !== head.provider)
  const smaller = access[head.provider].api_key === undefined
    ? []
    : small.filter((name) => name.provider === head.provider)
  const next = Option.getOrElse(fallback, () => first.length > 1 ? [] : others.length > 0 ? others : smaller)
  return Array.dedupeWith([...first, ...next], (a, b) => a.provider === b.provider && a.model === b.model)
}
const usual: ReadonlyArray<ModelName> = [
  { provider: "openai", model: "gpt-4o" },
  { provider: "anthropic", model: "claude-sonnet-4-5" },
  { provider: "google", model: "gemini-2.5-flash" }
]
const small: ReadonlyArray<ModelName> = [
  { provider: "openai", model: "gpt-4o-mini" },
  { provider: "anthropic", model: "claude-haiku-4-5" },
  { provider: "google", model: "gemini-2.5-flash-lite" }
]
