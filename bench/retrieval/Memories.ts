/** The ranking of memories by itself, whole and with each of its parts taken away. */
import { Array } from "effect"
import { readFileSync } from "node:fs"
import { prepared, rank, type Remembered, weights } from "../../src/knowledge/Memories/Ranking.ts"
import * as Local from "../../src/llm/Embeddings/Local.ts"
import * as NearWords from "../../src/llm/Embeddings/NearWords.ts"
import { cosine } from "../../src/llm/Embeddings/Vector.ts"
import type { Collection } from "./Collections.ts"
import type { Run } from "./Metrics.ts"

export interface Parts {
  readonly weights: typeof weights
  readonly trust: number
}

export const whole: Parts = { weights, trust: Local.trust }

export const without: Readonly<Record<string, Parts>> = {
  "the turns around": { ...whole, weights: { ...weights, window: { question: 0, heard: 0, own: 0, next: 0 } } },
  "the question that a turn answers": {
    ...whole,
    weights: { ...weights, window: { ...weights.window, question: weights.window.heard } }
  },
  "the speaker's own turn before": { ...whole, weights: { ...weights, window: { ...weights.window, own: 0 } } },
  ...Object.fromEntries(
    ([
      "covered",
      "talk",
      "session",
      "akin",
      "speaker",
      "asks",
      "ofOneself",
      "length",
      "when",
      "howMany",
      "names",
      "date"
    ] as const).map((
      part
    ) => [part, { ...whole, weights: { ...weights, [part]: 0 } }])
  ),
  "vectors": { ...whole, trust: 0 }
}

const near = NearWords.parse(readFileSync(NearWords.file))

export const inProcess = ({ entries, questions }: Collection) => {
  const groups = new Map<string, ReturnType<typeof prepared<Remembered>>>()
  for (const [group, some] of Object.entries(Array.groupBy(entries, (entry) => entry.group))) {
    groups.set(
      group,
      prepared(some.map((entry) => ({
        id: entry.id,
        session_id: entry.session === "" ? null : entry.session,
        role: null,
        speaker: entry.speaker === "" ? null : entry.speaker,
        content: entry.text,
        entity_ids: [],
        importance: 0.5,
        said_at: entry.said_at
      })))
    )
  }
  const vectors = new Map(entries.map(({ id, text }) => [id, Local.embedding(text)]))
  const none = new Float32Array()
  const asked = questions.map((question) => {
    const memories = groups.get(question.group) ?? prepared([])
    const vector = Local.embedding(question.text)
    const cosines = new Map(memories.turns.map(({ memory: { id } }) => [id, cosine(vector, vectors.get(id) ?? none)]))
    return { question, memories, cosines }
  })
  return ({ trust, weights }: Parts): Run =>
    new Map(asked.map(({ cosines, memories, question }) => [
      question.id,
      rank(memories, { query: question.text, now: Date.now(), entity_ids: [], cosines, trust, near }, weights)
        .map(({ memory }) => memory.id)
    ]))
}
