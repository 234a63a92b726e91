/** The first tier: in this process, least recently used out first, each entry for a limited time. */

export interface Entry<A> {
  readonly value: A
  readonly tags: ReadonlyArray<string>
  /** Epoch milliseconds. */
  readonly until: number
}

export interface Memory<A> {
  readonly get: (key: string, now: number) => A | undefined
  readonly set: (key: string, entry: Entry<A>) => void
  readonly delete: (key: string) => void
  readonly deleteTagged: (tag: string) => void
  readonly clear: () => void
  readonly size: () => number
}

export const make = <A>(capacity: number): Memory<A> => {
  // A map keeps the order of insertion, so its first key is the one that was used longest ago.
  const entries = new Map<string, Entry<A>>()
  const tagged = new Map<string, Set<string>>()

  const remove = (key: string) => {
    const entry = entries.get(key)
    if (entry === undefined) return
    entries.delete(key)
    for (const tag of entry.tags) {
      const keys = tagged.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) tagged.delete(tag)
    }
  }

  return {
    get: (key, now) => {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (entry.until <= now) {
        remove(key)
        return undefined
      }
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set: (key, entry) => {
      remove(key)
      entries.set(key, entry)
      for (const tag of entry.tags) {
        const keys = tagged.get(tag)
        if (keys === undefined) tagged.set(tag, new Set([key]))
        else keys.add(key)
      }
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity) break
        remove(oldest)
      }
    },
    delete: remove,
    deleteTagged: (tag) => {
      for (const key of tagged.get(tag) ?? []) remove(key)
    },
    clear: () => {
      entries.clear()
      tagged.clear()
    },
    size: () => entries.size
  }
}
