/** Records with a header: every row becomes a line that names its columns, so that it can be understood by itself. */
import { parse } from "csv-parse/sync"
import { Effect } from "effect"
import { type Extracted, type File, UnreadableFile } from "./File.ts"
import { decode } from "./Text.ts"

export const read = Effect.fnUntraced(function*(file: File) {
  const { text } = yield* decode(file)
  const records = yield* Effect.try({
    try: () =>
      parse(text, {
        bom: true,
        delimiter: delimiterOf(text),
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        trim: true,
        to: rowLimit + 1
      }),
    catch: () =>
      new UnreadableFile({
        name: file.name,
        problem: "it is not valid CSV. Look for a quotation mark that never closes."
      })
  })
  const [header = [], ...rows] = records
  if (rows.length >= rowLimit) {
    return yield* new UnreadableFile({
      name: file.name,
      problem: `it has more than ${rowLimit - 1} rows. Import business rows with the domain API, or split the file.`
    })
  }
  // Rows of a file without a second line are its header: kept as they are.
  const lines = rows.length === 0
    ? [`- ${header.join("; ")}`]
    : rows.map((row) => {
      const cells = row.map((value, i) => value === "" ? "" : `${named(header[i], i)}: ${value.replace(/\s+/g, " ")}`)
      return `- ${cells.filter((cell) => cell !== "").join("; ")}`
    })
  const extracted: Extracted = {
    text: lines.filter((line) => line !== "- ").join("\n"),
    metadata: { rows: rows.length, columns: header }
  }
  return extracted
})

const named = (column: string | undefined, i: number) =>
  column === undefined || column === "" ? `column ${i + 1}` : column

/** The one of the usual delimiters that the first line has most of. */
const delimiterOf = (text: string): string => {
  const first = text.split("\n", 1)[0] ?? ""
  const count = (delimiter: string) => first.split(delimiter).length
  return [",", ";", "\t", "|"].reduce((best, next) => count(next) > count(best) ? next : best)
}

const rowLimit = 200_000
