/** One question of every kind, worded anew each time, so that no answer of before stands in for this one. */
import type { Intent } from "../../domain/Answer.ts"

/** The eight intents over `/api/chat`, and `query`: a status over `/api/query`. */
export type Kind = Intent | "query"

export interface Subjects {
  /** Whom the questions are about, by full name. */
  readonly subject: string
  /** Whom the subject is compared with. */
  readonly other: string
}

export interface Asked {
  readonly kind: Kind
  readonly intent: Intent
  readonly query: string
  /** Whom a full answer names; nobody where the question is about no customer. */
  readonly about: ReadonlyArray<string>
}

export const kinds: ReadonlyArray<Kind> = [
  "fact_lookup",
  "status",
  "pattern_analysis",
  "decision_support",
  "comparison",
  "document_question",
  "conversation",
  "unknown",
  "query"
]

/** `fresh` is a word that no question had before. */
export const ask = (kind: Kind, { other, subject }: Subjects, fresh: string): Asked => {
  const about = (query: string, ...names: ReadonlyArray<string>): Asked => ({
    kind,
    intent: kind === "query" ? "status" : kind,
    query,
    about: names
  })
  switch (kind) {
    case "fact_lookup":
      return about(`What are the payment terms of ${subject} (case ${fresh})?`, subject)
    case "status":
    case "query":
      return about(`What is the status of ${subject} (case ${fresh})?`, subject)
    case "pattern_analysis":
      return about(`What patterns do you see with ${subject} (case ${fresh})?`, subject)
    case "decision_support":
      return about(`Should we extend the payment terms of ${subject} (case ${fresh})?`, subject)
    case "comparison":
      return about(`Compare ${subject} with ${other} (case ${fresh}).`, subject, other)
    case "document_question":
      return about(`What does our policy say about late payments (case ${fresh})?`)
    case "conversation":
      return about("Good morning!")
    case "unknown":
      return about(`foo bar baz ${fresh}`)
  }
}
