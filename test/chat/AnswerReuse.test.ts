import { assert, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import { AnswerCache, type Kept } from "../../src/chat/AnswerCache.ts"
import * as AnswerReuse from "../../src/chat/AnswerReuse.ts"
import type { Question } from "../../src/domain/Question.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import { StoreError } from "../../src/storage/StoreError.ts"
import { acme, answer, user } from "../support/Answers.ts"

const question: Question = {
  tenant: acme,
  query: "What is overdue at Delta Industries?",
  user_id: user,
  correlation_id: "c",
  deadline_ms: 5_000
}
const nothing = { recent: [], pending: undefined, turns: [] }

/** A cache that keeps in a map, over data whose version and owner the test sets. */
const world = () => {
  const kept = new Map<string, Kept>()
  const data = { version: "1", personal: false, away: false }
  const cache = Layer.mock(AnswerCache, {
    find: (_, asked) => Effect.sync(() => kept.get(asked)),
    keep: (_, asked, value) => Effect.sync(() => void kept.set(asked, value)),
    basis: () =>
      data.away
        ? new StoreError({ operation: "test", cause: "down" })
        : Effect.succeed({ version: data.version, personal: data.personal })
  })
  return { kept, data, layer: AnswerReuse.layer.pipe(Layer.provide([cache, CircuitBreakers.layer])) }
}

const using = <A, E>(
  layer: Layer.Layer<AnswerReuse.AnswerReuse>,
  run: (reuse: AnswerReuse.Service) => Effect.Effect<A, E>
) => Effect.provide(Effect.flatMap(AnswerReuse.AnswerReuse, run), layer)

it.effect("gives an answer again, to anyone, without a trace of who asked first", () => {
  const { kept, layer } = world()
  return using(layer, (reuse) =>
    Effect.gen(function*() {
      yield* reuse.keep(question, answer("a-1"))
      assert.notMatch(JSON.stringify(Array.from(kept.values())), /u-1|s-1|corr-/)
      const again = yield* reuse.find({ ...question, query: "what is overdue at delta industries" }, nothing)
      assert.strictEqual(again?.source, "cache")
      assert.strictEqual(again?.text, answer("a-1").text)
      assert.isFalse(again?.degraded)
    }))
})

it.effect("does not when the data changed, the day did, or the user knows more than others", () => {
  const { data, layer } = world()
  return using(layer, (reuse) =>
    Effect.gen(function*() {
      yield* reuse.keep(question, answer("a-1"))
      data.version = "2"
      assert.isUndefined(yield* reuse.find(question, nothing))
      data.version = "1"
      data.personal = true
      assert.isUndefined(yield* reuse.find(question, nothing))
      data.personal = false
      assert.isDefined(yield* reuse.find(question, nothing))
      yield* TestClock.adjust("1 day")
      assert.isUndefined(yield* reuse.find(question, nothing))
    }))
})

it.effect("neither keeps nor gives what is personal, degraded, or a reply to a question back", () => {
  const { kept, layer } = world()
  return using(layer, (reuse) =>
    Effect.gen(function*() {
      yield* reuse.keep({ ...question, query: "What did I say about Delta?" }, answer("a-1"))
      yield* reuse.keep(question, answer("a-2", { degraded: true }))
      assert.strictEqual(kept.size, 0)
      yield* reuse.keep(question, answer("a-3"))
      const pending = { query: "x", disambiguation: { mention: "x", options: [] } }
      assert.isUndefined(yield* reuse.find(question, { ...nothing, pending }))
    }))
})

it.effect("is a miss while the database cannot say what changed", () => {
  const { data, layer } = world()
  return using(layer, (reuse) =>
    Effect.gen(function*() {
      yield* reuse.keep(question, answer("a-1"))
      data.away = true
      assert.isUndefined(yield* reuse.find(question, nothing))
    }))
})
