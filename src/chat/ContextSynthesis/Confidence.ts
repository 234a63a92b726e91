/** How well the evidence covers the question, 0 to 1. */
import { Schema } from "effect"
import { Measured } from "../../domain/Measure.ts"
import type { PatternInsight } from "../../domain/Pattern.ts"
import { deskOf } from "../Composer/Desk.ts"
import { type Source, sourceOf } from "../Composer/Gaps.ts"
import { unknownCustomer } from "../Composer/Nothing.ts"
import { isOfAnybody, writeOfNamed, writeTexts } from "../Composer/Passages.ts"
import { tellsAll } from "../Composer/Told.ts"
import { Refused, Unread } from "../Measuring.ts"
import { isRecall } from "../Reading/Talk.ts"
import type { Synthesis } from "../Synthesis.ts"
import { overlap, termsOf } from "./Sentences.ts"

/** Nothing found is never above 0.3; a source that could not be read, a guessed name and a disagreement lower it. */
export const confidence = (synthesis: Synthesis): number => {
  const { conflicts, entities, intent, items, missing } = synthesis
  const lost = missing.filter((one) => needed[intent].includes(sourceOf(one.component))).length
  const doubt = 0.85 ** Math.min(3, lost) * (conflicts.length > 0 ? 0.95 : 1)
  if (intent === "conversation" && !isRecall(synthesis.question)) return round(0.9 * (missing.length > 0 ? 0.95 : 1))
  const measured = synthesis.measure === undefined ? undefined : coverageOfMeasures(items)
  if (measured !== undefined) return round((0.3 + 0.65 * measured) * (0.6 + 0.4 * certainty(entities)) * doubt)
  if (items.length === 0 || unknownCustomer(deskOf(synthesis)) !== undefined) return round(0.3 * doubt)
  return round((0.3 + 0.65 * coverage(synthesis)) * (0.6 + 0.4 * certainty(entities)) * doubt)
}

const certainty = (entities: Synthesis["entities"]) => Math.min(1, ...entities.map((entity) => entity.confidence))

/** Undefined where nothing was measured: a number is all of an answer, less where words of the question were left out. */
const coverageOfMeasures = (items: Synthesis["items"]): number | undefined => {
  const has = <A, I>(schema: Schema.Schema<A, I>) => items.some(({ data }) => Schema.is(schema)(data))
  if (has(Refused)) return 0
  return has(Measured) ? has(Unread) ? 0.3 : 1 : undefined
}

const coverage = (synthesis: Synthesis): number => {
  const { decision, entities, intent, items, topics } = synthesis
  const facts = items.filter((item) => item.kind === "fact")
  const answered = topics.filter((topic) => topic !== "portfolio" && facts.some((fact) => fact.topic === topic)).length
  const asked = topics.filter((topic) => topic !== "portfolio").length
  // Those of the record that were asked for are all of the answer.
  if (asked === 0 && facts.some((fact) => fact.topic === "details")) return 1
  switch (intent) {
    case "decision_support":
      return decision === undefined ? 0.3 : decision.confidence
    case "comparison": {
      const known = entities.filter((entity) => facts.some((fact) => fact.entity_id === entity.entity_id)).length
      return entities.length < 2 ? 0.2 : known / entities.length
    }
    case "pattern_analysis": {
      if (topics.includes("seasonality")) {
        if (seasonIsUntested(synthesis)) return 0
        if (synthesis.patterns.every(isNoSeason)) return entities.length > 0 ? 0.7 : 0.2
      }
      return items.some((item) => item.kind === "pattern") ? 1 : entities.length > 0 && facts.length > 0 ? 0.7 : 0.2
    }
    case "status":
      return Math.min(1, facts.length / 5)
    case "conversation":
      return items.some((item) => item.kind === "memory") ? 0.9 : 0
    case "document_question": {
      // Figures answer it only where they are of the customer it names.
      const figures = asked > 0 && entities.length > 0 && tellsAll(synthesis) ? answered / asked : 0
      // Passages that share only a word with the question are no answer to it.
      const texts = items.filter((item) => item.kind !== "fact")
      return Math.max(figures, writeTexts(deskOf(synthesis)).length > 0 ? best({ ...synthesis, items: texts }) : 0)
    }
    default:
      if (asked > 0 && facts.length > 0) return answered / asked
      // Texts that are not told answer nothing.
      return intent === "fact_lookup" && writeOfNamed(deskOf(synthesis)).length === 0 ? 0 : best(synthesis)
  }
}

const isNoSeason = ({ pattern_type }: PatternInsight) => pattern_type !== "seasonality"

const seasonIsUntested = ({ untested = [] }: Synthesis) =>
  untested.some(({ pattern_types, wholly }) => wholly || pattern_types.includes("seasonality"))

/** How much of the question's own words the best text has, with how well it was found; figures speak by topic only. */
const best = ({ entities, items, question }: Synthesis): number => {
  const names = termsOf(entities.map((entity) => entity.name).join(" "))
  const asked = (words: string) => new Set(Array.from(termsOf(words)).filter((term) => !names.has(term)))
  return Math.max(
    0,
    ...items.filter((item) => item.kind !== "fact" || entities.length === 0).slice(0, 8).map((item) => {
      const words = overlap(asked(item.reworded?.question ?? question), termsOf(`${item.title} ${item.text}`))
      // Other words may mean something else, and a text that does not name who is asked about may be about others.
      const doubt = (item.reworded?.read ?? []).length === 0 && !isOfAnybody(item, entities) ? 1 : 0.75
      return words < 0.3 ? 0 : doubt * (0.6 * words + 0.4 * Math.min(1, Math.max(0, item.score)))
    })
  )
}

const needed: Readonly<Record<Synthesis["intent"], ReadonlyArray<Source>>> = {
  fact_lookup: ["facts", "memories", "entities"],
  status: ["facts", "patterns", "memories", "entities"],
  pattern_analysis: ["patterns", "facts", "entities"],
  decision_support: ["facts", "patterns", "documents", "decision", "entities"],
  comparison: ["facts", "entities"],
  document_question: ["documents"],
  conversation: ["memories"],
  unknown: ["facts", "documents", "memories", "entities"]
}

const round = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100
