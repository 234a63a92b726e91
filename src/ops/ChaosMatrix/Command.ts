/** `holdfast chaos`: the fault matrix, on a running service or on one of its own. */
import { FileSystem } from "@effect/platform"
import { Console, Data, Effect, Option, type Redacted } from "effect"
import * as ChaosMatrix from "../ChaosMatrix.ts"
import * as Print from "./Print.ts"
import * as Standalone from "./Standalone.ts"

export interface Options {
  /** A running service; without it one is started for the purpose. */
  readonly url: Option.Option<string>
  readonly key: Option.Option<Redacted.Redacted>
  /** For the service that is started: it is written to. */
  readonly redis: Option.Option<string>
  readonly subject: string
  readonly other: string
  readonly deadline_ms: number
  readonly json: Option.Option<string>
  readonly only: ReadonlyArray<string>
  readonly version: string
  readonly colours: boolean
}

export class PromisesBroken extends Data.TaggedError("PromisesBroken")<{ readonly cells: number }> {
  override get message() {
    return `${this.cells} ${this.cells === 1 ? "cell" : "cells"} of the fault matrix failed; each is named above.`
  }
}

export const run = Effect.fn("ChaosMatrix.command")(function*(options: Options) {
  const files = yield* FileSystem.FileSystem
  const url = Option.isSome(options.url)
    ? options.url.value
    : yield* Effect.zipRight(
      Console.log("Starting a service of its own, with the demo business …"),
      Standalone.start(
        options.version,
        Option.match(options.redis, { onNone: () => ({}), onSome: (REDIS_URL) => ({ REDIS_URL }) })
      )
    )
  yield* Console.log(`Every dependency × every fault × every kind of question, at ${url}:\n\n${Print.heading}`)
  const report = yield* ChaosMatrix.run({
    url,
    key: Option.getOrUndefined(options.key),
    subject: options.subject,
    other: options.other,
    strangers: options.subject === Standalone.subjects.subject ? Standalone.subjects.strangers : [],
    deadline_ms: options.deadline_ms,
    only: options.only,
    progress: (row) => Console.log(Print.row(row, options.colours))
  })
  if (Option.isSome(options.json)) yield* files.writeFileString(options.json.value, JSON.stringify(report, null, 2))
  yield* Console.log(Print.summary(report))
  const failed = ChaosMatrix.failures(report).length
  if (failed > 0) return yield* new PromisesBroken({ cells: failed })
})
