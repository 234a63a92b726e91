/**
 * The embedder that is always there: words and pieces of words hashed into a vector, in the process, with nothing to
 * download. It sees spelling, not meaning, and says so by its low trust.
 */
import { Effect, Layer } from "effect"
import { Embeddings } from "../Embeddings.ts"
import { unit } from "./Vector.ts"
import { stems } from "./Words.ts"

export const model = "local/hash-256"
export const dimension = 256
export const trust = 0.2

/** The same text always gives the same vector, in every process. */
export const embedding = (text: string): Float32Array => {
  const weights = new Float64Array(dimension)
  for (const [feature, count] of features(text)) {
    const hash = hashOf(feature)
    const weight = (1 + Math.log(count)) * (feature.startsWith("w") ? 1 : pieceWeight)
    weights[hash % dimension] = (weights[hash % dimension] ?? 0) + (hash & 0x10000 ? weight : -weight)
  }
  return unit(weights) ?? nothing
}

export const layer: Layer.Layer<Embeddings> = Layer.succeed(
  Embeddings,
  Embeddings.of({
    model,
    dimension,
    trust,
    // Hashing thousands of texts takes seconds: every few of them the rest of the process gets its turn.
    embed: Effect.fn("Embeddings.local")(function*(texts: ReadonlyArray<string>) {
      const vectors: Array<Float32Array> = []
      for (const text of texts) {
        if (vectors.length % 32 === 31) yield* Effect.sleep(0)
        vectors.push(embedding(text))
      }
      return vectors
    })
  })
)

const features = (text: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1)
  for (const stem of stems(text)) {
    add(`w${stem}`)
    const padded = ` ${stem} `
    for (let i = 0; i + 3 <= padded.length; i++) add(`p${padded.slice(i, i + 3)}`)
  }
  return counts
}

/** FNV-1a with a final mix, so that neighbouring features land apart. */
const hashOf = (feature: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

const pieceWeight = 0.35
/** What a text without any word is: a direction of its own, the same for all of them. */
const nothing = Float32Array.from({ length: dimension }, (_, i) => i === 0 ? 1 : 0)
