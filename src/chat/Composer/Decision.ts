/** Advice on a decision: the recommendation first, then what it rests on, what could go wrong, what would change it. */
import type { DecisionAnalysis } from "../../domain/Decision.ts"
import { overlap, sentencesOf, termsOf } from "../ContextSynthesis/Sentences.ts"
import type { Marked } from "../Synthesis.ts"
import { bullets, cited, type Desk, gapsOf, section, table } from "./Desk.ts"
import { writePassages } from "./Passages.ts"
import { figures } from "./Status.ts"

export const writeDecision = (desk: Desk): ReadonlyArray<string> => {
  const { conflicts, decision, entities } = desk.synthesis
  if (decision === undefined) {
    const known = entities.slice(0, 2).flatMap((entity) => figures(desk, entity))
    return known.length === 0 ? [] : [desk.say.decision.noAnalysis, ...bullets(known)]
  }
  const { format, headings } = desk.say
  const item = desk.synthesis.items.find((one) => one.kind === "decision")
  const best = decision.options.toSorted((a, b) => b.score - a.score)[0]
  const withMarkers = (text: string) => cited(text, ...supporting(desk, text, item))
  return [
    `**${headings.recommendation}${desk.say.colon}** ${cited(ended(advised(decision, best)), item)} ` +
    cited(desk.say.decision.confidence(format.percent(decision.confidence)), item),
    ...section(headings.reasonsFor(best?.option ?? ""), (best?.pros ?? []).slice(0, 4).map(withMarkers)),
    ...section(headings.reasonsAgainst, (best?.cons ?? []).slice(0, 4).map(withMarkers)),
    ...criteria(desk, decision, item, (best?.pros.length ?? 0) + (best?.cons.length ?? 0) === 0),
    ...section(
      headings.risks,
      decision.risks.slice(0, 3).map((risk) => cited(desk.say.decision.risk(risk, desk.say.decision.level), item))
    ),
    ...section(headings.conditions, decision.conditions.slice(0, 4).map((text) => cited(text, item))),
    ...section(headings.change, decision.what_would_change_it.slice(0, 3).map((text) => cited(text, item))),
    ...rule(desk),
    ...section(headings.missing, gapsOf(desk, ["facts", "patterns", "documents", "memories"])),
    ...conflicts
  ]
}

/** The advice without the reasons that stand below it. */
const advised = (
  { recommendation }: DecisionAnalysis,
  best: DecisionAnalysis["options"][number] | undefined
): string => {
  const reasons = [...(best?.pros ?? []), ...(best?.cons ?? [])].map((reason) => reason.replace(/\.$/, ""))
  const kept = sentencesOf(recommendation).filter((sentence) => !reasons.some((reason) => sentence.includes(reason)))
  return kept.length === 0 ? recommendation : kept.join(" ")
}

/** What the documents say on it, where they do. */
const rule = (desk: Desk): ReadonlyArray<string> => {
  const documents = desk.synthesis.items.filter((item) => item.kind === "document")
  return documents.length === 0
    ? []
    : writePassages({ ...desk, synthesis: { ...desk.synthesis, items: documents, complexity: "simple" } }).slice(0, 1)
}

/** The evidence stands in the table only where it is not among the reasons already. */
const criteria = (
  desk: Desk,
  decision: DecisionAnalysis,
  item: Marked | undefined,
  withEvidence: boolean
): ReadonlyArray<string> => {
  const { decision: words, format, headings } = desk.say
  const rows = decision.criteria.toSorted((a, b) => b.weight - a.weight).slice(0, 6)
  const [against, neither, supports] = words.supports
  return rows.length === 0 ? [] : [
    `**${headings.criteria}**\n\n${
      table(
        [words.criterion, words.weight, words.speaks, ...(withEvidence ? [words.evidence] : [])],
        rows.map(({ evidence, name, value, weight }) => [
          name,
          weight <= 1 ? format.percent(weight) : format.number(weight),
          value >= 0.6 ? supports : value <= 0.4 ? against : neither,
          ...(withEvidence ? [cited(evidence, ...supporting(desk, evidence, item))] : [])
        ])
      )
    }`
  ]
}

/** The facts that the line's own numbers come from, else the analysis that says it. */
const supporting = (desk: Desk, line: string, decision: Marked | undefined): ReadonlyArray<Marked> => {
  const numbers = numbersIn(line)
  const names = termsOf(desk.names)
  const words = new Set(Array.from(termsOf(line)).filter((term) => !names.has(term) && !/\d/.test(term)))
  const facts = desk.synthesis.items.filter((item) => item.kind === "fact").map((item) => {
    const known = numbersIn(item.text)
    const shared = numbers.filter((number) => known.includes(number))
    // A small whole number is in many facts by chance; one with cents, or a large one, is not.
    const telling = shared.some((number) => number >= 100 && number !== 365 || !Number.isInteger(number))
    const all = shared.length > 0 && shared.length === numbers.length && overlap(words, termsOf(item.text)) > 0
    return { item, shared: telling || all ? shared.length : 0 }
  }).filter(({ shared }) => shared > 0).toSorted((a, b) => b.shared - a.shared)
  const chosen = facts.slice(0, 2).map(({ item }) => item)
  const covered = chosen.flatMap((item) => numbersIn(item.text))
  // What the analysis has worked out itself stands in it alone.
  const own = chosen.length === 0 || numbers.some((number) => !covered.includes(number))
  return own && decision !== undefined ? [...chosen, decision] : chosen
}

/** In English or French writing, without regard to how many decimals are written. */
const numbersIn = (text: string): ReadonlyArray<number> =>
  Array.from(
    new Set(
      (text.match(/\d+(?:[.,\u00a0\u202f]\d+)*/g) ?? []).map((number) =>
        Number(number.replace(/[,\u00a0\u202f](?=\d{3}(?!\d))/g, "").replace(",", "."))
      ).filter(Number.isFinite)
    )
  )

const ended = (text: string): string => /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`
