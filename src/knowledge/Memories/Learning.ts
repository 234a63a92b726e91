/** Keeps what an exchange teaches, beside what was known: the same is not kept twice, a contradiction ends what it contradicts. */
import type { SqlClient } from "@effect/sql"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import type { TenantId, UserId } from "../../domain/Ids.ts"
import { clean } from "../Documents/Prepared.ts"
import { vectorsAt, type VectorSets } from "../VectorSets.ts"
import { lessons } from "./Extraction.ts"
import * as Revising from "./Revising.ts"
import type * as Statements from "./Statements.ts"

export interface Exchange {
  readonly source_id: string
  readonly user_id: UserId
  readonly session_id?: string
  readonly query: string
  readonly entity_ids: ReadonlyArray<string>
  readonly said_at: number
}

export const make = (
  sql: SqlClient.SqlClient,
  statements: ReturnType<typeof Statements.make>,
  vectors: VectorSets
) => {
  const { revised } = Revising.make(sql, statements)
  return Effect.fnUntraced(function*(tenant: TenantId, exchange: Exchange, now: number) {
    const taught = lessons(clean(exchange.query))
    if (taught.length === 0) return []
    const made = yield* vectors.made(taught.map(({ content }) => content))
    return yield* Effect.gen(function*() {
      yield* statements.lock(tenant, exchange.user_id)
      const owner = { tenant, user_id: exchange.user_id }
      if ((yield* statements.selectForgotten({ ...owner, at: exchange.said_at })).forgotten) return []
      const ids = taught.map((_, i) => idOf(tenant, exchange.source_id, i))
      const present = new Set((yield* statements.selectIds({ tenant, ids })).map(({ id }) => id))
      const kept = yield* Effect.forEach(taught, (lesson, i) => {
        const id = ids[i] ?? ""
        return present.has(id) ? Effect.succeed(id) : revised({
          tenant_id: tenant,
          id,
          user_id: exchange.user_id,
          session_id: exchange.session_id ?? null,
          kind: lesson.kind,
          role: "user",
          speaker: null,
          content: lesson.content,
          entity_ids: exchange.entity_ids,
          importance: lesson.importance,
          said_at: exchange.said_at,
          valid_to: null,
          superseded_by: null,
          sources: [{
            id: clean(exchange.source_id),
            session_id: exchange.session_id ?? null,
            said_at: exchange.said_at
          }],
          vectors: vectorsAt(made, i),
          added: { at: now, place: i }
        }, true)
      })
      yield* vectors.lacking(made)
      return kept
    }).pipe(sql.withTransaction)
  })
}

/** The same lesson of the same exchange has the same id, however often it is learned. */
const idOf = (tenant: TenantId, source_id: string, place: number): string => {
  const hash = createHash("sha256").update(JSON.stringify([tenant, source_id, place])).digest("hex")
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
