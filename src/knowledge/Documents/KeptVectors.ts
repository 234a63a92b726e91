/** Vectors of some tenants in the process, as of a version of each tenant's texts: of another version they are gone. */
import { RecentlyUsed } from "../RecentlyUsed.ts"

export interface KeptVectors<A> {
  readonly find: (tenant: string, version: string, now: number) => A | undefined
  /** `numbers` is how many numbers all of its vectors have together. */
  readonly keep: (tenant: string, version: string, vectors: A, numbers: number, now: number) => void
}

export const make = <A>(most = mostNumbers): KeptVectors<A> => {
  interface Kept {
    readonly version: string
    readonly vectors: A
    readonly numbers: number
  }
  const kept = new RecentlyUsed<Kept>(most, ({ numbers }) => numbers)
  return {
    find: (tenant, version, now) => {
      const found = kept.get(tenant, now)
      return found?.version === version ? found.vectors : undefined
    },
    keep: (tenant, version, vectors, numbers, now) => kept.set(tenant, { version, vectors, numbers }, now)
  }
}

/** 32 MB: some 30,000 vectors of the built-in embedder, or 5,000 of one with 1,536 dimensions. */
const mostNumbers = 8_000_000
