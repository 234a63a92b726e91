/** The ranking of documents by itself, whole, with each of its parts taken away, and with other embedders. */
import { createHash } from "node:crypto"
import { chunk, titleOf } from "../../src/knowledge/Chunker.ts"
import { agreement, fused } from "../../src/knowledge/Documents/Fusion.ts"
import { comparedOf } from "../../src/knowledge/Documents/Keys.ts"
import { type Candidate, rank, worth } from "../../src/knowledge/Documents/Lexical.ts"
import * as Trust from "../../src/knowledge/Trust.ts"
import * as Local from "../../src/llm/Embeddings/Local.ts"
import { cosine, unit } from "../../src/llm/Embeddings/Vector.ts"
import { stem, stems, words } from "../../src/llm/Embeddings/Words.ts"
import type { Collection } from "./Collections.ts"
import type { Run } from "./Metrics.ts"

export interface Parts {
  readonly worth: typeof worth
  readonly trust: number
  /** Trusted as far as it was seen to agree with the words, or blindly. */
  readonly measured: boolean
}

export const whole: Parts = { worth, trust: Local.trust, measured: true }

export const without: Readonly<Record<string, Parts>> = {
  "the titles": { ...whole, worth: { ...worth, title: 0 } },
  "words that follow each other": { ...whole, worth: { ...worth, together: 0 } },
  "the whole document": { ...whole, worth: { ...worth, document: 0 } },
  "vectors": { ...whole, trust: 0 }
}

export type Embed = (text: string) => Float32Array

/** Vectors of a few dimensions that have nothing to do with the text, but that equal texts have equal ones. */
export const senseless: Embed = (text) => {
  const bytes = createHash("sha256").update(text).digest()
  return unit(Array.from(bytes.subarray(0, 16), (byte) => byte - 127.5)) ?? new Float32Array(16)
}

export const inProcess = ({ entries, questions }: Collection, embed: Embed = Local.embedding) => {
  const chunks = entries.flatMap((entry) => {
    const title = entry.title === "" ? titleOf(entry.text) : entry.title
    const all = chunk({ title, text: entry.text })
    return all.map(({ text, title_path }, position) => {
      const titles = counted(stems(title_path))
      const raw = words(`${title_path} ${text}`).map(stem)
      return {
        place: { document_id: entry.id, position, chunks: all.length, titled: !title_path.includes("…") },
        titles,
        counts: counted(stems(`${title_path} ${text}`)),
        pairs: new Set(raw.slice(1).map((word, i) => `${raw[i]} ${word}`)),
        vector: embed(`${title_path}\n${text}`)
      }
    })
  })
  const having = new Map<string, Array<(typeof chunks)[number]>>()
  for (const one of chunks) for (const term of one.counts.keys()) having.set(term, [...having.get(term) ?? [], one])
  const totals = {
    documents: chunks.length,
    size: chunks.reduce((sum, { counts }) => sum + counts.size, 0),
    title_size: chunks.reduce((sum, { titles }) => sum + titles.size, 0)
  }
  const asked = questions.map(({ id, text }) => {
    const terms = [...new Set(stems(text))]
    const found = new Set(terms.flatMap((term) => having.get(term) ?? []))
    const candidates = Array.from(found, ({ counts, pairs, place, titles }): Candidate => ({
      ...place,
      size: counts.size,
      title_size: titles.size,
      counts: terms.map((term) => counts.get(term) ?? 0),
      title_counts: terms.map((term) => titles.get(term) ?? 0),
      together: terms.slice(1).map((term, i) => pairs.has(`${terms[i]} ${term}`))
    }))
    const vector = embed(text)
    const near = comparedOf(chunks.map((one) => ({ ...one.place, cosine: cosine(vector, one.vector) })))
    const statistics = {
      ...totals,
      terms: terms.map((term) => ({ term, documents: having.get(term)?.length ?? 0 }))
    }
    return { id, candidates, near, statistics }
  })
  return ({ measured, trust, worth }: Parts): Run => {
    let seen = Trust.unknown
    return new Map(asked.map(({ candidates, id, near, statistics }) => {
      const matches = rank(candidates, statistics, worth)
      seen = Trust.add(seen, agreement(matches, near))
      const best = fused(matches, trust === 0 ? comparedOf([]) : near, trust, measured ? Trust.share(seen) : 1)
      return [id, [...new Set(best.map(({ document_id }) => document_id))].slice(0, 100)]
    }))
  }
}

const counted = (all: ReadonlyArray<string>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}
