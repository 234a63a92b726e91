/** Writes an answer from the synthesis alone: no model, no clock, no failure. The point first, each claim cited. */
import type { Disambiguation } from "../domain/Entity.ts"
import { writeComparison } from "./Composer/Comparison.ts"
import { writeDecision } from "./Composer/Decision.ts"
import { type Desk, deskOf, gapsOf } from "./Composer/Desk.ts"
import { writeDetails } from "./Composer/Details.ts"
import { english } from "./Composer/English.ts"
import { writeFacts } from "./Composer/Facts.ts"
import { french } from "./Composer/French.ts"
import type { Source } from "./Composer/Gaps.ts"
import { writeChosen, writeMeasures } from "./Composer/Measures.ts"
import { unknownCustomer, writeNothing } from "./Composer/Nothing.ts"
import { writeNotes, writeOfNamed, writePassages, writeTexts } from "./Composer/Passages.ts"
import { writePatterns, writeTested } from "./Composer/Patterns.ts"
import { writeAsOf, writeBusiness, writePortfolioFacts } from "./Composer/Portfolio.ts"
import { unknownRecord, writeRecords } from "./Composer/Records.ts"
import { writeStatus } from "./Composer/Status.ts"
import { suggestionsFor } from "./Composer/Suggestions.ts"
import { writeTalk } from "./Composer/Talk.ts"
import { tellsAll } from "./Composer/Told.ts"
import type { Language, Synthesis, Written } from "./Synthesis.ts"

export const compose = (synthesis: Synthesis): Written => {
  const desk = deskOf(synthesis)
  return { text: distinct(blocks(desk)).join("\n\n"), suggestions: suggestionsFor(synthesis) }
}

/** "Which one do you mean?", with the options by number. */
export const disambiguationText = (disambiguation: Disambiguation, language: Language): string => {
  const say = language === "fr" ? french : english
  const options = disambiguation.options.map((option, at) => `${at + 1}. ${option.name}`)
  return [say.whichOne(disambiguation.mention.trim()), ...options].join("\n")
}

const blocks = (desk: Desk): ReadonlyArray<string> => {
  const { intent } = desk.synthesis
  if (intent === "conversation") return writeTalk(desk)
  const record = unknownRecord(desk)
  if (record !== undefined) return [record]
  const measures = writeMeasures(desk)
  if (measures.length > 0) {
    const tested = intent === "pattern_analysis" ? writeTested(desk) : []
    return [...writeChosen(desk), ...measures, ...tested, ...gapsOf(desk, ["facts"])]
  }
  const unknown = desk.synthesis.measure === undefined ? unknownCustomer(desk) : undefined
  if (unknown !== undefined) return [unknown]
  const { affectedBy, said, settles } = written(desk)
  if (said.every((block) => block.trim() === "")) return writeNothing(desk)
  const gaps = [...writeAsOf(desk, said), ...gapsOf(desk, affectedBy)]
  return [
    ...writeChosen(desk),
    ...said,
    ...(settles ? [] : desk.synthesis.conflicts),
    ...(gaps.length === 0 ? [] : [gaps.join(" ")])
  ]
}

interface Draft {
  readonly said: ReadonlyArray<string>
  /** Sources without which this answer is less than it should be. */
  readonly affectedBy: ReadonlyArray<Source>
  /** Whether the writer has already said where sources disagree and what is missing. */
  readonly settles?: boolean
}

const written = (desk: Desk): Draft => {
  const { decision, entities, intent, patterns, topics } = desk.synthesis
  switch (intent) {
    case "decision_support": {
      const said = writeDecision(desk)
      return said.length > 0
        ? {
          said,
          affectedBy: decision === undefined ? ["decision", "facts", "patterns"] : ["decision"],
          settles: decision !== undefined
        }
        : { said: writePassages(desk), affectedBy: ["facts", "documents", "decision"] }
    }
    case "comparison":
      return entities.length === 1
        ? { said: [desk.say.comparison.onlyOne(desk.names)], affectedBy: [] }
        : { said: writeComparison(desk), affectedBy: ["facts"] }
    case "pattern_analysis":
      return { said: writePatterns(desk), affectedBy: ["patterns", "facts"] }
    case "status":
      return entities.length > 1
        ? { said: writeComparison(desk), affectedBy: ["facts", "patterns"] }
        : {
          said: entities.length === 0 ? writeBusiness(desk) : writeStatus(desk),
          affectedBy: ["facts", "patterns", "memories"]
        }
    case "document_question": {
      const details = writeDetails(desk)
      if (details.length > 0) return { said: [...details, ...writeNotes(desk)], affectedBy: ["facts"] }
      const said = entities.length > 0 ? writeOfNamed(desk) : writeTexts(desk)
      if (said.length > 0) return { said, affectedBy: [] }
      return {
        said: topics.length > 0 && entities.length > 0 && tellsAll(desk.synthesis) ? writeFacts(desk) : [],
        affectedBy: ["documents", "memories"]
      }
    }
    case "fact_lookup": {
      const records = desk.synthesis.records.length > 0 ? writeRecords(desk) : []
      if (records.length > 0) return { said: [records.join(" ")], affectedBy: [] }
      // Two customers were named and one thing asked of both: that is read best side by side.
      const both = entities.length > 1 && topics.length > 0 ? writeComparison(desk) : []
      if (both.length > 0) return { said: both, affectedBy: ["facts"] }
      const told = topics.length === 0 ? [] : entities.length > 0 ? writeFacts(desk) : writePortfolioFacts(desk)
      const figures = [...told, ...writeDetails(desk)]
      if (figures.length > 0) return { said: [...figures, ...writeNotes(desk)], affectedBy: ["facts"] }
      return { said: writeOfNamed(desk), affectedBy: ["facts", "memories", "documents"] }
    }
    default: {
      const details = writeDetails(desk)
      const said = details.length > 0 ? details : writePassages(desk)
      if (said.length > 0) return { said, affectedBy: [] }
      return { said: entities.length > 0 || patterns.length > 0 ? writeStatus(desk) : [], affectedBy: ["facts"] }
    }
  }
}

/** No block twice. */
const distinct = (all: ReadonlyArray<string>): ReadonlyArray<string> =>
  Array.from(new Set(all.map((block) => block.trim()).filter((block) => block !== "")))
