/** Which evidence a finished text cites, and the human names of where it came from. */
import type { Citation, EvidenceKind } from "../domain/Evidence.ts"
import type { Synthesis } from "./Synthesis.ts"

const excerptLength = 300

/** In order of the evidence; markers that cite nothing known are not citations. */
export const citationsOf = (text: string, synthesis: Synthesis): ReadonlyArray<Citation> => {
  const used = new Set(
    Array.from(text.matchAll(/\[(\d+(?:\s*,\s*\d+)*)\]/g), (match) => (match[1] ?? "").split(/\s*,\s*/)).flat()
  )
  return synthesis.items.filter((item) => used.has(item.marker)).map((item) => ({
    marker: `[${item.marker}]`,
    kind: item.kind,
    ref: item.ref,
    title: item.title,
    excerpt: item.text.length > excerptLength ? `${item.text.slice(0, excerptLength - 1).toWellFormed()}…` : item.text,
    score: item.score
  }))
}

const names: Readonly<Record<EvidenceKind, string>> = {
  fact: "Database",
  memory: "Memory",
  document: "Documents",
  pattern: "Pattern Analysis",
  decision: "Decision Support"
}

export const sourcesOf = (citations: ReadonlyArray<Citation>): ReadonlyArray<string> =>
  Array.from(new Set(citations.map((citation) => names[citation.kind])))
