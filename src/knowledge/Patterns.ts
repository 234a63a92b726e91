/** Tested regularities in customers' histories, cached as long as their data has not changed (24 h at most). */
import { Context, type Effect } from "effect"
import type { NotFound } from "../domain/Errors.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { PatternReport } from "../domain/Pattern.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Service {
  /** Every detector on its own and in its own time limit; one that fails is in `missing`. */
  readonly forCustomer: (
    tenant: TenantId,
    customer_id: string
  ) => Effect.Effect<PatternReport, NotFound | StoreError>
}

export class Patterns extends Context.Tag("holdfast/knowledge/Patterns")<Patterns, Service>() {}
