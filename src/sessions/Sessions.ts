/** Conversations: what was said in them, what they were about, and where long ones are kept. */
import { Context, type Effect } from "effect"
import type { Answer } from "../domain/Answer.ts"
import type { Disambiguation } from "../domain/Entity.ts"
import type { NotFound } from "../domain/Errors.ts"
import type { SessionId, TenantId, UserId } from "../domain/Ids.ts"
import type { SessionArchive, SessionView } from "../domain/Session.ts"
import type { StoreError } from "../storage/StoreError.ts"
import type { ArchiveLimits } from "./Archive.ts"

/** One question with its answer, as it is kept. */
export interface Exchange {
  readonly tenant: TenantId
  readonly query: string
  readonly answer: Answer
  /** Absent for one-shot questions, which belong to no conversation. */
  readonly session_id?: SessionId
  readonly user_id: UserId
  readonly idempotency?: { readonly key: string; readonly body_hash: string }
  /** Epoch milliseconds. */
  readonly at: number
}

/** What the next question of a conversation may lean on. */
export interface ConversationState {
  /** Most recent first. */
  readonly recent: ReadonlyArray<{ readonly entity_id: string; readonly name: string }>
  /** The question that was answered by asking back, if the last one was. */
  readonly pending: { readonly query: string; readonly disambiguation: Disambiguation } | undefined
  /** The last few questions with their answers, oldest first. */
  readonly turns: ReadonlyArray<{
    readonly answer_id: string
    readonly query: string
    readonly text: string
    /** What the answer cites, in words. */
    readonly sources: ReadonlyArray<string>
  }>
}

export interface Service {
  /** Of this user only: another user of the same session id starts with nothing. `turns` at most, or a few. */
  readonly state: (
    tenant: TenantId,
    session_id: SessionId,
    user_id: UserId,
    turns?: number
  ) => Effect.Effect<ConversationState, StoreError>
  /**
   * Durable when it returns, together with the queued work that follows from it. Recording the same answer again
   * changes nothing; where the idempotency key was taken meanwhile, the answer that was kept is returned. What a user
   * said who was forgotten after that is not kept.
   */
  readonly record: (exchange: Exchange) => Effect.Effect<Answer, StoreError>
  /** The answer already given under this key in the last 24 hours, with the hash of the body that asked for it. */
  readonly answered: (tenant: TenantId, key: string, now: number) => Effect.Effect<
    { readonly answer: Answer; readonly body_hash: string } | undefined,
    StoreError
  >
  readonly view: (tenant: TenantId, session_id: SessionId) => Effect.Effect<SessionView, NotFound | StoreError>
  readonly archives: (
    tenant: TenantId,
    session_id: SessionId
  ) => Effect.Effect<ReadonlyArray<SessionArchive>, NotFound | StoreError>
  /** Brings archived messages back into the conversation; returns how many. */
  readonly restore: (tenant: TenantId, session_id: SessionId) => Effect.Effect<number, NotFound | StoreError>
  /** Moves what is over the limits to the archive, of all tenants; returns how many conversations it shortened. */
  readonly archiveLong: (limits: ArchiveLimits, now: number) => Effect.Effect<number, StoreError>
  readonly remove: (tenant: TenantId, session_id: SessionId) => Effect.Effect<void, NotFound | StoreError>
  readonly feedback: (
    tenant: TenantId,
    feedback: { readonly answer_id: string; readonly score: number; readonly comment?: string }
  ) => Effect.Effect<void, NotFound | StoreError>
  /** Every exchange, session and archive of the user, each with its `kind`. */
  readonly exported: (
    tenant: TenantId,
    user_id: UserId
  ) => Effect.Effect<ReadonlyArray<Readonly<Record<string, unknown>>>, StoreError>
  /** Also of what comes later, from a spool or a queue, but was said before. */
  readonly forgetUser: (tenant: TenantId, user_id: UserId) => Effect.Effect<number, StoreError>
}

export class Sessions extends Context.Tag("holdfast/sessions/Sessions")<Sessions, Service>() {}

export const turnOf = (query: string, answer: Answer): ConversationState["turns"][number] => ({
  answer_id: answer.answer_id,
  query,
  text: answer.text,
  sources: answer.citations.map(({ excerpt, title }) => `${title}: ${excerpt}`)
})
