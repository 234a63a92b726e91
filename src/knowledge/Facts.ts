/** What the business tables say about customers, in sentences with their numbers. */
import { Context, type Effect } from "effect"
import type { NamedRecord, ResolvedEntity } from "../domain/Entity.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Service {
  /** All facts about these customers and records as of now, one sentence each, tagged by topic and with `data`. */
  readonly about: (
    tenant: TenantId,
    subject: { readonly entities: ReadonlyArray<ResolvedEntity>; readonly records: ReadonlyArray<NamedRecord> }
  ) => Effect.Effect<ReadonlyArray<Evidence>, StoreError>
  /** The whole business in a few facts (topic `portfolio` and the like), for questions that name nobody. */
  readonly portfolio: (tenant: TenantId) => Effect.Effect<ReadonlyArray<Evidence>, StoreError>
}

export class Facts extends Context.Tag("holdfast/knowledge/Facts")<Facts, Service>() {}
