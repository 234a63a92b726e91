/** A conversation: its recent messages, and what was moved to the archive. */
import { Schema } from "effect"

export const Message = Schema.Struct({
  role: Schema.Literal("user", "assistant"),
  content: Schema.String,
  answer_id: Schema.optional(Schema.String),
  created_at: Schema.String
})
export type Message = typeof Message.Type

export const SessionView = Schema.Struct({
  session_id: Schema.String,
  user_id: Schema.String,
  message_count: Schema.Number,
  archived_message_count: Schema.Number,
  summary: Schema.String,
  messages: Schema.Array(Message)
})
export type SessionView = typeof SessionView.Type

export const SessionArchive = Schema.Struct({
  user_id: Schema.String,
  conversation_id: Schema.String,
  archived_at: Schema.String,
  message_count: Schema.Number,
  session_info: Schema.Struct({
    duration_seconds: Schema.Number,
    token_count: Schema.Number,
    archived_message_count: Schema.Number
  }),
  conversation_history: Schema.Array(Schema.Struct({ role: Schema.String, content: Schema.String }))
})
export type SessionArchive = typeof SessionArchive.Type
