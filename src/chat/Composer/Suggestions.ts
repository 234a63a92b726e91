/** Up to three questions that would lead further from this answer. */
import { telling } from "../ContextSynthesis/Currencies.ts"
import { sheetOf } from "../ContextSynthesis/Sheet.ts"
import { plain } from "../Reading/Words.ts"
import type { Language, Synthesis } from "../Synthesis.ts"
import { de } from "./Elision.ts"

export const suggestionsFor = (synthesis: Synthesis): ReadonlyArray<string> => {
  const asked = plain(synthesis.question).replace(/[^\p{L}\p{N}]+/gu, " ").trim()
  return Array.from(new Set(candidates(synthesis)))
    .filter((suggestion) => plain(suggestion).replace(/[^\p{L}\p{N}]+/gu, " ").trim() !== asked)
    .slice(0, 3)
}

const candidates = (synthesis: Synthesis): ReadonlyArray<string> => {
  const { entities, intent, language, topics } = synthesis
  const ask = questions[language]
  const [first, second] = entities
  if (first === undefined) return [ask.overall, ask.mostOverdue, ask.policy]
  if (second !== undefined) {
    return [ask.patterns(first.name), ask.patterns(second.name), ask.status(first.name), ask.status(second.name)]
  }
  const { name } = first
  const sheet = sheetOf(synthesis.items, first.entity_id)
  const overdue = sheet.invoices_overdue !== undefined && telling(sheet.invoices_overdue.figures).length > 0
  const decision = synthesis.patterns.some((pattern) => pattern.pattern_type === "rush_order_frequency")
    ? ask.rush(name)
    : overdue
    ? ask.hold(name)
    : (sheet.exposure?.figures.utilization ?? 0) > 0.8
    ? ask.limit(name)
    : ask.terms(name)
  switch (intent) {
    case "status":
      return [ask.patterns(name), overdue ? ask.overdue(name) : ask.late(name), decision]
    case "pattern_analysis":
      return [decision, ask.overdue(name), ask.status(name)]
    case "decision_support":
      return [ask.late(name), ask.overdue(name), ask.patterns(name)]
    case "fact_lookup":
      return topics.includes("invoices_overdue") || topics.includes("invoices_open") || topics.includes("ageing")
        ? [ask.late(name), ask.patterns(name), decision]
        : topics.includes("orders") || topics.includes("rush_orders") || topics.includes("revenue")
        ? [ask.patterns(name), ask.overdue(name), ask.status(name)]
        : [ask.overdue(name), ask.patterns(name), ask.status(name)]
    default:
      return [ask.status(name), ask.overdue(name), ask.patterns(name)]
  }
}

interface Asked {
  readonly overall: string
  readonly mostOverdue: string
  readonly policy: string
  readonly status: (name: string) => string
  readonly patterns: (name: string) => string
  readonly overdue: (name: string) => string
  readonly late: (name: string) => string
  readonly terms: (name: string) => string
  readonly limit: (name: string) => string
  readonly hold: (name: string) => string
  readonly rush: (name: string) => string
}

const questions: Readonly<Record<Language, Asked>> = {
  en: {
    overall: "How is the business doing overall?",
    mostOverdue: "Which customers owe us the most that is overdue?",
    policy: "What happens when an invoice is overdue?",
    status: (name) => `What is the status of ${name}?`,
    patterns: (name) => `What patterns do you see with ${name}?`,
    overdue: (name) => `How much does ${name} owe us that is overdue?`,
    late: (name) => `How late does ${name} pay on average?`,
    terms: (name) => `Should we extend payment terms to ${name}?`,
    limit: (name) => `Should we raise the credit limit of ${name}?`,
    hold: (name) => `Should we hold shipments to ${name}?`,
    rush: (name) => `Should we accept another rush order from ${name}?`
  },
  fr: {
    overall: "Comment vont les affaires dans l'ensemble ?",
    mostOverdue: "Quels clients nous doivent le plus d'échu ?",
    policy: "Que faire en cas de facture échue ?",
    status: (name) => `Quelle est la situation ${de(name)} ?`,
    patterns: (name) => `Quelles tendances vois-tu chez ${name} ?`,
    overdue: (name) => `Combien ${name} nous doit-il d'échu ?`,
    late: (name) => `Avec quel retard ${name} paie-t-il en moyenne ?`,
    terms: (name) => `Faut-il allonger le délai de paiement ${de(name)} ?`,
    limit: (name) => `Faut-il relever le plafond de crédit ${de(name)} ?`,
    hold: (name) => `Faut-il suspendre les livraisons à ${name} ?`,
    rush: (name) => `Faut-il accepter une autre commande urgente ${de(name)} ?`
  }
}
