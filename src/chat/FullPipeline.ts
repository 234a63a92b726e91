/** The top rung: whom the question is about, what is known, what to advise, and the answer written from it. */
import { Clock, Context, Data, Effect, FiberSet, Layer } from "effect"
import type { Answer, Degradation } from "../domain/Answer.ts"
import type { Citation } from "../domain/Evidence.ts"
import type { Question } from "../domain/Question.ts"
import { isoDay } from "../domain/Time.ts"
import { Measures } from "../knowledge/Measures.ts"
import { Memories } from "../knowledge/Memories.ts"
import * as Deadline from "../resilience/Deadline.ts"
import type { ConversationState } from "../sessions/Sessions.ts"
import { AnswerReuse } from "./AnswerReuse.ts"
import { citationsOf, numberedAs, sourcesOf } from "./Citations.ts"
import * as Composer from "./Composer.ts"
import { contained } from "./Contained.ts"
import { confidence, synthesise } from "./ContextSynthesis.ts"
import { patternRef } from "./ContextSynthesis/Candidates.ts"
import { Conversation } from "./Conversation.ts"
import { DecisionSupport } from "./DecisionSupport.ts"
import { degradation } from "./Degradations.ts"
import { EntityResolution, type Subject } from "./EntityResolution.ts"
import type { Rung } from "./Ladder.ts"
import { withTheFirst } from "./Measuring/First.ts"
import { readingOf } from "./Measuring/Segments.ts"
import * as Meters from "./Meters.ts"
import { ResponseGeneration, unheard } from "./ResponseGeneration.ts"
import { Retrieval } from "./Retrieval.ts"
import { turnsFor } from "./Retrieval/Turns.ts"
import { share, type Stages } from "./Stages.ts"
import type { Found, Reading, Synthesis } from "./Synthesis.ts"

/** The business data could not be read: better an earlier answer than one made of nothing. */
export class NothingToAnswerFrom extends Data.TaggedError("NothingToAnswerFrom")<{
  readonly degradations: ReadonlyArray<Degradation>
}> {}

export interface Service {
  readonly answer: (question: Question, stages: Stages) => Effect.Effect<Rung, NothingToAnswerFrom>
  /** What can wait until the exchange is recorded: keeping the answer for others, learning what was said. */
  readonly after: (question: Question, answer: Answer, recorded: boolean) => Effect.Effect<void>
}

export class FullPipeline extends Context.Tag("holdfast/chat/FullPipeline")<FullPipeline, Service>() {}

const make = Effect.gen(function*() {
  const conversation = yield* Conversation
  const reuse = yield* AnswerReuse
  const resolution = yield* EntityResolution
  const retrieval = yield* Retrieval
  const decisions = yield* DecisionSupport
  const generation = yield* ResponseGeneration
  const memories = yield* Memories
  const measures = yield* Measures
  const background = yield* FiberSet.make()

  const stateOf = (question: Question, stages: Stages) =>
    stages.run(
      "conversation",
      conversation.state(question).pipe(
        contained("conversation"),
        Deadline.limited("conversation", { limit: share(question, 0.15, 1_000), reserve: 0 }),
        Effect.catchAll((error) =>
          Effect.zipRight(
            stages.degrade(degradation("conversation", error, "what this process remembers of the conversation")),
            conversation.remembered(question)
          )
        )
      )
    )

  const subjectOf = (question: Question, state: ConversationState, stages: Stages) =>
    stages.run(
      "entity_resolution",
      resolution.resolve(question, state).pipe(
        contained("entities"),
        Deadline.limited("entities", { limit: share(question, 0.2, 1_500), reserve: 0 }),
        Effect.map((subject) => ({ subject, known: true })),
        Effect.catchAll((error) =>
          Effect.as(stages.degrade(degradation("entities", error, "no customer could be looked up")), {
            subject: { query: question.query, entities: [], records: [], disambiguation: undefined },
            known: false
          })
        )
      )
    )

  const written = (synthesis: Synthesis, stages: Stages) =>
    Effect.gen(function*() {
      const generated = yield* stages.run(
        "generation",
        generation.generate(synthesis, stages.heard ? (text) => stages.publish({ _tag: "token", text }) : unheard)
      )
      yield* Effect.forEach(generated.degradations, stages.degrade, { discard: true })
      const citations = citationsOf(generated.text, synthesis)
      const rung: Rung = {
        text: generated.text,
        intent: synthesis.intent,
        complexity: synthesis.complexity,
        confidence: generated.generator === "template" ? 0.6 : confidence(synthesis),
        quality_score: generated.quality_score,
        passed_quality_gates: generated.passed_quality_gates,
        sources: sourcesOf(citations),
        citations,
        suggestions: generated.suggestions,
        entities: synthesis.entities,
        disambiguation: null,
        patterns: patternsUsed(synthesis, citations),
        decision: synthesis.decision ?? null,
        source: "full_pipeline",
        generator: generated.generator,
        model: generated.model,
        degraded: stages.degradations.length > 0,
        degradations: [...stages.degradations],
        usage: generated.usage
      }
      return rung
    })

  const answer = Effect.fn("FullPipeline.answer")(function*(question: Question, stages: Stages) {
    const state = yield* stateOf(question, stages)
    if (question.session_id !== undefined) Meters.conversation(state.turns.length)
    const again = yield* stages.run("answer_cache", reuse.find(question, state))
    if (again !== undefined) {
      return { ...again, degraded: stages.degradations.length > 0, degradations: [...stages.degradations] }
    }
    const { known, subject: named } = yield* subjectOf(question, state, stages)
    const now = yield* Clock.currentTimeMillis
    const { evidence: chosenBy, subject } = known
      ? yield* withTheFirst(measures, question, named, now, stages)
      : { evidence: [], subject: named }
    const reading = yield* readingOf(measures, question, subject, { now, state, known }, stages)
    if (subject.disambiguation !== undefined) return askingBack(subject, reading, subject.disambiguation, stages)
    const found = yield* stages.run("retrieval", retrieval.gather(question, subject, reading, known))
    yield* Effect.forEach(found.missing, stages.degrade, { discard: true })
    if (isEmptyHanded(found, reading)) {
      return yield* new NothingToAnswerFrom({ degradations: [...stages.degradations] })
    }
    // That the customers could not be looked up is missing too: the answer must not say that there is none of that name.
    const items = found.written === true ? found.items.filter(({ kind }) => kind !== "fact") : found.items
    const brought = {
      ...found,
      items: [...chosenBy, ...items, ...turnsFor(subject.query, state.turns)],
      missing: [...stages.degradations]
    }
    const today = isoDay(now)
    const decision = reading.intent === "decision_support"
      ? yield* stages.run(
        "decision_support",
        decisions.analyse({ question: subject.query, language: reading.language, entities: subject.entities, ...found })
      )
      : undefined
    const synthesis = yield* stages.run(
      "synthesis",
      Effect.sync(() => {
        const ranked = synthesise({
          question: subject.query,
          reading: found.written === true ? forDocuments(reading) : reading,
          entities: subject.entities,
          records: subject.records,
          found: brought,
          decision,
          today
        })
        return numberedAs(Composer.compose(ranked).text, ranked)
      })
    )
    return yield* written(synthesis, stages)
  })

  const after = Effect.fn("FullPipeline.after")(function*(question: Question, given: Answer, recorded: boolean) {
    yield* FiberSet.run(background, Deadline.none(reuse.keep(question, given)))
    if (!recorded || given.intent !== "conversation") return
    // So that "Remember that…" holds in the very next question; the queued job does the same again, harmlessly.
    yield* memories.learn(question.tenant, {
      source_id: given.answer_id,
      user_id: question.user_id,
      query: question.query,
      entity_ids: given.entities.map((entity) => entity.entity_id),
      said_at: yield* Clock.currentTimeMillis,
      ...(question.session_id === undefined ? {} : { session_id: question.session_id })
    }).pipe(
      contained("memories"),
      Deadline.limited("learning", { limit: 300, reserve: 20 }),
      Effect.catchAll((error) => Effect.logDebug("left to the queue", error._tag))
    )
  })

  return FullPipeline.of({ answer, after })
})

/** All of them where the question is about them or the advice weighs them; else those that the answer cites. */
const patternsUsed = ({ entities, intent, patterns }: Synthesis, citations: ReadonlyArray<Citation>) => {
  if (intent === "pattern_analysis" || intent === "decision_support") return patterns
  const cited = new Set(citations.map((citation) => citation.ref))
  return patterns.filter((pattern) => cited.has(patternRef(pattern, entities)))
}

const forDocuments = (reading: Reading): Reading => ({
  ...reading,
  intent: "document_question",
  measure: undefined,
  topics: []
})

/** True where the figures could not be read and nothing else came either: there is nothing to answer from. */
const isEmptyHanded = (found: Found, reading: Reading) =>
  reading.intent !== "conversation" &&
  found.items.length === 0 && found.patterns.length === 0 &&
  found.missing.some((part) => part.component === "facts" || part.component === "documents")

const askingBack = (
  subject: Subject,
  reading: Reading,
  disambiguation: NonNullable<Subject["disambiguation"]>,
  stages: Stages
): Rung => ({
  text: Composer.disambiguationText(disambiguation, reading.language),
  intent: reading.intent,
  complexity: reading.complexity,
  confidence: 0.5,
  quality_score: 1,
  passed_quality_gates: true,
  sources: ["Database"],
  citations: [],
  suggestions: disambiguation.options.slice(0, 3).map((option) => option.name),
  entities: subject.entities,
  disambiguation,
  patterns: [],
  decision: null,
  source: "full_pipeline",
  generator: "composer",
  model: "local/composer",
  degraded: stages.degradations.length > 0,
  degradations: [...stages.degradations],
  usage: null
})

export const layer: Layer.Layer<
  FullPipeline,
  never,
  Conversation | AnswerReuse | EntityResolution | Retrieval | DecisionSupport | ResponseGeneration | Memories | Measures
> = Layer.scoped(FullPipeline, make)
