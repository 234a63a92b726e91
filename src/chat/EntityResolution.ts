/** Settles whom a question is about; takes the reply to an earlier "which one?" as the choice it is, and learns from it. */
import { Context, Effect, Layer } from "effect"
import type { Disambiguation, NamedRecord, ResolvedEntity } from "../domain/Entity.ts"
import type { Question } from "../domain/Question.ts"
import { Entities, type Resolution } from "../knowledge/Entities.ts"
import type { ConversationState } from "../sessions/Sessions.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Subject {
  /** What is to be answered: the question asked, or the one that was waiting for this reply. */
  readonly query: string
  readonly entities: ReadonlyArray<ResolvedEntity>
  readonly records: ReadonlyArray<NamedRecord>
  readonly disambiguation: Disambiguation | undefined
}

export interface Service {
  readonly resolve: (question: Question, state: ConversationState) => Effect.Effect<Subject, StoreError>
}

export class EntityResolution extends Context.Tag("holdfast/chat/EntityResolution")<EntityResolution, Service>() {}

const make = Effect.map(Entities, (entities) => {
  const lookUp = (question: Question, state: ConversationState, query: string) =>
    Effect.map(
      entities.resolve(question.tenant, query, { user_id: question.user_id, recent: state.recent }),
      (found): Subject => ({ query, ...found })
    )

  const resolve = Effect.fn("EntityResolution.resolve")(function*(question: Question, state: ConversationState) {
    const { pending } = state
    if (pending === undefined) return yield* lookUp(question, state, question.query)
    const chosen = yield* entities.choose(question.tenant, question.query, pending.disambiguation)
    if (chosen === undefined) return yield* lookUp(question, state, question.query)
    yield* entities.addAlias(question.tenant, {
      alias: pending.disambiguation.mention,
      entity_id: chosen.entity_id,
      user_id: question.user_id,
      source: "disambiguation"
    }).pipe(Effect.catchTag("NotFound", () => Effect.logWarning("the chosen customer has been deleted meanwhile")))
    const found = yield* entities.resolve(question.tenant, pending.query, {
      user_id: question.user_id,
      recent: state.recent
    })
    return { query: pending.query, ...settled(found, pending.disambiguation, chosen) }
  })

  return EntityResolution.of({ resolve })
})

/** The choice stands whatever the second look says, and the mention it settles is not asked about again. */
const settled = (found: Resolution, offered: Disambiguation, chosen: ResolvedEntity): Resolution => {
  const offeredIds = new Set(offered.options.map((option) => option.entity_id))
  const others = found.entities.filter((entity) => !offeredIds.has(entity.entity_id))
  const asksAgain = found.disambiguation !== undefined &&
    found.disambiguation.options.some((option) => offeredIds.has(option.entity_id))
  return {
    entities: [chosen, ...others],
    records: found.records,
    disambiguation: asksAgain ? undefined : found.disambiguation
  }
}

export const layer: Layer.Layer<EntityResolution, never, Entities> = Layer.effect(EntityResolution, make)
