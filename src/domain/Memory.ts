/** Something worth keeping from a conversation. */
import { Schema } from "effect"

export const MemoryInput = Schema.Struct({
  id: Schema.optional(Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128))),
  user_id: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128)),
  session_id: Schema.optional(Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128))),
  role: Schema.optional(Schema.String.pipe(Schema.maxLength(32))),
  speaker: Schema.optional(Schema.String.pipe(Schema.maxLength(128))),
  content: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(20_000)),
  created_at: Schema.optional(Schema.String),
  importance: Schema.optional(Schema.Number.pipe(Schema.between(0, 1)))
})
export type MemoryInput = typeof MemoryInput.Type

export const Memory = Schema.Struct({
  id: Schema.String,
  user_id: Schema.String,
  session_id: Schema.NullOr(Schema.String),
  kind: Schema.String,
  speaker: Schema.NullOr(Schema.String),
  content: Schema.String,
  importance: Schema.Number,
  created_at: Schema.String,
  valid_to: Schema.NullOr(Schema.String).annotations({ description: "From when it holds no longer." }),
  superseded_by: Schema.NullOr(Schema.String).annotations({ description: "The memory that holds instead." }),
  sources: Schema.Array(
    Schema.Struct({ id: Schema.String, session_id: Schema.NullOr(Schema.String), said_at: Schema.String })
  ).annotations({ description: "The exchanges and memories that said it, where there are several or it was learned." })
})
export type Memory = typeof Memory.Type

export const MemoryHit = Schema.Struct({
  id: Schema.String,
  content: Schema.String,
  speaker: Schema.NullOr(Schema.String),
  session_id: Schema.NullOr(Schema.String),
  created_at: Schema.String,
  score: Schema.Number
})
export type MemoryHit = typeof MemoryHit.Type
