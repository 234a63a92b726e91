/** Which chunk, and how near to a question. */

export interface Key {
  readonly document_id: string
  readonly position: number
}

export interface Near extends Key {
  readonly cosine: number
}

/** Chunks that were compared with a question, as columns: there are thousands of them for each question. */
export interface Compared {
  readonly keys: ReadonlyArray<Key>
  /** How near each is, in the order of the keys. */
  readonly cosines: Float64Array
  /** Where among them a chunk is. */
  readonly places: KeyMap<number>
}

export const comparedOf = (near: ReadonlyArray<Near>): Compared => ({
  keys: near,
  cosines: Float64Array.from(near, ({ cosine }) => cosine),
  places: placesOf(near)
})

export const placesOf = (some: ReadonlyArray<Key>): KeyMap<number> => {
  const places = new KeyMap<number>()
  some.forEach((key, place) => places.set(key, place))
  return places
}

/** By chunk, without a text being made of each of the thousands that are looked up. */
export class KeyMap<A> {
  readonly #documents = new Map<string, Map<number, A>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  get({ document_id, position }: Key): A | undefined {
    return this.#documents.get(document_id)?.get(position)
  }

  set({ document_id, position }: Key, value: A): void {
    const positions = this.#documents.get(document_id) ?? new Map<number, A>()
    if (positions.size === 0) this.#documents.set(document_id, positions)
    if (!positions.has(position)) this.#size += 1
    positions.set(position, value)
  }

  *values(): Iterable<A> {
    for (const positions of this.#documents.values()) yield* positions.values()
  }
}
