/** Cuts a text into passages along its headings, paragraphs and sentences; each keeps the titles that it stands under. */

export interface Chunk {
  /** `Payment terms > Late fees`. */
  readonly title_path: string
  readonly text: string
}

export interface Options {
  /** About how many tokens a passage has, and how many of them it repeats from the one before. */
  readonly tokens: number
  readonly overlap: number
}

/** Every word of the text is in the text or the title path of some chunk, in order. */
export const chunk = (
  document: { readonly title: string; readonly text: string },
  options: Options = { tokens: 200, overlap: 30 }
): ReadonlyArray<Chunk> =>
  sections(document.title, evenSpace(document.text)).flatMap(({ body, path }) =>
    pack(pieces(body, options.tokens), options).map((text) => ({ title_path: pathText(path), text }))
  )

/** One kind of line end, and no run of blanks so long that looking for its end takes time. */
const evenSpace = (text: string) =>
  text.replace(/\r\n?/g, "\n").replace(/([^\S\n]{8})[^\S\n]+/g, "$1").replace(/\n(?:[^\S\n]*\n){2,}/g, "\n\n")

/** Two neighbouring chunks as one text, without what the second repeats of the first. */
export const join = (first: string, second: string): string => {
  for (let length = Math.min(first.length, second.length, longestOverlap); length > 0; length--) {
    if (first.endsWith(second.slice(0, length))) return first + second.slice(length)
  }
  return `${first}\n${second}`
}

/** The document's own first heading or line, short enough for a title. */
export const titleOf = (text: string): string => {
  const line = text.split("\n").map((one) => one.replace(/^#{1,6}\s+/, "").trim()).find((one) =>
    /[\p{L}\p{N}]/u.test(one)
  )
  return line === undefined ? "Untitled" : truncate(line, 120)
}

/** About how many tokens a model counts: four letters one, but one for each sign of scripts that have thousands. */
export const tokensOf = (text: string): number => {
  let quarters = 0
  for (let i = 0; i < text.length; i++) quarters += text.charCodeAt(i) >= 0x2e80 ? 4 : 1
  return quarters / 4
}

interface Section {
  readonly path: ReadonlyArray<string>
  readonly body: string
}

const sections = (title: string, text: string): ReadonlyArray<Section> => {
  const found: Array<Section> = []
  let open: ReadonlyArray<{ readonly level: number; readonly title: string }> = []
  let body: Array<string> = []
  let fence: string | undefined
  let bare = false
  const path = () => [title, ...open.map((heading) => heading.title)]
  const close = (nextLevel: number) => {
    const heading = open.at(-1)
    if (body.some((line) => line.trim() !== "")) found.push({ path: path(), body: body.join("\n") })
    // A heading that nothing stands under is a statement of its own.
    else if (bare && heading !== undefined && nextLevel <= heading.level) {
      found.push({ path: path().slice(0, -1), body: heading.title })
    }
    body = []
  }
  const lines = text.split("\n")
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ""
    const mark = /^\s{0,3}(```|~~~)/.exec(line)?.[1]
    if (mark !== undefined && (fence === undefined || mark === fence)) fence = fence === undefined ? mark : undefined
    const heading = fence === undefined ? headingAt(lines, i) : undefined
    if (heading === undefined) {
      body.push(line)
      continue
    }
    close(heading.level)
    open = [...open.filter((one) => one.level < heading.level), heading]
    bare = true
    i += heading.lines - 1
  }
  close(0)
  return found
}

const headingAt = (lines: ReadonlyArray<string>, i: number) => {
  const line = lines[i] ?? ""
  if (line.length > longestHeading) return undefined
  const atx = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
  if (atx !== null && atx[2] !== undefined && atx[2] !== "") {
    return { level: atx[1]?.length ?? 1, title: atx[2].trim(), lines: 1 }
  }
  const underline = /^\s{0,3}(={3,}|-{3,})\s*$/.exec(lines[i + 1] ?? "")?.[1]
  const alone = i === 0 || (lines[i - 1] ?? "").trim() === ""
  return underline !== undefined && alone && /[\p{L}\p{N}]/u.test(line) && !line.trimStart().startsWith("|")
    ? { level: underline.startsWith("=") ? 1 : 2, title: line.trim(), lines: 2 }
    : undefined
}

const pathText = (path: ReadonlyArray<string>): string =>
  path.map((title) => title.trim()).filter((title, i, all) => title !== "" && title !== all[i - 1]).join(" > ")

interface Piece {
  /** With the white space that follows it, so that the pieces of a text are the text. */
  readonly text: string
  readonly tokens: number
  /** Nothing to be kept together with what follows. */
  readonly ends: boolean
  /** What a passage that begins here must repeat: the head of a table. */
  readonly head: string
}

const pieces = (body: string, limit: number): ReadonlyArray<Piece> => {
  const found: Array<Piece> = []
  for (const [paragraph] of body.matchAll(/[\s\S]+?(?:\n[^\S\n]*(?=\n)\s*|$)/g)) {
    const head = tableHead(paragraph)
    // A table, a list or records go line by line, prose sentence by sentence.
    const parts = linear(paragraph) ? paragraph.split(/(?<=\n)/) : paragraph.split(sentenceEnd)
    parts.forEach((part, i) => {
      const split = splitLong(part, limit)
      split.forEach((text, j) =>
        found.push({
          text,
          tokens: tokensOf(text),
          ends: i === parts.length - 1 && j === split.length - 1,
          head: i < 2 ? "" : head
        })
      )
    })
  }
  return found
}

const linear = (paragraph: string): boolean => {
  const lines = paragraph.trim().split("\n")
  return lines.length > 1 && lines.filter((line) => /^\s*(\||[-*+•]\s|\d+[.)]\s)/.test(line)).length * 2 >= lines.length
}

const tableHead = (paragraph: string): string => {
  const [first = "", second = ""] = paragraph.trimStart().split("\n", 2)
  if (first.length > longestHeading || second.length > longestHeading) return ""
  const isHead = first.includes("|") && /^[\s|:-]*-[\s|:-]*$/.test(second) && second.includes("|")
  return isHead ? `${first}\n${second}\n` : ""
}

const sentenceEnd = /(?<=[.!?…]["'”’)\]]*\s+)(?=["'“‘([]*[\p{Lu}\p{N}\p{Lo}])|(?<=[。！？])/u

/** What has no sentence short enough is cut between words, and between characters where there is no space. */
const splitLong = (text: string, limit: number): ReadonlyArray<string> => {
  if (tokensOf(text) <= limit) return [text]
  const parts: Array<string> = []
  let from = 0
  let tokens = 0
  let space = 0
  for (let i = 0; i < text.length; i++) {
    tokens += text.charCodeAt(i) >= 0x2e80 ? 1 : 0.25
    if (/\s/.test(text.charAt(i))) space = i + 1
    if (tokens < limit) continue
    const pair = isHighSurrogate(text.charCodeAt(i)) ? i : i + 1
    const to = space > from ? space : pair > from ? pair : i + 2
    parts.push(text.slice(from, to))
    tokens = tokensOf(text.slice(to, i + 1))
    from = to
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

const pack = (all: ReadonlyArray<Piece>, { overlap, tokens: limit }: Options): ReadonlyArray<string> => {
  const packed: Array<string> = []
  let held: Array<Piece> = []
  let size = 0
  let fresh = 0
  const flush = () => {
    const text = held.map((piece) => piece.text).join("")
    if (fresh > 0 && text.trim() !== "") packed.push(text.trim())
    held = []
    size = 0
    fresh = 0
  }
  for (const piece of all) {
    const previous = held.at(-1)
    const full = size + piece.tokens > limit || (previous?.ends === true && size > limit * 0.7)
    if (fresh > 0 && full) {
      const before = held
      flush()
      const repeated = piece.head === "" ? lastTokens(before, overlap) : []
      if (piece.head !== "") held.push({ text: piece.head, tokens: tokensOf(piece.head), ends: false, head: "" })
      held.push(...repeated)
      size = held.reduce((sum, one) => sum + one.tokens, 0)
    }
    held.push(piece)
    size += piece.tokens
    if (piece.text.trim() !== "") fresh += 1
  }
  flush()
  return packed
}

const lastTokens = (from: ReadonlyArray<Piece>, limit: number): ReadonlyArray<Piece> => {
  const kept: Array<Piece> = []
  let tokens = 0
  for (const piece of from.toReversed()) {
    tokens += piece.tokens
    if (tokens > limit) break
    kept.unshift(piece)
  }
  return kept
}

/** At most so many UTF-16 units, never half of a character. */
export const truncate = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  const cut = isHighSurrogate(text.charCodeAt(limit - 2)) ? limit - 2 : limit - 1
  return `${text.slice(0, cut).trimEnd()}…`
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const longestOverlap = 600
const longestHeading = 1_000
