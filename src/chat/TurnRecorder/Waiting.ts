/** Answers under an idempotency key that are on disk and not in the database yet: the same key gets the same answer. */
import { Effect } from "effect"
import type { Answer } from "../../domain/Answer.ts"
import type { TenantId } from "../../domain/Ids.ts"
import type { Exchange } from "../../sessions/Sessions.ts"

export interface Answered {
  readonly answer: Answer
  readonly body_hash: string
}

/** The oldest go first. */
const most = 1_000

/** Of this process alone, for as long as it lives. */
export const make = Effect.sync(() => {
  const answers = new Map<string, Answered>()
  const keyOf = (tenant: TenantId, key: string) => JSON.stringify([tenant, key])
  return {
    find: (tenant: TenantId, key: string) => Effect.sync(() => answers.get(keyOf(tenant, key))),
    add: ({ answer, idempotency, tenant }: Exchange) =>
      Effect.sync(() => {
        if (idempotency === undefined) return
        answers.set(keyOf(tenant, idempotency.key), { answer, body_hash: idempotency.body_hash })
        for (const oldest of answers.keys()) {
          if (answers.size <= most) break
          answers.delete(oldest)
        }
      }),
    remove: ({ answer, idempotency, tenant }: Exchange) =>
      Effect.sync(() => {
        const key = keyOf(tenant, idempotency?.key ?? "")
        if (answers.get(key)?.answer.answer_id === answer.answer_id) answers.delete(key)
      })
  }
})
