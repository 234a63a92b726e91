/** mem0ai over its own store, an SQLite file, taking memories as they come: no model is asked. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { dimension, SameEmbedder } from "./Embedder.ts"
import type { Memories } from "./Side.ts"

export const open = async (user: string): Promise<Memories> => {
  process.env["MEM0_TELEMETRY"] = "false"
  const { Memory } = await import("mem0ai/oss")
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-mem0-"))
  const memory = new Memory({
    embedder: { provider: "langchain", config: { model: new SameEmbedder(), embeddingDims: dimension } },
    vectorStore: {
      provider: "memory",
      config: { collectionName: "bench", dimension, dbPath: join(folder, "vectors.db") }
    },
    llm: { provider: "langchain", config: { model: { invoke: () => Promise.reject(new Error("no model is asked")) } } },
    historyDbPath: join(folder, "history.db")
  })
  return {
    name: "mem0ai",
    addMany: async (contents) => {
      await memory.add(contents.map((content) => ({ role: "user", content })), { userId: user, infer: false })
    },
    addOne: async (content) => {
      await memory.add(content, { userId: user, infer: false })
    },
    filled: () => Promise.resolve(),
    search: async (query) => {
      const { results } = await memory.search(query, { filters: { user_id: user }, topK: 10 })
      return results.map((one) => one.memory)
    },
    close: () => Promise.resolve(rmSync(folder, { recursive: true, force: true }))
  }
}
