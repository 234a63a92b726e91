/** Finds out which customers a text is about, and learns other names for them. */
import { Context, type Effect } from "effect"
import type { Disambiguation, NamedRecord, ResolvedEntity } from "../domain/Entity.ts"
import type { NotFound } from "../domain/Errors.ts"
import type { TenantId, UserId } from "../domain/Ids.ts"
import type { StoreError } from "../storage/StoreError.ts"

/** What a conversation was about so far, most recent first: what "they" can mean. */
export interface Conversation {
  readonly user_id: UserId
  readonly recent: ReadonlyArray<{ readonly entity_id: string; readonly name: string }>
}

export interface Resolution {
  /** Best first; one for each distinct customer that the text means. */
  readonly entities: ReadonlyArray<ResolvedEntity>
  /** Orders and invoices named by number. */
  readonly records: ReadonlyArray<NamedRecord>
  /** Set where two candidates for one mention are within 0.1 of each other: ask back. */
  readonly disambiguation: Disambiguation | undefined
}

export interface Service {
  /** Exact name or id, then alias (the user's, then everyone's), then fuzzy, then coreference. */
  readonly resolve: (
    tenant: TenantId,
    text: string,
    conversation: Conversation
  ) => Effect.Effect<Resolution, StoreError>
  /** Which of the offered options a reply means ("2", "the one in Ohio", a name), if any. */
  readonly choose: (
    tenant: TenantId,
    reply: string,
    offered: Disambiguation
  ) => Effect.Effect<ResolvedEntity | undefined, StoreError>
  readonly search: (tenant: TenantId, query: string, limit: number) => Effect.Effect<
    ReadonlyArray<ResolvedEntity>,
    StoreError
  >
  readonly find: (tenant: TenantId, id: string) => Effect.Effect<ResolvedEntity, NotFound | StoreError>
  /** Without a user the alias is everyone's. Adding the same alias again replaces what it meant. */
  readonly addAlias: (
    tenant: TenantId,
    alias: { readonly alias: string; readonly entity_id: string; readonly user_id?: UserId; readonly source: string }
  ) => Effect.Effect<void, NotFound | StoreError>
  readonly removeAlias: (
    tenant: TenantId,
    alias: { readonly alias: string; readonly entity_id: string; readonly user_id?: UserId }
  ) => Effect.Effect<void, NotFound | StoreError>
  /** Changes whenever rows of these customers change (of any customer, where none is named). */
  readonly dataVersion: (tenant: TenantId, ids: ReadonlyArray<string>) => Effect.Effect<string, StoreError>
}

export class Entities extends Context.Tag("holdfast/knowledge/Entities")<Entities, Service>() {}
