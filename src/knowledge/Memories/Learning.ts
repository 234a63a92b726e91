/** Keeps what an exchange teaches, beside what was known: the same is not kept twice, a contradiction ends what it contradicts. */
import type { SqlClient } from "@effect/sql"
import { Effect, Option } from "effect"
import { createHash } from "node:crypto"
import type { TenantId, UserId } from "../../domain/Ids.ts"
import type * as Embeddings from "../../llm/Embeddings.ts"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import { clean } from "../Documents/Prepared.ts"
import { contradict, sayTheSame } from "./Claims.ts"
import { type Lesson, lessons } from "./Extraction.ts"
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
  vectorsOf: (texts: ReadonlyArray<string>) => Effect.Effect<Option.Option<ReadonlyArray<Float32Array>>>,
  embeddings: Embeddings.Service
) =>
  Effect.fnUntraced(function*(tenant: TenantId, exchange: Exchange, now: number) {
    const taught = lessons(clean(exchange.query))
    if (taught.length === 0) return []
    const vectors = yield* vectorsOf(taught.map(({ content }) => content))
    return yield* Effect.gen(function*() {
      yield* statements.lock(tenant, exchange.user_id)
      const owner = { tenant, user_id: exchange.user_id }
      if ((yield* statements.selectForgotten({ ...owner, at: exchange.said_at })).forgotten) return []
      const ids = taught.map((_, i) => idOf(tenant, exchange.source_id, i))
      const present = new Set((yield* statements.selectIds({ tenant, ids })).map(({ id }) => id))
      let current: ReadonlyArray<Known> = yield* statements.selectAll({
        ...owner,
        at: exchange.said_at,
        as_of: false
      })
      const kept: Array<string> = []
      for (const [i, lesson] of taught.entries()) {
        const id = ids[i] ?? ""
        if (present.has(id)) {
          kept.push(id)
          continue
        }
        const { later, ended, repeats } = beside(lesson, exchange, current)
        if (repeats) continue
        yield* statements.insert([{
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
          valid_to: later?.said_at ?? null,
          superseded_by: later?.id ?? null,
          embedding: Option.getOrNull(Option.map(vectors, (all) => toBytes(all[i] ?? new Float32Array()))),
          embedding_model: Option.isSome(vectors) ? embeddings.model : null,
          added: { at: now, place: i }
        }])
        yield* Effect.forEach(ended, (memory) => statements.supersede(tenant, memory.id, { id, at: exchange.said_at }))
        const { entity_ids, said_at } = exchange
        current = [
          ...current.filter((memory) => !ended.includes(memory)),
          { id, content: lesson.content, entity_ids, said_at, kind: lesson.kind, role: "user" }
        ]
        kept.push(id)
      }
      return kept
    }).pipe(sql.withTransaction)
  })

interface Known {
  readonly id: string
  readonly content: string
  readonly entity_ids: ReadonlyArray<string>
  readonly said_at: number
  readonly kind: string
  readonly role: string | null
}

/** Work behind the answers may come out of order: what was said later stays what holds. */
const beside = (lesson: Lesson, exchange: Exchange, current: ReadonlyArray<Known>) => {
  const said = { content: lesson.content, entity_ids: exchange.entity_ids }
  const against = current.filter((memory) => memory.kind !== "statement" && contradict(said, memory))
  const [later] = against.filter((memory) => memory.said_at > exchange.said_at).toSorted((a, b) =>
    a.said_at - b.said_at
  )
  const ended = against.filter((memory) => memory.said_at <= exchange.said_at)
  const repeats = against.length === 0 &&
    current.some((memory) => memory.kind !== "statement" && sayTheSame(lesson.content, memory.content))
  return { later, ended, repeats }
}

/** The same lesson of the same exchange has the same id, however often it is learned. */
const idOf = (tenant: TenantId, source_id: string, place: number): string => {
  const hash = createHash("sha256").update(JSON.stringify([tenant, source_id, place])).digest("hex")
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
