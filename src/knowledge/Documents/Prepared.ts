/** A document as it will be stored: cleaned of what a database cannot hold, hashed, cut into chunks. */
import { Array, Either, Predicate } from "effect"
import { createHash } from "node:crypto"
import type { DocumentInput } from "../../domain/Document.ts"
import { type Chunk, chunk, titleOf, truncate } from "../Chunker.ts"

export interface Prepared {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly source: string | null
  readonly language: string | null
  /** JSON text. */
  readonly metadata: string
  /** Equal for documents that would be stored alike. */
  readonly content_hash: string
}

/** Left is what is wrong with the document, for the one who sent it. */
export const prepare = (
  input: DocumentInput,
  newId: string
): Either.Either<Prepared, { id: string; problem: string }> => {
  const id = input.id ?? newId
  const refuse = (problem: string) => Either.left({ id, problem })
  if (clean(id) !== id || id.trim() === "") {
    return refuse("The id holds characters that cannot be stored; use another one.")
  }
  const text = clean(input.text).trim()
  if (text === "") return refuse("The document holds no text.")
  if (text.length > longest) return refuse(`The document is longer than ${longest} characters; split it.`)
  const title = clean(input.title ?? "").replace(/\s+/g, " ").trim()
  const stored = {
    title: truncate(title === "" ? titleOf(text) : title, 500),
    text,
    source: input.source === undefined ? null : clean(input.source),
    language: input.language === undefined ? null : clean(input.language),
    metadata: JSON.stringify(ordered(input.metadata ?? {}))
  }
  const content_hash = createHash("sha256").update(JSON.stringify([form, ...Object.values(stored)])).digest("hex")
  return Either.right({ id, ...stored, content_hash })
}

export const chunksOf = (document: Prepared): ReadonlyArray<Chunk> =>
  Array.map(chunk({ title: document.title, text: document.text }), (one) => ({
    ...one,
    title_path: truncate(one.title_path, 1_000)
  }))

/** What a chunk's vector is made from. */
export const embedded = (one: Chunk): string => `${one.title_path}\n${one.text}`

/** Without what PostgreSQL has no place for: NUL, and halves of characters. */
export const clean = (text: string): string => text.replaceAll("\0", "").toWellFormed()

/** Cleaned, with its keys in order, so that equal metadata is the same text. */
const ordered = (value: unknown): unknown => {
  if (Predicate.isString(value)) return clean(value)
  if (Array.isArray(value)) return value.map(ordered)
  if (!Predicate.isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, field]) => [clean(key), ordered(field)])
  )
}

const longest = 5_000_000
/** Changes when the same text would be cut otherwise, so that sending it again renews it. */
export const form = 1
