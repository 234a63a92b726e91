/** Takes in one more memory: beside what is known, as one more source of it, or in the place of what it contradicts. */
import type { SqlClient, Statement } from "@effect/sql"
import { Effect, identity } from "effect"
import { stems } from "../../llm/Embeddings/Words.ts"
import * as Candidates from "../Candidates.ts"
import { textArray } from "../Storing.ts"
import * as TermStatistics from "../TermStatistics.ts"
import { claimOf } from "./Claims.ts"
import { mostOfValue } from "./Frames.ts"
import { revise } from "./Revision.ts"
import type { NewRow } from "./Rows.ts"
import type * as Statements from "./Statements.ts"

/**
 * How many of its terms another may lack and still say the same, or the contrary: those of a value, or 15 % of all words of
 * both that carry meaning (`Claims.ts`). Two claims need share nothing but what they are about.
 */
const lackingOf = (content: string, terms: number): number => {
  if (claimOf(content) !== undefined) return Infinity
  const telling = new Set(stems(content)).size
  return Math.max(mostOfValue(content), Math.ceil(0.2 * telling) + Math.max(0, terms - telling))
}

export type Write = Statement.Statement<unknown>

export interface Decision {
  /** The id under which it is kept: of the memory that says the same, if one does and that was wanted. */
  readonly kept: string
  /** What keeps it so, in this order and all or none. */
  readonly writes: ReadonlyArray<Write>
}

/** What is there already under the id of a new memory is kept as it is. */
export const make = (sql: SqlClient.SqlClient, statements: ReturnType<typeof Statements.make>) => {
  const statisticsOf = TermStatistics.make(sql)

  /** `also` is done in the statement that writes the memory, if one does. */
  const decided = Effect.fnUntraced(function*(row: NewRow, merge: boolean, also?: Statement.Fragment) {
    const { content, entity_ids, id, said_at, speaker, tenant_id: tenant, user_id } = row
    const { documents, terms } = yield* statisticsOf(tenant, user_id, content)
    const lacking = lackingOf(content, terms.length)
    const akin = yield* statements.selectAkin({
      tenant,
      user_id,
      at: said_at,
      any: Candidates.choose(Candidates.telling(terms, lacking), documents)?.query ?? null,
      terms: textArray(terms.map(Candidates.quoted)),
      least: Math.max(1, terms.length - lacking)
    })
    const known = akin.filter((memory) => memory.id !== id)
    const { ended, later, same } = revise({ content, entity_ids, speaker, said_at }, known)
    const [source] = row.sources
    if (merge && same !== undefined && ended.length === 0) {
      const writes = source === undefined ? [] : [statements.confirm(tenant, same.id, source)]
      return { kept: same.id, writes } satisfies Decision
    }
    const kept = { ...row, valid_to: later?.said_at ?? null, superseded_by: later?.id ?? null }
    return {
      kept: id,
      writes: [
        ...ended.map((memory) => statements.supersede(tenant, memory.id, { id, at: said_at })),
        statements.insert([kept], also)
      ]
    } satisfies Decision
  })

  /** In the caller's transaction. Returns the id under which it is kept. */
  const revised = (row: NewRow, merge: boolean) =>
    Effect.flatMap(
      decided(row, merge),
      ({ kept, writes }) => Effect.as(Effect.forEach(writes, identity, { discard: true }), kept)
    )

  return { decided, revised }
}
