/** Reads a file that someone uploads: its text with headings, its title, and what is known of it. */
import { Duration, Effect } from "effect"
import { titleOf, truncate } from "./Chunker.ts"
import { type Extracted, type File, IngestionLimits, UnreadableFile } from "./Ingestion/File.ts"

export { type File, IngestionLimits, UnreadableFile }

export interface Content {
  readonly title: string
  /** Markdown-like: `#` headings, blank lines between paragraphs, `-` lists, `|` tables. */
  readonly text: string
  readonly metadata: Readonly<Record<string, unknown>>
}

/** Changes when the same bytes would be read otherwise, so that sending them again renews what was made of them. */
export const version = 2

export const formats = ["txt", "md", "html", "pdf", "docx", "csv", "json"] as const
export type Format = (typeof formats)[number]

/** Fails with a sentence for the person who sent the file. What can be hostile (PDF, Word) is parsed in a thread of its own. */
export const read = Effect.fn("Ingestion.read")(function*(file: File) {
  const limits = yield* IngestionLimits
  const format = formatOf(file)
  yield* Effect.annotateCurrentSpan({ format: format ?? "unknown", bytes: file.bytes.length })
  const fail = (problem: string) => new UnreadableFile({ name: file.name, problem })
  if (file.bytes.length === 0) return yield* fail("it is empty.")
  yield* fits(file.name, file.bytes.length)
  if (format === undefined) {
    return yield* fail(`its format is not supported. Send one of: ${formats.map((known) => `.${known}`).join(", ")}.`)
  }
  const reader = yield* Effect.promise(readers[format])
  const extracted = yield* reader.read(file).pipe(
    Effect.disconnect,
    Effect.timeoutFail({
      duration: limits.time,
      onTimeout: () => fail(`reading it takes longer than ${Duration.format(limits.time)}. Split it or simplify it.`)
    })
  )
  const text = extracted.text.replaceAll("\0", "").toWellFormed().trim()
  if (!/[\p{L}\p{N}]/u.test(text)) {
    return yield* fail(
      format === "pdf"
        ? "it holds no text, only pictures of pages. Run text recognition (OCR) on it first."
        : "it holds no text."
    )
  }
  if (text.length > limits.characters) {
    return yield* fail(`it holds more than ${limits.characters} characters. Split it into smaller files.`)
  }
  const named = extracted.title?.replaceAll("\0", "").toWellFormed().replace(/\s+/g, " ").trim()
  const content: Content = {
    title: truncate(named === undefined || named === "" ? ownTitle(format, file.name, text) : named, 300),
    text,
    metadata: { ...extracted.metadata, file_name: file.name, format }
  }
  return content
})

/** Fails for a file of so many bytes that it need not be loaded to be refused. */
export const fits = Effect.fnUntraced(function*(name: string, size: number) {
  const { bytes } = yield* IngestionLimits
  if (size <= bytes) return
  return yield* new UnreadableFile({
    name,
    problem: `it is larger than ${Math.floor(bytes / 1024 / 1024)} MB. Split it into smaller files.`
  })
})

interface Reader {
  readonly read: (file: File) => Effect.Effect<Extracted, UnreadableFile>
}

// A parser is loaded when the first file of its format comes.
const readers: Readonly<Record<Format, () => Promise<Reader>>> = {
  txt: () => import("./Ingestion/Text.ts"),
  md: () => import("./Ingestion/Markdown.ts"),
  html: () => import("./Ingestion/Html.ts"),
  pdf: () => import("./Ingestion/Pdf.ts"),
  docx: () => import("./Ingestion/Docx.ts"),
  csv: () => import("./Ingestion/Csv.ts"),
  json: () => import("./Ingestion/Json.ts")
}

/** By the name's ending, else by the declared type, else by the first bytes. */
const formatOf = (file: File): Format | undefined => {
  const ending = /\.([a-z0-9]+)$/.exec(file.name.toLowerCase())?.[1] ?? ""
  const type = (file.content_type ?? "").toLowerCase().split(";")[0]?.trim() ?? ""
  const start = Buffer.from(file.bytes.subarray(0, 5)).toString("latin1")
  return byEnding[ending] ?? byType[type] ?? (start === "%PDF-" ? "pdf" : undefined)
}

const byEnding: Readonly<Record<string, Format>> = {
  txt: "txt",
  text: "txt",
  log: "txt",
  md: "md",
  markdown: "md",
  html: "html",
  htm: "html",
  xhtml: "html",
  pdf: "pdf",
  docx: "docx",
  csv: "csv",
  tsv: "csv",
  json: "json",
  jsonl: "json",
  ndjson: "json"
}

/** What the names of documents end in. A log is read when it is sent by name, but seldom meant when a folder is. */
export const endings: ReadonlyArray<string> = Object.keys(byEnding).filter((ending) => ending !== "log")

const byType: Readonly<Record<string, Format>> = {
  "text/plain": "txt",
  "text/markdown": "md",
  "text/html": "html",
  "application/xhtml+xml": "html",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "text/csv": "csv",
  "text/tab-separated-values": "csv",
  "application/json": "json",
  "application/x-ndjson": "json"
}

const ownTitle = (format: Format, name: string, text: string): string => {
  const base = name.replace(/^.*[\\/]/, "").replace(/\.[^.]+$/, "").replace(/[_-]+/g, " ").trim()
  const first = titleOf(text)
  const hasHeading = /^#{1,6}\s/.test(text)
  const records = format === "csv" || format === "json"
  return base === "" || (!records && (hasHeading || first.length <= 80)) ? first : base
}
