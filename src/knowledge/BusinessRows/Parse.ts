/** Rows out of what was sent: JSON `{ "rows": […] }`, JSON lines, or CSV with a header. */
import { Chunk, Effect, Either, Stream } from "effect"
import { InvalidRequest } from "../../domain/Errors.ts"
import type { Row } from "../BusinessRows.ts"
import * as Csv from "./Csv.ts"

export type Format = "json" | "ndjson" | "csv"

/** By a media type (`text/csv; charset=utf-8`) or a file's name; undefined where neither says. */
export const formatOf = (typeOrName: string): Format | undefined => {
  const plain = typeOrName.split(";")[0]?.trim().toLowerCase() ?? ""
  if (/^(text|application)\/csv$|\.csv$|\.tsv$|^text\/tab-separated-values$/.test(plain)) return "csv"
  if (/^application\/(x-)?(ndjson|jsonl|jsonlines)$|\.(ndjson|jsonl)$/.test(plain)) return "ndjson"
  return /^application\/(.+\+)?json$|\.json$/.test(plain) ? "json" : undefined
}

/** A record that cannot be read becomes a row that says so; only what makes the rest unreadable too fails the stream. */
export const rows = <E>(
  format: Format,
  bytes: Stream.Stream<Uint8Array, E>
): Stream.Stream<Row, E | InvalidRequest> => {
  const text = decoded(bytes)
  if (format === "json") return whole(text)
  return format === "ndjson" ? lines(text) : Csv.rows(text)
}

/** As `rows`, of text that is at hand. */
export const rowsOfText = (format: Format, text: string): Stream.Stream<Row, InvalidRequest> =>
  rows(format, Stream.succeed(new TextEncoder().encode(text)))

/** Longest line or record; what is longer is no row but a file of another kind. */
export const longestRecord = 1_000_000

const decoded = <E>(bytes: Stream.Stream<Uint8Array, E>): Stream.Stream<string, E | InvalidRequest> =>
  Stream.suspend(() => {
    const decoder = new TextDecoder("utf-8", { fatal: true })
    const decode = (chunk: Uint8Array | undefined) =>
      Effect.try({
        try: () => chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }),
        catch: () =>
          new InvalidRequest({
            path: "",
            problem: "The rows are not UTF-8 text. Save the file as UTF-8 and send it again."
          })
      })
    return Stream.concat(Stream.mapEffect(bytes, decode), Stream.fromEffect(Effect.suspend(() => decode(undefined))))
  })

const whole = <E>(text: Stream.Stream<string, E>): Stream.Stream<Row, E | InvalidRequest> =>
  Stream.unwrap(Effect.gen(function*() {
    const sent = yield* Stream.mkString(text)
    const json = yield* Effect.mapError(
      Effect.try((): unknown => JSON.parse(sent)),
      () => new InvalidRequest({ path: "", problem: "The body is not valid JSON." })
    )
    const list: unknown = isRecord(json) ? json["rows"] : json
    const unknown = isRecord(json) ? Object.keys(json).find((name) => name !== "rows") : undefined
    if (unknown !== undefined) {
      return yield* new InvalidRequest({ path: unknown, problem: "is an unknown field; expected rows" })
    }
    if (!Array.isArray(list)) return yield* new InvalidRequest({ path: "rows", problem: "expected a list of rows" })
    const repeated = repeatedId(list)
    if (repeated !== undefined) return yield* repeated
    return Stream.fromIterable(list.map((value: unknown, i): Row => rowOf(i + 1, value)))
  }))

/** Nobody can say which of two rows with one id is meant, and here both are seen before either is written. */
const repeatedId = (list: ReadonlyArray<unknown>): InvalidRequest | undefined => {
  const first = new Map<string, number>()
  for (const [index, row] of list.entries()) {
    const id = isRecord(row) ? row["id"] : undefined
    if (typeof id !== "string") continue
    const before = first.get(id)
    if (before !== undefined) {
      const problem = `is the id of row ${before + 1} too. Send each row once; nothing was written.`
      return new InvalidRequest({ path: `rows[${index}].id`, problem })
    }
    first.set(id, index)
  }
  return undefined
}

const lines = <E>(text: Stream.Stream<string, E>): Stream.Stream<Row, E | InvalidRequest> =>
  splitLines(text).pipe(
    Stream.filter((line) => line.trim() !== ""),
    Stream.zipWithIndex,
    Stream.map(([line, i]): Row =>
      Either.match(Either.try((): unknown => JSON.parse(line)), {
        onLeft: () => ({ row: i + 1, value: { unreadable: "This line is not valid JSON." } }),
        onRight: (value) => rowOf(i + 1, value)
      })
    )
  )

const splitLines = <E>(text: Stream.Stream<string, E>): Stream.Stream<string, E | InvalidRequest> =>
  Stream.concat(Stream.map(text, (part) => part), Stream.succeed("\n")).pipe(
    Stream.mapAccumEffect("", (rest, part) => {
      const [last = "", ...complete] = `${rest}${part}`.split("\n").reverse()
      return last.length > longestRecord
        ? new InvalidRequest({
          path: "",
          problem: `A line is longer than ${longestRecord} characters: send one row a line.`
        })
        : Effect.succeed([last, Chunk.unsafeFromArray(complete.reverse())] as const)
    }),
    Stream.flattenChunks,
    Stream.map((line) => line.replace(/^\uFEFF/, ""))
  )

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const rowOf = (row: number, value: unknown): Row => ({
  row,
  value: isRecord(value) ? value : { unreadable: "A row must be an object with the table's fields." }
})
