/** Checks an answer against what it was written from. Pure: the same text and synthesis always get the same verdict. */
import * as Cited from "./QualityGates/Cited.ts"
import * as Complete from "./QualityGates/Complete.ts"
import type { Gate, GateName } from "./QualityGates/Finding.ts"
import * as Ground from "./QualityGates/Ground.ts"
import * as Grounded from "./QualityGates/Grounded.ts"
import { sentences, squeezed } from "./QualityGates/Prose.ts"
import * as Relevant from "./QualityGates/Relevant.ts"
import * as Safety from "./QualityGates/Safety.ts"
import * as WellFormed from "./QualityGates/WellFormed.ts"
import type { Synthesis } from "./Synthesis.ts"

export interface Assessment {
  /** Weighted mean of the gates, 0 to 1. */
  readonly score: number
  /** The score is above `threshold` and no gate failed hard. */
  readonly passed: boolean
  readonly gates: ReadonlyArray<Gate>
}

export const threshold = 0.5

const weights: Readonly<Record<GateName, number>> = {
  grounded: 0.3,
  complete: 0.2,
  cited: 0.15,
  relevant: 0.15,
  well_formed: 0.1,
  no_leak: 0.05,
  no_obedience: 0.05
}

export const assess = (whole: string, synthesis: Synthesis): Assessment => {
  const text = squeezed(whole.slice(0, WellFormed.longest))
  const ground = Ground.make(synthesis)
  const lines = text.split("\n").filter((line) => /^\s*(?:[-*•]|\d{1,2}[.)])\s/.test(line)).length
  const claiming = sentences(text).map((sentence) => Grounded.claims(sentence, ground, lines))
  const gates = [
    Grounded.gate(claiming),
    Complete.gate(text, claiming, synthesis),
    Cited.gate(claiming, synthesis),
    Relevant.gate(text, claiming, synthesis),
    WellFormed.gate(whole, claiming),
    Safety.leaks(text, synthesis),
    Safety.obeys(text, claiming, synthesis, ground)
  ]
  const score = gates.reduce((sum, { gate, score }) => sum + weights[gate] * score, 0)
  return { score, passed: score > threshold && gates.every(({ hard }) => !hard), gates }
}

/** What was found wrong, most important gate first: what a second try is told. */
export const findings = ({ gates }: Assessment): ReadonlyArray<string> =>
  [...gates].sort((a, b) => Number(b.hard) - Number(a.hard)).flatMap(({ findings }) => findings).slice(0, 12)
