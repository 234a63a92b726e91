/** Pieces that several requests share: texts, ids, pages. */
import { Schema } from "effect"

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

/** A moment, ISO 8601. */
export const moment = Schema.String.pipe(
  Schema.filter((text) => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)), {
    message: () => "expected a time in ISO 8601, such as 2026-03-09T12:00:00Z",
    jsonSchema: { format: "date-time" }
  })
)

export const Done = Schema.Struct({ success: Schema.Literal(true) })
