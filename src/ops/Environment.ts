/** The environment and `.env` beside it as configuration; a variable that is set to nothing is not set. */
import { FileSystem, PlatformConfigProvider } from "@effect/platform"
import { Config, ConfigProvider, Effect, Option } from "effect"

const filled = (variables: Readonly<Record<string, string | undefined>>) =>
  ConfigProvider.fromMap(
    new Map(
      Object.entries(variables).flatMap(([name, value]) =>
        value === undefined || value.trim() === "" ? [] : [[name, value]]
      )
    ),
    { pathDelim: "__" }
  )

/** What the environment says wins over the file. */
export const provider = (variables: Readonly<Record<string, string | undefined>>) =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const environment = filled(variables)
    if (!(yield* files.exists(".env"))) return environment
    const written = yield* PlatformConfigProvider.fromDotEnv(".env")
    // The library's provider cuts names at each "_", and then cannot tell which variables there are.
    const names = Array.from(
      (yield* files.readFileString(".env")).matchAll(/^\s*(?:export\s+)?(\w+)\s*=/gm),
      ([, name = ""]) => name
    )
    const values = yield* Effect.forEach(names, (name) =>
      Effect.map(Effect.option(written.load(Config.string(name))), (value) =>
        [name, Option.getOrUndefined(value)] as const))
    return ConfigProvider.orElse(environment, () =>
      filled(Object.fromEntries(values)))
  })
