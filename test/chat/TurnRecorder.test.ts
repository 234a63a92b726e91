import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, TestClock } from "effect"
import * as TurnRecorder from "../../src/chat/TurnRecorder.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import { type Exchange, Sessions } from "../../src/sessions/Sessions.ts"
import { Queue } from "../../src/storage/Queue.ts"
import { Spool, SpoolFull } from "../../src/storage/Spool.ts"
import { StoreError } from "../../src/storage/StoreError.ts"
import { acme, answer, exchange, other } from "../support/Answers.ts"

const down = new StoreError({ operation: "test", cause: "down" })

const layer = (database: Partial<typeof Sessions.Service>, spool: Partial<typeof Spool.Service>) =>
  TurnRecorder.layer.pipe(Layer.provide([
    Layer.mock(Sessions, database),
    Layer.mock(Spool, spool),
    Layer.mock(Queue, { wake: Effect.void }),
    CircuitBreakers.layer
  ]))

const recording = (database: Partial<typeof Sessions.Service>, spool: Partial<typeof Spool.Service>) =>
  Effect.flatMap(TurnRecorder.TurnRecorder, (recorder) => recorder.record(exchange("a-1", 0))).pipe(
    Effect.provide(layer(database, spool))
  )

const spooling = () => {
  const kept: Array<unknown> = []
  return { kept, spool: { append: (record: unknown) => Effect.sync(() => void kept.push(record)) } }
}

it.effect("keeps an exchange in the database and says nothing of it", () =>
  Effect.gen(function*() {
    const { kept, spool } = spooling()
    const { answer, degradation } = yield* recording({ record: ({ answer }) => Effect.succeed(answer) }, spool)
    assert.strictEqual(answer.answer_id, "a-1")
    assert.isUndefined(degradation)
    assert.strictEqual(kept.length, 0)
  }))

it.effect("keeps it on disk while the database is down, and says so", () =>
  Effect.gen(function*() {
    const { kept, spool } = spooling()
    const { degradation } = yield* recording({ record: () => down }, spool)
    assert.strictEqual(kept.length, 1)
    assert.strictEqual(degradation?.component, "recorder")
    assert.include(degradation?.used_instead, "disk")
  }))

it.effect("keeps it on disk when the database does not answer in time", () =>
  Effect.gen(function*() {
    const { kept, spool } = spooling()
    const fiber = yield* Effect.fork(recording({ record: () => Effect.never }, spool))
    yield* TestClock.adjust("1 second")
    const { degradation } = yield* Fiber.join(fiber)
    assert.strictEqual(degradation?.reason, "timeout")
    assert.strictEqual(kept.length, 1)
  }))

it.effect("admits it when the exchange could be kept nowhere", () =>
  Effect.gen(function*() {
    const full = { append: () => new SpoolFull({ bytes: 1 }) }
    const { answer, degradation } = yield* recording({ record: () => down }, full)
    assert.strictEqual(answer.answer_id, "a-1")
    assert.include(degradation?.used_instead, "not kept")
  }))

const keyed = (id: string) => exchange(id, 0, { idempotency: { key: "k", body_hash: "h" } })

it.effect("gives the same answer under the same key while that is on disk, and no more once it is moved over", () =>
  Effect.gen(function*() {
    const { kept, spool } = spooling()
    let up = false
    const records: Array<string> = []
    const record = (one: Exchange) =>
      Effect.suspend(() => up ? Effect.as(Effect.sync(() => records.push(one.answer.answer_id)), one.answer) : down)
    yield* Effect.gen(function*() {
      const recorder = yield* TurnRecorder.TurnRecorder
      yield* recorder.record(keyed("a-1"))
      assert.strictEqual((yield* recorder.answered(acme, "k"))?.answer.answer_id, "a-1")
      assert.isUndefined(yield* recorder.answered(other, "k"))
      const second = yield* recorder.record(keyed("a-2"))
      assert.strictEqual(second.answer.answer_id, "a-1")
      assert.strictEqual(kept.length, 1)
      up = true
      yield* recorder.settle((kept[0] as { readonly payload: unknown }).payload)
      assert.deepStrictEqual(records, ["a-1"])
      assert.isUndefined(yield* recorder.answered(acme, "k"))
    }).pipe(Effect.provide(layer({ record }, spool)))
  }))

it.effect("keeps both answers that two replicas gave under one key while the database was down", () =>
  Effect.gen(function*() {
    const records: Array<readonly [string, boolean]> = []
    const record = (one: Exchange) =>
      Effect.sync(() => {
        records.push([one.answer.answer_id, one.idempotency !== undefined])
        return one.idempotency === undefined ? one.answer : answer("of-the-other-replica")
      })
    const payload = JSON.parse(JSON.stringify(keyed("a-1")))
    yield* Effect.flatMap(TurnRecorder.TurnRecorder, (recorder) => recorder.settle(payload)).pipe(
      Effect.provide(layer({ record }, {}))
    )
    assert.deepStrictEqual(records, [["a-1", true], ["a-1", false]])
  }))
