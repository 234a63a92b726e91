/** Turns texts into vectors. Which model did it, and its dimension, are kept with every vector. */
import { Context, type Effect, Schema } from "effect"

export class EmbeddingFailed extends Schema.TaggedError<EmbeddingFailed>()("EmbeddingFailed", {
  model: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `The embedding model ${this.model} could not be used: ${this.problem}.`
  }
}

export interface Service {
  readonly model: string
  readonly dimension: number
  /** How far its similarities may be trusted beside lexical ranks, 0 to 1. */
  readonly trust: number
  /** One unit vector a text, in order. */
  readonly embed: (texts: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Float32Array>, EmbeddingFailed>
}

export class Embeddings extends Context.Tag("holdfast/llm/Embeddings")<Embeddings, Service>() {}
