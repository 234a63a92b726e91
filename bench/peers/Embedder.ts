/** The embedder that everyone here gets: Holdfast's built-in one, so that none waits for a provider. */
import { Embeddings } from "@langchain/core/embeddings"
import { dimension, embedding } from "../../src/llm/Embeddings/Local.ts"

export class SameEmbedder extends Embeddings {
  constructor() {
    super({})
  }
  override embedQuery(text: string): Promise<Array<number>> {
    return Promise.resolve([...embedding(text)])
  }
  override embedDocuments(texts: Array<string>): Promise<Array<Array<number>>> {
    return Promise.all(texts.map((text) => this.embedQuery(text)))
  }
}

export { dimension }
