/** The analysis put together from judged customers: one, several side by side, or none. */
import { Array } from "effect"
import type { DecisionAnalysis } from "../../domain/Decision.ts"
import type { Language } from "../Synthesis.ts"
import {
  changes,
  conditionsOf,
  evidenceOf,
  type Judged,
  missingOf,
  optionOf,
  phrasesOf,
  risksOf,
  speaking
} from "./Judged.ts"
import { inSentence } from "./Phrases.ts"
import { criterionNames, type Verdict, verdicts } from "./Scoring.ts"
import type { OfKind } from "./Weights.ts"

const rounded = (score: number) => Math.round(score * 1_000) / 1_000

export const ofOne = (question: string, judged: Judged): DecisionAnalysis => {
  const { formats, kind, phrases, scores, verdict } = judged
  const option = (one: Verdict) => optionOf(judged, one)
  const pro = speaking(judged, "for")
  const con = speaking(judged, "against")
  const said: Readonly<Record<Verdict, readonly [pros: ReadonlyArray<string>, cons: ReadonlyArray<string>]>> = {
    yes: [pro, con],
    conditional: [[phrases.middle.pro, ...pro.slice(0, 1)], [phrases.middle.con, ...con.slice(0, 1)]],
    no: [con, pro]
  }
  const [runnerUp = "no"] = verdicts.filter((one) => one !== verdict).toSorted((a, b) => scores[b] - scores[a])
  return {
    question,
    kind,
    options: verdicts.map((one) => ({
      option: option(one),
      score: rounded(scores[one]),
      pros: said[one][0],
      cons: said[one][1]
    })).sort((a, b) => b.score - a.score || (a.option === option(verdict) ? -1 : 1)),
    recommendation: phrases.recommend({
      option: option(verdict),
      score: scores[verdict],
      runnerUp: option(runnerUp),
      runnerUpScore: scores[runnerUp],
      missing: missingOf(judged),
      formats
    }),
    confidence: rounded(judged.confidence),
    criteria: judged.criteria.map(({ name: criterion, value, weight }) => ({
      name: phrases.criterion[criterion],
      weight: weight.weight,
      value: rounded(value),
      evidence: evidenceOf(judged, criterion)
    })),
    risks: risksOf(judged),
    what_would_change_it: changes(judged),
    conditions: conditionsOf(judged)
  }
}

/** Each customer is an option, scored by how much speaks for doing it for that one; the best first. */
export const ofMany = (question: string, customers: Array.NonEmptyReadonlyArray<Judged>): DecisionAnalysis => {
  const ranked = Array.sort(customers, byScore)
  const [first] = customers
  const { formats, kind, phrases } = first
  const each = <A>(read: (judged: Judged) => ReadonlyArray<A>, named: (name: string, one: A) => A) =>
    ranked.flatMap((judged) => read(judged).map((one) => named(judged.name, one)))
  const { labelled } = phrases
  const best = ranked[0]?.support ?? 0
  return {
    question,
    kind,
    options: [
      ...ranked.map((judged) => ({
        option: phrases.option(kind, "yes", judged.name),
        score: rounded(judged.support),
        pros: speaking(judged, "for"),
        cons: speaking(judged, "against")
      })),
      { option: phrases.neither, score: rounded(1 - best), pros: [], cons: [] }
    ].sort((a, b) => b.score - a.score),
    recommendation: phrases.recommendEach(
      ranked.map((judged) => ({
        customer: judged.name,
        option: phrases.option(kind, judged.verdict, judged.name)
      })),
      each(missingOf, labelled),
      formats
    ),
    confidence: rounded(Math.min(...ranked.map(({ confidence }) => confidence))),
    criteria: ranked.flatMap((judged) =>
      judged.criteria.map(({ name, value, weight }) => ({
        name: labelled(judged.name, phrases.criterion[name]),
        weight: weight.weight,
        value: rounded(value),
        evidence: evidenceOf(judged, name)
      }))
    ),
    risks: each(
      (judged) => risksOf(judged).slice(0, 2),
      (name, risk) => ({ ...risk, risk: labelled(name, risk.risk) })
    ),
    what_would_change_it: each((judged) => changes(judged).slice(0, 2), labelled),
    conditions: each(conditionsOf, labelled)
  }
}

/** Says what is missing instead of guessing whom it is about. */
export const ofNone = (
  question: string,
  criteria: OfKind,
  language: Language
): DecisionAnalysis => {
  const phrases = phrasesOf[language]
  const wanted = criterionNames.filter((name) => criteria[name] !== undefined)
  return {
    question,
    kind: "generic",
    options: [],
    recommendation: phrases.unnamed(wanted.map((name) => inSentence(phrases.criterion[name]))),
    confidence: 0.1,
    criteria: wanted.map((name) => ({
      name: phrases.criterion[name],
      weight: criteria[name]?.weight ?? 0,
      value: 0.5,
      evidence: phrases.unknown(name)
    })),
    risks: [],
    what_would_change_it: wanted.slice(0, 3).map((name) => phrases.learning(phrases.criterion[name])),
    conditions: []
  }
}

const byScore = (a: Judged, b: Judged) => a.support > b.support ? -1 : a.support < b.support ? 1 : 0
