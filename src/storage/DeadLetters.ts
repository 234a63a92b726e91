/** Work that failed for good, kept until a person has looked at it. */
import { Context, type Effect, Schema, type Stream } from "effect"
import type { InvalidRequest, NotFound } from "../domain/Errors.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { StoreError } from "./StoreError.ts"

export const DeadLetter = Schema.Struct({
  id: Schema.String,
  tenant: Schema.String,
  /** The kind of job that does it again. */
  operation: Schema.String,
  payload: Schema.Unknown,
  error: Schema.Unknown,
  severity: Schema.String,
  category: Schema.String,
  attempts: Schema.Int,
  history: Schema.Array(Schema.Unknown),
  correlation_id: Schema.NullOr(Schema.String),
  status: Schema.String,
  first_failed_at: Schema.String,
  last_failed_at: Schema.String
})
export type DeadLetter = typeof DeadLetter.Type

export interface Filter {
  readonly operation?: string | undefined
  readonly severity?: string | undefined
}

export interface Page extends Filter {
  readonly limit: number
  /** `next_cursor` of the page before. */
  readonly cursor?: string | undefined
}

export interface Counts {
  readonly total_failures: number
  readonly by_operation: Readonly<Record<string, number>>
  readonly by_severity: Readonly<Record<string, number>>
}

export interface Service {
  /** The latest failure first. */
  readonly list: (
    tenant: TenantId,
    page: Page
  ) => Effect.Effect<
    { readonly items: ReadonlyArray<DeadLetter>; readonly next_cursor: string | null },
    StoreError | InvalidRequest
  >
  /** The latest failure first, read as it is taken. */
  readonly exported: (tenant: TenantId, filter?: Filter) => Stream.Stream<DeadLetter, StoreError>
  readonly counts: (tenant: TenantId) => Effect.Effect<Counts, StoreError>
  /** Puts the work back among the jobs under its id: replayed twice at once it still runs once. */
  readonly replay: (tenant: TenantId, id: string) => Effect.Effect<void, NotFound | StoreError>
  /** How many were put back. */
  readonly replayAll: (tenant: TenantId, filter?: Filter) => Effect.Effect<number, StoreError>
  /** How many were thrown away. */
  readonly clear: (tenant: TenantId, filter?: Filter) => Effect.Effect<number, StoreError>
  /** Keeps it, on disk while the database is away. An id that is there already is replaced. Secrets are taken out. */
  readonly add: (letter: Omit<DeadLetter, "status">) => Effect.Effect<void, StoreError>
}

export class DeadLetters extends Context.Tag("holdfast/storage/DeadLetters")<DeadLetters, Service>() {}
