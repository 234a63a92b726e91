/**
 * The chunks and word indexes of tenants with not too many chunks. One is made behind the searches, which go by statements until it
 * is there, and serves as long as nothing was written since; then what has changed is read, behind the searches again.
 */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Array, Clock, Effect, FiberMap, Option, Schema } from "effect"
import { RecentlyUsed } from "../RecentlyUsed.ts"
import type { Counted } from "../TermStatistics.ts"
import { KeyMap } from "./Keys.ts"
import { Text, textColumns, titled } from "./Statements.ts"
import { add, type Entry, inOrder, type Lexicon, type WordIndex, wordsOf } from "./WordIndex.ts"

interface Kept {
  readonly index: WordIndex
  readonly version: string
  /** Not made anew before: that it takes no more than a tenth of the time, however much is written. */
  readonly rests: number
}

export const make = Effect.fnUntraced(function*(sql: SqlClient.SqlClient) {
  const statements = statementsOf(sql)
  const kept = new RecentlyUsed<Kept>(mostInAll, ({ index }) => index.entries.length)
  const making = yield* FiberMap.make<string>()

  const indexed = Effect.fnUntraced(function*(tenant: string, kept: WordIndex | undefined) {
    // Words that no chunk has any more stay in the lexicon: when they are half of it, all is made anew.
    const isWorn = kept !== undefined && kept.lexicon.size > 2 * kept.places.reduce((used) => used + 1, 0)
    const before = isWorn ? undefined : kept
    const lexicon: Lexicon = before?.lexicon ?? new Map<string, number>()
    const byKey = new KeyMap<Entry>()
    const rows = yield* statements.places({ tenant })
    const changed = rows.filter((row) => {
      const known = before?.byKey.get(row)
      if (known?.version === row.version) byKey.set(row, known)
      return known?.version !== row.version
    })
    for (const page of Array.chunksOf(changed, pageSize)) {
      const keys = JSON.stringify(page.map(({ document_id, position }) => ({ document_id, position })))
      for (const { at, search, text, title_path, version, ...chunk } of yield* statements.chunks({ tenant, keys })) {
        const { document_id, position } = chunk
        const words = wordsOf(search, lexicon)
        byKey.set(chunk, { chunk, version, words, text: { document_id, position, title_path, text, at } })
      }
      yield* Effect.yieldNow()
    }
    const entries = [...byKey.values()].sort(inOrder)
    const places: Array<Array<number>> = []
    for (const [place, entry] of entries.entries()) {
      add(places, entry, place)
      if (place % pageSize === 0) yield* Effect.yieldNow()
    }
    return { lexicon, entries, byKey, places }
  })

  const renewed = Effect.fnUntraced(function*(tenant: string, version: string, before: WordIndex | undefined) {
    const began = yield* Clock.currentTimeMillis
    const index = yield* indexed(tenant, before)
    const ended = yield* Clock.currentTimeMillis
    kept.set(tenant, { index, version, rests: ended + 10 * (ended - began) }, ended)
  })

  /** None where there is none of just what the statistics are of. */
  return Effect.fnUntraced(function*(tenant: string, { documents, version }: Counted) {
    if (documents > mostChunks) {
      kept.delete(tenant)
      return Option.none<WordIndex>()
    }
    const now = yield* Clock.currentTimeMillis
    const before = kept.get(tenant, now)
    if (before?.version === version) return Option.some(before.index)
    if (before === undefined || now >= before.rests) {
      const behind = renewed(tenant, version, before?.index).pipe(
        // What a cause says may hold what the rows hold.
        Effect.catchAllCause(() => Effect.logDebug("Words are not kept in the process yet"))
      )
      yield* FiberMap.run(making, tenant, behind, { onlyIfMissing: true })
    }
    return Option.none<WordIndex>()
  })
})

const statementsOf = (sql: SqlClient.SqlClient) => ({
  places: SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String }),
    Result: Schema.Struct({ document_id: Schema.String, position: Schema.Int, version: Schema.String }),
    execute: ({ tenant }) =>
      sql`select document_id, position, xmin::text as version from app.chunks where tenant_id = ${tenant}
        limit ${mostChunks}`
  }),
  chunks: SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, keys: Schema.String }),
    Result: Schema.Struct({
      ...Text.fields,
      version: Schema.String,
      size: Schema.Int,
      title_size: Schema.Int,
      titled: Schema.Boolean,
      chunks: Schema.Int,
      search: Schema.String
    }),
    execute: ({ keys, tenant }) =>
      sql`select c.xmin::text as version, length(c.search) - 1 as size,
          length(ts_filter(c.search, '{a}')) as title_size, ${titled(sql)} as titled, d.chunk_count as chunks,
          c.search::text as search, ${textColumns(sql)}
        from jsonb_to_recordset(${keys}::jsonb) as k (document_id text, position int)
        join app.chunks c on c.tenant_id = ${tenant} and c.document_id = k.document_id and c.position = k.position
        join app.documents d on d.tenant_id = c.tenant_id and d.id = c.document_id`
  })
})

const pageSize = 100
/** Of one tenant, and of all: some 2 to 3 kB each. */
const mostChunks = 20_000
const mostInAll = 40_000
