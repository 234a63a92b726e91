/** Reads a text for what could name a customer, an order or an invoice, before anything is looked up. */
import { nameOf, normalise } from "./Normal.ts"
import { generic, ordinary } from "./Words.ts"

/** A stretch of the text, by its first and last token. */
export interface Span {
  readonly first: number
  readonly last: number
}

export interface Token {
  readonly start: number
  readonly end: number
  readonly word: string
  /** Begins with a capital that its place in the sentence does not explain. */
  readonly proper: boolean
  /** Punctuation stands before it, so no name runs across. */
  readonly apart: boolean
  /** Part of an e-mail address or of a number such as `SO-1042`. */
  readonly code: boolean
}

/** `core` is what tells this name from others: the words that few names share. */
export interface Probe extends Span {
  readonly normal: string
  readonly core: string
}

export interface Mentions {
  readonly text: string
  readonly tokens: ReadonlyArray<Token>
  /** Every run of up to six tokens, as written (lower case, with and without a possessive) and as aliases are kept. */
  readonly phrases: ReadonlyArray<Span & { readonly written: ReadonlyArray<string>; readonly normal: string }>
  /** Runs of words that could be a name that is not spelled in full, and so are worth a search. */
  readonly probes: ReadonlyArray<Probe>
  readonly emails: ReadonlyArray<string>
  /** What could be an id or number: `so-1042`; bare digits only where a word such as "order" stands before them. */
  readonly codes: ReadonlyArray<string>
  /** What could be a customer's id, as it was written. */
  readonly ids: ReadonlyArray<string>
}

const longestPhrase = 6
const tokensRead = 250
const probesMade = 10

export const spanText = (mentions: Mentions, span: Span): string =>
  mentions.text.slice(mentions.tokens[span.first]?.start ?? 0, mentions.tokens[span.last]?.end ?? 0)

/** "Delta's": what follows is Delta's, and no part of its name. */
export const owns = (text: string, { end, start }: Token): boolean => /['’]s?$/i.test(text.slice(start, end))

export const overlaps = (a: Span, b: Span): boolean => a.first <= b.last && b.first <= a.last
export const covers = (outer: Span, inner: Span): boolean => outer.first <= inner.first && inner.last <= outer.last

export const read = (text: string): Mentions => {
  const codes = codesIn(text)
  const emails = [...text.matchAll(emailPattern)].map((match) => match[0].toLowerCase())
  const taken = [...text.matchAll(emailPattern), ...text.matchAll(numberPattern)]
    .map((match) => [match.index, match.index + match[0].length] as const)
  const tokens = tokensIn(text, taken)
  const phrases = phrasesIn(text, tokens)
  const ids = phrases.filter((phrase) => phrase.first === phrase.last && ordinary.has(phrase.normal) === false)
    .map((phrase) => text.slice(tokens[phrase.first]?.start, tokens[phrase.last]?.end))
  const written = [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}._:#/-]*[\p{L}\p{N}]/gu)].map((match) => match[0])
    .filter((word) => /[-_:#\d]/.test(word))
  return {
    text,
    tokens,
    phrases,
    probes: probesIn(text, tokens),
    emails,
    codes,
    ids: [
      ...new Set([
        ...ids.filter((id) => !/^\d{1,3}$/.test(id)),
        ...written,
        ...codes,
        ...codes.map((c) => c.toUpperCase())
      ])
    ]
      .slice(0, tokensRead)
  }
}

const emailPattern = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const numberPattern = /(?<![\p{L}\p{N}])\p{L}{1,5}[-_#/]?\d[\p{L}\p{N}]*(?:[-_/]\p{L}*\d[\p{L}\p{N}]*)*/gu
const tokenPattern = /(?:[ldjmntsc]|qu)['’](?=\p{L})|[\p{L}\p{N}]+(?:['’]\p{L}+)*|&/giu
const numbered = new Set(
  "order orders invoice invoices commande facture so po inv no nr number numero id customer client account bill"
    .split(" ")
)

const codesIn = (text: string): ReadonlyArray<string> => {
  const found = new Set<string>()
  for (const [code] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}_/.-]*/gu)) {
    const trimmed = code.replace(/[-_/.]+$/, "").toLowerCase()
    if (/\d/.test(trimmed) && /[^\d.,]/.test(trimmed)) found.add(trimmed)
  }
  for (
    const match of text.matchAll(
      /(?:(\p{L}+)\.?\s*(?:number|no\.?|nr\.?|num[eé]ro|n°)?\s*[#:]?\s*|#\s*)(\d{2,})(?![\p{L}\p{N}])/giu
    )
  ) {
    const [, word, digits = ""] = match
    if (word === undefined || numbered.has(normalise(word))) found.add(digits)
    // "SO 1042" is the number SO-1042 or SO1042.
    if (word !== undefined && word.length <= 5) {
      found.add(`${word.toLowerCase()}-${digits}`)
      found.add(`${word.toLowerCase()}${digits}`)
    }
  }
  return [...found].slice(0, 100)
}

const tokensIn = (text: string, taken: ReadonlyArray<readonly [number, number]>): ReadonlyArray<Token> => {
  const found = [...text.matchAll(tokenPattern)].slice(0, tokensRead)
  const capital = (raw: string) => /^\p{Lu}/u.test(raw)
  // Where words that name nobody are capitalised too, a capital says nothing.
  const common = found.slice(1).filter(([raw]) => ordinary.has(normalise(raw)))
  const shouted = common.length > 0 && common.filter(([raw]) => capital(raw)).length > common.length * 0.6
  let end = 0
  return found.map((match, i) => {
    const [raw] = match
    const start = match.index
    const gap = text.slice(end, start)
    const initial = i === 0 || /[.!?\n:;]/.test(gap)
    end = start + raw.length
    return {
      start,
      end,
      word: normalise(raw),
      proper: capital(raw) && !shouted && (!initial || raw.length > 1 && raw === raw.toUpperCase()),
      apart: i > 0 && /[,;:!?()"“”«»\n]|\.\s|\s[-–—]\s/u.test(gap.replace(/(?<=\b\p{L})\.\s/gu, " ")),
      code: taken.some(([from, to]) => start < to && from < end)
    }
  })
}

const phrasesIn = (text: string, tokens: ReadonlyArray<Token>): Mentions["phrases"] => {
  const phrases: Array<Mentions["phrases"][number]> = []
  for (let first = 0; first < tokens.length; first++) {
    for (let last = first; last < Math.min(tokens.length, first + longestPhrase); last++) {
      const from = tokens[first]?.start ?? 0
      const to = tokens[last]?.end ?? 0
      const written = text.slice(from, to).toLowerCase()
      const bare = written.replace(/['’]s$/, "")
      phrases.push({ first, last, written: bare === written ? [written] : [written, bare], normal: normalise(written) })
    }
  }
  return phrases
}

const joins = new Set(["and", "of", "the", "de", "du", "la", "et", "und", "y"])

const probesIn = (text: string, tokens: ReadonlyArray<Token>): Mentions["probes"] => {
  const content = (token: Token | undefined) =>
    token !== undefined && !token.code && !ordinary.has(token.word) && token.word.length > 1
  const runs: Array<Span> = []
  for (let i = 0; i < tokens.length; i++) {
    if (!content(tokens[i])) continue
    const previous = runs[runs.length - 1]
    // "Delta Services": an ordinary word with a capital belongs to the name it follows.
    const attached = previous !== undefined &&
      tokens.slice(previous.last + 1, i + 1).every((token, k, between) =>
        !token.apart && (k === between.length - 1 || token.proper && !token.code)
      )
    if (attached) runs[runs.length - 1] = { first: previous.first, last: i }
    else runs.push({ first: i, last: i })
  }
  const extended = runs.map(({ first, last }) => {
    let end = last
    while (tokens[end + 1]?.proper && !tokens[end + 1]?.apart && !tokens[end + 1]?.code) end += 1
    let begin = first
    while (tokens[begin - 1]?.proper && !tokens[begin]?.apart && !tokens[begin - 1]?.code) begin -= 1
    return { first: begin, last: end }
  })
  const joined = extended.flatMap((run, i) => {
    const next = extended[i + 1]
    if (next === undefined || next.first - run.last < 2 || next.first - run.last > 3) return []
    const between = tokens.slice(run.last + 1, next.first)
    const whole = between.every((token) => joins.has(token.word) && !token.apart) && !tokens[next.first]?.apart
    return whole ? [{ first: run.first, last: next.last }] : []
  })
  // In lower case nothing tells where a name ends: "delta widgets" is searched by its words too.
  const alone = runs.filter((run) =>
    run.last > run.first && tokens.slice(run.first, run.last + 1).every((t) => !t.proper)
  )
    .flatMap((run) =>
      Array.from({ length: run.last - run.first + 1 }, (_, k) => ({ first: run.first + k, last: run.first + k }))
    )
  // "Delta behaving oddly": where capitals tell where the name ends, it is searched by itself as well.
  const capitals = runs.flatMap((run) => {
    const proper = (i: number) => i >= run.first && i <= run.last && tokens[i]?.proper === true
    const places = Array.from({ length: run.last - run.first + 1 }, (_, k) => run.first + k).filter(proper)
    return places.length === 0 || places.length > run.last - run.first ? [] : places.filter((i) => !proper(i - 1))
      .map((first) => ({ first, last: places.find((i) => i >= first && !proper(i + 1)) ?? first }))
  })
  // "Delta's CFO": whose it is, is a name by itself.
  const owners = extended.flatMap(({ first, last }) => {
    const owner = tokens.slice(first, last).findIndex((token) => owns(text, token))
    return owner < 0 ? [] : [{ first, last: first + owner }]
  })
  const named = (span: Span) =>
    tokens.slice(span.first, span.last + 1).some((token) => token.proper || content(token) && !generic.has(token.word))
  const weight = (span: Span) => tokens.slice(span.first, span.last + 1).some((token) => token.proper) ? 0 : 1
  const seen = new Set<string>()
  return [...extended, ...joined, ...capitals, ...owners, ...alone].filter(named)
    .map((span) => {
      const normal = normalise(text.slice(tokens[span.first]?.start, tokens[span.last]?.end))
      const { words } = nameOf(normal)
      const telling = words.filter((word) => !generic.has(word) && !ordinary.has(word))
      return { ...span, normal, core: telling.length === 0 ? normal : telling.join(" ") }
    })
    .filter(({ normal }) =>
      normal.length > 1 && normal.length <= 200 && !seen.has(normal) && seen.add(normal) !== undefined
    )
    .sort((a, b) => weight(a) - weight(b) || a.first - b.first)
    .slice(0, probesMade)
}
