/**
 * How well memories and documents are found, on collections of your own, through the HTTP API and in the process.
 * Run after `npm run build`: `npm run bench:retrieval -- --data FOLDER [--only ablation|variations|api|quoted] [--runs FOLDER]`.
 */
import { Array } from "effect"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { served } from "./retrieval/Api.ts"
import { bm25 } from "./retrieval/Bm25.ts"
import { type Collection, collectionsIn } from "./retrieval/Collections.ts"
import * as Documents from "./retrieval/Documents.ts"
import { inProcess, whole, without } from "./retrieval/Memories.ts"
import { header, loss, row, type Run, score } from "./retrieval/Metrics.ts"
import { quoted, situations } from "./retrieval/Quoted.ts"
import { variations } from "./retrieval/Variations.ts"
import { start, stop } from "./service.ts"

const { values: { data, only, runs } } = parseArgs({
  options: { data: { type: "string" }, only: { type: "string" }, runs: { type: "string" } }
})

const ablation = (collection: Collection) => {
  const run = inProcess(collection)
  const all = score(run(whole), collection.relevant)
  console.log(row(`${collection.name}, ranking alone`, all))
  for (const [group, questions] of Object.entries(Array.groupBy(collection.questions, (question) => question.group))) {
    const ids = new Set(questions.map(({ id }) => id))
    console.log(row(`  ${group}`, score(new Map([...run(whole)].filter(([id]) => ids.has(id))), collection.relevant)))
  }
  for (const [part, parts] of Object.entries(without)) {
    console.log(loss(`  lost without ${part}`, all, score(run(parts), collection.relevant)))
  }
}

const documentAblation = (collection: Collection) => {
  const run = Documents.inProcess(collection)
  const all = score(run(Documents.whole), collection.relevant)
  console.log(row(`${collection.name}, ranking alone`, all))
  console.log(row("  plain BM25", score(bm25(collection), collection.relevant)))
  for (const [part, parts] of Object.entries(Documents.without)) {
    console.log(loss(`  lost without ${part}`, all, score(run(parts), collection.relevant)))
  }
  // Nothing may be lost by an embedder that knows nothing.
  const senseless = Documents.inProcess(collection, Documents.senseless)
  for (const measured of [true, false]) {
    const parts = { ...Documents.whole, trust: 0.8, measured }
    const name = `  lost by a senseless embedder ${measured ? "as measured" : "trusted blindly"}`
    console.log(loss(name, all, score(senseless(parts), collection.relevant)))
  }
}

const varied = (collection: Collection) => {
  for (const one of variations(collection)) console.log(row(one.name, score(inProcess(one)(whole), one.relevant)))
}

/** A service with an empty embedded database, and as many keys, each of a tenant of its own. */
const withService = async (tenants: number, use: (url: string, keys: ReadonlyArray<string>) => Promise<void>) => {
  const home = mkdtempSync(join(tmpdir(), "holdfast-bench-"))
  const keys = Array.makeBy(tenants, (i) => `bench-retrieval-key-${i}`)
  const service = await start(["dist/main.js", "serve"], 8110, "/health/ready", {
    HOLDFAST_DATA_DIR: home,
    HOLDFAST_API_KEYS: keys.map((key, i) => `${key}:collection-${i}`).join(","),
    HOLDFAST_CLIENT_REQUESTS_PER_MINUTE: "1000000"
  })
  try {
    await use("http://127.0.0.1:8110", keys)
  } finally {
    await stop(service)
    rmSync(home, { recursive: true, force: true })
  }
}

const throughApi = (collections: ReadonlyArray<Collection>) =>
  withService(collections.length, async (url, keys) => {
    for (const [i, collection] of collections.entries()) {
      const { indexMs, p50, p95, run } = await served(url, keys[i] ?? "", collection)
      keep(collection.name, run)
      console.log(row(collection.name, score(run, collection.relevant)))
      if (collection.kind === "documents") {
        console.log(row("  plain BM25", score(bm25(collection), collection.relevant)))
      }
      const perSecond = Math.round(collection.entries.length / (indexMs / 1_000))
      console.log(`  ${perSecond} entries/s taken in; a search p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`)
    }
  })

/** What chat makes of the passages that are found, and of those that are not there. */
const throughChat = (collection: Collection) =>
  withService(Object.keys(situations).length, async (url, keys) => {
    console.log(`${collection.name}, asked as chat`)
    for (const [i, [name, has]] of Object.entries(situations).entries()) {
      const { answered, asked, right, wrong } = await quoted(url, keys[i] ?? "", collection, has)
      console.log(`  ${name}: ${asked} questions, ${answered} answered, ${right} from what is relevant`)
      keepLines(`${collection.name}, ${name}`, wrong)
    }
  })

/** One JSON line a question: `{ query_id, ranked }`. */
const keep = (name: string, run: Run) =>
  keepLines(name, [...run].map(([query_id, ranked]) => JSON.stringify({ query_id, ranked })))

const keepLines = (name: string, lines: ReadonlyArray<string>) => {
  if (runs === undefined) return
  mkdirSync(runs, { recursive: true })
  writeFileSync(join(runs, `${name.replaceAll(/[^\w-]+/g, "_")}.jsonl`), `${lines.join("\n")}\n`)
}

if (data === undefined) throw new Error("Say where the collections are: --data FOLDER")
const collections = collectionsIn(data)
const talks = collections.filter(({ kind }) => kind === "conversations")
const documents = collections.filter(({ kind }) => kind === "documents")
console.log(header)
if (only === undefined || only === "ablation") {
  talks.forEach(ablation)
  documents.forEach(documentAblation)
}
if (only === undefined || only === "variations") talks.forEach(varied)
if (only === undefined || only === "api") await throughApi([...collections, ...documents.flatMap(variations)])
if (only === "quoted") { for (const collection of documents) await throughChat(collection) }
