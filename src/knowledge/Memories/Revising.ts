/** Takes in one more memory: beside what is known, as one more source of it, or in the place of what it contradicts. */
import { Effect } from "effect"
import { revise } from "./Revision.ts"
import type * as Statements from "./Statements.ts"

/**
 * In the caller's transaction. Returns the id under which it is kept: of the memory that says the same, if one does and
 * `merge` is wanted. What is there already under its id is kept as it is.
 */
export const make = (statements: ReturnType<typeof Statements.make>) =>
  Effect.fnUntraced(function*(row: Statements.NewRow, merge: boolean) {
    const { content, entity_ids, id, said_at, speaker, tenant_id: tenant, user_id } = row
    const akin = yield* statements.selectAkin({ tenant, user_id, at: said_at, text: content })
    const known = akin.filter((memory) => memory.id !== id)
    const { ended, later, same } = revise({ content, entity_ids, speaker, said_at }, known)
    if (merge && same !== undefined && ended.length === 0) {
      const [source] = row.sources
      if (source !== undefined) yield* statements.confirm(tenant, same.id, source)
      return same.id
    }
    yield* statements.insert([{ ...row, valid_to: later?.said_at ?? null, superseded_by: later?.id ?? null }])
    yield* Effect.forEach(ended, (memory) => statements.supersede(tenant, memory.id, { id, at: said_at }), {
      discard: true
    })
    return id
  })
