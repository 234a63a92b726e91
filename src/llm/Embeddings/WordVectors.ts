/**
 * What stems mean: vectors of GloVe (Pennington, Socher, Manning 2014; public domain) for the stems of the 60,000 most
 * frequent English words, made by `.ci/wordVectors.ts`, which says how. Frequent words are short: they say little.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as PackageRoot from "../../storage/PackageRoot.ts"

export const dimension = 100

/** `config/word-vectors.bin`: count, a scale a stem, `dimension` signed bytes a stem, then the stems by line. */
export interface Table {
  readonly scales: Float32Array
  readonly values: Int8Array
  readonly places: ReadonlyMap<string, number>
}

export const file: string = join(PackageRoot.config, "word-vectors.bin")

/** Read at the first text that is embedded, and kept: 40,000 stems, 6 MB. */
export const table = (): Table => loaded ??= parse(readFileSync(file))

let loaded: Table | undefined

export const parse = (bytes: Uint8Array): Table => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(0, true)
  const scales = Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 + 4 * i, true))
  const start = 4 + 4 * count
  const values = new Int8Array(bytes.buffer, bytes.byteOffset + start, count * dimension)
  const stems = new TextDecoder().decode(bytes.subarray(start + count * dimension)).split("\n")
  if (stems.length !== count) throw new Error(`${file} is damaged: ${stems.length} stems, ${count} vectors.`)
  return { scales, values, places: new Map(stems.map((stem, i) => [stem, i])) }
}

export const format = (stems: ReadonlyArray<string>, scales: ReadonlyArray<number>, values: Int8Array): Uint8Array => {
  const words = new TextEncoder().encode(stems.join("\n"))
  const bytes = new Uint8Array(4 + 4 * stems.length + values.length + words.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, stems.length, true)
  scales.forEach((scale, i) => view.setFloat32(4 + 4 * i, scale, true))
  bytes.set(new Uint8Array(values.buffer), 4 + 4 * stems.length)
  bytes.set(words, 4 + 4 * stems.length + values.length)
  return bytes
}
