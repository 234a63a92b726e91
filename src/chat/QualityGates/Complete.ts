/** The answer speaks of whom and what the question asked about, and does not plead ignorance of what is known. */
import type { Topic } from "../../domain/Evidence.ts"
import type { Synthesis } from "../Synthesis.ts"
import { core } from "./Cited.ts"
import type { Gate } from "./Finding.ts"
import type { Claiming } from "./Grounded.ts"
import { fold, stem, words } from "./Prose.ts"

export const gate = (text: string, sentences: ReadonlyArray<Claiming>, synthesis: Synthesis): Gate => {
  const folded = fold(text)
  const markers = new Set(sentences.flatMap(({ markers }) => markers))
  if (synthesis.intent === "conversation") return { gate: "complete", score: 1, hard: false, findings: [] }
  const unknowing = ignorance.test(folded)
  const people = entities(folded, markers, synthesis)
  const point = topics(folded, markers, unknowing, synthesis)
  const advice = decision(folded, synthesis)
  const parts = [people, point, advice].filter((part) => part !== undefined)
  const about = new Set(synthesis.entities.map(({ entity_id }) => entity_id))
  const nobody = people?.score === 0 &&
    synthesis.items.some(({ entity_id }) => entity_id !== undefined && about.has(entity_id))
  const oneSided = synthesis.intent === "comparison" && people !== undefined && people.score < 1 &&
    synthesis.entities.every(({ entity_id }) => synthesis.items.some((item) => item.entity_id === entity_id))
  const besides = synthesis.intent === "fact_lookup" && point?.score === 0 && answerable(synthesis)
  const evasive = unknowing && markers.size === 0 && synthesis.items.length > 0 && answerable(synthesis)
  const mean = parts.length === 0 ? 1 : parts.reduce((sum, { score }) => sum + score, 0) / parts.length
  return {
    gate: "complete",
    score: evasive ? Math.min(0.2, mean) : mean,
    hard: mean < 0.25 || evasive || nobody || oneSided || besides || advice?.score === 0,
    findings: [
      ...parts.flatMap(({ findings }) => findings),
      ...(evasive ? ["The answer says that it is not known, although there is evidence on it."] : [])
    ]
  }
}

interface Part {
  readonly score: number
  readonly findings: ReadonlyArray<string>
}

const entities = (folded: string, markers: ReadonlySet<string>, { entities, items }: Synthesis): Part | undefined => {
  if (entities.length === 0) return undefined
  const spoken = new Set(words(folded))
  const absent = entities.filter(({ entity_id, name }) => {
    if (folded.includes(core(name))) return false
    const [first = ""] = words(core(name))
    if (first.length > 2 && spoken.has(first)) return false
    return !(entities.length === 1 && items.some((item) => markers.has(item.marker) && item.entity_id === entity_id))
  })
  return {
    score: 1 - absent.length / entities.length,
    findings: absent.map(({ name }) => `The question is about ${name}, which the answer leaves out.`)
  }
}

const topics = (
  folded: string,
  markers: ReadonlySet<string>,
  unknowing: boolean,
  { items, topics }: Synthesis
): Part | undefined => {
  const asked = topics.slice(0, 2)
  if (asked.length === 0) return undefined
  const spoken = new Set(words(folded).map(stem))
  const covered = (topic: Topic) =>
    items.some((item) => item.topic === topic && markers.has(item.marker)) ||
    words(keywords[topic]).some((word) => spoken.has(stem(word))) ||
    (unknowing && !items.some((item) => item.topic === topic))
  const weights = asked.length === 1 ? [1] : [0.7, 0.3]
  const missing = asked.filter((topic) => !covered(topic))
  return {
    score: asked.reduce((sum, topic, i) => sum + (covered(topic) ? weights[i] ?? 0 : 0), 0),
    findings: missing.map((topic) =>
      `The question asks about ${topic.replace(/_/g, " ")}, which the answer leaves out.`
    )
  }
}

/** The advice that was computed is what the answer has to give. */
const decision = (folded: string, { decision, intent }: Synthesis): Part | undefined => {
  if (intent !== "decision_support" || decision === undefined) return undefined
  const wanted = new Set(words(decision.recommendation).filter((word) => word.length > 3).map(stem))
  const spoken = new Set(words(folded).map(stem))
  const share = wanted.size === 0 ? 1 : Array.from(wanted).filter((word) => spoken.has(word)).length / wanted.size
  const advises = /recommend|should|advis|suggest|would|conseil|recommand|devr|il vaut mieux|propos/.test(folded)
  const score = share >= 0.4 ? 1 : advises ? 0.6 : 0
  return { score, findings: score === 1 ? [] : ["The answer does not give the recommendation that was computed."] }
}

/** There is evidence on what was asked: on its topics, or of any kind where it names none. */
const answerable = ({ items, topics }: Synthesis): boolean =>
  topics.length === 0
    ? items.some(({ score }) => score > 0.5)
    : items.some(({ topic }) => topic !== undefined && topics.includes(topic))

/** The answer says that it does not know, in part or as a whole. */
export const ignorance =
  /\b(?:found (?:no|nothing)|(?:could|can|did) ?n[o']t find|cannot find|unable to find|not sure|do(?:es)? not know|don't know|not known|unknown|no (?:information|data|record|evidence|facts?)|cannot (?:say|tell|answer)|can't (?:say|tell|answer)|not available|nothing (?:is )?(?:known|found|was found|on record)|could not be (?:found|looked)|there (?:is|are|was|were) no\b|pas connu|inconnu|aucune? (?:information|donnee|facture|commande|element)|ne (?:sais|savons|permet|figure)|pas disponible|rien n'|rien trouve|trouve aucune?|ne sais pas)/

const keywords: Readonly<Record<Topic, string>> = {
  profile: "customer industry status since active client secteur statut depuis",
  terms: "terms days net payment conditions jours paiement echeance",
  credit: "credit limit limite plafond encours",
  exposure: "exposure utilization used limit exposition utilisation encours",
  orders: "orders order ordered commandes commande",
  rush_orders: "rush urgent expedited priority urgentes urgente priorite",
  revenue: "revenue sales turnover spend chiffre affaires ventes",
  invoices_open: "invoices invoice open unpaid outstanding owes owe factures facture ouvertes impayees doit",
  invoices_overdue: "overdue late past retard echues echue impayees owes",
  ageing: "ageing aging bucket overdue anciennete retard tranche",
  dso: "dso sales outstanding delai encaissement",
  payment_behaviour: "pays paid payment late early paiement paie retard avance",
  seasonality: "seasonal seasonality season month saisonnalite saison mois",
  last_activity: "last latest recent activity dernier derniere recente activite",
  details: "record details fiche coordonnees",
  order_record: "order status amount commande statut montant",
  invoice_record: "invoice due amount status facture montant echeance statut",
  portfolio: "customers total portfolio clients portefeuille"
}
