/** What a question for numbers is read as, and what is known besides its words. */
import type { Intent } from "../../../domain/Answer.ts"
import type { MeasureQuestion, Metric, Period } from "../../../domain/Measure.ts"

/** Numbers that one question is answered with at most. */
export const measuresAtOnce = 3

export type Refusal =
  /** No table holds what was asked for. */
  | "metric"
  /** Nothing has happened yet. */
  | "future"
  /** A time that no calendar tells. */
  | "time"
  /** A way to split that no column has. */
  | "split"
  /** Currencies are not converted or added up. */
  | "currency"
  /** Who has a thing can be listed, who has none cannot. */
  | "none"
  /** What was owed, used or agreed at an earlier time is not kept. */
  | "past"

export interface Asked {
  readonly _tag: "Asked"
  readonly questions: ReadonlyArray<MeasureQuestion>
  /** Of the customers' records, by which it is split, as the question calls it. */
  readonly field?: string | undefined
  /** Words that nothing has been made of. */
  readonly unread: ReadonlyArray<string>
  /** "Of those": only the customers that these bring, each among those of the one before it. */
  readonly among?: ReadonlyArray<MeasureQuestion> | undefined
  /** The customers it names are those that are left out. */
  readonly excluding: boolean
  /** Plain, for looking up the tenant's own words. */
  readonly text: string
  /** The same of the questions that it goes on from, the last one first: what they were about, it may be about too. */
  readonly earlier?: ReadonlyArray<string> | undefined
}

export interface Refused {
  readonly _tag: "Refused"
  readonly refusal: Refusal
  /** As the question has them. */
  readonly words: string
  readonly metric: Metric | undefined
  readonly period: Period | undefined
}

export type MeasureReading = Asked | Refused

export interface Clues {
  readonly now: number
  readonly intents: ReadonlyArray<readonly [Intent, number]>
  /** How many customers the question names, or means. */
  readonly named: number
  /** What the question before was taken for, where this one goes on from it. */
  readonly earlier: MeasureReading | undefined
  /** It names some of the customers by what they have in common. */
  readonly parted?: boolean
  /** It was answered already, so whoever it named was known. */
  readonly past: boolean
}
