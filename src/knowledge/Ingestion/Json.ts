/** JSON as text: a record is a line that names its fields, a deeper object stands under a heading. */
import { Effect, Option, Predicate, Schema } from "effect"
import { isDeeperThan } from "../../domain/JsonDepth.ts"
import { type Extracted, type File, IngestionLimits, UnreadableFile } from "./File.ts"
import { decode } from "./Text.ts"
import { inTurns } from "./Turns.ts"

export const read = Effect.fnUntraced(function*(file: File) {
  const { jsonBytes } = yield* IngestionLimits
  const fail = (problem: string) => new UnreadableFile({ name: file.name, problem })
  if (file.bytes.length > jsonBytes) {
    return yield* fail(`it is larger than ${Math.floor(jsonBytes / 1024 / 1024)} MB. Split it into smaller files.`)
  }
  const { text } = yield* decode(file)
  if (isDeeperThan(text, deepest)) return yield* fail("it is nested too deeply. Flatten it first.")
  const value = Option.orElse(parsed(text), () => records(text))
  if (Option.isNone(value)) return yield* fail("it is not valid JSON. Check it for a missing bracket or comma.")
  const lines = yield* inTurns(linesOf(value.value, 1))
  const title = Predicate.hasProperty(value.value, "title") && Predicate.isString(value.value.title)
    ? value.value.title
    : undefined
  const extracted: Extracted = { title, text: lines.join("\n") }
  return extracted
})

const parsed = Schema.decodeUnknownOption(Schema.parseJson())

/** One to a line, as programs write them. */
const records = (text: string): Option.Option<ReadonlyArray<unknown>> => {
  const lines = text.split("\n").filter((line) => line.trim() !== "")
  return lines.length < 2 ? Option.none() : Option.all(lines.map((line) => parsed(line)))
}

function* linesOf(value: unknown, level: number): Generator<string> {
  if (isPlain(value)) {
    if (plain(value) !== "") yield `\n${plain(value)}`
  } else if (Array.isArray(value)) {
    if (value.every((entry) => isPlain(entry) || (isRecord(entry) && isFlat(entry)))) {
      yield ""
      for (const entry of value) yield `- ${isRecord(entry) ? line(entry) : plain(entry)}`
    } else {
      for (const entry of value) yield* linesOf(entry, level + 1)
    }
  } else if (isRecord(value)) {
    // A long text is its own paragraph; short fields of an object share a line.
    const short = Object.entries(value).filter(([, field]) => isPlain(field) && plain(field).length <= 200)
    if (short.length > 0) yield `\n${line(Object.fromEntries(short))}`
    for (const [name, field] of Object.entries(value)) {
      if (!isPlain(field)) {
        yield `\n${"#".repeat(Math.min(6, level))} ${name.replaceAll("_", " ")}`
        yield* linesOf(field, level + 1)
      } else if (plain(field).length > 200) yield `\n${plain(field)}`
    }
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => Predicate.isRecord(value)
const isPlain = (value: unknown) => value === null || !Predicate.isObject(value)
const isFlat = (value: Readonly<Record<string, unknown>>) => Object.values(value).every(isPlain)
const plain = (value: unknown) => value === null || value === undefined ? "" : String(value)
const line = (value: Readonly<Record<string, unknown>>) =>
  Object.entries(value).filter(([, field]) => plain(field) !== "")
    .map(([name, field]) => `${name}: ${plain(field).replace(/\s+/g, " ")}`).join("; ")

const deepest = 64
