import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import { Embeddings } from "../../../src/llm/Embeddings.ts"
import * as Local from "../../../src/llm/Embeddings/Local.ts"
import { cosine, fromBytes, toBytes, unit } from "../../../src/llm/Embeddings/Vector.ts"
import * as WordVectors from "../../../src/llm/Embeddings/WordVectors.ts"

const alike = (a: string, b: string) => cosine(Local.embedding(a), Local.embedding(b))

describe("Embeddings, local", () => {
  it.effect("gives one unit vector a text, in order", () =>
    Effect.gen(function*() {
      const { dimension, embed } = yield* Embeddings
      const texts = Array.from({ length: 70 }, (_, i) => `text number ${i}`)
      const vectors = yield* embed([...texts, "", "???"])
      assert.strictEqual(vectors.length, 72)
      for (const vector of vectors) {
        assert.strictEqual(vector.length, dimension)
        assert.approximately(cosine(vector, vector), 1, 1e-5)
      }
      assert.deepStrictEqual(vectors[69], Local.embedding("text number 69"))
    }).pipe(Effect.provide(Local.layer)))

  it("gives the same vector for a text always", () => {
    assert.approximately(Local.embedding("late fees")[7] ?? 0, Local.embedding("Late FEES!")[7] ?? 1, 1e-9)
  })

  it("puts texts with like words nearer than others, also where they are misspelt", () => {
    assert.isAbove(alike("payment terms", "terms of payment"), 0.9)
    assert.isAbove(alike("payment terms", "paymnt term"), alike("payment terms", "warehouse fire"))
    assert.isBelow(Math.abs(alike("The warehouse in Ohio is closed.", "Refunds reach you in a week.")), 0.3)
  })

  it("puts texts of like meaning nearer than others, though they share no word", () => {
    const questions = ["Where do we ship from?", "Who pays late?", "What does the contract cost?"]
    const answers = [
      "Our goods leave the warehouse by truck.",
      "Overdue debts of this customer are growing.",
      "The agreement has a yearly price."
    ]
    for (const [i, question] of questions.entries()) {
      const nearness = answers.map((answer) => alike(question, answer))
      assert.strictEqual(nearness.indexOf(Math.max(...nearness)), i, question)
    }
    assert.isAbove(alike("physician", "doctor"), 0.5)
    assert.isBelow(alike("physician", "gearbox"), 0.2)
  })

  it.effect("fails as an embedder does where what it knows is missing or cut short", () =>
    Effect.gen(function*() {
      const bytes = WordVectors.format(["late", "fee"], [1, 1], new Int8Array(200))
      assert.strictEqual(WordVectors.parse(bytes).places.get("fee"), 1)
      for (const length of [0, 3, 50, bytes.length - 4]) {
        const { embed } = yield* Effect.provide(
          Embeddings,
          Local.layerFrom(() => WordVectors.parse(bytes.slice(0, length)))
        )
        assert.strictEqual((yield* Effect.flip(embed(["late fees"])))._tag, "EmbeddingFailed", String(length))
      }
    }))

  it("keeps a vector through its bytes, and gives up on one without direction", () => {
    FastCheck.assert(
      FastCheck.property(FastCheck.float32Array({ minLength: 1, maxLength: 64, noNaN: true }), (vector) => {
        assert.deepStrictEqual(fromBytes(toBytes(vector)), vector)
      })
    )
    assert.isUndefined(unit([0, 0]))
    assert.isUndefined(unit([Number.NaN, 1]))
    assert.strictEqual(cosine(Float32Array.of(1), Float32Array.of(1, 0)), 0)
  })
})
