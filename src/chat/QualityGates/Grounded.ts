/** Every number, date, identifier and name of the answer occurs in what is known, or follows from it. */
import * as Dates from "./Dates.ts"
import { follows, stated } from "./Derivation.ts"
import type { Gate } from "./Finding.ts"
import type { Basis, Ground, Known } from "./Ground.ts"
import * as Names from "./Names.ts"
import { fold, type Sentence } from "./Prose.ts"
import * as Quantities from "./Quantities.ts"

/** One thing that a sentence claims, and what supports it: an item, the rest of the synthesis, a calculation, nothing. */
export interface Claim {
  readonly kind: "number" | "date" | "identifier" | "name"
  readonly text: string
  readonly certain: boolean
  readonly supported: boolean
  /** Markers of the items that state it themselves. */
  readonly stated_by: ReadonlyArray<string>
}
export interface Claiming extends Sentence {
  readonly claims: ReadonlyArray<Claim>
}

const identifier =
  /https?:\/\/[^\s)>\]"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\p{L}\p{N}])(?=[\p{L}\p{N}_/#-]*\d)(?=[\p{L}\p{N}_/#-]*\p{L})[\p{L}\p{N}]+(?:[-_/#][\p{L}\p{N}]+)+(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\p{Lu}{1,5}\d{2,}(?![\p{L}\p{N}])/gu
/** "90-day", "net-30", "5-year", "d0-30": words with a number, not names of things. */
const compound = /^(?:\d+-\p{Ll}+(?:-\p{Ll}+)*|\p{L}?\p{Ll}+-\d+|\d+\/\p{Ll}+)$/u

export const claims = (sentence: Sentence, ground: Ground, answer_lines: number): Claiming => {
  const folded = fold(sentence.context)
  const bases = Array.from(ground.items)
  const by = (test: (basis: Basis) => boolean) => bases.filter(([, basis]) => test(basis)).map(([marker]) => marker)

  const found: Array<Claim> = []
  let rest = sentence.text.replace(identifier, (id) => {
    if (compound.test(id) || Dates.dates(id).found.length > 0) return id
    const wanted = fold(id).replace(/[.,;:]+$/, "")
    const stated_by = by((basis) => basis.folded.includes(wanted))
    const supported = stated_by.length > 0 || ground.rest.folded.includes(wanted)
    found.push({ kind: "identifier", text: id, certain: true, supported, stated_by })
    return " ".repeat(id.length)
  })

  const dated = Dates.dates(rest)
  rest = dated.rest
  for (const { dates, text } of dated.found) {
    const among = (all: ReadonlySet<string>) => dates.some((date) => Dates.known(date, all))
    const year = /^\d{4}$/.test(text) ? Quantities.quantities(text, false)[0] : undefined
    const number = (basis: Basis) => year !== undefined && stated(year, basis.numbers)
    const stated_by = by((basis) => among(basis.dates) || number(basis))
    const supported = stated_by.length > 0 || among(ground.rest.dates) || number(ground.rest)
    found.push({ kind: "date", text, certain: true, supported, stated_by })
  }

  const cited = sentence.cited.flatMap((marker) => ground.items.get(marker)?.numbers ?? [])
  const groups: ReadonlyArray<ReadonlyArray<Known>> = cited.length > 0
    ? [[...cited], ground.rest.numbers]
    : [...bases.map(([, { numbers }]) => numbers), ground.rest.numbers]
  const numbers = [...Quantities.quantities(rest, ground.spaces), ...Quantities.spelledQuantities(rest)]
  for (const quantity of numbers) {
    if (quantity.unit === "none" && countsItself(quantity, rest, answer_lines)) continue
    const stated_by = by(({ numbers }) => stated(quantity, numbers))
    const supported = stated_by.length > 0 || stated(quantity, ground.rest.numbers) ||
      groups.some((group) => follows(quantity, group, folded))
    found.push({ kind: "number", text: told(quantity, rest), certain: true, supported, stated_by })
  }

  for (const name of Names.names(rest)) {
    const wanted = fold(name.text)
    const stated_by = by((basis) => basis.folded.includes(wanted))
    const acronym = /^\p{Lu}{2,5}$/u.test(name.text)
    found.push({
      kind: "name",
      text: name.text,
      certain: name.certain && !acronym,
      supported: Names.known(name, ground),
      stated_by
    })
  }
  return { ...sentence, claims: found }
}

/** "Two patterns stand out", "the 3 options": the answer counts its own parts, or points at one of them. */
const countsItself = ({ index, readings, text }: Quantities.Quantity, sentence: string, lines: number): boolean =>
  (readings[0]?.value ?? 0) <= 12 && (
    /^\s*(?:\p{L}+\s+)?(?:reasons?|points?|factors?|sources?|steps?|options?|risks?|patterns?|criteria|conditions?|raisons?|facteurs?|étapes?|risques?|critères?|motifs?)(?!\p{L})/iu
      .test(sentence.slice(index + text.length)) ||
    (readings[0]?.value === lines && /:\s*$/.test(sentence))
  )

const told = ({ index, text, unit }: Quantities.Quantity, sentence: string): string =>
  unit === "none" || unit === "money"
    ? text
    : sentence.slice(index, index + text.length + 8).split(/[.,;)]?\s(?=\S+\s)|[,;)]/)[0]?.trim() ?? text

export const gate = (sentences: ReadonlyArray<Claiming>): Gate => {
  const all = sentences.flatMap(({ claims }) => claims)
  const wrong = all.filter(({ supported }) => !supported)
  const weight = ({ certain }: Claim) => certain ? 1 : 0.5
  const sum = (claims: ReadonlyArray<Claim>) => claims.reduce((total, claim) => total + weight(claim), 0)
  return {
    gate: "grounded",
    score: all.length === 0 ? 1 : 1 - sum(wrong) / sum(all),
    hard: wrong.some(({ certain }) => certain),
    findings: Array.from(new Set(wrong.map(({ kind, text }) => `The ${kind} "${text}" is not in the evidence.`)))
  }
}
