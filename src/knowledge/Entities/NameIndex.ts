/** Names found by trigrams within the process, for a server that has no `pg_trgm`. */
import { nameOf } from "./Normal.ts"
import { trigrams } from "./Similarity.ts"

export interface NameIndex {
  /** Ids of the names that have at least this share of the probe's trigrams, best first. */
  readonly search: (probe: string, limit: number, threshold: number) => ReadonlyArray<string>
}

export const make = (names: ReadonlyArray<{ readonly id: string; readonly name: string }>): NameIndex => {
  const postings = new Map<string, Array<number>>()
  const sizes = names.map(({ name }, i) => {
    const { form, words } = nameOf(name)
    const own = trigrams([...words, form].join(" "))
    for (const trigram of own) {
      const posting = postings.get(trigram)
      if (posting === undefined) postings.set(trigram, [i])
      else posting.push(i)
    }
    return own.size
  })
  const search = (probe: string, limit: number, threshold: number) => {
    const wanted = trigrams(probe)
    const shared = new Map<number, number>()
    for (const trigram of wanted) {
      for (const i of postings.get(trigram) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1)
    }
    const found: Array<{ readonly id: string; readonly score: number; readonly size: number }> = []
    for (const [i, count] of shared) {
      const size = sizes[i] ?? 0
      const score = count / wanted.size
      const id = names[i]?.id
      if (id !== undefined && score >= threshold) found.push({ id, score, size })
    }
    return found.sort((a, b) => b.score - a.score || a.size - b.size || (a.id < b.id ? -1 : 1)).slice(0, limit)
      .map(({ id }) => id)
  }
  return { search }
}
