/** The business's own texts: indexed along their structure, found by words and by meaning. */
import { Context, type Effect, type Option } from "effect"
import type { DocumentHit, DocumentInput, DocumentStatus, DocumentView } from "../domain/Document.ts"
import type { NotFound } from "../domain/Errors.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Service {
  /** The same id and content is `unchanged`; other content replaces the document whole; one that fails, fails alone. */
  readonly index: (
    tenant: TenantId,
    documents: ReadonlyArray<DocumentInput>,
    /** Called for each as soon as it is in the index, or known to fail. */
    told?: (status: DocumentStatus) => Effect.Effect<void>
  ) => Effect.Effect<ReadonlyArray<DocumentStatus>, StoreError>
  /** The document of this id as `unchanged`, if it was made from a file of this hash (`file_hash` of its metadata). */
  readonly fromFile: (
    tenant: TenantId,
    id: string,
    file_hash: string
  ) => Effect.Effect<Option.Option<DocumentStatus>, StoreError>
  readonly list: (tenant: TenantId, page: { readonly limit: number; readonly cursor?: string }) => Effect.Effect<
    { readonly documents: ReadonlyArray<DocumentView>; readonly next_cursor: string | null },
    StoreError
  >
  readonly find: (
    tenant: TenantId,
    id: string
  ) => Effect.Effect<DocumentView & { readonly text: string }, NotFound | StoreError>
  readonly remove: (tenant: TenantId, id: string) => Effect.Effect<void, NotFound | StoreError>
  /** `filter` keeps documents whose metadata contains it. */
  readonly search: (
    tenant: TenantId,
    request: { readonly query: string; readonly limit: number; readonly filter?: Readonly<Record<string, unknown>> }
  ) => Effect.Effect<ReadonlyArray<DocumentHit>, StoreError>
  /**
   * Passages that bear on the question, neighbouring chunks merged; empty where nothing is relevant. `any`: those that
   * have any of the words, for a caller who judges by himself what is relevant.
   */
  readonly passages: (
    tenant: TenantId,
    query: string,
    which?: "relevant" | "any"
  ) => Effect.Effect<ReadonlyArray<Evidence>, StoreError>
}

export class Documents extends Context.Tag("holdfast/knowledge/Documents")<Documents, Service>() {}
