/** Which chunk, and how near to a question. */

export interface Key {
  readonly document_id: string
  readonly position: number
}

export interface Near extends Key {
  readonly cosine: number
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
