/** The embedders that stored vectors may still be from, by the name of their model: asked until a new set is whole. */
import { Context, Effect, Option } from "effect"
import { Embeddings } from "../Embeddings.ts"
import type * as Embedder from "../Embeddings.ts"
import * as Local from "./Local.ts"

export interface Service {
  /** None where nothing is known of the model, or its provider is no longer set up. */
  readonly find: (model: string) => Effect.Effect<Option.Option<Embedder.Service>>
}

/** By default only the built-in one, which is always there. */
export class EarlierEmbeddings extends Context.Reference<EarlierEmbeddings>()("holdfast/llm/EarlierEmbeddings", {
  defaultValue: (): Service => ({ find: builtIn })
}) {}

export const builtIn = (model: string) =>
  model === Local.model
    ? Effect.provide(Effect.map(Embeddings, Option.some), Local.layer)
    : Effect.succeed(Option.none<Embedder.Service>())
