/** Pieces that several requests share: texts, ids, pages. */
import { Schema } from "effect"
import { isoTime } from "../domain/Time.ts"

/** Counted as a person counts them: an emoji outside the basic plane is one. */
const characters = (text: string) => {
  let count = 0
  for (const _ of text) count++
  return count
}

/** Text that says something, of at most so many characters once the white space around it is gone. */
export const words = (most: number) =>
  Schema.String.pipe(Schema.filter((text) => {
    const trimmed = text.trim()
    if (trimmed === "") return "expected a non-empty string"
    if (trimmed.length <= most) return true
    const count = characters(trimmed)
    return count <= most ? true : `expected at most ${most} characters, but there are ${count}`
  }, { jsonSchema: { minLength: 1, maxLength: most } }))

/** A field that may be left out; leaving it out is not the same as `null`. */
export const maybe = <A, I, R>(schema: Schema.Schema<A, I, R>) => Schema.optionalWith(schema, { exact: true })

/** A name that a caller gave to something of theirs. */
export const id = Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128))

/** How many at most: read from the query string. */
export const limitParam = (fallback: number, most: number) =>
  Schema.optionalWith(Schema.NumberFromString.pipe(Schema.int(), Schema.between(1, most)), { default: () => fallback })

export const limit = (fallback: number, most: number) =>
  Schema.optionalWith(Schema.Int.pipe(Schema.between(1, most)), { default: () => fallback })

export const pageOf = (fallback: number, most: number) => ({
  limit: limitParam(fallback, most),
  cursor: maybe(Schema.String.pipe(Schema.minLength(1), Schema.maxLength(512)))
})

const written =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** Epoch milliseconds, or NaN. A date is its midnight in UTC, and a time without a zone is in UTC wherever this runs. */
const momentIn = (text: string): number => {
  const [, year, month, day, time = "00:00", second = "00", fraction = "0", zone = "Z"] = written.exec(text.trim()) ??
    []
  if (year === undefined || month === undefined || day === undefined || year === "0000") return NaN
  // Days that a month does not have would otherwise become days of the next one.
  const date = Date.parse(`${year}-${month}-${day}`)
  if (Number.isNaN(date) || !isoTime(date).startsWith(`${year}-${month}-${day}`)) return NaN
  const offset = zone.toUpperCase() === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`
  const millis = Math.floor(Number(`0.${fraction}`) * 1_000)
  return Date.parse(`${year}-${month}-${day}T${time}:${second}.${String(millis).padStart(3, "0")}${offset}`)
}

/** A moment in ISO 8601; what comes out is in UTC. */
export const moment = Schema.transform(
  Schema.String.pipe(Schema.filter((text) => !Number.isNaN(momentIn(text)), {
    message: () => "expected a time in ISO 8601, such as 2026-03-09T12:00:00Z",
    jsonSchema: { format: "date-time" }
  })),
  Schema.String,
  { strict: true, decode: (text) => isoTime(momentIn(text)), encode: (text) => text }
)

export const Done = Schema.Struct({ success: Schema.Literal(true) })
