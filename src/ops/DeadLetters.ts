/** `holdfast dlq`: what failed for good, for people to look at, try again, hand over or throw away. */
import { FileSystem } from "@effect/platform"
import { Console, Effect, Option, Schema, Stream } from "effect"
import type { TenantId } from "../domain/Ids.ts"
import { type Counts, type DeadLetter, DeadLetters, type Filter } from "../storage/DeadLetters.ts"

/** One tenant's letters: in the database, or of a service that runs. */
export interface Letters<E> {
  readonly counts: Effect.Effect<Counts, E>
  /** The latest failure first. */
  readonly exported: (filter: Filter) => Stream.Stream<DeadLetter, E>
  readonly replay: (id: string) => Effect.Effect<void, E>
  readonly replayAll: (filter: Filter) => Effect.Effect<number, E>
  readonly clear: (filter: Filter) => Effect.Effect<number, E>
}

/** For when no service runs: what is replayed is done by the next one that does. */
export const inDatabase = (tenant: TenantId) =>
  Effect.map(DeadLetters, (letters) => ({
    counts: letters.counts(tenant),
    exported: (filter: Filter) => letters.exported(tenant, filter),
    replay: (id: string) => letters.replay(tenant, id),
    replayAll: (filter: Filter) => letters.replayAll(tenant, filter),
    clear: (filter: Filter) => letters.clear(tenant, filter)
  }))

/** What cannot be taken back is not done on half a word. */
export class Unconfirmed extends Schema.TaggedError<Unconfirmed>()("Unconfirmed", { letters: Schema.Number }) {
  override get message() {
    return `${letters(this.letters)} would be thrown away for good. Say --yes to do that, or \`dlq export\` them first.`
  }
}

export class InUse extends Schema.TaggedError<InUse>()("InUse", {
  directory: Schema.String,
  pid: Schema.String,
  port: Schema.Number
}) {
  override get message() {
    return `The data directory ${this.directory} is in use by another process (${this.pid}). ` +
      `If that is the service, ask it: --url http://127.0.0.1:${this.port}`
  }
}

export class Unsaid extends Schema.TaggedError<Unsaid>()("Unsaid", {}) {
  override get message() {
    return "Say which dead letter to try again: its ID, or --all."
  }
}

export interface Shown {
  readonly json: boolean
}

export const list = <E>(from: Letters<E>, filter: Filter, { json, limit }: Shown & { readonly limit: number }) =>
  Effect.gen(function*() {
    const found = Array.from(yield* Stream.runCollect(Stream.take(from.exported(filter), limit + 1)))
    const shown = found.slice(0, limit)
    if (json) return yield* Effect.forEach(shown, (letter) => Console.log(JSON.stringify(letter)), { discard: true })
    if (shown.length === 0) return yield* Console.log("There are no dead letters.")
    yield* Console.log(table(shown))
    if (found.length > limit) yield* Console.log(`… and more: --limit shows them, \`dlq export\` writes them all.`)
  })

export const count = <E>(from: Letters<E>, { json }: Shown) =>
  Effect.flatMap(from.counts, (counts) => {
    if (json) return Console.log(JSON.stringify(counts))
    const lines = (of: Readonly<Record<string, number>>) =>
      Object.entries(of).sort(([, a], [, b]) => b - a).map(([name, failures]) => `  ${name}: ${failures}`)
    return Console.log(
      [
        letters(counts.total_failures),
        ...(counts.total_failures === 0
          ? []
          : ["by operation", ...lines(counts.by_operation), "by severity", ...lines(counts.by_severity)])
      ].join("\n")
    )
  })

export const replay = <E>(
  from: Letters<E>,
  which: { readonly id: Option.Option<string>; readonly all: boolean; readonly filter: Filter }
): Effect.Effect<void, E | Unsaid> =>
  Effect.gen(function*() {
    if (which.all) return yield* from.replayAll(which.filter)
    if (Option.isNone(which.id)) return yield* new Unsaid()
    yield* from.replay(which.id.value)
    return 1
  }).pipe(Effect.flatMap((replayed) => Console.log(`${letters(replayed)} put back to work.`)))

export const clear = <E>(
  from: Letters<E>,
  filter: Filter,
  confirmed: boolean
): Effect.Effect<void, E | Unconfirmed> =>
  Effect.gen(function*() {
    if (!confirmed) return yield* new Unconfirmed({ letters: yield* Stream.runCount(from.exported(filter)) })
    yield* Console.log(`${letters(yield* from.clear(filter))} thrown away.`)
  })

/** One JSON object a line: into the file, or where the output goes. */
export const write = <E>(from: Letters<E>, filter: Filter, file: Option.Option<string>) =>
  Option.match(file, {
    onNone: () => Stream.runForEach(from.exported(filter), (letter) => Console.log(JSON.stringify(letter))),
    onSome: (path) =>
      Effect.gen(function*() {
        const files = yield* FileSystem.FileSystem
        let written = 0
        yield* from.exported(filter).pipe(
          Stream.map((letter) => {
            written += 1
            return `${JSON.stringify(letter)}\n`
          }),
          Stream.encodeText,
          Stream.run(files.sink(path))
        )
        yield* Console.log(`${letters(written)} written to ${path}.`)
      })
  })

const letters = (count: number) => count === 1 ? "1 dead letter" : `${count} dead letters`

const columns: ReadonlyArray<readonly [string, (letter: DeadLetter) => string]> = [
  ["ID", ({ id }) => id],
  ["OPERATION", ({ operation }) => operation],
  ["SEVERITY", ({ severity }) => severity],
  ["ATTEMPTS", ({ attempts }) => String(attempts)],
  ["LAST FAILED", ({ last_failed_at }) => last_failed_at],
  ["ERROR", ({ error }) => wordsOf(error)]
]

const table = (shown: ReadonlyArray<DeadLetter>): string => {
  const rows = [columns.map(([title]) => title), ...shown.map((letter) => columns.map(([, of]) => of(letter)))]
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd()).join("\n")
}

const longest = 80

const wordsOf = (error: unknown): string => {
  const words = Schema.is(Described)(error) ? `${error.name}: ${error.message}` : JSON.stringify(error) ?? ""
  const line = words.replace(/\s+/g, " ")
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}
const Described = Schema.Struct({ name: Schema.String, message: Schema.String })
