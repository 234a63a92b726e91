/** Everything that an answer may rest on, taken apart once: numbers with units, dates, words and names, by item. */
import type { Synthesis } from "../Synthesis.ts"
import * as Dates from "./Dates.ts"
import { withoutInstructions } from "./Instructions.ts"
import { fold, stem, words } from "./Prose.ts"
import * as Quantities from "./Quantities.ts"

export interface Known {
  readonly value: number
  readonly unit: Quantities.Unit | "count" | "share"
}

/** What one item, or the rest of the synthesis together, says. */
export interface Basis {
  readonly folded: string
  readonly numbers: ReadonlyArray<Known>
  readonly dates: ReadonlySet<string>
  readonly entity_id: string | undefined
}

export interface Ground {
  readonly items: ReadonlyMap<string, Basis>
  /** The question, the entities, conflicts, notes and the decision: what no marker stands for. */
  readonly rest: Basis
  readonly folded: string
  readonly stems: ReadonlySet<string>
  /** Words that occur somewhere without a capital: not names. */
  readonly ordinary: ReadonlySet<string>
  readonly dates: ReadonlySet<string>
  readonly spaces: boolean
}

export const make = (synthesis: Synthesis): Ground => {
  const spaces = synthesis.language === "fr"
  const items = new Map(synthesis.items.map((item) => {
    const text = withoutInstructions(item.text)
    const basis = basisOf(`${item.title}. ${text}`, item.data ?? {}, spaces, item.at)
    return [item.marker, { ...basis, text, entity_id: item.entity_id }] as const
  }))
  const others = [
    synthesis.question,
    synthesis.today,
    ...synthesis.entities.map(({ name }) => name),
    ...synthesis.records.map(({ number }) => number),
    ...synthesis.conflicts,
    ...synthesis.confidence_notes,
    ...synthesis.patterns.flatMap(({ insight, recommendation }) => [insight, recommendation]),
    ...synthesis.missing.map(({ component }) => component),
    ...stringsOf(synthesis.decision)
  ].join("\n")
  const data = {
    patterns: synthesis.patterns.map(({ data }) => data),
    decision: synthesis.decision,
    sure: synthesis.patterns
  }
  const ids = synthesis.entities.map(({ entity_id }) => entity_id).join("\n")
  const rest = basisOf(
    `${withoutInstructions(`${others}\n${synthesis.primary_context}`)}\n${ids}`,
    data,
    spaces,
    undefined
  )
  const all = [...items.values(), rest]
  const raw = [others, ...synthesis.items.map(({ text, title }) => `${title} ${withoutInstructions(text)}`)].join(" ")
  return {
    items,
    rest,
    folded: all.map(({ folded }) => folded).join("\n"),
    stems: new Set(words(raw).map(stem)),
    ordinary: new Set((raw.match(/(?<!\p{L})\p{Ll}[\p{L}]*/gu) ?? []).map((word) => stem(fold(word)))),
    dates: new Set(all.flatMap(({ dates }) => Array.from(dates))),
    spaces
  }
}

const basisOf = (text: string, data: unknown, spaces: boolean, at: number | undefined): Basis => {
  const inText = Dates.dates(text)
  const inData = stringsOf(data).flatMap((string) => Dates.dates(string).found)
  const stamps = at === undefined ? [] : [new Date(at).toISOString().slice(0, 10)]
  return {
    folded: fold(text),
    numbers: [
      ...[...Quantities.quantities(inText.rest, spaces), ...Quantities.spelledQuantities(inText.rest)]
        .flatMap(({ readings, unit }) => readings.map(({ value }) => ({ value, unit }))),
      ...numbersOf(data, "")
    ],
    dates: new Set([...[...inText.found, ...inData].flatMap(({ dates }) => dates), ...stamps]),
    entity_id: undefined
  }
}

/** Depth and size are bounded: `data` may hold the rows behind a pattern. */
const numbersOf = (data: unknown, key: string, depth = 0): ReadonlyArray<Known> => {
  if (typeof data === "number") return Number.isFinite(data) ? [{ value: Math.abs(data), unit: unitOf(key) }] : []
  if (typeof data !== "object" || data === null || depth > 6) return []
  return Object.entries(data).slice(0, 500).flatMap(([name, value]) =>
    numbersOf(value, Array.isArray(data) ? key : name, depth + 1)
  )
}
const unitOf = (key: string): Known["unit"] => {
  if (/days|dso/.test(key)) return "days"
  if (/share|utili[sz]ation|rate|ratio|confidence|significance|score|weight|p_value/.test(key)) return "share"
  if (/amount|limit|exposure|revenue|d\d|money|total_amount|price/.test(key)) return "money"
  return /count|orders|rush|total|number|^n$|invoices|observed/.test(key) ? "count" : "none"
}

const stringsOf = (data: unknown, depth = 0): ReadonlyArray<string> => {
  if (typeof data === "string") return [data]
  if (typeof data !== "object" || data === null || depth > 6) return []
  return Object.values(data).slice(0, 500).flatMap((value) => stringsOf(value, depth + 1))
}
