/** PDF: the text of its pages. */
import { Effect } from "effect"
import { type Extracted, type File, IngestionLimits, UnreadableFile } from "./File.ts"
import * as Isolated from "./Isolated.ts"

export const read = Effect.fnUntraced(function*(file: File) {
  const { expandedBytes, pages } = yield* IngestionLimits
  const fail = (problem: string) => new UnreadableFile({ name: file.name, problem })
  if (!Buffer.from(file.bytes.subarray(0, 1_024)).includes("%PDF-")) {
    return yield* fail("it is not a PDF file. Send it with the ending of its real format.")
  }
  const outcome = yield* Isolated.parse({ format: "pdf", bytes: file.bytes, pages, expandedBytes })
  if (!outcome.ok) {
    return yield* fail(
      outcome.reason === "password"
        ? "it is protected by a password. Save it without one."
        : outcome.reason === "pages"
        ? `it has more than ${pages} pages. Split it into smaller files.`
        : "it is damaged. Export it again from the program that made it."
    )
  }
  const extracted: Extracted = {
    title: outcome.title,
    text: outcome.parts.map(rejoined).join("\n\n"),
    metadata: { pages: outcome.parts.length }
  }
  return extracted
})

/** A word that was divided at the end of a line is one word again. */
const rejoined = (page: string) => page.replace(/(\p{Ll})-\n(?=\p{Ll})/gu, "$1").trim()
