/** One question as the pipeline takes it, with who asks and how long it may take. */
import type { SessionId, TenantId, UserId } from "./Ids.ts"

export interface Question {
  readonly tenant: TenantId
  readonly query: string
  /** Absent for the one-shot form: nothing of a conversation is read, though the exchange is kept. */
  readonly session_id?: SessionId
  readonly user_id: UserId
  readonly correlation_id: string
  /** Budget for the whole answer, in milliseconds from admission. */
  readonly deadline_ms: number
  readonly idempotency?: { readonly key: string; readonly body_hash: string }
}
