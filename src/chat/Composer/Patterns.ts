/** What the tests of a customer's history found, how sure it is, and what to do about it. */
import type { Topic } from "../../domain/Evidence.ts"
import type { PatternInsight } from "../../domain/Pattern.ts"
import { patternRef, patternTitle, testInWords } from "../ContextSynthesis/Candidates.ts"
import { cited, type Desk, isMissing, lowerFirst, readable } from "./Desk.ts"
import { writeFacts } from "./Facts.ts"

/** The tested change behind a measured one, where it was found. */
export const writeTested = (desk: Desk): ReadonlyArray<string> => {
  const asked = desk.synthesis.topics.flatMap((topic) => about[topic] ?? [])
  return desk.synthesis.patterns.filter(({ pattern_type }) => asked.includes(pattern_type)).slice(0, 1)
    .map((pattern) => told(desk, pattern))
}

export const writePatterns = (desk: Desk): ReadonlyArray<string> => {
  const { entities, patterns, topics } = desk.synthesis
  if (entities.length === 0 && patterns.length === 0) return []
  const seasonal = topics.includes("seasonality")
  const asked = seasonal ? seasonality : topics.flatMap((topic) => about[topic] ?? [])
  const onTopic = patterns.filter((pattern) => asked.includes(pattern.pattern_type))
  const others = patterns.filter((pattern) => !onTopic.includes(pattern))
  const figures = asked.length > 0 && onTopic.length === 0 && !seasonal ? writeFacts(desk) : []
  if (patterns.length === 0 || (seasonal && onTopic.length === 0)) {
    const gaps = desk.synthesis.missing.some((missing) => missing.component.startsWith("pattern"))
    // Where nothing could be checked at all, the gap itself is the answer.
    const none = isMissing(desk, "patterns")
      ? []
      : [gaps ? desk.say.patterns.noneButGaps(desk.names) : nothingIn(desk)]
    return [...none, ...figures]
  }
  // A question about one thing gets that one; a question in general gets all of them.
  if (onTopic.length > 0) return onTopic.slice(0, 2).map((pattern) => told(desk, pattern))
  const shown = others.slice(0, 5)
  return [
    ...figures,
    desk.say.patterns.found(desk.names),
    shown.map((pattern, at) => `${shown.length > 1 ? `${at + 1}. ` : ""}${told(desk, pattern)}`).join("\n")
  ]
}

/** Nothing found is one thing; too little to find anything in is another. */
const nothingIn = ({ names, say, synthesis }: Desk): string => {
  const untested = synthesis.untested ?? []
  const types = Array.from(new Set(untested.flatMap(({ pattern_types }) => pattern_types)))
  const wholly = untested.length > 0 && untested.every(({ wholly }) => wholly)
  if (synthesis.topics.includes("seasonality")) {
    return wholly || types.some((type) => seasonality.includes(type))
      ? say.patterns.seasonUntested(names)
      : say.patterns.noSeason(names)
  }
  if (wholly) return say.patterns.tooLittle(names)
  const unknown = types.map((type) => lowerFirst(patternTitle(type, synthesis.language)))
  return [say.patterns.none(names), ...(unknown.length === 0 ? [] : [say.patterns.untested(unknown)])].join(" ")
}

const told = (desk: Desk, pattern: PatternInsight): string => {
  const { entities, items, language } = desk.synthesis
  const item = items.find((one) => one.ref === patternRef(pattern, entities))
  const { colon } = desk.say
  const advice = desk.say.patterns.recommended(pattern).trim()
  const many = entities.length > 1 && item !== undefined ? item.title : patternTitle(pattern.pattern_type, language)
  return `**${many}**${colon} ${cited(readable(desk, desk.say.patterns.told(pattern)), item)} ${
    testInWords(pattern, language)
  }.` +
    (advice === ""
      ? ""
      : ` ${desk.say.patterns.advice}${colon} ${cited(readable(desk, lowerUnlessName(advice, desk)), item)}`)
}

const lowerUnlessName = (text: string, desk: Desk): string =>
  desk.synthesis.entities.some((entity) => text.startsWith(entity.name)) || desk.synthesis.language === "fr"
    ? text
    : lowerFirst(text)

const seasonality = ["seasonality"]

const about: { readonly [T in Topic]?: ReadonlyArray<string> } = {
  orders: ["order_volume_trend", "anomaly", "seasonality", "rush_order_frequency"],
  rush_orders: ["rush_order_frequency"],
  revenue: ["order_volume_trend", "anomaly", "seasonality"],
  payment_behaviour: ["payment_timing_shift"],
  invoices_overdue: ["payment_timing_shift"],
  dso: ["payment_timing_shift"],
  credit: ["credit_utilization"],
  exposure: ["credit_utilization"]
}
