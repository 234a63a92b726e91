/** Records with a header: every row becomes a line that names its columns, so that it can be understood by itself. */
import { type Options, parse } from "csv-parse"
import { Deferred, Effect } from "effect"
import { type Extracted, type File, UnreadableFile } from "./File.ts"
import { decode } from "./Text.ts"
import { inTurns, pieces } from "./Turns.ts"

export const read = Effect.fnUntraced(function*(file: File) {
  const { text } = yield* decode(file)
  const records = yield* Effect.mapError(
    parsed(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      to: rowLimit + 1
    }),
    () =>
      new UnreadableFile({
        name: file.name,
        problem: "it is not valid CSV. Look for a quotation mark that never closes."
      })
  )
  const [header = [], ...rows] = records
  if (rows.length >= rowLimit) {
    return yield* new UnreadableFile({
      name: file.name,
      problem: `it has more than ${rowLimit - 1} rows. Import business rows with the domain API, or split the file.`
    })
  }
  const lines = yield* inTurns(linesOf(header, rows))
  const extracted: Extracted = {
    text: lines.join("\n"),
    metadata: { rows: rows.length, columns: header }
  }
  return extracted
})

/** Fed piece by piece. */
const parsed = (text: string, options: Options) =>
  Effect.gen(function*() {
    const parser = parse(options)
    const records: Array<ReadonlyArray<string>> = []
    const ended = yield* Deferred.make<void, unknown>()
    parser.on("error", (error) => Deferred.unsafeDone(ended, Effect.fail(error)))
    parser.on("end", () => Deferred.unsafeDone(ended, Effect.void))
    parser.on("data", (record) => records.push(record))
    for (const piece of pieces(text)) {
      if (parser.destroyed || parser.writableEnded) break
      parser.write(piece)
      yield* Effect.sleep(0)
    }
    if (!parser.writableEnded) parser.end()
    yield* Deferred.await(ended)
    return records
  })

/** Rows of a file without a second line are its header: kept as they are. */
function* linesOf(header: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): Generator<string> {
  if (rows.length === 0) yield `- ${header.join("; ")}`
  for (const row of rows) {
    const cells = row.map((value, i) => value === "" ? "" : `${named(header[i], i)}: ${value.replace(/\s+/g, " ")}`)
    const line = cells.filter((cell) => cell !== "").join("; ")
    if (line !== "") yield `- ${line}`
  }
}

const named = (column: string | undefined, i: number) =>
  column === undefined || column === "" ? `column ${i + 1}` : column

/** The one of the usual delimiters that the first line has most of. */
const delimiterOf = (text: string): string => {
  const first = text.split("\n", 1)[0] ?? ""
  const count = (delimiter: string) => first.split(delimiter).length
  return [",", ";", "\t", "|"].reduce((best, next) => count(next) > count(best) ? next : best)
}

const rowLimit = 200_000
