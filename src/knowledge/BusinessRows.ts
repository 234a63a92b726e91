/** Takes in the rows of the business tables: upsert by id, in batches, a bad row rejected alone. */
import { Context, type Effect, type Stream } from "effect"
import type { DomainTable, ImportReport } from "../domain/Business.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Service {
  /**
   * Rows are plain JSON objects, or a string that says why a line could not be read as one. Every batch that was
   * written stays written when a later one fails. Of two rows with one id in the same call the second is rejected.
   */
  readonly upsert: <E>(
    tenant: TenantId,
    table: DomainTable,
    rows: Stream.Stream<Row, E>
  ) => Effect.Effect<ImportReport, StoreError | E>
}

/** One incoming row: its number from 1 in what was sent, and its fields or why there are none. */
export interface Row {
  readonly row: number
  readonly value: Readonly<Record<string, unknown>> | { readonly unreadable: string }
}

export class BusinessRows extends Context.Tag("holdfast/knowledge/BusinessRows")<BusinessRows, Service>() {}
