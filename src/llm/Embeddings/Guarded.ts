/**
 * Any embedder as the rest relies on it: it may cost an answer half of the time that is left and no more, and what it
 * gives is what was asked for. Where it fails, the answer says so. A breaker is the embedder's own, around its requests.
 */
import { Effect, Layer } from "effect"
import * as Deadline from "../../resilience/Deadline.ts"
import * as Omissions from "../../resilience/Omissions.ts"
import { EmbeddingFailed, Embeddings } from "../Embeddings.ts"

export const layer: Layer.Layer<Embeddings, never, Embeddings> = Layer.effect(
  Embeddings,
  Effect.gen(function*() {
    const inner = yield* Embeddings
    const failed = (problem: string) => new EmbeddingFailed({ model: inner.model, problem })

    const problemWith = (texts: ReadonlyArray<string>, vectors: ReadonlyArray<Float32Array>) => {
      if (vectors.length !== texts.length) return `it answered with ${vectors.length} vectors for ${texts.length} texts`
      const { dimension } = inner
      const isUsable = (vector: Float32Array) => vector.length === dimension && vector.every(Number.isFinite)
      return vectors.every(isUsable) ? undefined : "it answered with vectors that cannot be compared"
    }

    const checked = (texts: ReadonlyArray<string>) =>
      Effect.flatMap(inner.embed(texts), (vectors) => {
        const problem = problemWith(texts, vectors)
        return problem === undefined ? Effect.succeed(vectors) : failed(problem)
      })

    /** Without a deadline nobody waits for it, and a batch takes as long as it takes. */
    const embed = (texts: ReadonlyArray<string>) =>
      Effect.flatMap(
        Deadline.remaining,
        (left) => Deadline.limited("embedder", { limit: left / 2 })(checked(texts))
      ).pipe(
        Effect.catchAll((error) =>
          Effect.zipRight(
            Omissions.note({ component: "embedder", error, used_instead: "search by words alone" }),
            error._tag === "EmbeddingFailed" ? Effect.fail(error) : failed("it did not answer in time")
          )
        )
      )

    return Embeddings.of({
      model: inner.model,
      get dimension() {
        return inner.dimension
      },
      trust: inner.trust,
      embed
    })
  })
)
