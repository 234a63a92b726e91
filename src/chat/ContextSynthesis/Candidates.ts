/** Patterns and the decision as evidence like any other, so that they are ranked and cited too. */
import type { DecisionAnalysis } from "../../domain/Decision.ts"
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Evidence } from "../../domain/Evidence.ts"
import type { PatternInsight } from "../../domain/Pattern.ts"
import type { Language } from "../Synthesis.ts"

export const ofPattern = (
  pattern: PatternInsight,
  entities: ReadonlyArray<ResolvedEntity>,
  language: Language
): Evidence => {
  const customer = customerOf(pattern, entities)
  return {
    kind: "pattern",
    ref: patternRef(pattern, entities),
    title: [customer?.name, patternTitle(pattern.pattern_type, language)].filter((part) => part !== undefined).join(
      ": "
    ),
    text: [pattern.insight, `${testInWords(pattern, language)}.`, pattern.recommendation]
      .filter((part) => part.trim() !== "").join(" "),
    score: Math.min(1, (pattern.confidence + pattern.significance) / 2),
    data: pattern.data,
    ...(customer === undefined ? {} : { entity_id: customer.entity_id })
  }
}

export const patternRef = (pattern: PatternInsight, entities: ReadonlyArray<ResolvedEntity>): string =>
  `pattern:${customerOf(pattern, entities)?.entity_id ?? "unknown"}/${pattern.pattern_type}`

/** Whose pattern it is: as its data says, else whom its words name, else the only one there is. */
export const customerOf = (pattern: PatternInsight, entities: ReadonlyArray<ResolvedEntity>) =>
  entities.find((entity) => entity.entity_id === pattern.data["customer_id"]) ??
    entities.find((entity) => pattern.insight.includes(entity.name)) ?? entities[0]

/** How sure the pattern is and by which test: "confidence 93%; exact Poisson test, p = 0.003". */
export const testInWords = (pattern: PatternInsight, language: Language): string => {
  const percent = Math.round(pattern.confidence * 100)
  const certain = language === "fr" ? `Confiance ${percent} %` : `Confidence ${percent}%`
  const test = pattern.data["test"]
  const p = [pattern.data["p_value"], pattern.data["p"]].find((value) => typeof value === "number")
  if (typeof test !== "string" || test.trim() === "") return certain
  const named = (test.split(/[,;(]/)[0] ?? "").replaceAll("_", " ").trim()
  const shown = typeof p === "number" && p >= 0 && p <= 1 ? `, p ${pInWords(p, language)}` : ""
  return `${certain} (${testName(named, language)}${shown})`
}

const testName = (test: string, language: Language): string => {
  if (language === "en") return /\btests?\b|regression|gaps?\b/i.test(test) ? test : `${test} test`
  const found = frenchTests.find(([pattern]) => pattern.test(test))
  return found === undefined ? test : found[1]
}

const frenchTests: ReadonlyArray<readonly [RegExp, string]> = [
  [/poisson/i, "test exact de Poisson"],
  [/binomial/i, "test binomial exact"],
  [/welch.*mann/i, "tests de Welch et de Mann-Whitney"],
  [/welch/i, "test de Welch"],
  [/robust z/i, "score z robuste"],
  [/length of the gap/i, "longueur des pauses comparée aux pauses habituelles"],
  [/regression|slope|theil|kendall/i, "régression"]
]

const pInWords = (p: number, language: Language) => {
  const shown = p < 0.001 ? "< 0.001" : `= ${p < 0.01 ? p.toFixed(3) : p.toFixed(2)}`
  return language === "fr" ? shown.replace(".", ",") : shown
}

const titles: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  rush_order_frequency: { en: "Rush orders", fr: "Commandes urgentes" },
  payment_timing_shift: { en: "Payment timing", fr: "Dates de paiement" },
  anomaly: { en: "Unusual orders", fr: "Commandes inhabituelles" },
  order_volume_trend: { en: "Order volume", fr: "Volume des commandes" },
  seasonality: { en: "Seasonality", fr: "Saisonnalité" },
  credit_utilization: { en: "Use of credit", fr: "Utilisation du crédit" }
}

export const patternTitle = (pattern_type: string, language: Language): string => {
  const words = pattern_type.replaceAll("_", " ").trim()
  return titles[pattern_type]?.[language] ??
    (words === "" ? "Pattern" : words.slice(0, 1).toUpperCase() + words.slice(1))
}

export const ofDecision = (decision: DecisionAnalysis, language: Language): Evidence => ({
  kind: "decision",
  ref: `decision:${decision.kind}`,
  title: language === "fr" ? "Aide à la décision" : "Decision analysis",
  text: [
    sentence(decision.recommendation),
    language === "fr"
      ? `Confiance ${Math.round(decision.confidence * 100)} %.`
      : `Confidence ${Math.round(decision.confidence * 100)}%.`,
    ...decision.criteria.map((criterion) => sentence(`${criterion.name}: ${criterion.evidence}`)),
    ...decision.options.map((option) =>
      sentence(`${option.option} (${option.score.toFixed(2)}): ${[...option.pros, ...option.cons].join("; ")}`)
    ),
    ...decision.risks.map((risk) => sentence(`${risk.risk} (${risk.likelihood}/${risk.impact}): ${risk.mitigation}`)),
    ...decision.conditions.map(sentence),
    ...decision.what_would_change_it.map(sentence)
  ].filter((part) => part !== "").join(" "),
  score: 1
})

const sentence = (text: string) => {
  const trimmed = text.trim()
  return trimmed === "" || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
