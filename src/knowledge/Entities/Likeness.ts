/** Names like a mention: by the database's trigrams, or by our own where it has none. */
import { Array, Clock, Effect, Option, Ref } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import type { Candidate } from "./Matching.ts"
import type { Probe } from "./Mentions.ts"
import * as NameIndex from "./NameIndex.ts"
import * as Statements from "./Statements.ts"

/** How long an index of our own may lag behind the names. */
const indexMillis = 60_000
/** Of `pg_trgm`: with it no transaction is needed. */
const defaultThreshold = 0.6
const tenantsIndexed = 8
const namesFound = 20

interface Indexed {
  readonly index: NameIndex.NameIndex
  readonly at: number
}

export const make = Effect.gen(function*() {
  const find = yield* Statements.make
  const trigrams = yield* Ref.make(Option.none<boolean>())
  const indexes = yield* Ref.make<ReadonlyMap<TenantId, Indexed>>(new Map())

  // Asked at the first search and not when the layer is built: the database may be away then.
  const available = Effect.flatMap(
    Ref.get(trigrams),
    Option.match({
      onSome: Effect.succeed,
      onNone: () => Effect.tap(find.trigramsAvailable, (found) => Ref.set(trigrams, Option.some(found)))
    })
  )

  const index = Effect.fnUntraced(function*(tenant: TenantId) {
    const now = yield* Clock.currentTimeMillis
    const kept = (yield* Ref.get(indexes)).get(tenant)
    if (kept !== undefined && now - kept.at < indexMillis) return kept.index
    const built = NameIndex.make(yield* find.allNames(tenant))
    yield* Ref.update(indexes, (all) => {
      const others = [...all].filter(([other]) => other !== tenant).slice(1 - tenantsIndexed)
      return new Map([...others, [tenant, { index: built, at: now }] as const])
    })
    return built
  })

  const scanned = Effect.fnUntraced(function*(tenant: TenantId, probes: ReadonlyArray<string>, threshold: number) {
    const names = yield* index(tenant)
    const found = probes.map((probe) => ({ probe, ids: names.search(probe, namesFound, threshold) }))
    const rows = yield* find.byId({ tenant, ids: found.flatMap(({ ids }) => ids) })
    return found.flatMap(({ ids, probe }) =>
      Array.filterMap(
        ids,
        (id) => Option.map(Array.findFirst(rows, (row) => row.id === id), (row) => ({ probe, ...row }))
      )
    )
  })

  const search = (threshold: number) =>
    Effect.fnUntraced(function*(tenant: TenantId, probes: ReadonlyArray<Probe>) {
      if (probes.length === 0) return []
      const texts = probes.map(({ core }) => core)
      const rows = yield* Effect.if(available, {
        onTrue: () => {
          const found = find.containing({ tenant, probes: texts })
          return threshold === defaultThreshold ? found : find.above(threshold)(found)
        },
        onFalse: () => scanned(tenant, texts, threshold)
      })
      return rows.flatMap(({ probe: found, ...customer }): ReadonlyArray<Candidate> =>
        probes.filter(({ core }) => core === found).map(({ normal }) => ({ probe: normal, customer }))
      )
    })

  return {
    /** Names with the probe's telling words in them, nearly as they are. */
    close: search(defaultThreshold),
    /** Also names with words that only begin alike, as they do where two letters were swapped: there are many more. */
    distant: search(0.35)
  }
})
