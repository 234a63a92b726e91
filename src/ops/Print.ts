/** An answer as a person reads it at a terminal. */
import type { Answer } from "../domain/Answer.ts"

const width = 100

/** Wraps prose at word boundaries; tables, lists and code keep their lines. */
const wrapped = (line: string, indent: string): string => {
  if (line.startsWith("|") || line.length + indent.length <= width) return indent + line
  const hanging = /^(\s*(?:[-*]|\d+\.)\s+)/.exec(line)?.[1]?.length ?? 0
  const rows: Array<string> = []
  let row = ""
  for (const word of line.split(" ")) {
    if (row !== "" && indent.length + row.length + 1 + word.length > width) {
      rows.push(row)
      row = " ".repeat(hanging) + word
    } else {
      row = row === "" ? word : `${row} ${word}`
    }
  }
  return [...rows, row].map((text) => indent + text).join("\n")
}

const percent = (share: number) => `${Math.round(share * 100)}%`

/** Question, answer, its sources, and how it was made. */
export const answer = (question: string, said: Answer): string => {
  const lines = [`? ${question}`, "", ...said.text.split("\n").map((line) => wrapped(line, "  ")), ""]
  for (const citation of said.citations) lines.push(`  ${citation.marker} ${citation.title}  (${citation.ref})`)
  if (said.citations.length > 0) lines.push("")
  const by = said.generator === "primary" || said.generator === "fallback"
    ? `written by ${said.model}`
    : "written by the built-in composer"
  const from = said.sources.length === 0 ? "" : ` from ${said.sources.join(", ")}`
  lines.push(`  ${by}${from}; confidence ${percent(said.confidence)}; ${Math.round(said.timings_ms["total"] ?? 0)} ms`)
  for (const { component, detail, used_instead } of said.degradations) {
    lines.push(wrapped(`not in full: ${component}. ${detail} Used instead: ${used_instead}.`, "  "))
  }
  return lines.join("\n")
}
