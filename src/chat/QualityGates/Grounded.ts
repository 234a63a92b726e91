/** Every number, date, identifier and name of the answer occurs in what is known, or follows from it. */
import { Array, Option } from "effect"
import * as Dates from "./Dates.ts"
import { elapsed, follows, stated } from "./Derivation.ts"
import type { Gate } from "./Finding.ts"
import type { Basis, Ground, Known } from "./Ground.ts"
import * as Names from "./Names.ts"
import { fold, type Sentence, stem, words } from "./Prose.ts"
import * as Quantities from "./Quantities.ts"

/** One thing that a sentence claims, and what supports it: an item, the rest of the synthesis, a calculation, nothing. */
export interface Claim {
  readonly kind: "number" | "date" | "identifier" | "name"
  readonly text: string
  readonly certain: boolean
  readonly supported: boolean
  /** Whether an item that is cited for it states it itself, or only another one does. */
  readonly stated: "where_cited" | "elsewhere" | "nowhere"
  /** A number that the evidence has for somebody, or something, else. */
  readonly mistaken: boolean
}
export interface Claiming extends Sentence {
  readonly claims: ReadonlyArray<Claim>
}

const identifier =
  /https?:\/\/[^\s)>\]"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\p{L}\p{N}])(?=[\p{L}\p{N}_/#-]*\d)(?=[\p{L}\p{N}_/#-]*\p{L})[\p{L}\p{N}]+(?:[-_/#][\p{L}\p{N}]+)+(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\p{Lu}{1,5}\d{2,}(?![\p{L}\p{N}])/gu
/** "90-day", "net-30", "5-year", "d0-30": words with a number, not names of things. */
const compound = /^(?:\d+-\p{Ll}+(?:-\p{Ll}+)*|\p{L}?\p{Ll}+-\d+|\d+\/\p{Ll}+)$/u

export const claims = (sentence: Sentence, ground: Ground, answer_lines: number): Claiming => {
  const statedIn = (test: (basis: Basis) => boolean): Claim["stated"] => {
    const holds = (marker: string) => Option.exists(Option.fromNullable(ground.items.get(marker)), test)
    if (sentence.markers.some(holds)) return "where_cited"
    return Array.some(Array.fromIterable(ground.items.values()), test) ? "elsewhere" : "nowhere"
  }
  const cited = sentence.markers.flatMap((marker) => ground.owners.get(marker) ?? [])
  /** Only of others than those whose items are cited here. */
  const ofOthers = (test: (basis: Basis) => boolean) => {
    const owners = Array.fromIterable(ground.items).flatMap(([marker, basis]) =>
      test(basis) ? [ground.owners.get(marker)] : []
    )
    return cited.length > 0 && owners.every((owner) => owner !== undefined && !cited.includes(owner))
  }
  const found: Array<Claim> = []
  const claim = (
    kind: Claim["kind"],
    text: string,
    test: (basis: Basis) => boolean,
    otherwise = () => false,
    isOther = (_: (basis: Basis) => boolean) => false
  ) => {
    const stated = statedIn(test)
    const supported = stated !== "nowhere" || test(ground.rest) || otherwise()
    const mistaken = kind === "number" && stated === "elsewhere" && !otherwise() && !test(ground.rest) &&
      (ofOthers(test) || isOther(test))
    found.push({ kind, text, certain: true, supported, stated, mistaken })
  }

  let rest = sentence.text.replace(identifier, (id) => {
    if (compound.test(id) || Dates.dates(id).found.length > 0) return id
    const wanted = fold(id).replace(/[.,;:]+$/, "")
    claim("identifier", id, ({ folded }) => folded().includes(wanted))
    return " ".repeat(id.length)
  })

  const dated = Dates.dates(rest)
  rest = dated.rest
  for (const { dates, text } of dated.found) {
    const year = /^\d{4}$/.test(text) ? Quantities.quantities(text, false)[0] : undefined
    claim(
      "date",
      text,
      (basis) =>
        dates.some((date) => Dates.known(date, basis.dates())) || (year !== undefined && stated(year, basis.numbers()))
    )
  }

  const quantities = [...Quantities.quantities(rest, ground.spaces), ...Quantities.spelledQuantities(rest)]
  for (const quantity of quantities.slice(0, most)) {
    if (quantity.unit === "none" && countsItself(quantity, rest, answer_lines)) continue
    claim(
      "number",
      told(quantity, rest),
      ({ numbers }) => stated(quantity, numbers()),
      () =>
        groups(sentence, ground).some((group) => follows(quantity, group, sentence.context)) ||
        sentence.cited.some((marker) =>
          elapsed(quantity, ground.items.get(marker)?.dates() ?? [], ground.today, sentence.context)
        ),
      (test) => isOfOtherThings(quantity, rest, test, ground)
    )
  }

  for (const name of Names.names(rest)) {
    const acronym = /^\p{Lu}{2,5}$/u.test(name.text)
    const supported = Names.known(name, ground)
    found.push({
      kind: "name",
      text: name.text,
      certain: name.certain && !acronym,
      supported,
      stated: "nowhere",
      mistaken: false
    })
  }
  return { ...sentence, claims: found }
}

/** A small number stands in many places: where it counts something, whoever states it must speak of that too. */
const isOfOtherThings = (
  { counts, index, text }: Quantities.Quantity,
  sentence: string,
  test: (basis: Basis) => boolean,
  { items }: Ground
): boolean => {
  const things = words(sentence.slice(index + text.length).split(/[.,;:()[\]]/, 1)[0] ?? "").slice(0, 2).map(stem)
  return counts &&
    !Array.fromIterable(items.values()).some((basis) =>
      test(basis) && things.every((thing) => words(basis.folded()).some((word) => stem(word) === thing))
    )
}

/** More numbers in one sentence are no prose, which another gate sees. */
const most = 60

/** What may be calculated with: the cited items, each and, where they are few, together; else any one item. */
const groups = ({ cited }: Sentence, { items }: Ground): ReadonlyArray<ReadonlyArray<Known>> => {
  const of = (marker: string) => items.get(marker)?.said() ?? []
  const each = cited.map(of)
  if (each.length === 0) return Array.fromIterable(items.values()).map(({ said }) => said())
  return each.length > 1 && each.length <= 4 ? [...each, each.flat()] : each
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
  const wrong = all.filter(({ mistaken, supported }) => !supported || mistaken)
  const weight = ({ certain }: Claim) => certain ? 1 : 0.5
  const sum = (claims: ReadonlyArray<Claim>) => claims.reduce((total, claim) => total + weight(claim), 0)
  return {
    gate: "grounded",
    score: all.length === 0 ? 1 : 1 - sum(wrong) / sum(all),
    hard: wrong.some(({ certain }) => certain),
    findings: Array.fromIterable(
      new Set(
        wrong.map(({ kind, mistaken, text }) =>
          mistaken ? `The evidence has "${text}" for something else.` : `The ${kind} "${text}" is not in the evidence.`
        )
      )
    )
  }
}
