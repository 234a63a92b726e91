/** The words of `holdfast dlq`. */
import { Args, Command, Options } from "@effect/cli"
import type { FileSystem } from "@effect/platform"
import type { PlatformError } from "@effect/platform/Error"
import { Config, type Effect, Option } from "effect"
import { TenantId } from "../../domain/Ids.ts"
import * as Dlq from "../DeadLetters.ts"

const where = {
  url: Options.optional(Options.text("url")).pipe(
    Options.withDescription("A service that runs, such as http://127.0.0.1:8000; without it the database is opened")
  ),
  key: Options.optional(Options.withFallbackConfig(Options.redacted("key"), Config.redacted("HOLDFAST_KEY"))).pipe(
    Options.withDescription("An operator's API key for it; better set as HOLDFAST_KEY, where nobody sees it")
  ),
  tenant: Options.withDefault(Options.withSchema(Options.text("tenant"), TenantId), TenantId.make("default")).pipe(
    Options.withDescription("Whose, in the database; over --url it is the key's")
  )
}
export type Where = Command.Command.ParseConfig<typeof where>

const filter = {
  operation: Options.optional(Options.text("operation")).pipe(Options.withDescription("Only of this operation")),
  severity: Options.optional(Options.text("severity")).pipe(
    Options.withDescription("Only of this severity: transient, recoverable, permanent or critical")
  )
}
const filterOf = ({ operation, severity }: Command.Command.ParseConfig<typeof filter>) => ({
  ...(Option.isSome(operation) ? { operation: operation.value } : {}),
  ...(Option.isSome(severity) ? { severity: severity.value } : {})
})
const json = Options.boolean("json").pipe(Options.withDescription("For programs"))

/** What is to be done with them, wherever they are. */
export type Use = <E>(
  letters: Dlq.Letters<E>
) => Effect.Effect<void, E | Dlq.Unconfirmed | Dlq.Unsaid | PlatformError, FileSystem.FileSystem>

/** `run` finds the letters, in the database or over HTTP, and hands them over. */
export const command = <E, R>(run: (where: Where, use: Use) => Effect.Effect<void, E, R>) =>
  Command.make("dlq").pipe(
    Command.withDescription("Work that failed for good: look at it, try it again, export it, throw it away"),
    Command.withSubcommands([
      Command.make(
        "list",
        { ...where, ...filter, json, limit: Options.withDefault(Options.integer("limit"), 50) },
        ({ json, limit, ...given }) => run(given, (letters) => Dlq.list(letters, filterOf(given), { json, limit }))
      ).pipe(Command.withDescription("The latest failure first")),
      Command.make("count", { ...where, json }, ({ json, ...given }) =>
        run(given, (letters) =>
          Dlq.count(letters, { json })))
        .pipe(Command.withDescription("How many, by operation and severity")),
      Command.make(
        "replay",
        {
          ...where,
          ...filter,
          id: Args.optional(Args.text({ name: "id" })),
          all: Options.boolean("all").pipe(Options.withDescription("All, or all of an operation or severity"))
        },
        ({ all, id, ...given }) =>
          run(given, (letters) => Dlq.replay(letters, { id, all, filter: filterOf(given) }))
      ).pipe(Command.withDescription("Try one again, or --all")),
      Command.make(
        "clear",
        { ...where, ...filter, yes: Options.boolean("yes").pipe(Options.withDescription("Really")) },
        ({ yes, ...given }) => run(given, (letters) => Dlq.clear(letters, filterOf(given), yes))
      ).pipe(Command.withDescription("Throw them away for good")),
      Command.make(
        "export",
        { ...where, ...filter, file: Args.optional(Args.path({ name: "file" })) },
        ({ file, ...given }) => run(given, (letters) => Dlq.write(letters, filterOf(given), file))
      ).pipe(Command.withDescription("Write them as NDJSON, to a file or to the output"))
    ])
  )
