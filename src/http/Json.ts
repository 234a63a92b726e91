/** Bytes to a checked JSON value: strict UTF-8, no NUL, no broken Unicode, no bottomless nesting. */
import { Either } from "effect"
import { isDeeperThan } from "../domain/JsonDepth.ts"
import { malformed, type Refused } from "./Refused.ts"

const maxDepth = 64
const tooDeep = `The body is nested more than ${maxDepth} levels deep.`

const utf8 = new TextDecoder("utf-8", { fatal: true })

export const text = (bytes: Uint8Array): Either.Either<string, Refused> =>
  Either.try({
    try: () => utf8.decode(bytes),
    catch: () => malformed("malformed_text", "The body is not valid UTF-8; send it as UTF-8.")
  })

export const parse = (bytes: Uint8Array): Either.Either<unknown, Refused> =>
  Either.flatMap(text(bytes), (source) => {
    if (source.trim() === "") {
      return Either.left(malformed("malformed_json", "The body is empty; expected a JSON object."))
    }
    if (isDeeperThan(source, maxDepth)) return Either.left(malformed("malformed_json", tooDeep))
    return Either.flatMap(
      Either.try({
        try: (): unknown => JSON.parse(source),
        catch: () =>
          malformed("malformed_json", "The body is not valid JSON; look for missing quotes, commas and brackets.")
      }),
      checked
    )
  })

const checked = (value: unknown): Either.Either<unknown, Refused> => {
  const problem = problemIn(value)
  return problem === undefined ? Either.right(value) : Either.left(malformed("malformed_json", problem))
}

/** PostgreSQL cannot keep NUL, and broken surrogate pairs would come back as other text. */
export const problemInText = (text: string): string | undefined => {
  if (text.includes("\0")) return "Text must not contain NUL characters; remove them."
  return text.isWellFormed() ? undefined : "Text must be valid Unicode; there is half of a surrogate pair in it."
}

const problemIn = (value: unknown): string | undefined => {
  if (typeof value === "string") return problemInText(value)
  if (typeof value !== "object" || value === null) return undefined
  if (Array.isArray(value)) {
    for (const each of value) {
      const problem = problemIn(each)
      if (problem !== undefined) return problem
    }
    return undefined
  }
  for (const [key, each] of Object.entries(value)) {
    const problem = problemInText(key) ?? problemIn(each)
    if (problem !== undefined) return problem
  }
  return undefined
}
