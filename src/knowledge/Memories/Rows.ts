/** Rows of `app.memories`, as they are read and as they are written. */
import { Schema } from "effect"
import { isoTime } from "../../domain/Time.ts"
import type { Vector } from "../VectorSets.ts"

export const Owner = Schema.Struct({ tenant: Schema.String, user_id: Schema.String })
export type Owner = typeof Owner.Type
export const AtTime = Schema.Struct({ ...Owner.fields, at: Schema.Number, as_of: Schema.Boolean })

/** What ranking looks at. */
export const Candidate = Schema.Struct({
  id: Schema.String,
  session_id: Schema.NullOr(Schema.String),
  role: Schema.NullOr(Schema.String),
  speaker: Schema.NullOr(Schema.String),
  content: Schema.String,
  entity_ids: Schema.Array(Schema.String),
  importance: Schema.Number,
  said_at: Schema.Number
})
/** With its vector, once that was read. */
export type Candidate = typeof Candidate.Type & { vector?: Vector }

export const Row = Schema.Struct({
  ...Candidate.fields,
  user_id: Schema.String,
  kind: Schema.String,
  valid_to: Schema.NullOr(Schema.Number),
  superseded_by: Schema.NullOr(Schema.String),
  sources: Schema.Array(
    Schema.Struct({ id: Schema.String, session_id: Schema.NullOr(Schema.String), said_at: Schema.String })
  )
})
export type Row = typeof Row.Type

/** Columns of a `Candidate`. */
export const ranked = `id, session_id, role, speaker, content, entity_links as entity_ids, importance,
  (extract(epoch from said_at) * 1000)::float8 as said_at`
/** Columns of a `Row`. */
export const columns =
  `${ranked}, user_id, kind, (extract(epoch from valid_to) * 1000)::float8 as valid_to, superseded_by,
  sources`

export interface NewRow {
  readonly tenant_id: string
  readonly id: string
  readonly user_id: string
  readonly session_id: string | null
  readonly kind: string
  readonly role: string | null
  readonly speaker: string | null
  readonly content: string
  readonly entity_ids: ReadonlyArray<string>
  readonly importance: number
  readonly said_at: number
  readonly valid_to: number | null
  readonly superseded_by: string | null
  readonly sources: ReadonlyArray<Source>
  /** One of each model that could be asked. */
  readonly vectors: ReadonlyArray<Vector>
  /** Epoch milliseconds, and its place among those that were added together. */
  readonly added: { readonly at: number; readonly place: number }
}

/** Where a memory was said: the exchange, or the memory that was added. */
export interface Source {
  readonly id: string
  readonly session_id: string | null
  /** Epoch milliseconds. */
  readonly said_at: number
}

export const sourceOf = ({ said_at, ...source }: Source) => ({ ...source, said_at: isoTime(said_at) })

export const asParameters = ({ added, entity_ids, said_at, sources, valid_to, vectors: _, ...row }: NewRow) => ({
  ...row,
  sources: JSON.stringify(sources.map(sourceOf)),
  entity_links: JSON.stringify(entity_ids),
  said_at: isoTime(said_at),
  valid_from: isoTime(said_at),
  valid_to: valid_to === null ? null : isoTime(valid_to),
  created_at: isoTime(added.at + Math.floor(added.place / 1_000))
    .replace("Z", `${String(added.place % 1_000).padStart(3, "0")}Z`)
})
