/** What a reader of files takes, gives, and may not exceed. */
import { Context, Duration, Schema } from "effect"

export interface File {
  readonly name: string
  readonly content_type?: string
  readonly bytes: Uint8Array
}

/** What a format's reader returns: without a title, the text's first heading or the file's name serves. */
export interface Extracted {
  readonly title?: string | undefined
  readonly text: string
  readonly metadata?: Readonly<Record<string, unknown>>
}

export class IngestionLimits extends Context.Reference<IngestionLimits>()("holdfast/knowledge/IngestionLimits", {
  defaultValue: () => ({
    bytes: 20 * 1024 * 1024,
    /** JSON is parsed in one go, while which nothing else happens. */
    jsonBytes: 10 * 1024 * 1024,
    /** Of what a compressed file holds. */
    expandedBytes: 60 * 1024 * 1024,
    characters: 5_000_000,
    pages: 2_000,
    time: Duration.seconds(20)
  })
}) {}

export class UnreadableFile extends Schema.TaggedError<UnreadableFile>()("UnreadableFile", {
  name: Schema.String,
  /** What is wrong and what to do about it, as the end of a sentence about the file. */
  problem: Schema.String
}) {
  override get message() {
    return `"${this.name}" could not be read: ${this.problem}`
  }
}
