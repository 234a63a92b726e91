/** Numbers across customers and over time, from the rows: a catalogue of measures instead of SQL that a model writes. */
import { Context, type Effect } from "effect"
import type { Evidence } from "../domain/Evidence.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { Detail, MeasureQuestion } from "../domain/Measure.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Service {
  /** One fact for each question, in its order, with the `Measured` as its data. */
  readonly measure: (
    tenant: TenantId,
    questions: ReadonlyArray<MeasureQuestion>
  ) => Effect.Effect<ReadonlyArray<Evidence>, StoreError>
  /** The tenant's own industries that stand in this text, as they are written in the rows. */
  readonly industriesIn: (tenant: TenantId, text: string) => Effect.Effect<ReadonlyArray<string>, StoreError>
  /** Those that have this plain word in their names, or its singular: "food" is in "Food Wholesale". */
  readonly industriesWith: (tenant: TenantId, word: string) => Effect.Effect<ReadonlyArray<string>, StoreError>
  /** Which fields of the tenant's customers hold one of these, or a short form of it: "texas" is "TX" too. */
  readonly detailsOf: (
    tenant: TenantId,
    words: ReadonlyArray<string>
  ) => Effect.Effect<ReadonlyArray<Detail & { readonly words: string }>, StoreError>
  /** The fields that the metadata of the tenant's customers has, by their keys from the outside in. */
  readonly fields: (tenant: TenantId) => Effect.Effect<ReadonlyArray<ReadonlyArray<string>>, StoreError>
}

export class Measures extends Context.Tag("holdfast/knowledge/Measures")<Measures, Service>() {}
