/** From hits to what an answer quotes: neighbours as one passage, and a few of them. */
import type { Evidence } from "../../domain/Evidence.ts"
import { countOf, stems } from "../../llm/Embeddings/Words.ts"
import { join, truncate } from "../Chunker.ts"
import { sentencesOf } from "./Bearing.ts"
import type { Hit } from "./Search.ts"

export const passages = (hits: ReadonlyArray<Hit>): ReadonlyArray<Evidence> => {
  const found: Array<ReadonlyArray<Hit>> = []
  for (const hit of hits) {
    const at = found.findIndex((passage) => passage.length < chunksAtMost && passage.some((one) => adjoin(one, hit)))
    if (at >= 0) found[at] = [...(found[at] ?? []), hit].sort((a, b) => a.position - b.position)
    else if (found.filter((passage) => passage[0]?.document_id === hit.document_id).length < ofOneDocument) {
      found.push([hit])
    }
  }
  return found.slice(0, atMost).flatMap(evidence)
}

/** What bears on the question, and not much less than the best does. */
export const relevant = (hits: ReadonlyArray<Hit>, bears: (hit: Hit) => boolean): ReadonlyArray<Hit> =>
  hits.filter((hit) => hit.score >= (hits[0]?.score ?? 0) * worthOfBest && bears(hit))

/** The part of a text that a list of results shows: where most of the question's words are. */
export const excerptsFor = (query: string): (text: string) => string => {
  const worth = countOf(new Set(stems(query)))
  return (text) => {
    if (text.length <= excerptLength) return text
    const sentences = sentencesOf(text)
    const values = sentences.map(worth)
    const from = values.indexOf(Math.max(...values))
    const lead = from > 0 && (sentences[from]?.length ?? 0) < excerptLength / 2 ? from - 1 : from
    const start = sentences.slice(0, lead).join("").length
    const shown = truncate(text.slice(start).trimStart(), excerptLength)
    return start === 0 ? shown : `…${shown}`
  }
}

const adjoin = (a: Hit, b: Hit): boolean =>
  a.document_id === b.document_id && a.title_path === b.title_path && Math.abs(a.position - b.position) === 1

const evidence = (passage: ReadonlyArray<Hit>): ReadonlyArray<Evidence> => {
  const [best] = passage.toSorted((a, b) => b.score - a.score)
  return best === undefined ? [] : [{
    kind: "document",
    ref: `document:${best.document_id}#${best.position}`,
    title: best.title_path,
    text: passage.map((hit) => hit.text).reduce(join),
    score: best.score,
    at: best.at
  }]
}

const atMost = 5
const ofOneDocument = 2
const chunksAtMost = 3
const worthOfBest = 0.35
const excerptLength = 480
