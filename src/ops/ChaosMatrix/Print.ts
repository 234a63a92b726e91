/** The matrix as people read it: a line a fault as it comes, the broken promises after it, and the sum of it. */
import type { Cell, Report, Row } from "../ChaosMatrix.ts"
import { failures } from "../ChaosMatrix.ts"
import type { Seen } from "./Judge.ts"
import { type Kind, kinds } from "./Questions.ts"

const titles: Readonly<Record<Kind, string>> = {
  fact_lookup: "fact",
  status: "status",
  pattern_analysis: "pattern",
  decision_support: "decision",
  comparison: "compare",
  document_question: "document",
  conversation: "talk",
  unknown: "unknown",
  query: "query"
}
const [first, second, narrow] = [15, 12, 10]

const painted = (colours: boolean) => (colour: 31 | 32 | 33 | 2, text: string) =>
  colours ? `\u001B[${colour}m${text}\u001B[0m` : text

export const heading = [
  "full = whole pipeline (model, fallback model, template), cached, keyword, generic; * = marked as degraded; ✗ = broken promise",
  "",
  `${"what fails".padEnd(first)}${"how".padEnd(second)}${
    kinds.map((kind) => titles[kind].padEnd(narrow)).join("")
  }slowest`
].join("\n")

export const row = ({ cells, column, fault }: Row, colours: boolean): string => {
  const paint = painted(colours)
  const byKind = new Map(cells.map((cell) => [cell.kind, cell]))
  const shown = kinds.map((kind) => {
    const cell = byKind.get(kind)
    if (cell === undefined) return "".padEnd(narrow)
    const text = `${rung(cell.seen)}${cell.seen.degraded ? "*" : ""}${cell.problems.length > 0 ? " ✗" : ""}`.padEnd(
      narrow
    )
    return paint(cell.problems.length > 0 ? 31 : cell.seen.degraded ? 33 : 32, text)
  })
  const slowest = Math.max(...cells.map(({ seen }) => seen.took_ms))
  return [
    `${column.padEnd(first)}${fault.padEnd(second)}${shown.join("")}${paint(2, `${Math.round(slowest)} ms`)}`,
    ...cells.flatMap((cell) => cell.problems.map((problem) => paint(31, `    ${failure(cell, problem)}`)))
  ].join("\n")
}

const failure = ({ kind, query, seen }: Cell, problem: string) =>
  `${titles[kind]}: ${problem}. Asked "${query}", answered "${seen.text.replace(/\s+/g, " ").slice(0, 100)}"`

const rung = ({ generator, source }: Seen): string => {
  switch (source) {
    case "full_pipeline":
      return generator === undefined ? "full" : generators[generator]
    case "cache":
      return "cached"
    case "keyword_fallback":
      return "keyword"
    case "error_handler":
      return "generic"
  }
}
const generators = { primary: "model", fallback: "fallback", template: "template", composer: "composer" } as const

export const summary = (report: Report): string => {
  const cells = report.rows.flatMap((one) => one.cells)
  const failed = failures(report)
  const slowest = Math.max(...cells.map(({ seen }) => seen.took_ms))
  const twice = cells.filter(({ at_first, problems }) => at_first.length > 0 && problems.length === 0).length
  return [
    "",
    `${cells.length} cells in ${Math.round(report.took_ms / 1_000)} s, slowest answer ${Math.round(slowest)} ms` +
    ` of ${report.deadline_ms} allowed: ${failed.length === 0 ? "every promise kept" : `${failed.length} failed`}.`,
    ...(twice === 0
      ? []
      : [`${twice} of them only at a second try, asked alone: is this machine busy with something else?`])
  ].join("\n")
}
