/** Advice on a decision: the recommendation first, then what it rests on, what could go wrong, what would change it. */
import type { DecisionAnalysis } from "../../domain/Decision.ts"
import type { Topic } from "../../domain/Evidence.ts"
import { overlap, sentencesOf, termsOf } from "../ContextSynthesis/Sentences.ts"
import { phrasesOf } from "../DecisionSupport/Judged.ts"
import { criterionNames } from "../DecisionSupport/Scoring.ts"
import type { CriterionName } from "../DecisionSupport/Weights.ts"
import type { Marked } from "../Synthesis.ts"
import { bullets, cited, type Desk, gapsOf, lowerFirst, readable, section } from "./Desk.ts"
import { writePassages } from "./Passages.ts"
import { figures } from "./Status.ts"
import { writeTarget } from "./Target.ts"

export const writeDecision = (desk: Desk): ReadonlyArray<string> => {
  const { conflicts, decision, entities } = desk.synthesis
  if (decision === undefined) {
    const known = entities.slice(0, 2).flatMap((entity) => figures(desk, entity))
    return known.length === 0 ? [] : [desk.say.decision.noAnalysis, ...bullets(known)]
  }
  const { headings } = desk.say
  const item = desk.synthesis.items.find((one) => one.kind === "decision")
  const unread = gapsOf(desk, ["facts", "entities"])
  // Where nothing is known because nothing could be read, neutral scores are no advice.
  if (unread.length > 0 && (entities.length === 0 || decision.confidence === 0)) {
    return [[desk.say.nothingButGaps(desk.names), ...unread, desk.say.tryAgain].join(" "), ...rule(desk)]
  }
  const options = decision.options.toSorted((a, b) => b.score - a.score)
  const best = options[0]
  if (best === undefined) return [cited(ended(decision.recommendation), item), ...rule(desk)]
  const reasons = entities.length > 1 ? ofEach(desk, decision, item) : ofBest(desk, decision, best, item)
  const risks = decision.risks.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, 2)
  const change = decision.what_would_change_it.slice(0, 2)
  return [
    [writeTarget(desk), advised(desk, decision, item), ...reasons.first].filter((part) => part !== undefined).join(" "),
    ...reasons.rest,
    ...section(
      headings.risks,
      risks.map((risk) => {
        const told = desk.say.decision.risk({ ...risk, risk: bare(readable(desk, risk.risk)) }, desk.say.decision.level)
        return cited(told, ...supporting(desk, risk.risk, item).filter(isPattern), item)
      })
    ),
    ...section(headings.conditions, decision.conditions.slice(0, 4).map((text) => cited(text, item))),
    ...section(headings.change, change.map((text) => cited(text, item))),
    ...rule(desk),
    ...section(headings.missing, gapsOf(desk, ["facts", "patterns", "documents", "memories"])),
    ...conflicts
  ]
}

/** The advice and how sure it is, without the reasons that stand after it. */
const advised = (desk: Desk, decision: DecisionAnalysis, item: Marked | undefined): string => {
  const { format, headings } = desk.say
  const reasons = decision.options.flatMap(({ cons, pros }) => [...pros, ...cons]).map((one) => one.replace(/\.$/, ""))
  const kept = sentencesOf(decision.recommendation).filter((sentence) => !reasons.some((one) => sentence.includes(one)))
  const advice = kept.length === 0 ? decision.recommendation : kept.join(" ")
  const thin = decision.confidence < thinly
  return `**${thin ? headings.tentative : headings.recommendation}${desk.say.colon}** ${cited(ended(advice), item)} ${
    cited(desk.say.decision.confidence(format.percent(decision.confidence)), item)
  }${thin ? ` ${desk.say.decision.thin}` : ""}`
}

/** Below this confidence too little is known for advice to be more than a first idea. */
const thinly = 0.4

type Option = DecisionAnalysis["options"][number]
interface Reasons {
  readonly first: ReadonlyArray<string>
  readonly rest: ReadonlyArray<string>
}

/** What decides it stands in the first paragraph; the other reasons follow, each once. */
const ofBest = (desk: Desk, decision: DecisionAnalysis, best: Option, item: Marked | undefined): Reasons => {
  const { headings } = desk.say
  const reason = (text: string) => reasoned(desk, decision, text, item)
  // What holds for every option in the middle, whatever the numbers are, decides nothing.
  const { con, pro } = phrasesOf[desk.synthesis.language].middle
  const [decisive, ...pros] = best.pros.filter((text) => text !== pro)
  const cons = best.cons.filter((text) => text !== con)
  return {
    first: decisive === undefined ? [] : [desk.say.decision.decisive(reason(decisive))],
    rest: [
      ...section(headings.reasonsFor, pros.slice(0, 3).map(reason)),
      ...section(headings.reasonsAgainst, cons.slice(0, 3).map(reason))
    ]
  }
}

/** Several customers: what speaks for and against each, under its name. */
const ofEach = (desk: Desk, decision: DecisionAnalysis, item: Marked | undefined): Reasons => {
  const { decision: words, semicolon } = desk.say
  const side = (label: string, reasons: ReadonlyArray<string>) =>
    reasons.length === 0
      ? []
      : [`${label}${desk.say.colon} ${
        reasons.slice(0, 2).map((text) => lowerFirst(reasoned(desk, decision, text, item))).join(semicolon)
      }`]
  return {
    first: [],
    rest: decision.options.flatMap((option) => {
      const whom = desk.synthesis.entities.find(({ name }) => option.option.includes(name))
      return whom === undefined
        ? []
        : section(whom.name, [...side(words.inFavour, option.pros), ...side(words.against, option.cons)])
    })
  }
}

const reasoned = (desk: Desk, decision: DecisionAnalysis, text: string, item: Marked | undefined): string => {
  const sources = sourcesOf(desk, decision, text)
  return sources.length > 0
    ? cited(bare(readable(desk, text)), ...sources)
    : cited(readable(desk, text), ...supporting(desk, text, item))
}

/** Without what stands in brackets at its end: the marker says where it comes from. */
const bare = (text: string): string => text.replace(/ \((?:[^()]|\([^()]*\))*\)(?=\.?$)/, "")

/** The facts or the pattern that a criterion of ours is measured by. */
const sourcesOf = (desk: Desk, decision: DecisionAnalysis, text: string): ReadonlyArray<Marked> => {
  const name = decision.criteria.find(({ evidence }) => evidence === text)?.name
  if (name === undefined) return []
  const { entities, items, language } = desk.synthesis
  const whom = entities.length === 1 ? entities[0] : entities.find((entity) => name.startsWith(entity.name))
  const criterion = criterionNames.find((one) =>
    name.toLowerCase().endsWith(phrasesOf[language].criterion[one].toLowerCase())
  )
  if (criterion === undefined) return []
  const { pattern, topics } = measuredBy[criterion]
  const candidates = items.filter((one) =>
    one.entity_id === whom?.entity_id &&
    (one.kind === "fact"
      ? topics.some((topic) => topic === one.topic)
      : isPattern(one) && one.ref.endsWith(`/${pattern}`))
  )
  const numbers = numbersIn(text)
  const telling = candidates.filter((one) => {
    const known = numbersIn(one.text)
    return numbers.some((number) => known.includes(number))
  })
  return telling.length > 0 ? telling.slice(0, 2) : candidates.slice(0, 1)
}

const measuredBy: Readonly<
  Record<CriterionName, { readonly topics: ReadonlyArray<Topic>; readonly pattern?: string }>
> = {
  payment_behaviour: { topics: ["payment_behaviour"], pattern: "payment_timing_shift" },
  payment_trend: { topics: ["payment_behaviour"], pattern: "payment_timing_shift" },
  overdue_share: { topics: ["invoices_overdue", "invoices_open"] },
  oldest_overdue: { topics: ["invoices_overdue"] },
  credit_utilization: { topics: ["exposure"] },
  revenue_growth: { topics: ["revenue"] },
  order_volume: { topics: ["orders"] },
  track_record: { topics: ["orders"] },
  current_terms: { topics: ["terms"] },
  dso_over_terms: { topics: ["dso", "terms"] },
  rush_share: { topics: ["rush_orders"] },
  rush_trend: { topics: ["rush_orders"], pattern: "rush_order_frequency" }
}

const isPattern = (item: Marked) => item.kind === "pattern"

const levels = { low: 1, medium: 2, high: 3 } as const
const weightOf = ({ impact, likelihood }: DecisionAnalysis["risks"][number]) => levels[impact] * levels[likelihood]

/** What the documents say on it, where they clearly do. */
const rule = (desk: Desk): ReadonlyArray<string> => {
  const documents = desk.synthesis.items.filter((item) => item.kind === "document")
  const synthesis = { ...desk.synthesis, items: documents, complexity: "simple" as const }
  return documents.length === 0 ? [] : writePassages({ ...desk, synthesis }, 0.55).slice(0, 1)
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
