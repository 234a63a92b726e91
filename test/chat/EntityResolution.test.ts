import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as EntityResolution from "../../src/chat/EntityResolution.ts"
import type { Question } from "../../src/domain/Question.ts"
import { Entities } from "../../src/knowledge/Entities.ts"
import type { ConversationState } from "../../src/sessions/Sessions.ts"
import { acme, delta, user } from "../support/Answers.ts"

const question: Question = { tenant: acme, query: "the second", user_id: user, correlation_id: "c", deadline_ms: 1_000 }
const north = {
  entity_id: "c-2",
  name: "Northwind Trading",
  type: "customer",
  match_type: "exact",
  confidence: 1
} as const
const offered = {
  mention: "Northwind",
  options: [{ entity_id: "c-1", name: "Northwind Traders", confidence: 0.8 }, {
    entity_id: "c-2",
    name: "Northwind Trading",
    confidence: 0.8
  }]
}
const waiting: ConversationState = {
  recent: [],
  turns: [],
  pending: { query: "Compare Northwind and Delta", disambiguation: offered }
}

const resolving = (entities: Partial<typeof Entities.Service>, state: ConversationState) =>
  Effect.flatMap(EntityResolution.EntityResolution, (stage) => stage.resolve(question, state)).pipe(
    Effect.provide(Layer.provide(EntityResolution.layer, Layer.mock(Entities, entities)))
  )

it.effect("takes a reply as the choice, answers the question that waited, and keeps the alias for that user", () =>
  Effect.gen(function*() {
    const aliases: Array<unknown> = []
    const subject = yield* resolving({
      choose: () => Effect.succeed(north),
      addAlias: (_, alias) => Effect.sync(() => void aliases.push(alias)),
      resolve: () => Effect.succeed({ entities: [delta], records: [], disambiguation: offered })
    }, waiting)
    assert.strictEqual(subject.query, "Compare Northwind and Delta")
    assert.deepStrictEqual(subject.entities.map((entity) => entity.entity_id), ["c-2", "c-delta"])
    assert.isUndefined(subject.disambiguation)
    assert.deepStrictEqual(aliases, [{ alias: "Northwind", entity_id: "c-2", user_id: user, source: "disambiguation" }])
  }))

it.effect("takes a reply that chooses nothing for a question of its own", () =>
  Effect.gen(function*() {
    const subject = yield* resolving({
      choose: () => Effect.succeed(undefined),
      resolve: () => Effect.succeed({ entities: [], records: [], disambiguation: undefined })
    }, waiting)
    assert.strictEqual(subject.query, "the second")
  }))

it.effect("asks back about another mention once the first is settled", () =>
  Effect.gen(function*() {
    const other = {
      mention: "Acme",
      options: [{ entity_id: "c-8", name: "Acme A", confidence: 0.8 }, {
        entity_id: "c-9",
        name: "Acme B",
        confidence: 0.8
      }]
    }
    const subject = yield* resolving({
      choose: () => Effect.succeed(north),
      addAlias: () => Effect.void,
      resolve: () => Effect.succeed({ entities: [], records: [], disambiguation: other })
    }, waiting)
    assert.deepStrictEqual(subject.disambiguation, other)
  }))

it.effect("nothing but the asking is about whom the question before was", () =>
  Effect.gen(function*() {
    const subject = yield* Effect.flatMap(
      EntityResolution.EntityResolution,
      (stage) =>
        stage.resolve({ ...question, query: "And since when?" }, {
          recent: [],
          turns: [{ answer_id: "a", query: "What is overdue at Delta?", text: "Five invoices.", sources: [] }],
          pending: undefined
        })
    ).pipe(Effect.provide(Layer.provide(
      EntityResolution.layer,
      Layer.mock(Entities, {
        resolve: (_, text) =>
          Effect.succeed({ entities: text.includes("Delta") ? [delta] : [], records: [], disambiguation: undefined })
      })
    )))
    assert.deepStrictEqual(subject.entities.map(({ entity_id }) => entity_id), [delta.entity_id])
  }))
