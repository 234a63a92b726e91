/** What a question can be about. */
import { Schema } from "effect"

export const EntityType = Schema.Literal("customer", "order", "invoice", "product")
export const MatchType = Schema.Literal("exact", "alias", "fuzzy", "coreference")

/** A customer that a question names, and how sure we are of it (0 to 1). */
export const ResolvedEntity = Schema.Struct({
  entity_id: Schema.String,
  name: Schema.String,
  type: EntityType,
  match_type: MatchType,
  confidence: Schema.Number
})
export type ResolvedEntity = typeof ResolvedEntity.Type

/** Two or more entities that a mention could mean; the question is asked back. */
export const Disambiguation = Schema.Struct({
  mention: Schema.String,
  options: Schema.Array(
    Schema.Struct({ entity_id: Schema.String, name: Schema.String, confidence: Schema.Number })
  )
})
export type Disambiguation = typeof Disambiguation.Type

/** An order or invoice that the question names by number; its customer is among the entities. */
export interface NamedRecord {
  readonly kind: "order" | "invoice"
  readonly id: string
  readonly number: string
  readonly customer_id: string
}
