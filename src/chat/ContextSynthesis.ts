/** Makes one settled, ordered, budgeted body of evidence out of what retrieval brought. */
import { Array } from "effect"
import type { DecisionAnalysis } from "../domain/Decision.ts"
import type { NamedRecord, ResolvedEntity } from "../domain/Entity.ts"
import type { Evidence } from "../domain/Evidence.ts"
import { budgets, deduplicated, within } from "./ContextSynthesis/Budget.ts"
import { ofDecision, ofPattern } from "./ContextSynthesis/Candidates.ts"
import { conflictSentence, conflictsIn } from "./ContextSynthesis/Conflicts.ts"
import { confidenceNotes, primaryContext } from "./ContextSynthesis/Notes.ts"
import { ranked } from "./ContextSynthesis/Ranking.ts"
import type { Found, Marked, Reading, Synthesis } from "./Synthesis.ts"

export { confidence } from "./ContextSynthesis/Confidence.ts"

export interface Request {
  readonly question: string
  readonly reading: Reading
  readonly entities: ReadonlyArray<ResolvedEntity>
  readonly records: ReadonlyArray<NamedRecord>
  readonly found: Found
  readonly decision?: DecisionAnalysis | undefined
  /** ISO 8601 date. */
  readonly today: string
}

/** Evidence that a better source contradicts stays, below what it would otherwise stand above. */
const contradicted = 0.4

export const synthesise = (request: Request): Synthesis => {
  const { decision, entities, found, question, reading, records, today } = request
  const candidates: ReadonlyArray<Evidence> = [
    ...(decision === undefined ? [] : [ofDecision(decision, reading.language)]),
    ...found.patterns.map((pattern) => ofPattern(pattern, entities, reading.language)),
    ...found.items
  ]
  const conflicts = conflictsIn(candidates, entities, reading)
  const setAside = new Set(conflicts.map((conflict) => conflict.setAside.item.ref))
  const order = ranked(candidates, reading, entities)
    .map(({ item, rank }) => ({ item, rank: setAside.has(item.ref) ? rank * contradicted : rank }))
    .sort((a, b) => b.rank - a.rank)
  const items = within(deduplicated(order), question, budgets[reading.complexity]).map((item, at): Marked => ({
    ...item,
    marker: String(at + 1)
  }))
  const known = {
    ...reading,
    question,
    today,
    entities,
    records,
    items,
    patterns: found.patterns,
    untested: found.untested,
    unsaid: found.unsaid,
    conflicts: Array.dedupe(conflicts.map((conflict) => conflictSentence(conflict, items, reading.language))),
    decision,
    missing: found.missing
  }
  return { ...known, primary_context: primaryContext(known), confidence_notes: confidenceNotes(known) }
}
