/** Vectors of some tenants in the process, as of a version of each tenant's texts: of another version they are gone. */

export interface KeptVectors<A> {
  readonly find: (tenant: string, version: string) => A | undefined
  /** `numbers` is how many numbers all of its vectors have together. */
  readonly keep: (tenant: string, version: string, vectors: A, numbers: number) => void
}

/** The tenant that was not asked about for longest makes room; one that needs too much by itself is not kept. */
export const make = <A>(most = mostNumbers): KeptVectors<A> => {
  const kept = new Map<string, { readonly version: string; readonly vectors: A; readonly numbers: number }>()
  let all = 0
  const drop = (tenant: string) => {
    all -= kept.get(tenant)?.numbers ?? 0
    kept.delete(tenant)
  }
  return {
    find: (tenant, version) => {
      const found = kept.get(tenant)
      return found?.version === version ? found.vectors : undefined
    },
    keep: (tenant, version, vectors, numbers) => {
      drop(tenant)
      kept.set(tenant, { version, vectors, numbers })
      all += numbers
      for (const oldest of kept.keys()) {
        if (all <= most) break
        drop(oldest)
      }
    }
  }
}

/** 32 MB: some 30,000 vectors of the built-in embedder, or 5,000 of one with 1,536 dimensions. */
const mostNumbers = 8_000_000
