/** Claims carry markers, the markers exist, and what they mark is what the cited items say and are about. */
import type { Synthesis } from "../Synthesis.ts"
import type { Gate } from "./Finding.ts"
import type { Claiming } from "./Grounded.ts"
import { fold } from "./Prose.ts"

export const gate = (sentences: ReadonlyArray<Claiming>, synthesis: Synthesis): Gate => {
  const existing = new Set(synthesis.items.map(({ marker }) => marker))
  const used = sentences.flatMap(({ markers }) => markers)
  const invented = Array.from(new Set(used.filter((marker) => !existing.has(marker))))
  const factual = sentences.filter(({ claims }) =>
    claims.some(({ stated, text }) => stated !== "nowhere" && /\d/.test(text))
  )
  const marked = lastMarked(sentences)
  const uncovered = new Set(sentences.filter(({ paragraph }, i) => i > (marked.get(paragraph) ?? -1)))
  const bare = factual.filter((sentence) => uncovered.has(sentence))
  const misplaced = factual.filter((sentence) => misses(sentence))
  const swapped = sentences.filter((sentence) => ofAnother(sentence, synthesis))
  const unmarked = existing.size > 0 && factual.length > 0 && used.length === 0
  const share = (wrong: ReadonlyArray<unknown>) => factual.length === 0 ? 0 : wrong.length / factual.length
  const score = invented.length > 0 || unmarked || swapped.length > 0
    ? 0
    : Math.max(0, 1 - 0.7 * share(bare) - 0.3 * share(misplaced))
  return {
    gate: "cited",
    score,
    hard: invented.length > 0 || unmarked || swapped.length > 0,
    findings: [
      ...invented.map((marker) => `There is no evidence [${marker}].`),
      ...(unmarked ? ["Nothing is cited: put the marker of the evidence behind every claim."] : []),
      ...bare.slice(0, unmarked ? 0 : 3).map(({ text }) => `This claim is not cited: "${short(text)}"`),
      ...misplaced.slice(0, 3).map(({ text }) => `The cited evidence does not say this: "${short(text)}"`),
      ...swapped.slice(0, 3).map(({ text }) => `The cited evidence is about somebody else: "${short(text)}"`)
    ]
  }
}

/** The last marked sentence of each paragraph: it stands for what leads up to it. */
const lastMarked = (sentences: ReadonlyArray<Claiming>): ReadonlyMap<number, number> =>
  new Map(sentences.flatMap(({ markers, paragraph }, i) => markers.length > 0 ? [[paragraph, i] as const] : []))

/** Some item states the number, date or identifier, but none of those that the sentence cites. */
const misses = ({ claims, markers }: Claiming): boolean =>
  markers.length > 0 && claims.some(({ stated }) => stated === "elsewhere")

/** It names one of the question's entities, while everything it cites belongs to others. */
const ofAnother = ({ claims, markers, text }: Claiming, { entities, items }: Synthesis): boolean => {
  if (entities.length < 1 || markers.length === 0 || claims.every(({ kind }) => kind === "name")) return false
  const named = entities.filter(({ name }) => fold(text).includes(core(name)))
  const cited = items.filter(({ marker }) => markers.includes(marker))
  return named.length > 0 && cited.length > 0 && cited.every((item) =>
    item.entity_id !== undefined &&
    !named.some(({ entity_id, name }) =>
      item.entity_id === entity_id || fold(`${item.title} ${item.text}`).includes(core(name))
    )
  )
}

const suffix = /[ ,]+(?:inc|incorporated|llc|ltd|limited|corp|corporation|co|company|gmbh|ag|sarl|sas|sa|plc|bv|kg)\.?$/
/** A company's name as people say it, folded. */
export const core = (name: string): string => fold(name).replace(suffix, "")

const short = (text: string) => text.length > 90 ? `${text.slice(0, 87)}…` : text
