/**
 * Which English words can mean what another one means: for each of 40,000 stems those nearest to it, made by
 * `.ci/nearWords.ts`, which says how. Who is asked for a pet may have spoken of a dog.
 */
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as PackageRoot from "../../storage/PackageRoot.ts"

export interface Near {
  readonly stem: string
  /** A cosine: `least` to 1. */
  readonly nearness: number
}

export type NearWords = (stem: string) => ReadonlyArray<Near>

export const least = 0.4
/** Of one stem. */
export const most = 20

/** `config/near-words.bin`: count, how many near ones a stem has, a place and a nearness each, then the stems by line. */
export const file: string = join(PackageRoot.config, "near-words.bin")

export const none: NearWords = () => []

/** Nobody's memories go unread for want of the file: they are ranked without it then, and the log says so. */
export const load = (from: string = file): Effect.Effect<NearWords> =>
  Effect.try(() => parse(readFileSync(from))).pipe(
    Effect.catchAll(() => Effect.as(Effect.logWarning("config/near-words.bin is missing or damaged"), none))
  )

export const parse = (bytes: Uint8Array): NearWords => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(0, true)
  const starts = new Uint32Array(count + 1)
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i] ?? 0) + view.getUint8(4 + i)
  const start = 4 + count
  const end = start + 3 * (starts[count] ?? 0)
  const stems = new TextDecoder().decode(bytes.subarray(end)).split("\n")
  if (stems.length !== count) throw new Error(`${stems.length} stems, of ${count} it says which are near`)
  const places = new Map(stems.map((stem, i) => [stem, i]))
  return (stem) => {
    const place = places.get(stem)
    if (place === undefined) return []
    const first = starts[place] ?? 0
    return Array.from({ length: (starts[place + 1] ?? 0) - first }, (_, i) => {
      const at = start + 3 * (first + i)
      return { stem: stems[view.getUint16(at, true)] ?? "", nearness: view.getUint8(at + 2) / 255 }
    })
  }
}

export const format = (all: ReadonlyMap<string, ReadonlyArray<Near>>): Uint8Array => {
  const places = new Map([...all.keys()].map((stem, i) => [stem, i]))
  const near = [...all.values()].flat()
  const words = new TextEncoder().encode([...all.keys()].join("\n"))
  const start = 4 + all.size
  const bytes = new Uint8Array(start + 3 * near.length + words.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, all.size, true)
  bytes.set([...all.values()].map(({ length }) => length), 4)
  near.forEach(({ nearness, stem }, i) => {
    view.setUint16(start + 3 * i, places.get(stem) ?? 0, true)
    view.setUint8(start + 3 * i + 2, Math.round(255 * nearness))
  })
  bytes.set(words, start + 3 * near.length)
  return bytes
}
