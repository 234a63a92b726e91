/** Markdown, with what its front matter says of it: the title, and fields to filter by, which are words of the text too. */
import { Effect, Option, Predicate } from "effect"
import { parse } from "yaml"
import type { Extracted, File } from "./File.ts"
import * as Text from "./Text.ts"

export const read = (file: File) =>
  Effect.map(Text.read(file), ({ metadata, text }): Extracted => {
    const [whole = "", matter = ""] = frontMatter.exec(text) ?? []
    const fields = Option.getOrUndefined(Option.liftThrowable(fieldsOf)(matter))
    if (fields === undefined) return { text, metadata: { ...metadata } }
    const { title, ...others } = fields
    const body = text.slice(whole.length).trimStart()
    const line = Object.entries(others)
      .map(([name, value]) => `${name}: ${[value].flat().join(", ").replace(/\s+/g, " ")}`).join("; ")
    return {
      title: title === undefined ? undefined : String(title),
      // Under the text's own heading, where it has one.
      text: line === "" ? body : body.replace(/^(?:# [^\n]*\n+)?/, (heading) => `${heading}${line}\n\n`),
      metadata: { ...others, ...metadata }
    }
  })

type Field = string | number | boolean | ReadonlyArray<string | number | boolean>

/** Undefined, or thrown, where it is no front matter after all: the text then stays as it is. */
const fieldsOf = (matter: string): Readonly<Record<string, Field>> | undefined => {
  if (matter.trim() === "" || matter.length > longest) return undefined
  const parsed: unknown = parse(matter, options)
  if (!Predicate.isRecord(parsed)) return undefined
  const fields = Object.entries(parsed).map(([name, value]) => [name, fieldOf(value)] as const)
  return Object.fromEntries(fields.filter((field): field is [string, Field] => field[1] !== undefined))
}

/** Of what is deeper only the words are kept, as they were written. */
const fieldOf = (value: unknown): Field | undefined => {
  if (value === null) return undefined
  if (isPlain(value) || (Array.isArray(value) && value.every(isPlain))) return value
  return JSON.stringify(value)
}

const isPlain = (value: unknown): value is string | number | boolean =>
  Predicate.isString(value) || Predicate.isNumber(value) || Predicate.isBoolean(value)

const frontMatter = /^---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/
const longest = 20_000
/** An alias may not be repeated until it fills the memory; a warning quotes the text, which no log may hold. */
const options = { maxAliasCount: 10, logLevel: "error" } as const
