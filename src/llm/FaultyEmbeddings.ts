/** The embedder with faults in it. */
import { Effect, Layer } from "effect"
import { type FaultInjected, type FaultKind, Faults } from "../resilience/Faults.ts"
import { EmbeddingFailed, Embeddings } from "./Embeddings.ts"

export const component = "embedder"

export const layer = <E, R>(embeddings: Layer.Layer<Embeddings, E, R>): Layer.Layer<Embeddings, E, R> =>
  Layer.effect(
    Embeddings,
    Effect.gen(function*() {
      const inner = yield* Embeddings
      const hit = (yield* Faults).at(
        component,
        ({ kind }: FaultInjected) => new EmbeddingFailed({ model: inner.model, problem: problems[kind] })
      )
      return {
        model: inner.model,
        get dimension() {
          return inner.dimension
        },
        trust: inner.trust,
        embed: (texts) =>
          hit(inner.embed(texts), {
            malformed: (vectors) => vectors.map((vector) => vector.map(() => NaN)),
            partial: (vectors) => vectors.slice(0, vectors.length / 2)
          })
      }
    })
  ).pipe(Layer.provide(embeddings))

const problems: Readonly<Record<FaultKind, string>> = {
  latency: "it did not answer in time",
  error: "it answered HTTP 500",
  timeout: "it could not be reached",
  rate_limit: "it answered HTTP 429",
  malformed: "its answer is not in the form of embeddings",
  partial: "its answer is not whole"
}
