/** What was said before and is worth keeping, of one user, with the time in which it holds. */
import { Context, type Effect } from "effect"
import type { NotFound } from "../domain/Errors.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { TenantId, UserId } from "../domain/Ids.ts"
import type { Memory, MemoryHit, MemoryInput } from "../domain/Memory.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Service {
  /** Adding the same id again replaces it. Returns the ids, in order. */
  readonly add: (
    tenant: TenantId,
    memories: ReadonlyArray<MemoryInput>
  ) => Effect.Effect<ReadonlyArray<string>, StoreError>
  readonly list: (
    tenant: TenantId,
    user_id: UserId,
    page: { readonly limit: number; readonly cursor?: string }
  ) => Effect.Effect<{ readonly memories: ReadonlyArray<Memory>; readonly next_cursor: string | null }, StoreError>
  readonly remove: (tenant: TenantId, id: string) => Effect.Effect<void, NotFound | StoreError>
  readonly search: (
    tenant: TenantId,
    request: { readonly query: string; readonly user_id: UserId; readonly limit: number; readonly as_of?: number }
  ) => Effect.Effect<ReadonlyArray<MemoryHit>, StoreError>
  /**
   * Empty means that nothing relevant was ever said; a failure means that nobody could look. Asked for nothing, neither in
   * words nor about entities, it brings what was said last, in `said` (epoch milliseconds) where that is given, newest first.
   */
  readonly recall: (
    tenant: TenantId,
    request: {
      readonly query: string
      readonly user_id: UserId
      readonly entity_ids: ReadonlyArray<string>
      readonly said?: { readonly from: number; readonly to: number } | undefined
    }
  ) => Effect.Effect<ReadonlyArray<Evidence>, StoreError>
  /**
   * Extracts what one exchange teaches ("Remember that…", facts stated by the user), links it to entities and stores
   * it, superseding what it contradicts. Repeating it with the same `source_id` changes nothing.
   */
  readonly learn: (tenant: TenantId, exchange: {
    readonly source_id: string
    readonly user_id: UserId
    readonly session_id?: string
    readonly query: string
    readonly entity_ids: ReadonlyArray<string>
    readonly said_at: number
  }) => Effect.Effect<ReadonlyArray<string>, StoreError>
  /** Everything of the user's is gone when it returns. */
  readonly forgetUser: (tenant: TenantId, user_id: UserId) => Effect.Effect<number, StoreError>
}

export class Memories extends Context.Tag("holdfast/knowledge/Memories")<Memories, Service>() {}
