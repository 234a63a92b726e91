/** What the composer says in each language; facts are said from their figures, so both languages say the same. */
import type { DecisionAnalysis } from "../../domain/Decision.ts"
import type { FiguresOf } from "../../domain/Figures.ts"
import type { PatternInsight } from "../../domain/Pattern.ts"
import type { Language } from "../Synthesis.ts"
import type { Formats } from "./Formats.ts"

/** How far back a question looks: days, or everything there is. */
export type Window = 30 | 90 | 365 | "total"

/** Clauses without a subject, as they stand after a label or a verb. */
export interface FactPhrases {
  readonly profile: (figures: FiguresOf<"profile">) => string
  readonly terms: (figures: FiguresOf<"terms">) => string
  readonly credit: (figures: FiguresOf<"credit">) => string
  readonly exposure: (figures: FiguresOf<"exposure">) => string
  readonly orders: (figures: FiguresOf<"orders">, window: Window) => string
  readonly rush_orders: (figures: FiguresOf<"rush_orders">, window: Window) => string
  readonly revenue: (figures: FiguresOf<"revenue">, window: Window) => string
  readonly invoices_open: (figures: FiguresOf<"invoices_open">) => string
  readonly invoices_overdue: (figures: FiguresOf<"invoices_overdue">) => string
  /** Empty where no amount is in any bucket. */
  readonly ageing: (figures: FiguresOf<"ageing">) => string
  readonly dso: (figures: FiguresOf<"dso">) => string
  readonly payment_behaviour: (figures: FiguresOf<"payment_behaviour">) => string
  readonly last_activity: (figures: FiguresOf<"last_activity">, which: "order" | "payment" | "both") => string
}

export type FactTopic = keyof FactPhrases

export interface Phrases {
  readonly language: Language
  readonly format: Formats
  readonly clause: FactPhrases
  /** A whole sentence about a customer from a clause. */
  readonly sentence: Readonly<Record<FactTopic, (name: string, clause: string, nothing: boolean) => string>>
  readonly label: Readonly<Record<FactTopic, string>>
  /** "Of that, … is overdue": what follows the whole amount owed. */
  readonly ofThatOverdue: (figures: FiguresOf<"invoices_overdue">) => string
  readonly creditLeft: (amount: string) => string
  /** What the record holds besides, each field with its name as it is there. */
  readonly details: (name: string, fields: FiguresOf<"details">["fields"]) => string
  readonly address: string
  /** Where a fact has no figures because there is nothing to count; undefined where its own text is in this language. */
  readonly unrecorded: (topic: FactTopic, name: string) => string | undefined
  /** What is owed in a few words, with the part of it that is overdue. */
  readonly owed: (open: FiguresOf<"invoices_open">, overdue: FiguresOf<"invoices_overdue">) => string
  readonly ageingRows: (figures: FiguresOf<"ageing">) => ReadonlyArray<readonly [string, number]>
  readonly headings: {
    readonly notes: string
    readonly patterns: string
    readonly reasonsFor: string
    readonly reasonsAgainst: string
    readonly risks: string
    readonly conditions: string
    readonly change: string
    readonly missing: string
    readonly owed: string
    readonly daysPastDue: string
    readonly amount: string
    readonly recommendation: string
    readonly tentative: string
  }
  readonly status: {
    readonly attention: (name: string) => string
    readonly watch: (name: string) => string
    readonly good: (name: string) => string
    readonly goodBecause: (punctual: boolean) => string
    readonly overdue: (amount: string, oldest: string) => string
    readonly later: (recent: string, usual: string) => string
    readonly limit: (share: string) => string
    readonly fewer: (now: string, before: string) => string
    readonly inactive: (status: string) => string
    /** Nothing speaks against it, but hardly anything is known. */
    readonly young: (name: string) => string
    readonly youngBecause: string
    readonly idle: (name: string) => string
    readonly idleBecause: (status: string) => string
    readonly portfolio: string
    readonly toDo: string
    readonly collect: (amount: string, count: number, oldest: string) => string
    readonly collectFirst: (name: string, amount: string, oldest: string) => string
    readonly askWhy: (name: string) => string
    readonly reviewLimit: string
  }
  readonly patterns: {
    readonly found: (names: string) => string
    readonly none: (names: string) => string
    /** Seasons were looked for, and there are none. */
    readonly noSeason: (names: string) => string
    readonly seasonUntested: (names: string) => string
    readonly noneButGaps: (names: string) => string
    /** Nothing could be tested, or not everything, because the history is too short. */
    readonly tooLittle: (names: string) => string
    readonly untested: (what: ReadonlyArray<string>) => string
    readonly advice: string
    readonly told: (pattern: PatternInsight) => string
    readonly recommended: (pattern: PatternInsight) => string
  }
  readonly decision: {
    readonly confidence: (share: string) => string
    readonly noAnalysis: string
    readonly thin: string
    readonly level: Readonly<Record<"low" | "medium" | "high", string>>
    readonly risk: (
      risk: DecisionAnalysis["risks"][number],
      levels: Readonly<Record<"low" | "medium" | "high", string>>
    ) => string
    readonly decisive: (reason: string) => string
    /** What is asked for is no more than what holds; `less` is set where it is less. */
    readonly already: Readonly<
      Record<"limit" | "terms", (name: string, now: string, less: string | undefined) => string>
    >
    readonly inFavour: string
    readonly against: string
  }
  readonly passages: {
    readonly says: (title: string) => string
    readonly alsoSays: (title: string) => string
    readonly listed: (count: number) => string
    /** Which words were looked for instead of which. */
    readonly read: (pairs: ReadonlyArray<readonly [now: string, asked: string]>) => string
    /** Before a text that is not about the customers who are asked about. */
    readonly ofAnybody: (names: string) => string
  }
  readonly comparison: {
    readonly owesMore: (name: string, amount: string, other: string, otherAmount: string) => string
    readonly owesMoreInAll: (name: string, amount: string, other: string, otherAmount: string) => string
    readonly paysSooner: (name: string, days: string, other: string, otherDays: string) => string
    /** Of more than two, who comes first in what was compared. */
    readonly latest: (name: string, days: string) => string
    readonly longestTerms: (name: string, days: string, other: string, otherDays: string) => string
    readonly higherLimit: (name: string, amount: string, other: string, otherAmount: string) => string
    readonly slowerCash: (name: string, days: string, other: string, otherDays: string) => string
    readonly moreRush: (name: string, count: string, other: string, otherCount: string, window: string) => string
    readonly first: (label: string, name: string, value: string) => string
    readonly currencies: string
    readonly paysLater: (name: string, days: string, other: string, otherDays: string) => string
    readonly ordersMore: (name: string, count: string, other: string, otherCount: string, window: string) => string
    readonly earnsMore: (name: string, amount: string, other: string, otherAmount: string, window: string) => string
    readonly usesMore: (name: string, share: string, other: string, otherShare: string) => string
    readonly owesOnly: (name: string, amount: string, other: string) => string
    readonly alike: (names: string) => string
    readonly onlyOne: (name: string) => string
    readonly window: (window: Window) => string
    readonly cellDays: (mean: number) => string
    readonly none: string
    readonly unknown: string
    readonly rows: Readonly<
      Record<
        | "overdue"
        | "open"
        | "late"
        | "recent"
        | "limit"
        | "orders"
        | "rush"
        | "revenue"
        | "credit"
        | "terms"
        | "dso"
        | "oldest",
        string
      >
    >
  }
  readonly portfolio: {
    readonly customers: (count: number, byStatus: Readonly<Record<string, number>>) => string
    readonly largest: string
    /** `way`: above zero where it rose, below where it fell. */
    readonly revenue: (now: string, before: string, share: string, way: number) => string
    readonly overdue: (amount: string, open: string) => string
    readonly noRanking: string
    /** For figures that were added up before the latest rows came. */
    readonly asOf: (moment: string) => string
    /** By topic: who comes first, and the columns of the table of those who follow. */
    readonly ranks: Readonly<
      Record<
        string,
        { readonly first: (name: string, value: string) => string; readonly columns: ReadonlyArray<string> }
      >
    >
    readonly columns: ReadonlyArray<string>
  }
  readonly yes: string
  readonly no: string
  readonly nothingToRemember: string
  readonly remembers: (what: string) => string
  readonly recalled: (about: string) => string
  readonly nothingRecalled: (about: string) => string
  /** There are more notes than are listed. */
  readonly recalledLatest: string
  /** Leads to the questions of this conversation: the only one, all, or the latest of more. */
  readonly asked: { readonly one: string; readonly many: string; readonly latest: string }
  /** Leads to the answer before. */
  readonly answered: (marker: string) => string
  /** Leads to what an answer cited. */
  readonly restsOn: (question: string, marker: string) => string
  readonly restsOnNothing: (question: string) => string
  readonly nothingAsked: string
  readonly quoted: (words: string) => string
  readonly greeting: string
  readonly help: string
  readonly thanks: string
  readonly farewell: string
  readonly feeling: string
  readonly acknowledged: string
  readonly pastime: string
  /** That nothing is changed or sent. */
  readonly cannotAct: string
  /** Asked to delete a note, which this cannot do. */
  readonly forget: string
  /** Of the customers that were offered, none is meant. */
  readonly neither: string
  readonly said: (day: string | undefined, words: string) => string
  readonly whichCustomer: string
  readonly tryAgain: string
  readonly whichOne: (mention: string) => string
  readonly unknownCustomer: (name: string) => string
  readonly unknownRecord: (what: "invoice" | "order", number: string) => string
  readonly customersUnread: string
  readonly nothing: (looked: string, about: string) => string
  /** Of what was asked for, what the nearest passages do not speak of. */
  readonly unsaid: (things: ReadonlyArray<string>) => string
  readonly nothingButGaps: (about: string) => string
  readonly notUnderstood: string
  readonly patternsOfWhom: string
  readonly lookedAt: { readonly records: string; readonly notes: string; readonly documents: string }
  readonly howToAsk: string
  readonly howToTell: string
  readonly howToFile: string
  /** Between clauses of one line, and after a label. */
  readonly semicolon: string
  readonly colon: string
  /** Which periods are counted, where another one was asked for. */
  readonly windows: string
  /** Where single orders were asked for. */
  readonly noSingles: string
  readonly noFigure: (label: string, name: string) => string
  readonly byStatus: (count: number, status: string, total: number) => string
}
