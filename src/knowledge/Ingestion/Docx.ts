/** Word documents: the text with its headings, lists and tables. */
import { Effect } from "effect"
import { type File, IngestionLimits, UnreadableFile } from "./File.ts"
import { markdown } from "./Html.ts"
import * as Isolated from "./Isolated.ts"

export const read = Effect.fnUntraced(function*(file: File) {
  const { expandedBytes, pages } = yield* IngestionLimits
  const fail = (problem: string) => new UnreadableFile({ name: file.name, problem })
  const size = expandedSize(file.bytes)
  if (size === undefined) {
    return yield* fail("it is not a Word document (.docx), or it was cut off. Save it again as .docx.")
  }
  const tooLarge = fail(
    `it unpacks to more than ${Math.floor(expandedBytes / 1024 / 1024)} MB. Split it into smaller files.`
  )
  if (size > expandedBytes) return yield* tooLarge
  const outcome = yield* Isolated.parse({ format: "docx", bytes: file.bytes, pages, expandedBytes })
  if (outcome.ok) return yield* markdown(file, outcome.parts.join("\n"))
  return yield* outcome.reason === "size"
    ? tooLarge
    : fail("it is damaged. Open it in a word processor and save it again.")
})

/**
 * How much the archive says it unpacks to, from its directory, before anything is unpacked; undefined where there is no
 * directory, or where it hides the sizes.
 */
export const expandedSize = (bytes: Uint8Array): number | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === undefined) return undefined
  const entries = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  let total = 0
  for (let i = 0; i < entries; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return undefined
    const size = view.getUint32(at + 24, true)
    // Sizes beyond 4 GB stand elsewhere: no document needs them.
    if (size === 0xffffffff) return Number.POSITIVE_INFINITY
    total += size
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries === 0 ? undefined : total
}

const endOfDirectory = (view: DataView): number | undefined => {
  const earliest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= earliest; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  return undefined
}
