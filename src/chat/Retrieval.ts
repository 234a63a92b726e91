/** Gathers facts, patterns, memories and documents side by side under one budget; what is late or broken is named. */
import { Array, Clock, Context, Effect, Layer } from "effect"
import type { Degradation } from "../domain/Answer.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { PatternInsight, PatternReport } from "../domain/Pattern.ts"
import type { Question } from "../domain/Question.ts"
import { Documents } from "../knowledge/Documents.ts"
import { Facts } from "../knowledge/Facts.ts"
import { Measures } from "../knowledge/Measures.ts"
import { Memories } from "../knowledge/Memories.ts"
import { Patterns } from "../knowledge/Patterns.ts"
import type { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import * as Guard from "../resilience/Guard.ts"
import * as Omissions from "../resilience/Omissions.ts"
import * as PartialGather from "../resilience/PartialGather.ts"
import { overlap, termsOf } from "./ContextSynthesis/Sentences.ts"
import { degradation } from "./Degradations.ts"
import type { Subject } from "./EntityResolution.ts"
import { measured } from "./Measuring.ts"
import * as Meters from "./Meters.ts"
import { asksAllNotes, earlierOf, timeOfNotes } from "./Reading/Earlier.ts"
import { nameIn } from "./Reading/Naming.ts"
import { askedOfNotes, inNotes } from "./Reading/Talk.ts"
import { onlyAsked } from "./Retrieval/Details.ts"
import * as Passages from "./Retrieval/Passages.ts"
import { share } from "./Stages.ts"
import type { Found, Reading, Untested } from "./Synthesis.ts"

export interface Service {
  /** Never fails: a source that did not deliver is in `missing`. */
  readonly gather: (
    question: Question,
    subject: Subject,
    reading: Reading,
    /** False where it is not known whom the question is about: then no figures of the whole business stand in. */
    subjectKnown: boolean
  ) => Effect.Effect<Found>
}

export class Retrieval extends Context.Tag("holdfast/chat/Retrieval")<Retrieval, Service>() {}

/** Time limits: for everything together, and what the stages after it are left of the deadline. */
export class RetrievalLimits extends Context.Reference<RetrievalLimits>()("holdfast/chat/RetrievalLimits", {
  defaultValue: () => ({ limit: 5_000, reserve: 500, part: 4_500, customers: 5 })
}) {}

interface Part {
  readonly items: ReadonlyArray<Evidence>
  readonly patterns: ReadonlyArray<PatternInsight>
  readonly missing: ReadonlyArray<Degradation>
  readonly untested: ReadonlyArray<Untested>
  readonly written: boolean
  readonly unsaid: ReadonlyArray<string>
}

const none: Part = { items: [], patterns: [], missing: [], untested: [], written: false, unsaid: [] }
const onlyItems = (items: ReadonlyArray<Evidence>): Part => ({ ...none, items })

const make = Effect.gen(function*() {
  const limits = yield* RetrievalLimits
  const facts = yield* Facts
  const measures = yield* Measures
  const patterns = yield* Patterns
  const memories = yield* Memories
  const documents = yield* Documents
  const findPassages = Passages.find(documents)
  const guards = yield* Effect.all({
    facts: Guard.make("facts", { timeout: limits.part }),
    patterns: Guard.make("patterns", { timeout: limits.part }),
    memories: Guard.make("memories", { timeout: limits.part }),
    documents: Guard.make("documents", { timeout: limits.part })
  })

  const findFacts = (question: Question, subject: Subject, reading: Reading, subjectKnown: boolean) => {
    const about = subject.entities.length > 0 || subject.records.length > 0
      ? facts.about(question.tenant, subject)
      : Effect.succeed([])
    if (!subjectKnown) return about
    if (reading.measure === undefined) {
      if (subject.entities.length + subject.records.length > 0) return about
      // Figures of the whole business say nothing of a name that no customer has.
      return nameIn(subject.query) === undefined ? facts.portfolio(question.tenant) : Effect.succeed([])
    }
    // The whole business is not looked over for a question that names its numbers.
    return Effect.zipWith(
      measured(measures, question.tenant, subject, reading.measure),
      about,
      (asked, known) => [...asked, ...known],
      { concurrent: true }
    )
  }

  const findPatterns = (question: Question, subject: Subject) =>
    Effect.forEach(
      Array.take(subject.entities, limits.customers),
      (entity) =>
        Effect.map(patterns.forCustomer(question.tenant, entity.entity_id), (report): Part => ({
          ...none,
          patterns: report.patterns.map((pattern) => ({
            ...pattern,
            data: { ...pattern.data, customer_id: entity.entity_id }
          })),
          untested: untestedOf(report),
          missing: report.missing.filter((detector) => !isTooLittle(detector)).map((detector) => ({
            component: `patterns.${detector.pattern_type}`,
            reason: "error" as const,
            detail: detector.reason,
            used_instead: "the other patterns"
          }))
        })),
      { concurrency: 2 }
    ).pipe(
      Effect.map(combine),
      // The customer went away between resolution and here: there is nothing to find about it.
      Effect.catchTag("NotFound", () => Effect.succeed(none))
    )

  /** Those in another word than the question's come first: they are judged by it. */
  const findNotes = Effect.fnUntraced(function*(question: Question, recall: Parameters<typeof memories.recall>[1]) {
    const otherwise = inNotes(recall.query, recall.entity_ids.length > 0)
    const found = yield* memories.recall(question.tenant, recall)
    if (otherwise === undefined) return found
    const more = yield* memories.recall(question.tenant, { ...recall, query: otherwise }).pipe(
      Effect.catchAll((error) =>
        Effect.as(
          Omissions.note({ component: "memories", error, used_instead: "the notes in the question's words" }),
          []
        )
      )
    )
    const worded = more.filter(({ text }) => overlap(termsOf(otherwise), termsOf(text)) > 0)
      .map((note): Evidence => ({ ...note, reworded: { question: otherwise, read: [] } }))
    return Array.dedupeWith([...worded, ...found], (one, other) => one.ref === other.ref)
  })

  const gather = Effect.fn("Retrieval.gather")(
    function*(question: Question, subject: Subject, reading: Reading, subjectKnown: boolean) {
      const entity_ids = subject.entities.map((entity) => entity.entity_id)
      const { user_id } = question
      const recall = entity_ids.length === 0 && asksAllNotes(subject.query)
        ? { query: "", user_id, entity_ids, said: timeOfNotes(subject.query, yield* Clock.currentTimeMillis) }
        : { query: askedOfNotes(subject.query), user_id, entity_ids }
      const omissions: Array<Omissions.Omission> = []
      const { failed, found } = yield* PartialGather.gather({
        facts: guards.facts.protect(Effect.map(findFacts(question, subject, reading, subjectKnown), onlyItems)),
        patterns: guards.patterns.protect(findPatterns(question, subject)),
        memories: guards.memories.protect(
          earlierOf(subject.query) === undefined
            ? Meters.memories(Effect.map(findNotes(question, recall), onlyItems))
            : Effect.succeed(none)
        ),
        documents: reading.intent === "conversation"
          ? Effect.succeed(none)
          : guards.documents.protect(
            Effect.map(findPassages(question, subject, reading), (texts) => ({ ...none, ...texts })).pipe(
              Meters.documents
            )
          )
      }, { limit: limits.limit, reserve: share(question, 0.2, limits.reserve) }).pipe(Omissions.into(omissions))
      const parts = combine(
        [found.facts, found.patterns, found.memories, found.documents].filter((part) => part !== undefined)
      )
      return {
        ...parts,
        items: onlyAsked(parts.items, subject.query, subject.entities.map(({ name }) => name), reading),
        missing: [
          ...parts.missing,
          ...Array.dedupeWith(omissions, (one, other) => one.component === other.component)
            .map(({ component, error, used_instead }) => degradation(component, error, used_instead)),
          ...failed.map(({ error, part }) => degradation(part, error, standIn))
        ]
      }
    }
  )

  return Retrieval.of({ gather })
})

const standIn = "what the other sources brought"

const combine = (parts: ReadonlyArray<Part>): Part => ({
  items: parts.flatMap((part) => part.items),
  patterns: parts.flatMap((part) => part.patterns),
  missing: parts.flatMap((part) => part.missing),
  untested: parts.flatMap((part) => part.untested),
  written: parts.some((part) => part.written),
  unsaid: parts.flatMap((part) => part.unsaid)
})

const isTooLittle = ({ reason }: PatternReport["missing"][number]): boolean => reason.startsWith("too little data")

const untestedOf = ({ entity_id, missing, patterns }: PatternReport): ReadonlyArray<Untested> => {
  const pattern_types = missing.filter(isTooLittle).map(({ pattern_type }) => pattern_type)
  const wholly = patterns.length === 0 && commonest.every((one) => pattern_types.includes(one))
  return pattern_types.length === 0 ? [] : [{ entity_id, pattern_types, wholly }]
}

/** What can be tested wherever there is any history. */
const commonest = ["anomaly", "order_volume_trend", "payment_timing_shift", "rush_order_frequency"]

export const layer: Layer.Layer<
  Retrieval,
  never,
  Facts | Measures | Patterns | Memories | Documents | CircuitBreakers
> = Layer
  .effect(Retrieval, make)
