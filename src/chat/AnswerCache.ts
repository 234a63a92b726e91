/** Answers given before: served as they are while nothing behind them changed, and however old when all else fails. */
import { Context, type Effect, Schema } from "effect"
import { Answer } from "../domain/Answer.ts"
import type { Citation } from "../domain/Evidence.ts"
import type { TenantId, UserId } from "../domain/Ids.ts"
import { refersBack } from "../knowledge/Entities/Coreference.ts"
import type { StoreError } from "../storage/StoreError.ts"
import { leansOn } from "./Reading/Leaning.ts"
import { meansTurn } from "./Reading/Meant.ts"
import { plain } from "./Reading/Words.ts"

/** An answer with what it was made from. */
export const Kept = Schema.Struct({
  answer: Answer,
  /** Of the data behind it, see `Service.basis`. */
  version: Schema.String,
  /** Epoch milliseconds. */
  at: Schema.Number
})
export type Kept = typeof Kept.Type

export interface Basis {
  /** Changes with the customers' rows, with any document, with the shared aliases. */
  readonly version: string
  /** The user taught Holdfast something (a memory, an alias), and may deserve another answer than everybody else. */
  readonly personal: boolean
}

/** A tier that is away is a miss, and keeps nothing. */
export interface Service {
  /** The last answer to this question, whatever changed since. */
  readonly find: (tenant: TenantId, question: string) => Effect.Effect<Kept | undefined>
  readonly keep: (tenant: TenantId, question: string, kept: Kept) => Effect.Effect<void>
  /** What an answer about these customers, quoting these documents, rests on at this moment. */
  readonly basis: (
    tenant: TenantId,
    of: {
      readonly user_id: UserId
      readonly entity_ids: ReadonlyArray<string>
      readonly document_ids: ReadonlyArray<string>
    }
  ) => Effect.Effect<Basis, StoreError>
  /** Drops every answer that quotes the document, from every tier. */
  readonly forgetDocument: (tenant: TenantId, document_id: string) => Effect.Effect<void, StoreError>
  /** One tenant's answers, or all, in every tier: the cached rung of the ladder is empty then, too. */
  readonly clear: (tenant?: TenantId) => Effect.Effect<void, StoreError>
}

export class AnswerCache extends Context.Tag("holdfast/chat/AnswerCache")<AnswerCache, Service>() {}

/** The document that a citation quotes. */
export const documentOf = ({ kind, ref }: Citation): ReadonlyArray<string> =>
  kind === "document" ? [ref.replace(/^document:/, "").replace(/#\d+$/, "")] : []

/** Two questions that differ only in case, spacing, quotes or closing punctuation are the same question. */
export const normalise = (question: string): string =>
  question.normalize("NFKC").toLowerCase().replace(/[‘’]/g, "'").replace(/[“”"]/g, "").replace(/\s+/g, " ")
    .replace(/[\s?!.…]+$/, "").trim()

const personal = /\b(i|i'm|i've|me|my|mine|myself|je|j'ai|moi|mon|ma|mes|remember|forget|rappelle|souviens)\b/i
const timeBound =
  /\b(now|today|tonight|tomorrow|yesterday|currently|right now|this (week|morning|hour)|maintenant|aujourd'hui|demain|hier)\b/i

/** Whether the answer to this question could serve someone else, later: it must not lean on the question before it. */
export const isShareable = (question: string): boolean =>
  !personal.test(question) && !timeBound.test(question) && refersBack(question) === undefined && !leansOn(question) &&
  !meansTurn(plain(question))

/** Whether this answer is one to give again: whole, checked, and made of nothing that belongs to one person. */
export const isKeepable = (answer: Answer): boolean =>
  answer.source === "full_pipeline" &&
  !answer.degraded &&
  answer.disambiguation === null &&
  answer.intent !== "conversation" &&
  answer.intent !== "unknown" &&
  answer.citations.length > 0 &&
  answer.citations.every((citation) => citation.kind !== "memory") &&
  answer.entities.every((entity) => entity.match_type === "exact" || entity.match_type === "fuzzy")
