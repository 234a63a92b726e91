/** What can be known of memories before anything is asked: their words, what kind of turns they are, what stands around them. */
import * as Memo from "../../../llm/Embeddings/Memo.ts"
import { stems } from "../../../llm/Embeddings/Words.ts"

export interface Said {
  readonly session_id: string | null
  readonly role: string | null
  readonly speaker: string | null
  readonly content: string
  readonly said_at: number
}

export interface Turn<M extends Said = Said> extends Text {
  readonly memory: M
}

/** Places of other turns of the same conversation. */
export interface Around {
  /** The last one by somebody else: what this turn may answer. */
  readonly heard?: number
  /** The last one by the same speaker, who may still be at the same topic. */
  readonly own?: number
  readonly next?: number
}

export const turnsOf = <M extends Said>(memories: ReadonlyArray<M>): ReadonlyArray<Turn<M>> =>
  memories.map((memory) => ({ memory, ...textOf(memory.content) }))

/** `memories` come in the order in which they were said. */
export const aroundEach = (memories: ReadonlyArray<Said>): ReadonlyArray<Around> => {
  const last = new Map<string, ReadonlyArray<number>>()
  const speakers = memories.map(speakerOf)
  const found = memories.map((): { -readonly [K in keyof Around]: Around[K] } => ({}))
  memories.forEach((memory, i) => {
    const talk = talkOf(memory)
    if (talk === undefined) return
    const before = last.get(talk) ?? []
    const recent = memory.session_id !== null
      ? before
      : before.filter((place) => memory.said_at - (memories[place]?.said_at ?? 0) <= longestPause)
    const [latest, second] = recent
    const here = found[i]
    if (latest !== undefined && found[latest] !== undefined) found[latest].next = i
    // Who does not say who speaks is taken to speak in turns.
    const unnamed = speakers[i] === undefined
    const heard = unnamed ? latest : recent.find((place) => speakers[place] !== speakers[i])
    const own = unnamed ? second : recent.find((place) => speakers[place] === speakers[i])
    if (here !== undefined && heard !== undefined) here.heard = heard
    if (here !== undefined && own !== undefined) here.own = own
    last.set(talk, [i, ...recent].slice(0, lookBack))
  })
  return found
}

/** Turns without a session belong together as far as it is said who speaks; notes stand alone. */
const talkOf = ({ session_id, speaker }: Said): string | undefined =>
  session_id !== null ? `#${session_id}` : speaker === null ? undefined : ""

const speakerOf = ({ role, speaker }: Said): string | undefined => speaker ?? role ?? undefined

interface Text {
  readonly counts: ReadonlyMap<string, number>
  readonly size: number
  readonly asks: boolean
  readonly ofOneself: boolean
  readonly hasTime: boolean
  readonly hasNumber: boolean
  /** Lower-cased: what is written with a capital inside a sentence. */
  readonly names: ReadonlyArray<string>
}

/** The same texts are ranked again with every question of their user. */
const textOf: (content: string) => Text = Memo.make(5_000, (content) => {
  const all = stems(content)
  const counts = new Map<string, number>()
  for (const stem of all) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return {
    counts,
    size: all.length,
    asks: /\?\s*$/.test(content),
    ofOneself: firstPerson.test(content),
    hasTime: timeExpression.test(content),
    hasNumber: number.test(content),
    names: Array.from(content.matchAll(name), ([one]) => one.toLowerCase())
  }
})

const firstPerson =
  /(?<![\p{L}'’])(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|[Jj]e|[Jj]['’]\p{L}+|[Mm](?:on|a|es)|[Nn]ous|[Nn]os|[Ii]ch|[Mm]eine?|[Ww]ir)(?![\p{L}])/u
const timeExpression =
  /\b(yesterday|today|tonight|tomorrow|last|next|ago|since|week(?:end)?s?|months?|years?|days?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hier|demain|\d{4}|\d{1,2}(?:st|nd|rd|th))\b/i
const number = /\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|once|twice|couple|few|several|dozens?)\b/i
const name = /(?<=[\p{L}\p{N},] ["“]?)\p{Lu}\p{Ll}+/gu
const lookBack = 4
const longestPause = 3_600_000
