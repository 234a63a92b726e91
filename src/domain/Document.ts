/** A text that the business keeps, and how it is found again. */
import { Schema } from "effect"

export const DocumentInput = Schema.Struct({
  id: Schema.optional(Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128))),
  title: Schema.optional(Schema.String.pipe(Schema.maxLength(500))),
  text: Schema.String.pipe(Schema.minLength(1)),
  source: Schema.optional(Schema.String.pipe(Schema.maxLength(1_000))),
  metadata: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.Unknown })),
  language: Schema.optional(Schema.String.pipe(Schema.maxLength(16)))
})
export type DocumentInput = typeof DocumentInput.Type

export const DocumentStatus = Schema.Struct({
  id: Schema.String,
  status: Schema.Literal("indexed", "unchanged", "failed"),
  chunks: Schema.Number,
  error: Schema.optional(Schema.String)
})
export type DocumentStatus = typeof DocumentStatus.Type

export const DocumentView = Schema.Struct({
  id: Schema.String,
  title: Schema.String,
  source: Schema.NullOr(Schema.String),
  language: Schema.NullOr(Schema.String),
  metadata: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  chunks: Schema.Number,
  created_at: Schema.String,
  updated_at: Schema.String
})
export type DocumentView = typeof DocumentView.Type

export const DocumentHit = Schema.Struct({
  document_id: Schema.String,
  chunk_id: Schema.String,
  title: Schema.String,
  excerpt: Schema.String,
  score: Schema.Number,
  scores: Schema.Struct({ lexical: Schema.Number, semantic: Schema.Number })
})
export type DocumentHit = typeof DocumentHit.Type
