/** What a writer of measures needs to say in a language. */
import type { Bound, Grouping, MeasuredRow, MeasureQuestion, Metric, Period } from "../../../domain/Measure.ts"

/** One figure with what a sentence about it may mention. */
export interface Told {
  /** As it is read: `$12,340.50`, `38`, `4.2 days late`. */
  readonly value: string
  readonly row: MeasuredRow
  /** Whose it is; undefined for the whole business. */
  readonly who: string | undefined
  /** "last month (1 October to 31 October 2026)"; empty where it is as of now. */
  readonly when: string
  readonly filters: string
  /** "more than 60 days", where only those so long past due are meant. */
  readonly past: string
  /** What a ratio is made of, as money. */
  readonly amount: string
  readonly base: string
}

export interface MeasureWords {
  readonly noun: Readonly<Record<Metric, string>>
  /** A whole sentence on one figure. */
  readonly whole: (metric: Metric, told: Told) => string
  /** Who comes first, or last. */
  readonly first: (metric: Metric, by: Grouping, least: boolean, told: Told & { readonly name: string }) => string
  readonly period: (period: Period) => string
  readonly days: (value: number) => string
  readonly late: (value: number) => string
  /** "38 in Q3 2026 against 30 in Q2 2026: 27 % more". */
  readonly against: (metric: Metric, told: Told, other: string, otherWhen: string, change: string) => string
  readonly change: (share: string, more: boolean) => string
  /** Of days: "14.7 days later", or more days outstanding. */
  readonly moved: (by: string, more: boolean, settled: boolean) => string
  /** The same figure in another currency, after the first was told in full; `on`: what it stands on. */
  readonly alsoIn: (currency: string, value: string, on: string, before: string, change: string) => string
  readonly counted: (source: "orders" | "invoices" | "payments", count: number) => string
  /** Fewer than were asked for. */
  readonly fewer: (question: MeasureQuestion, count: number) => string
  /** Of a day that has not been. */
  readonly never: string
  /** In which month, quarter or year it was most. */
  readonly peak: (name: string, value: string) => string
  readonly unchanged: string
  readonly sideBySide: (metric: Metric, when: string, each: ReadonlyArray<string>) => string
  readonly alike: (metric: Metric, when: string, value: string) => string
  readonly list: (
    question: MeasureQuestion,
    groups: number,
    total: string,
    told: Told,
    bound: string,
    peak: string
  ) => string
  /** The place of one customer among all; `average` is empty where there is none. */
  readonly placed: (
    question: MeasureQuestion,
    told: Told & { readonly name: string; readonly place: number; readonly places: number; readonly average: string }
  ) => string
  /** It has nothing to be placed by. */
  readonly unplaced: (question: MeasureQuestion, name: string, when: string) => string
  /** The largest, smallest, oldest or newest single order or invoice. */
  readonly single: (question: MeasureQuestion, told: Told) => string
  readonly none: (question: MeasureQuestion, when: string, bound: string, filters: string) => string
  readonly changed: (
    question: MeasureQuestion,
    groups: number,
    when: string,
    otherWhen: string,
    filters: string,
    tested: boolean
  ) => string
  readonly nobodyChanged: (question: MeasureQuestion, when: string, otherWhen: string, filters: string) => string
  readonly more: (many: number) => string
  /** What those in the table come to of the whole. */
  readonly ofAll: (count: number, amount: string, share: string, total: string) => string
  readonly together: (total: string) => string
  readonly average: (question: MeasureQuestion, value: string, many: number) => string
  /** What one row of the whole comes to: a payment, an invoice, the limit of a customer. */
  readonly mean: (metric: Metric, value: string, told: Told) => string
  /** Which part of the whole the figure is. */
  readonly share: (metric: Metric, of: Metric, share: string, whole: string, told: Told) => string
  /** How many of all customers those are that were counted. */
  readonly ofCustomers: (metric: Metric, share: string, count: number, whole: number) => string
  /** That nobody named a figure, and which one it was taken to be. */
  readonly assumed: (metric: Metric) => string
  /** What it is split by. */
  readonly split: (question: MeasureQuestion) => string
  readonly columns: Readonly<
    Record<
      | "invoices"
      | "orders"
      | "oldest"
      | "pastDue"
      | "late"
      | "before"
      | "change"
      | "inUse"
      | "limit"
      | "place"
      | "unpaid"
      | "customer"
      | "date"
      | "due"
      | "lastOrder"
      | "since"
      | "amount"
      | "share"
      | "now",
      string
    >
  >
  readonly defined: { readonly [M in Metric]?: string }
  readonly cancelled: (count: number) => string
  readonly currencies: string
  readonly soFar: string
  readonly unread: (words: string) => string
  readonly refused: Readonly<
    Record<
      "metric" | "future" | "time" | "split" | "part" | "currency" | "past" | "none",
      (words: string, noun: string, when: string) => string
    >
  >
  readonly group: (by: Grouping, key: string) => string
  readonly limits: Readonly<Record<Bound["is"], string>>
  /** Which rows were meant, as words that stand behind a noun. */
  readonly filters: (question: MeasureQuestion, money: (amount: number) => string) => string
}
