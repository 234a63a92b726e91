/** Plain text and Markdown, in whatever encoding they come. */
import { analyse } from "chardet"
import { Effect, Option } from "effect"
import { isUtf8 } from "node:buffer"
import { type Extracted, type File, UnreadableFile } from "./File.ts"

export const read = (file: File): Effect.Effect<Extracted, UnreadableFile> =>
  Effect.map(decode(file), ({ encoding, text }) => ({ text: text.replace(/\r\n?/g, "\n"), metadata: { encoding } }))

/**
 * By byte order mark, else UTF-8 where the bytes are that, else as the sender or the page says, else as the letters look;
 * Western where they look like nothing.
 */
export const decode = (
  file: File
): Effect.Effect<{ readonly text: string; readonly encoding: string }, UnreadableFile> =>
  Effect.suspend(() => {
    const encoding = encodingOf(file)
    const text = encoding === western ? fromWestern(file.bytes) : new TextDecoder(encoding).decode(file.bytes)
    const binary = text.match(controls)?.length ?? 0
    return binary > 2 + text.length / 100
      ? new UnreadableFile({
        name: file.name,
        problem: "it is not a text file. Send it with the ending of its real format."
      })
      : Effect.succeed({ text: text.replace(controls, ""), encoding })
  })

const encodingOf = (file: File): string => {
  const { bytes } = file
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8"
  if (a === 0xff && b === 0xfe) return "utf-16le"
  if (a === 0xfe && b === 0xff) return "utf-16be"
  const start = bytes.subarray(0, 1_000)
  const zeroesAt = (rest: number) => start.filter((byte, i) => byte === 0 && i % 2 === rest).length / start.length
  // Western text in UTF-16 without a mark: every second byte is zero, and hardly any of the others.
  if (zeroesAt(1) > 0.3 && zeroesAt(0) < 0.05) return "utf-16le"
  if (zeroesAt(0) > 0.3 && zeroesAt(1) < 0.05) return "utf-16be"
  return isUtf8(bytes) ? "utf-8" : known(declared(file)) ?? guessed(bytes)
}

/** In the type that it was sent with, or in the page's own head. */
const declared = ({ bytes, content_type }: File): string | undefined => {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString("latin1")
  return /charset="?([\w-]+)/i.exec(content_type ?? "")?.[1] ??
    /<(?:meta|\?xml)[^>]+(?:charset|encoding)=["']?([\w-]+)/i.exec(head)?.[1]
}

/** As the platform calls it. Whoever says UTF-8 where it is none is not believed. */
const known = (label: string | undefined): string | undefined =>
  Option.liftThrowable(() => new TextDecoder(label).encoding)().pipe(
    Option.filter((encoding) => label !== undefined && !encoding.startsWith("utf-")),
    Option.getOrUndefined
  )

/** From the first letters that are not plain. A guess that is hardly better than the next is none. */
const guessed = (bytes: Uint8Array): string => {
  const first = bytes.findIndex((byte) => byte > 0x7f)
  const [best] = analyse(bytes.subarray(Math.max(0, first - 200), first + sample))
  if (best === undefined || best.confidence < leastConfidence) return western
  return known(supersets[best.name] ?? best.name) ?? western
}

const western = "windows-1252"
/** Windows' own versions have all their letters and some more. */
const supersets: Readonly<Record<string, string>> = {
  "ISO-8859-1": western,
  "ISO-8859-8": "windows-1255",
  "ISO-8859-9": "windows-1254"
}
const sample = 16_384
const leastConfidence = 30

/** Node decodes the bytes from 80 to 9F as control characters, where Windows has its quotation marks and the euro. */
const fromWestern = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString("latin1").replace(
    /[\u0080-\u009f]/g,
    (sign) => ofWindows[sign.charCodeAt(0) - 0x80] ?? sign
  )
const ofWindows = Array.from("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

const controls = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g
