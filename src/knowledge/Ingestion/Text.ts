/** Plain text and Markdown, in whatever encoding they come. */
import { Effect } from "effect"
import { isUtf8 } from "node:buffer"
import { type Extracted, type File, UnreadableFile } from "./File.ts"

export const read = (file: File): Effect.Effect<Extracted, UnreadableFile> =>
  Effect.map(decode(file), ({ encoding, text }) => ({ text: text.replace(/\r\n?/g, "\n"), metadata: { encoding } }))

/** By byte order mark, else UTF-8 where the bytes are that, else as Windows and Latin-1 write Western letters. */
export const decode = (
  file: File
): Effect.Effect<{ readonly text: string; readonly encoding: string }, UnreadableFile> =>
  Effect.suspend(() => {
    const encoding = encodingOf(file.bytes)
    const text = encoding === "windows-1252" ? western(file.bytes) : new TextDecoder(encoding).decode(file.bytes)
    const binary = text.match(controls)?.length ?? 0
    return binary > 2 + text.length / 100
      ? new UnreadableFile({
        name: file.name,
        problem: "it is not a text file. Send it with the ending of its real format."
      })
      : Effect.succeed({ text: text.replace(controls, ""), encoding })
  })

const encodingOf = (bytes: Uint8Array): string => {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8"
  if (a === 0xff && b === 0xfe) return "utf-16le"
  if (a === 0xfe && b === 0xff) return "utf-16be"
  const start = bytes.subarray(0, 1_000)
  const zeroesAt = (rest: number) => start.filter((byte, i) => byte === 0 && i % 2 === rest).length / start.length
  // Western text in UTF-16 without a mark: every second byte is zero, and hardly any of the others.
  if (zeroesAt(1) > 0.3 && zeroesAt(0) < 0.05) return "utf-16le"
  if (zeroesAt(0) > 0.3 && zeroesAt(1) < 0.05) return "utf-16be"
  return isUtf8(bytes) ? "utf-8" : "windows-1252"
}

/** Node decodes the bytes from 80 to 9F as control characters, where Windows has its quotation marks and the euro. */
const western = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString("latin1").replace(
    /[\u0080-\u009f]/g,
    (sign) => ofWindows[sign.charCodeAt(0) - 0x80] ?? sign
  )
const ofWindows = Array.from("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

const controls = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g
