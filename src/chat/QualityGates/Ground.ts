/** Everything that an answer may rest on: numbers with units, dates, words and names, by item; each read when asked for. */
import type { Synthesis } from "../Synthesis.ts"
import * as Dates from "./Dates.ts"
import { withoutInstructions } from "./Instructions.ts"
import { fold, squeezed, stem } from "./Prose.ts"
import * as Quantities from "./Quantities.ts"

export interface Known {
  readonly value: number
  readonly unit: Quantities.Unit | "count" | "share"
  readonly currency?: string | undefined
}

/** What one item, or the rest of the synthesis together, says. */
export interface Basis {
  /** As written, instructions to the writer taken out. */
  readonly text: () => string
  readonly folded: () => string
  /** Of the text alone: what a reader can calculate with. */
  readonly said: () => ReadonlyArray<Known>
  /** And of the data behind it. */
  readonly numbers: () => ReadonlyArray<Known>
  readonly dates: () => ReadonlySet<string>
}

export interface Ground {
  readonly items: ReadonlyMap<string, Basis>
  /** Whom an item is about, by its marker. */
  readonly owners: ReadonlyMap<string, string>
  /** The question, the entities, conflicts, notes and the decision: what no marker stands for. */
  readonly rest: Basis
  readonly folded: () => string
  /** Words that occur somewhere without a capital: not names. */
  readonly ordinary: () => ReadonlySet<string>
  readonly spaces: boolean
  /** `YYYY-MM-DD`. */
  readonly today: string
}

export const make = (synthesis: Synthesis): Ground => {
  const spaces = synthesis.language === "fr"
  const items = new Map(synthesis.items.map((item) => [
    item.marker,
    basisOf(
      () => `${withoutInstructions(item.title)}.\n${withoutInstructions(item.text)}`,
      item.data ?? {},
      spaces,
      item.at
    )
  ]))
  const data = { patterns: synthesis.patterns, decision: synthesis.decision }
  const rest = basisOf(() => withoutInstructions(others(synthesis)), data, spaces, undefined)
  const all = [...items.values(), rest]
  const ids = synthesis.entities.map(({ entity_id }) => fold(entity_id)).join("\n")
  return {
    items,
    owners: new Map(
      synthesis.items.flatMap(({ entity_id, marker }) => entity_id === undefined ? [] : [[marker, entity_id]])
    ),
    rest,
    folded: lazy(() => [...all.map(({ folded }) => folded()), ids].join("\n")),
    ordinary: lazy(() =>
      new Set(
        (all.map(({ text }) => text()).join("\n").match(/(?<!\p{L})\p{Ll}\p{L}*/gu) ?? []).map((word) =>
          stem(fold(word))
        )
      )
    ),
    spaces,
    today: synthesis.today
  }
}

const others = (synthesis: Synthesis): string =>
  [
    synthesis.question,
    synthesis.today,
    ...synthesis.entities.map(({ name }) => name),
    ...synthesis.records.map(({ number }) => number),
    ...synthesis.conflicts,
    ...synthesis.confidence_notes,
    ...synthesis.patterns.flatMap(({ insight, recommendation }) => [insight, recommendation]),
    ...synthesis.missing.map(({ component }) => component),
    ...stringsOf(synthesis.decision),
    synthesis.primary_context
  ].join("\n")

const basisOf = (read: () => string, data: unknown, spaces: boolean, at: number | undefined): Basis => {
  const text = lazy(() => squeezed(read()))
  const dated = lazy(() => Dates.dates(text()))
  const said = lazy(() =>
    [...Quantities.quantities(dated().rest, spaces), ...Quantities.spelledQuantities(dated().rest)]
      .flatMap(({ currency, index, readings, text, unit }) => {
        // What is early counts against what is late.
        const sign = unit === "days" && early.test(dated().rest.slice(index + text.length)) ? -1 : 1
        return readings.map(({ value }): Known => ({ value: sign * value, unit, currency }))
      })
  )
  return {
    text,
    folded: lazy(() => fold(text())),
    said,
    numbers: lazy(() => [...said(), ...numbersOf(data, "")]),
    dates: lazy(() => {
      const inData = stringsOf(data).flatMap((string) => Dates.dates(string).found)
      const stamps = at === undefined ? [] : [new Date(at).toISOString().slice(0, 10)]
      return new Set([...[...dated().found, ...inData].flatMap(({ dates }) => dates), ...stamps])
    })
  }
}

const early = /^[\s\u00a0]?(?:days?|jours?) (?:early|ahead|en avance|d'avance)/i

/** An answer mostly cites a few items of many, and only those are worth taking apart. */
const lazy = <A extends object | string>(make: () => A): () => A => {
  let made: A | undefined
  return () => made ??= make()
}

/** Depth and size are bounded: `data` may hold the rows behind a pattern. */
const numbersOf = (data: unknown, key: string, depth = 0, currency?: string): ReadonlyArray<Known> => {
  if (typeof data === "number") {
    return Number.isFinite(data) ? [{ value: Math.abs(data), unit: unitOf(key), currency }] : []
  }
  if (typeof data !== "object" || data === null || depth > 6) return []
  const named = "currency" in data && typeof data.currency === "string" ? data.currency : currency
  return Object.entries(data).slice(0, 500).flatMap(([name, value]) =>
    numbersOf(value, Array.isArray(data) ? key : name, depth + 1, named)
  )
}
const unitOf = (key: string): Known["unit"] => {
  if (/days|dso/.test(key)) return "days"
  if (/share|utili[sz]ation|rate|ratio|confidence|significance|score|weight|p_value/.test(key)) return "share"
  if (/amount|limit|exposure|revenue|^d\d|money|price/.test(key)) return "money"
  return /count|orders|rush|total|number|^n$|invoices|observed/.test(key) ? "count" : "none"
}

const stringsOf = (data: unknown, depth = 0): ReadonlyArray<string> => {
  if (typeof data === "string") return [data]
  if (typeof data !== "object" || data === null || depth > 6) return []
  return Object.values(data).slice(0, 500).flatMap((value) => stringsOf(value, depth + 1))
}
