/** Replies to talk: greetings and thanks, what to remember, what was said before. */
import { Array as Arrays, Schema } from "effect"
import { shortened } from "../ContextSynthesis/Sentences.ts"
import { asksAllNotes, Turn } from "../Reading/Earlier.ts"
import { talkOf, tells, toRemember } from "../Reading/Talk.ts"
import { plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { bullets, cited, type Desk, gapsOf, quotation, readable, safe } from "./Desk.ts"

export const writeTalk = (desk: Desk): ReadonlyArray<string> => {
  const { say, synthesis } = desk
  switch (tells(synthesis.question) ? "remember" : talkOf(synthesis.question)) {
    case "greeting":
      return [say.greeting]
    case "thanks":
      return [say.thanks]
    case "farewell":
      return [say.farewell]
    case "feeling":
      return [say.feeling]
    case "pastime":
      return [say.pastime]
    case "action":
      return [say.cannotAct]
    case "help":
      return [say.help]
    case "remember": {
      const kept = shortened(toRemember(synthesis.question), 400)
      return [kept === "" ? say.nothingToRemember : say.remembers(kept)]
    }
    case "recall":
      return recalled(desk)
    case "recap":
    case "asked":
      return earlier(desk, (turns) => {
        const asked = turns.map(({ data, item }) => cited(say.quoted(shortened(safe(data.query), 240)), item))
        if (asked.length === 1) return [`${say.asked.one} ${asked.join("")}`]
        return [asked.length > mostTurns ? say.asked.latest : say.asked.many, ...bullets(asked.slice(-mostTurns))]
      })
    case "repeat":
      return earlier(
        desk,
        (turns) => turns.flatMap(({ data, item }) => [say.answered(`[${item.marker}]`), data.answer])
      )
    case "sources":
      return earlier(desk, ([{ data, item }]) => {
        if (data.sources.length === 0) return [cited(say.restsOnNothing(shortened(safe(data.query), 240)), item)]
        const sources = data.sources.map((source) => shortened(readable(desk, source), 240))
        return [say.restsOn(shortened(safe(data.query), 240), `[${item.marker}]`), ...bullets(sources)]
      })
    case "forget":
      return [say.forget]
    case "neither":
      return [say.neither]
    case "other":
      return [say.acknowledged]
  }
}

interface Cited {
  readonly item: Marked
  readonly data: Turn
}

const earlier = (
  desk: Desk,
  write: (turns: readonly [Cited, ...ReadonlyArray<Cited>]) => ReadonlyArray<string>
): ReadonlyArray<string> => {
  const { say, synthesis } = desk
  const turns = synthesis.items.flatMap((item) => isTurn(item.data) ? [{ item, data: item.data }] : [])
  const inOrder = turns.toSorted((a, b) => a.data.place - b.data.place)
  if (Arrays.isNonEmptyArray(inOrder)) return write(inOrder)
  const gaps = gapsOf(desk, ["conversation"])
  return gaps.length > 0 ? [[...gaps, say.tryAgain].join(" ")] : [say.nothingAsked]
}

const recalled = (desk: Desk): ReadonlyArray<string> => {
  const { say, synthesis } = desk
  const about = desk.names !== "" ? desk.names : aboutIn(synthesis.question)
  const all = asksAllNotes(synthesis.question) && desk.names === ""
  const found = synthesis.items.filter((item) => item.kind === "memory")
  const notes = found.slice(0, all ? mostListed : 5).map((item) => quotation(desk, item))
  if (notes.length > 0) {
    // Some may not have come this far, for want of room.
    const lead = all && found.some(({ data }) => isOfMore(data) && data.notes > notes.length)
      ? say.recalledLatest
      : say.recalled(about)
    return [lead, ...bullets(Array.from(new Set(notes))), ...synthesis.conflicts]
  }
  const gaps = gapsOf(desk, ["memories"])
  return gaps.length > 0 ? [[...gaps, say.tryAgain].join(" ")] : [say.nothingRecalled(about)]
}

/** "What did I tell you about the new warehouse?" is about the new warehouse. */
const aboutIn = (question: string): string => {
  const rest = /\b(?:about|regarding|concerning|sur|de|à propos de)\s+([^?!.]{2,80})/i.exec(question)?.[1]?.trim() ?? ""
  return /^(?:me|it|that|this|moi|cela|ca)$/.test(plain(rest)) ? "" : rest
}

const isTurn = Schema.is(Turn)
const isOfMore = Schema.is(Schema.Struct({ notes: Schema.Number }))

const mostListed = 8
const mostTurns = 10
