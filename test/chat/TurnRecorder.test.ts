import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, TestClock } from "effect"
import * as TurnRecorder from "../../src/chat/TurnRecorder.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import { Sessions } from "../../src/sessions/Sessions.ts"
import { Queue } from "../../src/storage/Queue.ts"
import { Spool, SpoolFull } from "../../src/storage/Spool.ts"
import { StoreError } from "../../src/storage/StoreError.ts"
import { exchange } from "../support/Answers.ts"

const down = new StoreError({ operation: "test", cause: "down" })

const recording = (database: Partial<typeof Sessions.Service>, spool: Partial<typeof Spool.Service>) =>
  Effect.flatMap(TurnRecorder.TurnRecorder, (recorder) => recorder.record(exchange("a-1", 0))).pipe(
    Effect.provide(TurnRecorder.layer.pipe(Layer.provide([
      Layer.mock(Sessions, database),
      Layer.mock(Spool, spool),
      Layer.mock(Queue, { wake: Effect.void }),
      CircuitBreakers.layer
    ])))
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
