/**
 * What a process keeps of some tenants or users, within so much of it in all. Who was asked for longest ago makes room, and
 * goes after ten minutes without a question: what was deleted meanwhile, by another process perhaps, does not stay.
 */
export class RecentlyUsed<A> {
  readonly #kept = new Map<string, { readonly value: A; readonly weight: number; readonly used: number }>()
  #weight = 0

  readonly #most: number
  readonly #weightOf: (value: A) => number

  /** One that weighs more than `most`, all of the room, by itself is not kept, and makes no other go. */
  constructor(most: number, weightOf: (value: A) => number) {
    this.#most = most
    this.#weightOf = weightOf
  }

  /** Whether it is kept, which is no use of it. */
  has(key: string): boolean {
    return this.#kept.has(key)
  }

  /** `now` in epoch milliseconds. */
  get(key: string, now: number): A | undefined {
    const found = this.#kept.get(key)
    if (found !== undefined) this.set(key, found.value, now)
    else this.#leave(now)
    return found?.value
  }

  set(key: string, value: A, now: number): void {
    const weight = this.#weightOf(value)
    this.delete(key)
    if (weight <= this.#most) {
      this.#kept.set(key, { value, weight, used: now })
      this.#weight += weight
    }
    this.#leave(now)
  }

  delete(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0
    this.#kept.delete(key)
  }

  #leave(now: number): void {
    for (const [oldest, { used }] of this.#kept) {
      if (this.#weight <= this.#most && now - used < unusedMillis) break
      this.delete(oldest)
    }
  }
}

const unusedMillis = 600_000
