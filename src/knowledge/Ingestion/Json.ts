/** JSON as text: a record is a line that names its fields, a deeper object stands under a heading. */
import { Effect, Option, Predicate, Schema } from "effect"
import { type Extracted, type File, UnreadableFile } from "./File.ts"
import { decode } from "./Text.ts"

export const read = Effect.fnUntraced(function*(file: File) {
  const { text } = yield* decode(file)
  const value = Schema.decodeUnknownOption(Schema.parseJson())(text)
  if (Option.isNone(value)) {
    return yield* new UnreadableFile({
      name: file.name,
      problem: "it is not valid JSON. Check it for a missing bracket or comma."
    })
  }
  const lines: Array<string> = []
  const complete = write(value.value, 1, lines)
  if (!complete) {
    return yield* new UnreadableFile({ name: file.name, problem: "it is nested too deeply. Flatten it first." })
  }
  const title = Predicate.hasProperty(value.value, "title") && Predicate.isString(value.value.title)
    ? value.value.title
    : undefined
  const extracted: Extracted = { title, text: lines.join("\n") }
  return extracted
})

/** Says whether it could write all of it. */
const write = (value: unknown, level: number, lines: Array<string>): boolean => {
  if (level > deepest) return false
  if (isPlain(value)) {
    if (plain(value) !== "") lines.push("", plain(value))
    return true
  }
  if (Array.isArray(value)) {
    const flat = value.every((entry) => isPlain(entry) || (isRecord(entry) && isFlat(entry)))
    if (flat) {
      lines.push("", ...value.map((entry) => `- ${isRecord(entry) ? line(entry) : plain(entry)}`))
      return true
    }
    return value.every((entry) => write(entry, level + 1, lines))
  }
  if (!isRecord(value)) return true
  // A long text is its own paragraph; short fields of an object share a line.
  const short = Object.entries(value).filter(([, field]) => isPlain(field) && plain(field).length <= 200)
  if (short.length > 0) lines.push("", line(Object.fromEntries(short)))
  return Object.entries(value).every(([name, field]) => {
    if (isPlain(field)) {
      if (plain(field).length > 200) lines.push("", plain(field))
      return true
    }
    lines.push("", `${"#".repeat(Math.min(6, level))} ${name.replaceAll("_", " ")}`)
    return write(field, level + 1, lines)
  })
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => Predicate.isRecord(value)
const isPlain = (value: unknown) => value === null || !Predicate.isObject(value)
const isFlat = (value: Readonly<Record<string, unknown>>) => Object.values(value).every(isPlain)
const plain = (value: unknown) => value === null || value === undefined ? "" : String(value)
const line = (value: Readonly<Record<string, unknown>>) =>
  Object.entries(value).filter(([, field]) => plain(field) !== "")
    .map(([name, field]) => `${name}: ${plain(field).replace(/\s+/g, " ")}`).join("; ")

const deepest = 64
