/** One customer judged for one decision: its criteria with their evidence, and what they add up to. */
import type { DecisionAnalysis, DecisionKind } from "../../domain/Decision.ts"
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Evidence } from "../../domain/Evidence.ts"
import type { PatternInsight } from "../../domain/Pattern.ts"
import { type Formats, formats } from "../Composer/Formats.ts"
import { plain } from "../Reading/Words.ts"
import type { Language } from "../Synthesis.ts"
import { english } from "./English.ts"
import { french } from "./French.ts"
import { type Measures, measuresOf } from "./Measures.ts"
import { inSentence, type Phrases, type Risk } from "./Phrases.ts"
import { confidenceOf, flips, optionScores, type Scored, scored, support, type Verdict, verdictOf } from "./Scoring.ts"
import type { CriterionName, OfKind } from "./Weights.ts"

export interface Judged {
  readonly kind: DecisionKind
  readonly adverse: boolean
  readonly name: string
  readonly act: string | undefined
  readonly measures: Measures
  readonly patterns: ReadonlyArray<PatternInsight>
  readonly criteria: ReadonlyArray<Scored>
  readonly support: number
  readonly scores: Readonly<Record<Verdict, number>>
  readonly verdict: Verdict
  readonly confidence: number
  readonly phrases: Phrases
  readonly formats: Formats
}

export const phrasesOf: Readonly<Record<Language, Phrases>> = { en: english, fr: french }

export interface Asked {
  readonly kind: DecisionKind
  /** It is asked to give the customer less, or up. */
  readonly adverse: boolean
  readonly criteria: OfKind
  readonly language: Language
  readonly question: string
}

export const judgeCustomer = (
  { adverse, criteria: weights, kind, language, question }: Asked,
  entity: ResolvedEntity,
  items: ReadonlyArray<Evidence>,
  patterns: ReadonlyArray<PatternInsight>
): Judged => {
  const measures = measuresOf(items, patterns, entity.entity_id)
  const criteria = scored(weights, (name) => measures[name]?.value)
  const supported = support(criteria)
  return {
    kind,
    adverse,
    name: entity.name,
    act: actIn(question, entity, phrasesOf[language]),
    measures,
    patterns,
    criteria,
    support: supported,
    scores: optionScores(supported),
    verdict: verdictOf(supported),
    confidence: confidenceOf(criteria),
    phrases: phrasesOf[language],
    formats: formats[language]
  }
}

/** What the question asks to do, where it says whom it is about: "drop them" is "drop Delta Industries". */
const actIn = (question: string, { name }: ResolvedEntity, { asked }: Phrases): string | undefined => {
  const said = asked.exec(question.trim())?.[1]?.trim().replace(/\b(?:them|him|her)$/i, name)
  const [first = ""] = plain(name).split(" ")
  return said === undefined || !plain(said).includes(first) || / (?:or|ou) /.test(said)
    ? undefined
    : `${said.slice(0, 1).toUpperCase()}${said.slice(1)}`
}

export const optionOf = ({ act, kind, name, phrases }: Judged, verdict: Verdict): string =>
  phrases.option(kind, verdict, name, act)

export const evidenceOf = ({ formats, measures, phrases }: Judged, name: CriterionName): string => {
  const measured = measures[name]
  return measured === undefined ? phrases.unknown(name) : phrases.evidence(name, measured, formats)
}

export const missingOf = ({ criteria, phrases }: Judged): ReadonlyArray<string> =>
  criteria.filter(({ measure }) => measure === undefined).map(({ name }) => inSentence(phrases.criterion[name]))

/** Evidence that clearly speaks for the decision, or against it; the weightiest first, what is not known left out. */
export const speaking = (judged: Judged, side: "for" | "against"): ReadonlyArray<string> =>
  judged.criteria
    .filter(({ measure, value }) => measure !== undefined && (side === "for" ? value >= 0.65 : value <= 0.45))
    .map(({ name, value, weight }) => ({ name, force: weight.weight * Math.abs(value - 0.5) }))
    .sort((a, b) => b.force - a.force)
    .slice(0, 3)
    .map(({ name }) => evidenceOf(judged, name))

export const changes = (judged: Judged): ReadonlyArray<string> => {
  const { criteria, formats, phrases } = judged
  const turning = flips(criteria)
  // A known number that would have to move, before one that is not known: the first can be watched.
  const nearest = [
    ...turning.filter(({ from }) => from !== undefined),
    ...turning.filter(({ from }) => from === undefined)
  ]
    .slice(0, 4)
    .map((flip) =>
      phrases.flip(
        phrases.criterion[flip.name],
        flip.from === undefined ? undefined : phrases.quantity(flip.name, flip.from, formats),
        phrases.quantity(flip.name, flip.to, formats),
        optionOf(judged, flip.verdict)
      )
    )
  const unknown = criteria.filter(({ measure, name }) =>
    measure === undefined && !turning.some((flip) => flip.name === name)
  ).slice(0, 2).map(({ name }) => phrases.learning(phrases.criterion[name]))
  return [...(nearest.length === 0 ? [phrases.noFlip] : nearest), ...unknown]
}

export const conditionsOf = ({ adverse, formats, kind, measures, phrases, verdict }: Judged): ReadonlyArray<string> => {
  const { condition } = phrases
  if (adverse) return [condition.review]
  if (verdict === "no" && kind !== "hold_shipments") return []
  if (verdict === "no") return [condition.settleAny, condition.review]
  const overdue = measures.overdue_share?.detail
  const amount = overdue?.amount ?? 0
  const settle = amount > 0 ? [condition.settle(formats.money(amount, overdue?.currency ?? ""))] : []
  const credit = measures.credit_utilization?.detail
  const within = condition.withinLimit(
    credit?.of === undefined ? undefined : formats.money(credit.of, credit.currency ?? "")
  )
  const firm = verdict === "conditional"
  switch (kind) {
    case "extend_payment_terms":
      return [...settle, ...(firm ? [condition.onTime(formats.days(10))] : []), within, condition.review]
    case "raise_credit_limit":
      return [...settle, ...(firm ? [condition.step] : []), condition.onTime(formats.days(10)), condition.review]
    case "grant_discount":
      return [...settle, ...(firm ? [condition.volume] : []), condition.review]
    case "accept_rush_order":
      return [...(firm ? [condition.prepay] : []), condition.surcharge, within]
    case "hold_shipments":
      return [condition.release, condition.review]
    case "generic":
      return [...settle, within, condition.review]
  }
}

type Level = "low" | "medium" | "high"
const level = (badness: number): Level => badness > 0.66 ? "high" : badness > 0.33 ? "medium" : "low"

/** Likelihoods come from the same numbers as the scores, read as risks whatever the decision is: 0 is none, 1 is great. */
export const risksOf = (judged: Judged): DecisionAnalysis["risks"] => {
  const { adverse, kind, measures, patterns, phrases } = judged
  const danger = (name: CriterionName, none: number, great: number): number => {
    const value = measures[name]?.value
    return value === undefined ? 0.5 : Math.min(1, Math.max(0, (value - none) / (great - none)))
  }
  const paying = danger("payment_behaviour", 0, 15)
  const failing = Math.max(
    danger("overdue_share", 0, 0.4),
    measures.payment_behaviour === undefined ? 0.5 : paying * 0.8
  )
  const stretched = danger("credit_utilization", 0.6, 1)
  const volume = measures.order_volume?.value ?? measures.track_record?.value ?? 10
  const impact = level(Math.min(1, volume / 60))
  const risk = ({ mitigation, risk }: Risk, likelihood: Level, impact: Level) => ({
    risk,
    likelihood,
    impact,
    mitigation
  })
  const { risk: say } = phrases
  const late = risk(
    say.latePayment(measures.payment_behaviour === undefined ? undefined : evidenceOf(judged, "payment_behaviour")),
    level(paying),
    impact === "low" ? "medium" : impact
  )
  const lost = (likelihood: Level) => risk(say.lostBusiness, likelihood, impact)
  const odd = patterns.filter((pattern) => pattern.pattern_type === "anomaly" && pattern.confidence > 0.6)
    .map((pattern) => risk(say.anomaly(pattern.insight), "medium", "medium"))
  const own = {
    extend_payment_terms: [late, risk(say.default, level(failing), "high"), risk(say.precedent, "medium", "low")],
    raise_credit_limit: [
      risk(say.default, level(failing), "high"),
      late,
      risk(say.overLimit, level(stretched), "medium")
    ],
    grant_discount: [risk(say.margin, "medium", impact), risk(say.precedent, "medium", "medium")],
    accept_rush_order: [risk(say.capacity, level(danger("rush_share", 0, 0.5)), "medium"), late],
    hold_shipments: [
      lost(level(1 - paying * 0.5)),
      risk(say.default, level(failing), "high"),
      risk(say.overLimit, level(stretched), "medium")
    ],
    generic: [adverse ? lost("high") : late, risk(say.default, level(failing), "high")]
  }[kind]
  const refused = kind !== "hold_shipments" && !adverse && judged.verdict === "no" ? [lost("medium")] : []
  return [...own, ...refused, ...odd]
}
