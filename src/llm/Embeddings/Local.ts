/**
 * The embedder that is always there: the mean of what a text's words mean, in the process, with nothing to download.
 * It knows English words; of others (names, codes, other languages) it sees the spelling. It does not see word order or
 * negation, and says so by its moderate trust.
 */
import { Effect, Layer } from "effect"
import { EmbeddingFailed, Embeddings } from "../Embeddings.ts"
import { unit } from "./Vector.ts"
import { stems } from "./Words.ts"
import * as WordVectors from "./WordVectors.ts"

export const model = "local/words-100"
export const dimension = WordVectors.dimension
export const trust = 0.4

/** The same text always gives the same vector, in every process. */
export const embedding = (text: string): Float32Array => embedded(WordVectors.table(), text)

const embedded = ({ places, scales, values }: WordVectors.Table, text: string): Float32Array => {
  const counts = new Map<string, number>()
  for (const stem of stems(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const sum = new Float64Array(dimension)
  for (const [stem, count] of counts) {
    const weight = 1 + Math.log(count)
    const place = places.get(stem)
    if (place === undefined) addSpelling(sum, stem, weight)
    else {
      const scale = weight * (scales[place] ?? 0)
      const start = place * dimension
      for (let d = 0; d < dimension; d++) sum[d] = (sum[d] ?? 0) + scale * (values[start + d] ?? 0)
    }
  }
  return unit(sum) ?? nothing
}

/** `table` may throw, as where its file was left behind: search goes by words then, and says so. */
export const layerFrom = (table: () => WordVectors.Table): Layer.Layer<Embeddings> =>
  Layer.succeed(
    Embeddings,
    Embeddings.of({
      model,
      dimension,
      trust,
      embed: Effect.fn("Embeddings.local")(function*(texts: ReadonlyArray<string>) {
        const known = yield* Effect.try({
          try: table,
          catch: () => new EmbeddingFailed({ model, problem: "config/word-vectors.bin is missing or damaged" })
        })
        const vectors: Array<Float32Array> = []
        for (const text of texts) {
          // Thousands of texts take seconds: every few of them the rest of the process gets its turn.
          if (vectors.length % 32 === 31) yield* Effect.sleep(0)
          vectors.push(embedded(known, text))
        }
        return vectors
      })
    })
  )

export const layer: Layer.Layer<Embeddings> = layerFrom(WordVectors.table)

/** Words that nobody knows are alike as far as they are spelt alike: three letters give one of the dimensions a push. */
const addSpelling = (sum: Float64Array, stem: string, weight: number): void => {
  const padded = ` ${stem} `
  const push = weight * unknownWeight / Math.sqrt(padded.length - 2)
  for (let i = 0; i + 3 <= padded.length; i++) {
    const hash = hashOf(padded.slice(i, i + 3))
    sum[hash % dimension] = (sum[hash % dimension] ?? 0) + (hash & 0x10000 ? push : -push)
  }
}

/** FNV-1a with a final mix, so that neighbouring pieces land apart. */
const hashOf = (piece: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < piece.length; i++) hash = Math.imul(hash ^ piece.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Beside a rare word whose meaning is known, which weighs 1. */
const unknownWeight = 0.5
/** What a text without any word is: a direction of its own, the same for all of them. */
const nothing = Float32Array.from({ length: dimension }, (_, i) => i === 0 ? 1 : 0)
