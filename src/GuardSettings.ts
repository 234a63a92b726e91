/** What an operator may set otherwise about the guards of single dependencies: breaker, retries, time limit. */
import { Config, ConfigError, Duration, Effect, Either, Option } from "effect"
import * as Providers from "./llm/Providers.ts"
import type * as Guard from "./resilience/Guard.ts"

/** The end of the variable's name, in capitals. Redis is asked for too many things for one time limit or retry. */
const guarded = [
  ...["facts", "patterns", "memories", "documents", "recorder", "answer_cache", "embedder"],
  ...Providers.names
]
const names: Readonly<Record<string, ReadonlyArray<string>>> = {
  HOLDFAST_TIMEOUT_: guarded,
  HOLDFAST_RETRY_: guarded,
  HOLDFAST_BREAKER_: [...guarded, "redis"]
}

const duration = (name: string, text: string) =>
  Either.fromOption(
    Duration.decodeUnknown(/^\d+$/.test(text.trim()) ? Number(text) : text.trim()),
    () => ConfigError.InvalidData([name], "expected milliseconds, or a duration such as \"2 seconds\"")
  )

const guard = (dependency: string): Config.Config<Guard.Options> => {
  const suffix = dependency.toUpperCase()
  const timeout = Config.mapOrFail(
    Config.string(`HOLDFAST_TIMEOUT_${suffix}`),
    (text) => duration(`HOLDFAST_TIMEOUT_${suffix}`, text)
  )
  const retry = Config.validate(Config.integer(`HOLDFAST_RETRY_${suffix}`), {
    message: "expected the number of attempts, from 1 to 10",
    validation: (attempts) => attempts >= 1 && attempts <= 10
  })
  const breaker = Config.mapOrFail(Config.string(`HOLDFAST_BREAKER_${suffix}`), (text) => {
    const [failures = "", reset, ...rest] = text.split(",")
    const count = Number(failures)
    if (!Number.isInteger(count) || count < 1 || rest.length > 0) {
      return Either.left(ConfigError.InvalidData(
        [`HOLDFAST_BREAKER_${suffix}`],
        "expected the failures that open it, and how long it stays open: \"5\" or \"5, 30 seconds\""
      ))
    }
    return reset === undefined
      ? Either.right({ consecutive_failures: count })
      : Either.map(
        duration(`HOLDFAST_BREAKER_${suffix}`, reset),
        (reset_timeout) => ({ consecutive_failures: count, reset_timeout })
      )
  })
  return Config.map(
    Config.all({ timeout: Config.option(timeout), retry: Config.option(retry), breaker: Config.option(breaker) }),
    (set) => ({
      ...(Option.isSome(set.timeout) ? { timeout: set.timeout.value } : {}),
      ...(Option.isSome(set.retry) ? { retry: { attempts: set.retry.value } } : {}),
      ...(Option.isSome(set.breaker) ? { breaker: set.breaker.value } : {})
    })
  )
}

const all = [...guarded, "redis"]

export const config: Config.Config<Readonly<Record<string, Guard.Options>>> = Config.map(
  Config.all(all.map(guard)),
  (options) => Object.fromEntries(options.map((option, index) => [all[index] ?? "", option]))
)

/** Fails with every variable that sets a guard which is not there: it would be believed to be in force. */
export const unknown: Effect.Effect<void, ConfigError.ConfigError> = Effect.gen(function*() {
  const provider = yield* Effect.configProviderWith(Effect.succeed)
  const faults = Array.from(yield* provider.flattened.enumerateChildren([])).sort().flatMap((variable) => {
    const [prefix, known] = Object.entries(names).find(([prefix]) => variable.startsWith(prefix)) ?? []
    return prefix === undefined || known?.includes(variable.slice(prefix.length).toLowerCase()) === true
      ? []
      : ConfigError.InvalidData(
        [variable],
        `sets nothing; expected ${prefix} with one of ${known?.join(", ").toUpperCase()}`
      )
  })
  const [first, ...others] = faults
  if (first !== undefined) return yield* Effect.fail(others.reduce<ConfigError.ConfigError>(ConfigError.And, first))
})
