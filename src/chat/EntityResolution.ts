/** Settles whom a question is about; takes the reply to an earlier "which one?" as the choice it is, and learns from it. */
import { Context, Effect, Layer } from "effect"
import type { Disambiguation, NamedRecord, ResolvedEntity } from "../domain/Entity.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { Question } from "../domain/Question.ts"
import { type Conversation, Entities, type Resolution } from "../knowledge/Entities.ts"
import { refersBack } from "../knowledge/Entities/Coreference.ts"
import type { ConversationState } from "../sessions/Sessions.ts"
import type { StoreError } from "../storage/StoreError.ts"
import { leansOn } from "./Reading/Leaning.ts"
import { asksForOne, leadOf, meantByTurn, setsAgainst, toldOfMany } from "./Reading/Meant.ts"
import { isElliptic, meansThem } from "./Reading/Measuring/Elliptic.ts"
import { plain } from "./Reading/Words.ts"

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
  /** Whom "they" may mean: before all others whoever came first in the answer before; nobody where that told of many. */
  const recentFor = Effect.fnUntraced(function*(question: Question, state: ConversationState, query: string) {
    const last = state.turns.at(-1)
    if (last === undefined || refersBack(query)?.count !== 1) return state.recent
    if (!asksForOne(last.query)) return toldOfMany(last, state) && meansThem(plain(query)) ? [] : state.recent
    const told = yield* entities.resolve(question.tenant, leadOf(last.text), { user_id: question.user_id, recent: [] })
    const [first] = told.entities
    return first === undefined
      ? state.recent
      : [first, ...state.recent.filter(({ entity_id }) => entity_id !== first.entity_id)]
  })

  /** "Compare them with Acme": those whom the conversation was about, before whom the question names. */
  const withThem = (tenant: TenantId, named: ReadonlyArray<ResolvedEntity>, conversation: Conversation) =>
    Effect.map(entities.resolve(tenant, "they", conversation), ({ entities: before }) => [
      ...before.filter((one) => !named.some(({ entity_id }) => entity_id === one.entity_id)),
      ...named
    ])

  const lookUp = Effect.fnUntraced(function*(question: Question, state: ConversationState, query: string) {
    const recent = yield* recentFor(question, state, query)
    const conversation = { user_id: question.user_id, recent }
    const again = meantByTurn(plain(query), state)
    const named = yield* entities.resolve(question.tenant, again ?? query, conversation)
    const found = named.entities.length === 1 && setsAgainst(plain(query))
      ? { ...named, entities: yield* withThem(question.tenant, named.entities, conversation) }
      : named
    if (found.entities.length > 0 || found.disambiguation !== undefined || !saysNobody(query)) {
      return { query, ...found } satisfies Subject
    }
    // "And the quarter before?" is about whom the questions were that it goes on from, and where that was nobody, about all.
    for (const turn of state.turns.toReversed()) {
      const before = yield* entities.resolve(question.tenant, turn.query, conversation)
      if (before.entities.length > 0) {
        return { query, ...found, entities: before.entities.map(meantAgain) } satisfies Subject
      }
      if (!leansOn(turn.query)) break
    }
    return { query, ...found } satisfies Subject
  })

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

/** Goes on from the question before, and names a number, a time or a split, but nobody. */
const saysNobody = (query: string): boolean =>
  leansOn(query) && isElliptic(plain(query).replace(/^(?:and|what about|how about|et|et pour)\b/, "").trim())

const meantAgain = (entity: ResolvedEntity): ResolvedEntity => ({
  ...entity,
  match_type: "coreference",
  confidence: Math.min(entity.confidence, 0.9)
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
