import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, TestClock } from "effect"
import { Embeddings, type Service } from "../../../src/llm/Embeddings.ts"
import * as Guarded from "../../../src/llm/Embeddings/Guarded.ts"
import * as EmbeddingsLocal from "../../../src/llm/Embeddings/Local.ts"
import * as FaultyEmbeddings from "../../../src/llm/FaultyEmbeddings.ts"
import * as Deadline from "../../../src/resilience/Deadline.ts"
import { type FaultKind, Faults, layer as faultsLayer } from "../../../src/resilience/Faults.ts"
import * as Omissions from "../../../src/resilience/Omissions.ts"

const guarded = Guarded.layer.pipe(
  Layer.provide(FaultyEmbeddings.layer(EmbeddingsLocal.layer)),
  Layer.provideMerge(faultsLayer({ components: ["embedder"] }))
)

const noted = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const omissions: Array<Omissions.Omission> = []
    const exit = yield* Effect.either(Omissions.into(omissions)(effect))
    return { exit, components: omissions.map(({ component }) => component) }
  })

for (const kind of ["error", "rate_limit", "malformed", "partial"] satisfies ReadonlyArray<FaultKind>) {
  it.effect(`an embedder under ${kind} fails, is noted, and never gives vectors that cannot be compared`, () =>
    Effect.gen(function*() {
      const embeddings = yield* Embeddings
      const faults = yield* Faults
      yield* faults.set("embedder", { kind })
      const { components, exit } = yield* noted(embeddings.embed(["one", "two"]))
      assert.deepStrictEqual(components, ["embedder"])
      assert.strictEqual(exit._tag, "Left")
      yield* faults.clearAll
      assert.strictEqual((yield* embeddings.embed(["one", "two"])).length, 2)
    }).pipe(Effect.provide(guarded)))
}

it.effect("an embedder that hangs costs an answer half of its time", () =>
  Effect.gen(function*() {
    const embeddings = yield* Embeddings
    yield* (yield* Faults).set("embedder", { kind: "timeout" })
    const fiber = yield* Effect.fork(noted(Deadline.within("1 second")(embeddings.embed(["one"]))))
    yield* TestClock.adjust("500 millis")
    const { components, exit } = yield* Fiber.join(fiber)
    assert.deepStrictEqual([components, exit._tag], [["embedder"], "Left"])
  }).pipe(Effect.provide(guarded)))

it.effect("an embedder of one's own that breaks its word is found out", () =>
  Effect.gen(function*() {
    const lying: Service = {
      model: "own",
      dimension: 3,
      trust: 1,
      embed: (texts) => Effect.succeed(texts.map(() => new Float32Array(2)))
    }
    const layer = Layer.provide(Guarded.layer, Layer.succeed(Embeddings, lying))
    const error = yield* Effect.flip(
      Effect.flatMap(Embeddings, ({ embed }) => embed(["x"])).pipe(Effect.provide(layer))
    )
    assert.include(error.message, "cannot be compared")
  }))
