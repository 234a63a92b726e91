/** What is remembered of a conversation, by the rules alone. The store is held to the same on both engines. */
import { assert, describe, it } from "@effect/vitest"
import { lessons } from "../../../src/knowledge/Memories/Extraction.ts"
import { type Known, revise } from "../../../src/knowledge/Memories/Revision.ts"
import { type Conversation, conversations, remembered } from "./Conversations.ts"

interface Row extends Known {
  readonly from: number
  readonly sources: Set<number>
  to: number | undefined
}

const learned = (conversation: Conversation) => {
  const rows: Array<Row> = []
  conversation.said.forEach(({ day, entity_ids, text }, source) => {
    for (const { content, kind } of lessons(text)) {
      const said = { content, entity_ids, speaker: null, said_at: day }
      const { ended, later, same } = revise(said, rows.filter(({ to }) => to === undefined || to > day))
      for (const memory of ended) memory.to = day
      if (same !== undefined && ended.length === 0) same.sources.add(source)
      else {
        rows.push({
          ...said,
          id: String(rows.length),
          kind,
          role: "user",
          from: day,
          to: later?.said_at,
          sources: new Set([source])
        })
      }
    }
  })
  return rows.map(({ content, from, sources, to }) =>
    remembered({ content, sources: sources.size, ...(to === undefined ? {} : { from, to }) })
  )
}

describe("of a conversation", () => {
  it("there are many", () => assert.isAtLeast(conversations.length, 120))

  for (const conversation of conversations) {
    it(`is remembered: ${conversation.name}`, () =>
      assert.deepStrictEqual(learned(conversation).sort(), conversation.expected.map(remembered).sort()))
  }
})
