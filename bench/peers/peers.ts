/**
 * Holdfast beside the libraries that people would otherwise take, on the same texts, with the same embedder, in one run:
 * `npm ci && npm run peers` in `bench/`. mem0ai keeps its vectors in SQLite; LangChain.js and Holdfast run on an embedded
 * PostgreSQL of their own each.
 */
import { SqlClient } from "@effect/sql"
import { Effect } from "effect"
import { setTimeout } from "node:timers/promises"
import { parseArgs } from "node:util"
import { TenantId, UserId } from "../../src/domain/Ids.ts"
import { Documents } from "../../src/knowledge/Documents.ts"
import { Memories } from "../../src/knowledge/Memories.ts"
import { analyzeChanged } from "../../src/storage/Maintenance.ts"
import { open } from "../scale/Databases.ts"
import { chance, document, memory, question } from "../scale/Texts.ts"
import * as LangChain from "./LangChain.ts"
import * as Mem0 from "./Mem0.ts"
import { type Memories as Side, sideBySide, timed, warmedUp } from "./Side.ts"

const { values: { documents: documentCount, questions: asked, sizes } } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000" },
    documents: { type: "string", default: "1000" },
    questions: { type: "string", default: "100" }
  }
})
const questions = Number(asked)
const tenant = TenantId.make("bench")
const user = "bench-user"
const told = (one: { readonly name: string; readonly p50: number; readonly p95: number; readonly found: number }) =>
  `${one.name} p50 ${one.p50.toFixed(1)} ms, p95 ${one.p95.toFixed(1)} ms, found ${Math.round(one.found * 100)} %`

const holdfastMemories = async (): Promise<Side> => {
  const { close, run } = await open({ url: undefined, vectors: true })
  const memories = await run(Memories)
  const owner = { user_id: UserId.make(user) }
  return {
    name: "Holdfast",
    addMany: async (contents) => {
      await run(memories.add(tenant, contents.map((content) => ({ ...owner, content }))))
    },
    addOne: async (content) => {
      await run(memories.add(tenant, [{ ...owner, content }]))
    },
    filled: async () => {
      await run(Effect.orDie(analyzeChanged))
    },
    search: async (query) =>
      (await run(memories.search(tenant, { ...owner, query, limit: 10 }))).map((hit) => hit.content),
    close
  }
}

const compareMemories = async () => {
  const sides = [await holdfastMemories(), await Mem0.open(user)]
  const from = chance(11)
  let count = 0
  for (const size of sizes.split(",").map(Number)) {
    const filled = new Map<string, number>()
    const before = count
    while (count < size) {
      const contents = Array.from({ length: Math.min(500, size - count) }, () => memory(count++, 1).content)
      for (const side of sides) {
        filled.set(side.name, (filled.get(side.name) ?? 0) + (await timed(() => side.addMany(contents))).ms)
      }
    }
    for (const side of sides) await side.filled()
    console.log(`\n${size} memories of one user`)
    for (const [name, ms] of filled) {
      console.log(`  ${name}: ${Math.round((size - before) / (ms / 1_000))} added a second, 500 at a time`)
    }
    const added = await sideBySide(
      sides,
      Array.from(
        { length: questions },
        (_, i) => (side: Side) => side.addOne(memory(1_000_000 + size + i, 1).content).then(() => true)
      )
    )
    for (const one of added) console.log(`  one more added: ${one.name} p50 ${one.p50.toFixed(1)} ms`)
    const tries = Array.from({ length: questions }, () => {
      const { content } = memory(from.below(size), 1)
      const query = question(content, from)
      return async (side: Side) => (await side.search(query)).includes(content)
    })
    const searched = await sideBySide(sides, await warmedUp(sides, tries))
    for (const one of searched) console.log(`  search: ${told(one)}`)
  }
  for (const side of sides) await side.close()
}

const compareDocuments = async () => {
  const { close, run } = await open({ url: undefined, vectors: true })
  const documents = await run(Documents)
  const all = Array.from({ length: Number(documentCount) }, (_, n) => document(n))
  for (let at = 0; at < all.length; at += 200) await run(documents.index(tenant, all.slice(at, at + 200)))
  await run(Effect.orDie(analyzeChanged))
  const sql = await run(SqlClient.SqlClient)
  // What its service does behind the searches after an import is done, as LangChain's index is.
  const waiting = async () => (await run(sql`select 1 from app.chunk_vectors where not coded limit 1`)).length > 0
  while (await waiting()) await setTimeout(1_000)
  const rows = await run(sql`select document_id, title_path || chr(10) || text as text from app.chunks`)
  const chunks = rows.map((row) => ({ document: String(row["document_id"]), text: String(row["text"]) }))
  const langChains = [await LangChain.open(chunks, { indexed: false }), await LangChain.open(chunks, { indexed: true })]
  const sides = [{
    name: "Holdfast",
    search: async (query: string) =>
      (await run(documents.search(tenant, { query, limit: 10 }))).map((hit) => hit.document_id)
  }, ...langChains]
  const from = chance(12)
  const tries = Array.from({ length: questions }, () => {
    const about = all[from.below(all.length)]
    const query = question(about?.text ?? "", from)
    return async (side: { readonly search: (query: string) => Promise<ReadonlyArray<string>> }) =>
      (await side.search(query)).includes(about?.id ?? "")
  })
  const searched = await sideBySide(sides, await warmedUp(sides, tries))
  console.log(`\n${all.length} documents, ${rows.length} chunks`)
  for (const one of searched) console.log(`  search: ${told(one)}`)
  for (const one of langChains) await one.close()
  await close()
}

await compareMemories()
await compareDocuments()
