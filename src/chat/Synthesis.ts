/** What is known for one question, settled and ordered: the only thing that any writer of answers is given. */
import type { Complexity, Degradation, Intent } from "../domain/Answer.ts"
import type { DecisionAnalysis } from "../domain/Decision.ts"
import type { NamedRecord, ResolvedEntity } from "../domain/Entity.ts"
import type { Evidence, Topic } from "../domain/Evidence.ts"
import type { PatternInsight } from "../domain/Pattern.ts"
import type { MeasureReading } from "./Reading/Measuring/Reading.ts"
import type { Language } from "./Reading/Words.ts"

export type { Language } from "./Reading/Words.ts"

/** Read from the question alone, before anything is looked up. */
export interface Reading {
  readonly intent: Intent
  readonly complexity: Complexity
  readonly language: Language
  /** What the question asks about, most certain first; empty for a general question. */
  readonly topics: ReadonlyArray<Topic>
  /** Set where it asks for numbers that have to be measured for it. */
  readonly measure?: MeasureReading | undefined
  /** The question before, where this one, for the documents, only adds to it: "And for new customers?" */
  readonly goesOnFrom?: string | undefined
}

/** Everything that retrieval brought, and what it could not bring. */
export interface Found {
  readonly items: ReadonlyArray<Evidence>
  readonly patterns: ReadonlyArray<PatternInsight>
  /** One for each source that failed or was late; a source that found nothing is not among them. */
  readonly missing: ReadonlyArray<Degradation>
  /** What could not be tested for a customer because the history is too short; left out where that was not looked at. */
  readonly untested?: ReadonlyArray<Untested> | undefined
  /** The question is for the documents, though it was read as one for figures. */
  readonly written?: boolean
  /** What was asked of the documents and stands in none of the passages nearest to it. */
  readonly unsaid?: ReadonlyArray<string>
}

export interface Untested {
  readonly entity_id: string
  readonly pattern_types: ReadonlyArray<string>
  /** Nothing at all could be tested. */
  readonly wholly: boolean
}

/** One piece of evidence with the marker that cites it: "1" for `[1]`. */
export interface Marked extends Evidence {
  readonly marker: string
}

export interface Synthesis extends Reading {
  readonly question: string
  /** The day of the answer, ISO 8601 date. */
  readonly today: string
  readonly entities: ReadonlyArray<ResolvedEntity>
  readonly records: ReadonlyArray<NamedRecord>
  /** Ranked, deduplicated, within the token budget. */
  readonly items: ReadonlyArray<Marked>
  readonly patterns: ReadonlyArray<PatternInsight>
  readonly untested?: ReadonlyArray<Untested> | undefined
  readonly unsaid?: ReadonlyArray<string> | undefined
  /** Sentences that name a disagreement between sources and which one was used. */
  readonly conflicts: ReadonlyArray<string>
  readonly decision: DecisionAnalysis | undefined
  readonly primary_context: string
  readonly confidence_notes: ReadonlyArray<string>
  readonly missing: ReadonlyArray<Degradation>
}

/** A finished text, with the markers it cites still in it. */
export interface Written {
  readonly text: string
  /** Up to three questions that would lead further. */
  readonly suggestions: ReadonlyArray<string>
}
