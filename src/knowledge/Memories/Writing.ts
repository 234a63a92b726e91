/** Writes memories: turns of a conversation as they are; what makes a claim, or stands by itself, beside what is known. */
import type { SqlClient } from "@effect/sql"
import { Array, Effect, identity } from "effect"
import type { Made, VectorSets } from "../VectorSets.ts"
import { claimOf } from "./Claims.ts"
import * as Revising from "./Revising.ts"
import type { NewRow } from "./Rows.ts"
import type * as Statements from "./Statements.ts"

export interface Written {
  readonly rows: ReadonlyArray<NewRow>
  readonly made: ReadonlyArray<Made>
  /** Said by itself: it may be one more source of a memory that says the same. */
  readonly isNote: (row: NewRow) => boolean
  /** The ids that were given, which may be there already. */
  readonly named: ReadonlyArray<string>
}

/** Returns under which other id a row is kept, for rows that were compared with what is known. */
export const make = (
  sql: SqlClient.SqlClient,
  statements: ReturnType<typeof Statements.make>,
  vectors: VectorSets
) => {
  const revising = Revising.make(sql, statements)
  const all = Effect.forEach(identity<Revising.Write>, { discard: true })

  const many = (plain: ReadonlyArray<NewRow>, telling: ReadonlyArray<NewRow>, { isNote, made, named }: Written) =>
    Effect.gen(function*() {
      const [first] = [...plain, ...telling]
      if (first !== undefined && named.length > 0) yield* statements.restore(first.tenant_id, named)
      yield* Effect.forEach(Array.chunksOf(plain, rowsAtOnce), (some) => statements.insert(some), { discard: true })
      const kept = new Map<string, string>()
      for (const row of telling.toSorted((a, b) => a.said_at - b.said_at || a.added.place - b.added.place)) {
        if (isClaim(row)) yield* statements.lock(row.tenant_id, row.user_id)
        kept.set(row.id, yield* revising.revised(sourced(row), isNote(row)))
      }
      yield* vectors.lacking(made)
      return kept
    }).pipe(sql.withTransaction)

  /** What others say meanwhile is not waited for, so a transaction around the reading would keep nothing out. */
  const one = Effect.fnUntraced(function*(row: NewRow, { isNote, made }: Written) {
    const { kept, writes } = yield* revising.decided(sourced(row), isNote(row), vectors.lacking(made))
    yield* writes.length === 1 ? all(writes) : sql.withTransaction(all(writes))
    return new Map([[row.id, kept]])
  })

  return (written: Written) => {
    const { isNote, made, named, rows } = written
    const [plain, telling] = Array.partition(rows, (row) => row.role !== "assistant" && (isNote(row) || isClaim(row)))
    const [first, ...more] = telling
    if (named.length > 0 || plain.length > rowsAtOnce) return many(plain, telling, written)
    if (first === undefined) {
      return Effect.as(statements.insert(plain, vectors.lacking(made)), new Map<string, string>())
    }
    return more.length === 0 && plain.length === 0 && !isClaim(first)
      ? one(first, written)
      : many(plain, telling, written)
  }
}

const isClaim = ({ content }: NewRow) => claimOf(content) !== undefined

const sourced = (row: NewRow): NewRow => ({
  ...row,
  sources: [{ id: row.id, session_id: row.session_id, said_at: row.said_at }]
})

const rowsAtOnce = 500
