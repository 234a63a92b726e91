/** Which evidence a finished text cites, and the human names of where it came from. */
import type { Citation, EvidenceKind } from "../domain/Evidence.ts"
import type { Synthesis } from "./Synthesis.ts"

const excerptLength = 300

/** In order of their markers; those that cite nothing known are not citations. */
export const citationsOf = (text: string, synthesis: Synthesis): ReadonlyArray<Citation> => {
  const used = markersIn(text)
  const cited = synthesis.items.filter((item) => used.has(item.marker))
  return cited.sort((a, b) => Number(a.marker) - Number(b.marker)).map((item) => ({
    marker: `[${item.marker}]`,
    kind: item.kind,
    ref: item.ref,
    title: item.title,
    excerpt: item.text.length > excerptLength ? `${item.text.slice(0, excerptLength - 1).toWellFormed()}…` : item.text,
    score: item.score
  }))
}

/**
 * The same evidence, numbered in the order in which this text first cites it; what it does not cite is numbered after
 * that. Written again from it, the text counts `[1]`, `[2]`, … without a gap.
 */
export const numberedAs = (text: string, synthesis: Synthesis): Synthesis => {
  const known = synthesis.items.map((item) => item.marker)
  const order = Array.from(new Set([...Array.from(markersIn(text)).filter((one) => known.includes(one)), ...known]))
  const renamed = new Map(order.map((marker, at) => [marker, String(at + 1)]))
  const conflicts = synthesis.conflicts.map((conflict) => ({
    before: conflict,
    after: conflict.replace(/\[(\d+)\]/g, (marker, number: string) => `[${renamed.get(number) ?? number}]`)
  }))
  const told = (said: string) => conflicts.reduce((all, { after, before }) => all.replaceAll(before, after), said)
  return {
    ...synthesis,
    items: synthesis.items.map((item) => ({ ...item, marker: renamed.get(item.marker) ?? item.marker })),
    conflicts: conflicts.map(({ after }) => after),
    primary_context: told(synthesis.primary_context),
    confidence_notes: synthesis.confidence_notes.map(told)
  }
}

/** In the order of their first appearance. */
const markersIn = (text: string): ReadonlySet<string> =>
  new Set(
    Array.from(text.matchAll(/\[(\d+(?:\s*,\s*\d+)*)\]/g), (match) => (match[1] ?? "").split(/\s*,\s*/)).flat()
  )

const names: Readonly<Record<EvidenceKind, string>> = {
  fact: "Database",
  memory: "Memory",
  document: "Documents",
  pattern: "Pattern Analysis",
  decision: "Decision Support"
}

export const sourcesOf = (citations: ReadonlyArray<Citation>): ReadonlyArray<string> =>
  Array.from(new Set(citations.map((citation) => names[citation.kind])))
