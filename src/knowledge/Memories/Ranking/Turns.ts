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

export interface Turn<M extends Said = Said> {
  readonly memory: M
  readonly text: Text
}

/** Places of other turns of the same conversation; one past the last turn where there is none. */
export interface Around {
  /** The last one by somebody else: what this turn may answer. */
  readonly heard: number
  /** Whether that one is a question. */
  readonly answers: boolean
  /** The last one by the same speaker, who may still be at the same topic. */
  readonly own: number
  readonly next: number
}

/** Where a stem stands: the places of turns, and how often in each. */
export interface Postings {
  readonly places: ReadonlyArray<number>
  readonly counts: ReadonlyArray<number>
}

/** Memories, ready to be ranked for one question after another. */
export interface Prepared<M extends Said = Said> {
  readonly turns: ReadonlyArray<Turn<M>>
  readonly around: ReadonlyArray<Around>
  readonly postings: ReadonlyMap<string, Postings>
  /** Of the turns of each session, in words. */
  readonly sessions: ReadonlyMap<string, number>
  readonly speakers: ReadonlySet<string>
}

/** `memories` come in the order in which they were said. */
export const prepared = <M extends Said>(memories: ReadonlyArray<M>): Prepared<M> => {
  const turns = memories.map((memory): Turn<M> => ({ memory, text: textOf(memory.content) }))
  const postings = new Map<string, { readonly places: Array<number>; readonly counts: Array<number> }>()
  const sessions = new Map<string, number>()
  turns.forEach(({ memory: { session_id }, text }, place) => {
    for (const stem of text.stems) {
      const all = postings.get(stem)
      const last = (all?.places.length ?? 0) - 1
      if (all === undefined) postings.set(stem, { places: [place], counts: [1] })
      else if (all.places[last] === place) all.counts[last] = (all.counts[last] ?? 0) + 1
      else {
        all.places.push(place)
        all.counts.push(1)
      }
    }
    if (session_id !== null) sessions.set(session_id, (sessions.get(session_id) ?? 0) + text.stems.length)
  })
  const speakers = new Set(memories.flatMap(({ speaker }) => speaker === null ? [] : [speaker]))
  return { turns, around: aroundEach(turns), postings, sessions, speakers }
}

const aroundEach = (turns: ReadonlyArray<Turn>): ReadonlyArray<Around> => {
  const last = new Map<string, ReadonlyArray<number>>()
  const speakers = turns.map(({ memory }) => speakerOf(memory))
  const nowhere = turns.length
  const found = turns.map(() => ({ heard: nowhere, answers: false, own: nowhere, next: nowhere }))
  found.forEach((here, i) => {
    const memory = turns[i]?.memory
    const talk = memory === undefined ? undefined : talkOf(memory)
    if (memory === undefined || talk === undefined) return
    const before = last.get(talk) ?? []
    const recent = memory.session_id !== null
      ? before
      : before.filter((place) => memory.said_at - (turns[place]?.memory.said_at ?? 0) <= longestPause)
    const [latest, second] = recent
    if (latest !== undefined && found[latest] !== undefined) found[latest].next = i
    // Who does not say who speaks is taken to speak in turns.
    const unnamed = speakers[i] === undefined
    here.heard = (unnamed ? latest : recent.find((place) => speakers[place] !== speakers[i])) ?? nowhere
    here.answers = turns[here.heard]?.text.asks === true
    here.own = (unnamed ? second : recent.find((place) => speakers[place] === speakers[i])) ?? nowhere
    last.set(talk, [i, ...recent].slice(0, lookBack))
  })
  return found
}

/** Turns without a session belong together as far as it is said who speaks; notes stand alone. */
const talkOf = ({ session_id, speaker }: Said): string | undefined =>
  session_id !== null ? `#${session_id}` : speaker === null ? undefined : ""

const speakerOf = ({ role, speaker }: Said): string | undefined => speaker ?? role ?? undefined

export interface Text {
  readonly stems: ReadonlyArray<string>
  readonly asks: boolean
  readonly ofOneself: boolean
  readonly hasTime: boolean
  readonly hasNumber: boolean
  /** Lower-cased: what is written with a capital inside a sentence. */
  readonly names: ReadonlyArray<string>
}

/** The same texts are ranked again with every question of their user. */
const textOf: (content: string) => Text = Memo.make(
  10_000,
  (content) => ({
    stems: stems(content),
    asks: /\?\s*$/.test(content),
    ofOneself: firstPerson.test(content),
    hasTime: timeExpression.test(content),
    hasNumber: number.test(content),
    names: Array.from(content.matchAll(name), ([one]) => one.toLowerCase())
  })
)

const firstPerson =
  /(?<![\p{L}'’])(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|[Jj]e|[Jj]['’]\p{L}+|[Mm](?:on|a|es)|[Nn]ous|[Nn]os|[Ii]ch|[Mm]eine?|[Ww]ir)(?![\p{L}])/u
const timeExpression =
  /\b(yesterday|today|tonight|tomorrow|last|next|ago|since|week(?:end)?s?|months?|years?|days?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hier|demain|\d{4}|\d{1,2}(?:st|nd|rd|th))\b/i
const number = /\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|once|twice|couple|few|several|dozens?)\b/i
const name = /(?<=[\p{L}\p{N},] ["“]?)\p{Lu}\p{Ll}+/gu
const lookBack = 4
const longestPause = 3_600_000
