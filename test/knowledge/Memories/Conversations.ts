/** Conversations with what is to be remembered of them: see conversations.txt. */
import { readFileSync } from "node:fs"

export interface Remembered {
  readonly content: string
  readonly sources: number
  /** Days; undefined where it holds still. */
  readonly from?: number
  readonly to?: number
}

export interface Conversation {
  readonly name: string
  readonly said: ReadonlyArray<
    { readonly day: number; readonly text: string; readonly entity_ids: ReadonlyArray<string> }
  >
  readonly expected: ReadonlyArray<Remembered>
}

const customers = ["Delta", "Acme", "Kestrel", "Northwind"]
const pronoun = /\b(?:they|their|them|it)\b/i

/**
 * `1 text` is what is said on day 1, `= text` what is held in the end, `~ text 1-9` what held from day 1 to day 9, and
 * `[2]` before a text that it has two sources. A pronoun stands for the customers named last.
 */
export const conversations: ReadonlyArray<Conversation> = readFileSync(
  new URL("conversations.txt", import.meta.url),
  "utf8"
).split(/^# /m).slice(1).map((block) => {
  const [name = "", ...lines] = block.trim().split("\n")
  const said: Array<Conversation["said"][number]> = []
  const expected: Array<Remembered> = []
  let last: ReadonlyArray<string> = []
  for (const line of lines) {
    const [, day, text] = /^(\d+) (.+)$/.exec(line) ?? []
    if (day !== undefined && text !== undefined) {
      const named = customers.filter((customer) => text.toLowerCase().includes(customer.toLowerCase()))
      if (named.length > 0) last = named
      said.push({ day: Number(day), text, entity_ids: named.length > 0 ? named : pronoun.test(text) ? last : [] })
      continue
    }
    const [, mark, sources = "1", rest = ""] = /^([=~]) (?:\[(\d+)\] )?(.+)$/.exec(line) ?? []
    const [, content = rest, from, to] = mark === "~" ? /^(.+) (\d+)-(\d+)$/.exec(rest) ?? [] : []
    expected.push({
      content,
      sources: Number(sources),
      ...(from === undefined ? {} : { from: Number(from), to: Number(to) })
    })
  }
  return { name, said, expected }
})

/** As it is written in conversations.txt. */
export const remembered = ({ content, from, sources, to }: Remembered): string =>
  `${to === undefined ? "=" : "~"} ${sources === 1 ? "" : `[${sources}] `}${content}${
    to === undefined ? "" : ` ${from}-${to}`
  }`
