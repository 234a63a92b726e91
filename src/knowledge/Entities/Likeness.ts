/** Names like a mention: by the database's trigrams, or by our own where it has none. */
import { Array, Clock, Effect, Option, Ref } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import type { Candidate } from "./Matching.ts"
import type { Probe } from "./Mentions.ts"
import * as NameIndex from "./NameIndex.ts"
import * as Statements from "./Statements.ts"

/** How long an index of our own may lag behind the names. */
const indexMillis = 60_000
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

  const scanned = Effect.fnUntraced(function*(tenant: TenantId, probes: ReadonlyArray<string>) {
    const names = yield* index(tenant)
    const found = probes.map((probe) => ({ probe, ids: names.search(probe, namesFound) }))
    const rows = yield* find.byId({ tenant, ids: found.flatMap(({ ids }) => ids) })
    return found.flatMap(({ ids, probe }) =>
      Array.filterMap(
        ids,
        (id) => Option.map(Array.findFirst(rows, (row) => row.id === id), (row) => ({ probe, ...row }))
      )
    )
  })

  const search = (by: "containing" | "resembling", text: (probe: Probe) => string) =>
    Effect.fnUntraced(function*(tenant: TenantId, probes: ReadonlyArray<Probe>) {
      if (probes.length === 0) return []
      const texts = probes.map(text)
      const rows = yield* Effect.if(available, {
        onTrue: () => find[by]({ tenant, probes: texts }),
        onFalse: () => scanned(tenant, texts)
      })
      return rows.flatMap(({ probe: found, ...customer }): ReadonlyArray<Candidate> =>
        probes.filter((probe) => text(probe) === found).map((probe) => ({ probe: probe.normal, customer }))
      )
    })

  return {
    /** Names with words like the probe's telling ones in them. */
    containing: search("containing", ({ core }) => core),
    /** Names like the probe as a whole. */
    resembling: search("resembling", ({ normal }) => normal)
  }
})
