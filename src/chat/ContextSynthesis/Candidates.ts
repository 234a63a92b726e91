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
      language === "fr" ? " : " : ": "
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

/** How sure the pattern is, in words: "Confidence 93%: more than chance would explain, p = 0.003". */
export const testInWords = (pattern: PatternInsight, language: Language): string => {
  const percent = Math.round(pattern.confidence * 100)
  const certain = language === "fr" ? `Confiance ${percent} %` : `Confidence ${percent}%`
  const p = [pattern.data["p_value"], pattern.data["p"]].find((value) => typeof value === "number")
  if (typeof p !== "number" || p < 0 || p > 1) return certain
  const [far, some, hardly] = chance[language]
  const colon = language === "fr" ? " :" : ":"
  return `${certain}${colon} ${p < 0.001 ? far : p <= 0.05 ? some : hardly}, p ${pInWords(p, language)}`
}

const chance: Readonly<Record<Language, readonly [far: string, some: string, hardly: string]>> = {
  en: ["far more than chance would explain", "more than chance would explain", "chance alone might explain it"],
  fr: [
    "bien plus que le hasard n'expliquerait",
    "plus que le hasard n'expliquerait",
    "le hasard seul pourrait l'expliquer"
  ]
}

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
