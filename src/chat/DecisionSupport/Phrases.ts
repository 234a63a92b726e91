/** What the analysis says, in each language it says it in. */
import type { DecisionKind } from "../../domain/Decision.ts"
import type { Formats } from "../Composer/Formats.ts"
import type { Measured } from "./Measures.ts"
import type { Verdict } from "./Scoring.ts"
import type { CriterionName } from "./Weights.ts"

/** As it stands after the beginning of a sentence. */
export const inSentence = (title: string): string => `${title.slice(0, 1).toLowerCase()}${title.slice(1)}`

export interface Phrases {
  readonly criterion: Readonly<Record<CriterionName, string>>
  /** A number with the unit of its criterion. */
  readonly quantity: (name: CriterionName, value: number, formats: Formats) => string
  /** One sentence with the number and where it comes from. */
  readonly evidence: (name: CriterionName, measured: Measured, formats: Formats) => string
  readonly unknown: (name: CriterionName) => string
  /** `act`: what a decision of no known kind asks to do, as it stands at the beginning of a sentence. */
  readonly option: (kind: DecisionKind, verdict: Verdict, customer: string, act?: string) => string
  /** Finds in a question what it asks to do. */
  readonly asked: RegExp
  /** What is said of one customer of several. */
  readonly labelled: (customer: string, text: string) => string
  /** What is said for and against meeting in the middle, whatever the numbers are. */
  readonly middle: { readonly pro: string; readonly con: string }
  readonly neither: string
  readonly recommend: (advice: {
    readonly option: string
    readonly score: number
    readonly runnerUp: string
    readonly runnerUpScore: number
    readonly missing: ReadonlyArray<string>
    readonly formats: Formats
  }) => string
  readonly recommendEach: (
    advice: ReadonlyArray<{ readonly option: string; readonly customer: string }>,
    missing: ReadonlyArray<string>,
    formats: Formats
  ) => string
  readonly unnamed: (missing: ReadonlyArray<string>) => string
  readonly flip: (criterion: string, from: string | undefined, to: string, option: string) => string
  readonly noFlip: string
  readonly learning: (criterion: string) => string
  readonly condition: {
    readonly settle: (amount: string) => string
    readonly settleAny: string
    readonly onTime: (limit: string) => string
    readonly withinLimit: (limit: string | undefined) => string
    readonly review: string
    readonly step: string
    readonly surcharge: string
    readonly prepay: string
    readonly volume: string
    readonly release: string
  }
  readonly risk: {
    readonly latePayment: (evidence: string | undefined) => Risk
    readonly default: Risk
    readonly overLimit: Risk
    readonly precedent: Risk
    readonly margin: Risk
    readonly capacity: Risk
    readonly lostBusiness: Risk
    readonly anomaly: (insight: string) => Risk
  }
}

export interface Risk {
  readonly risk: string
  readonly mitigation: string
}
