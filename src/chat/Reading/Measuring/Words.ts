/** Rules over whole words: what one of them read, and the text without it. */
/** What was read, and the text without it. */
export interface Read<A> {
  readonly value: A
  readonly rest: string
}

/** Spaces in its place, so that what stands behind keeps its position. */
export const blank = (text: string, match: RegExpExecArray): string =>
  text.slice(0, match.index) + " ".repeat(match[0].length) + text.slice(match.index + match[0].length)

/** No letter or figure on either side. */
export const word = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "u")
