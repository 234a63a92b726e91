/** Reading an answer as text: its sentences with the markers they carry, its words, and texts made comparable. */

/** A sentence, or a part of one that ends with its own markers. */
export interface Sentence {
  /** Without its markers. */
  readonly text: string
  readonly markers: ReadonlyArray<string>
  /** The whole sentence that it is a part of, folded, and all markers of that. */
  readonly context: string
  readonly cited: ReadonlyArray<string>
  /** Sentences of one paragraph or list item share a number. */
  readonly paragraph: number
}

/** Accents, case and kinds of apostrophes, dashes and spaces do not matter; everything else does. */
export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[’‘ʼ]/g, "'").replace(/[‐‑‒–—−]/g, "-").replace(/\s+/g, " ").trim()

/** Long runs of white space say nothing, and cost every pattern that looks over them. */
export const squeezed = (text: string): string =>
  text.replace(/\s{4,}/g, (space) => space.includes("\n") ? "\n\n" : "   ")

export const words = (text: string): ReadonlyArray<string> => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** Enough of a word to be the same in singular and plural, present and past. */
export const stem = (word: string): string =>
  word.length > 5 ? word.slice(0, Math.max(4, word.length - 3)) : word.replace(/s$/, "")

export const markersIn = (text: string): ReadonlyArray<string> =>
  Array.from(text.matchAll(/\[(\d+(?:\s*[,;]\s*\d+)*)\]/g)).flatMap(([, list = ""]) => list.split(/\s*[,;]\s*/))

export const withoutMarkers = (text: string): string => text.replace(/\s*\[\d+(?:\s*[,;]\s*\d+)*\]/g, "")

/** Emphasis, headings and bullets taken off, so that what is left is what a person reads. */
export const plain = (text: string): string =>
  text.replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2").replace(/^\s*(?:#{1,6}\s+|[-*•]\s+|\d{1,2}[.)]\s+)/gm, "")
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*/g, "$1")

export const sentences = (text: string): ReadonlyArray<Sentence> =>
  paragraphs(text).flatMap((paragraph, i) =>
    split(plain(paragraph)).flatMap((sentence) => {
      const context = fold(withoutMarkers(sentence))
      const cited = markersIn(sentence)
      const parts = sentence.match(/(?:(?!\[\d).)*(?:\s*\[\d[\d,; ]*\])*[.!?…]*/gsu) ?? []
      return parts.map((part) => ({
        text: withoutMarkers(part).trim(),
        markers: markersIn(part),
        context,
        cited,
        paragraph: i
      }))
    })
  ).filter(({ markers, text }) => /[\p{L}\p{N}]/u.test(text) || markers.length > 0)

const paragraphs = (text: string): ReadonlyArray<string> =>
  text.split(/\n\s*\n|\n(?=\s*(?:[-*•]|\d{1,2}[.)])\s)/).map((part) => part.replace(/\s*\n\s*/g, "\n").trim()).filter((
    part
  ) => part !== "")

const abbreviation =
  /(?:^|[\s(])(?:inc|corp|ltd|llc|co|no|nr|approx|e\.g|i\.e|etc|vs|mr|mrs|ms|dr|st|m|mme|env|p\. ex|cf|sarl|s\.a|\p{Lu})\.$/iu

/** Ends at a full stop that a new beginning follows; the markers behind the stop still belong to what they follow. */
const split = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  let current = ""
  for (const piece of text.split(/(?<=[.!?…])(?=(?:\s*\[\d[\d,; ]*\])*\s)|\n/)) {
    const [lead = ""] = /^(?:\s*\[\d[\d,; ]*\])+/.exec(piece) ?? []
    const rest = piece.slice(lead.length)
    const ends = current !== "" && !abbreviation.test(current) && !/^\s*[\p{Ll},;]/u.test(rest)
    if (!ends) {
      current += piece
      continue
    }
    found.push(current + lead)
    current = rest
  }
  return [...found, current].map((sentence) => sentence.trim()).filter((sentence) => sentence !== "")
}
