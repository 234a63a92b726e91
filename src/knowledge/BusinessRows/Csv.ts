/** Rows of a CSV file as it arrives. Each record is parsed by itself, so one that is broken spoils no other. */
import { parse } from "csv-parse/sync"
import { Chunk, Effect, Either, Stream } from "effect"
import { InvalidRequest } from "../../domain/Errors.ts"
import type { Row } from "../BusinessRows.ts"

interface State {
  /** Text that no record has been made of yet. */
  readonly rest: string
  /** How far `rest` was read, and whether a quoted value was open there. */
  readonly read: number
  readonly quoted: boolean
  readonly header: Header | undefined
  readonly count: number
}
interface Header {
  readonly columns: ReadonlyArray<string>
  readonly delimiter: string
}

const longestRecord = 1_000_000
const start: State = { rest: "", read: 0, quoted: false, header: undefined, count: 0 }

export const rows = <E>(text: Stream.Stream<string, E>): Stream.Stream<Row, E | InvalidRequest> =>
  Stream.concat(Stream.map(text, (part) => ({ part, last: false })), Stream.succeed({ part: "", last: true })).pipe(
    Stream.mapAccumEffect(start, (state, { last, part }) => Effect.flatMap(advance(state, part, last), Effect.succeed)),
    Stream.flattenChunks
  )

const advance = (
  state: State,
  part: string,
  last: boolean
): Effect.Effect<readonly [State, Chunk.Chunk<Row>], InvalidRequest> =>
  Effect.gen(function*() {
    const text = state.count === 0 && state.header === undefined && state.rest === ""
      ? part.replace(/^\uFEFF/, "")
      : state.rest + part
    const { quoted, read, records, rest } = cut(text, state, last)
    if (rest.length > longestRecord) {
      return yield* new InvalidRequest({
        path: "",
        problem: `After record ${state.count + records.length} a quoted value does not end: check the quotes there.`
      })
    }
    const [first, ...others] = records
    const header = state.header ?? (first === undefined ? undefined : yield* headerOf(first))
    const bodies = state.header === undefined ? others : records
    const found = header === undefined ? [] : bodies.flatMap((record) => valuesOf(record, header))
    return [
      { rest, read, quoted, header, count: state.count + found.length },
      Chunk.unsafeFromArray(found.map((value, i): Row => ({ row: state.count + i + 1, value })))
    ] as const
  })

/** Complete records: a line break within an odd number of quotes belongs to a value. */
const cut = (text: string, { quoted: open, read: from }: State, last: boolean) => {
  const records: Array<string> = []
  let begin = 0
  let quoted = open
  for (let i = from; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 34) quoted = !quoted
    else if (char === 10 && !quoted) {
      records.push(text.slice(begin, i))
      begin = i + 1
    }
  }
  const rest = last ? "" : text.slice(begin)
  if (last) records.push(text.slice(begin))
  return { records: records.filter((record) => record.trim() !== ""), rest, read: rest.length, quoted }
}

const cells = (text: string, delimiter: string): Either.Either<ReadonlyArray<ReadonlyArray<string>>, unknown> =>
  Either.try(() => parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, trim: true }))

const headerOf = (record: string): Effect.Effect<Header, InvalidRequest> => {
  const delimiter = [",", ";", "\t"].map((mark) => ({ mark, count: record.split(mark).length }))
    .reduce((most, one) => one.count > most.count ? one : most).mark
  const columns = Either.getOrElse(cells(record, delimiter), () => [])[0]?.map((name) => name.toLowerCase()) ?? []
  const twice = columns.find((name, i) => columns.indexOf(name) !== i)
  if (columns.length === 0 || columns.includes("")) {
    return new InvalidRequest({ path: "", problem: "The first line must name every column." })
  }
  return twice === undefined
    ? Effect.succeed({ columns, delimiter })
    : new InvalidRequest({ path: "", problem: `The first line names the column "${twice}" twice.` })
}

const valuesOf = (record: string, header: Header): ReadonlyArray<Row["value"]> => {
  const parsed = cells(record, header.delimiter)
  if (Either.isRight(parsed) && parsed.right.length === 1) return [valueOf(parsed.right[0] ?? [], header)]
  // A stray quote has drawn following lines into this record: each is taken by itself again.
  const lines = record.split("\n").filter((line) => line.trim() !== "")
  return lines.length < 2
    ? [{ unreadable: "The quotes in this record do not match: a quote within a value is written twice." }]
    : lines.flatMap((line) => valuesOf(line, header))
}

const valueOf = (values: ReadonlyArray<string>, { columns }: Header): Row["value"] =>
  values.length === columns.length
    ? Object.fromEntries(columns.map((name, i) => [name, values[i]]))
    : { unreadable: `This record has ${values.length} values, but the first line names ${columns.length} columns.` }
