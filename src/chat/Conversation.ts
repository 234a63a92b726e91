/** What the conversation was about: from the database, or from this process's own memory while that is away. */
import { Clock, Context, Effect, Layer } from "effect"
import type { Answer } from "../domain/Answer.ts"
import type { Question } from "../domain/Question.ts"
import { type ConversationState, Sessions, turnOf } from "../sessions/Sessions.ts"
import type { StoreError } from "../storage/StoreError.ts"
import { earlierOf } from "./Reading/Earlier.ts"

export interface Service {
  readonly state: (question: Question) => Effect.Effect<ConversationState, StoreError>
  /** The state as this process remembers it; empty for a conversation it has not seen in the last half hour. */
  readonly remembered: (question: Question) => Effect.Effect<ConversationState>
  /** Takes a finished exchange into memory, at once. */
  readonly followed: (question: Question, answer: Answer) => Effect.Effect<void>
  readonly forgetUser: (tenant: string, user_id: string) => Effect.Effect<void>
}

export class Conversation extends Context.Tag("holdfast/chat/Conversation")<Conversation, Service>() {}

interface Remembered {
  readonly state: ConversationState
  readonly at: number
}

const idleMillis = 30 * 60_000
const conversationsInMemory = 5_000
const turnsInMemory = 6
/** For a question about the conversation itself. */
const turnsLookedBack = 50

const nothing: ConversationState = { recent: [], pending: undefined, turns: [] }

const keyOf = (tenant: string, user_id: string, session_id: string) => JSON.stringify([tenant, user_id, session_id])

const make = Effect.map(Sessions, (sessions) => {
  // Insertion order is order of use: the first key is the one unused for longest.
  const memory = new Map<string, Remembered>()

  const remembered = (question: Question) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      if (question.session_id === undefined) return nothing
      const found = memory.get(keyOf(question.tenant, question.user_id, question.session_id))
      return found === undefined || found.at < now - idleMillis ? nothing : found.state
    })

  const state = (question: Question) =>
    question.session_id === undefined
      ? Effect.succeed(nothing)
      : sessions.state(
        question.tenant,
        question.session_id,
        question.user_id,
        earlierOf(question.query) === undefined ? undefined : turnsLookedBack
      )

  const followed = (question: Question, answer: Answer) =>
    question.session_id === undefined ? Effect.void : Effect.zipWith(
      remembered(question),
      Clock.currentTimeMillis,
      (before, now) => {
        const key = keyOf(question.tenant, question.user_id, question.session_id ?? "")
        memory.delete(key)
        memory.set(key, { state: next(before, question.query, answer), at: now })
        for (const [oldest, { at }] of memory) {
          if (memory.size <= conversationsInMemory && at > now - idleMillis) break
          memory.delete(oldest)
        }
      }
    )

  const forgetUser = (tenant: string, user_id: string) =>
    Effect.sync(() => {
      const prefix = JSON.stringify([tenant, user_id]).slice(0, -1) + ","
      for (const key of memory.keys()) {
        if (key.startsWith(prefix)) memory.delete(key)
      }
    })

  return Conversation.of({ state, remembered, followed, forgetUser })
})

const next = (before: ConversationState, query: string, answer: Answer): ConversationState => {
  const named = answer.entities.map(({ entity_id, name }) => ({ entity_id, name }))
  const ids = new Set(named.map((entity) => entity.entity_id))
  return {
    recent: [...named, ...before.recent.filter((entity) => !ids.has(entity.entity_id))].slice(0, 20),
    pending: answer.disambiguation === null ? undefined : { query, disambiguation: answer.disambiguation },
    turns: [...before.turns, turnOf(query, answer)].slice(-turnsInMemory)
  }
}

export const layer: Layer.Layer<Conversation, never, Sessions> = Layer.effect(Conversation, make)
