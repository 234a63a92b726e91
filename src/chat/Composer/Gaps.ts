/** Says in human words which source could not be looked at, and what that means for the answer. */
import type { Degradation, DegradationReason } from "../../domain/Answer.ts"
import type { Language } from "../Synthesis.ts"

export type Source =
  | "facts"
  | "patterns"
  | "memories"
  | "documents"
  | "entities"
  | "decision"
  | "conversation"
  | "other"

export const sourceOf = (component: string): Source => {
  const name = component.toLowerCase()
  return parts.find(([, pattern]) => pattern.test(name))?.[0] ?? "other"
}

const parts: ReadonlyArray<readonly [Source, RegExp]> = [
  ["patterns", /pattern/],
  ["decision", /decision/],
  ["memories", /memor/],
  ["documents", /document|vector|passage/],
  ["entities", /entit/],
  ["conversation", /conversation|session/],
  ["facts", /fact|domain|database|rows/]
]

/** One sentence: what could not be read and why. */
export const gap = (missing: Degradation, language: Language): string => {
  const source = sourceOf(missing.component)
  const [subject, plural] = names[language][source]
  // That it failed is said already.
  const why = missing.reason === "error" ? "" : ` (${reasons[language][missing.reason]})`
  const special = parted[missing.component]
  if (special !== undefined) return special[language]
  const one = /^patterns?\./.test(missing.component)
  return language === "fr"
    ? one ?
      `Une partie de l'analyse des tendances n'a pas pu être faite${why}.`
      : `${subject} n'${plural ? "ont" : "a"} pas pu être ${agreement[source]}${why}.`
    : one ?
    `Part of the pattern analysis could not be done${why}.`
    : `${subject} could not be ${source === "decision" || source === "patterns" ? "done" : "read"} just now${why}.`
}

/** What a part of a source that did not do its work means. */
const parted: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "facts.overview": {
    en: "The figures of the whole business could not be brought up to date for a while.",
    fr: "Les chiffres de l'ensemble de l'entreprise n'ont pas pu être mis à jour depuis un moment."
  },
  "documents.reworded": {
    en: "The documents could be searched in the question's own words only.",
    fr: "Les documents n'ont pu être consultés qu'avec les mots de la question."
  }
}

/** Subjects of sentences, and whether they are plural. */
const names: Readonly<Record<Language, Readonly<Record<Source, readonly [string, boolean]>>>> = {
  en: {
    facts: ["The customer records", true],
    patterns: ["The pattern analysis", false],
    memories: ["What you told me earlier", false],
    documents: ["The documents", true],
    entities: ["The list of customers", false],
    decision: ["The weighing of the decision", false],
    conversation: ["Our conversation so far", false],
    other: ["One of the sources", false]
  },
  fr: {
    facts: ["Les fiches clients", true],
    patterns: ["L'analyse des tendances", false],
    memories: ["Vos notes précédentes", true],
    documents: ["Les documents", true],
    entities: ["La liste des clients", false],
    decision: ["L'évaluation de la décision", false],
    conversation: ["La conversation précédente", false],
    other: ["Une des sources", false]
  }
}

const agreement: Readonly<Record<Source, string>> = {
  facts: "lues",
  patterns: "faite",
  memories: "lues",
  documents: "consultés",
  entities: "lue",
  decision: "faite",
  conversation: "lue",
  other: "lue"
}

const reasons: Readonly<Record<Language, Readonly<Record<DegradationReason, string>>>> = {
  en: {
    timeout: "no answer in time",
    deadline: "no time was left",
    circuit_open: "it has been failing and is being given a rest",
    rate_limited: "too many requests at the moment",
    unavailable: "it cannot be reached",
    low_quality: "the result was not good enough",
    error: "it failed"
  },
  fr: {
    timeout: "pas de réponse à temps",
    deadline: "le temps a manqué",
    circuit_open: "pannes répétées, nouvelle tentative plus tard",
    rate_limited: "trop de demandes en ce moment",
    unavailable: "source injoignable",
    low_quality: "résultat insuffisant",
    error: "une erreur est survenue"
  }
}
