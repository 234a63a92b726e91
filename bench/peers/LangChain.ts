/** LangChain.js' PGVectorStore, as it comes or with an HNSW index, over the same embedded PostgreSQL that Holdfast runs on. */
import { PGlite } from "@electric-sql/pglite"
import { vector } from "@electric-sql/pglite-pgvector"
import { PGVectorStore } from "@langchain/community/vectorstores/pgvector"
import { dimension, SameEmbedder } from "./Embedder.ts"

export interface Chunk {
  readonly document: string
  readonly text: string
}

export const open = async (chunks: ReadonlyArray<Chunk>, { indexed }: { readonly indexed: boolean }) => {
  const database = await PGlite.create({ extensions: { vector } })
  const query = (text: string, values?: Array<unknown>) => database.query(text, values)
  const client = { query, release: () => {} }
  const pool = { query, connect: () => Promise.resolve(client), end: () => database.close() }
  const store = await PGVectorStore.initialize(new SameEmbedder(), {
    // What it asks of a pool is all there.
    pool: pool as never,
    tableName: "chunks",
    distanceStrategy: "cosine",
    dimensions: dimension
  })
  for (let at = 0; at < chunks.length; at += 500) {
    await store.addDocuments(
      chunks.slice(at, at + 500).map(({ document, text }) => ({ pageContent: text, metadata: { document } }))
    )
  }
  if (indexed) await store.createHnswIndex({ dimensions: dimension })
  await database.exec("set hnsw.ef_search = 200; analyze")
  return {
    name: indexed ? "LangChain.js with HNSW" : "LangChain.js as it comes",
    search: async (question: string) =>
      (await store.similaritySearch(question, 10)).map(({ metadata }) => String(metadata["document"])),
    close: () => store.end()
  }
}
