/**
 * How ingestion and search grow with the number of texts, beside the same search as one SQL statement:
 * `npm run bench:scale -- [--sizes 1000,10000] [--url postgres://…] [--without-vectors] [--out FILE]`.
 * Without a URL the embedded database is measured; on a server a database of its own is made and dropped. Each size is so
 * many chunks of one tenant and so many memories of `--users` users; before each search the words of the import
 * are counted together and the tables vacuumed.
 */
import { SqlClient } from "@effect/sql"
import { Effect } from "effect"
import { appendFileSync } from "node:fs"
import { performance } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { parseArgs } from "node:util"
import { TenantId, UserId } from "../src/domain/Ids.ts"
import { Documents } from "../src/knowledge/Documents.ts"
import { Memories } from "../src/knowledge/Memories.ts"
import { maintain } from "../src/storage/Maintenance.ts"
import { open } from "./scale/Databases.ts"
import { type Figures, header, latency, row } from "./scale/Figures.ts"
import { chance, document, memory, question } from "./scale/Texts.ts"

const { values: options } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000" },
    users: { type: "string", default: "1000" },
    questions: { type: "string", default: "200" },
    url: { type: "string" },
    "without-vectors": { type: "boolean", default: false },
    out: { type: "string" }
  }
})
const tenant = TenantId.make("bench")
const users = Number(options.users)
const questions = Number(options.questions)
const engine = options.url === undefined ? "embedded" : "served"

const timed = async <A>(work: () => Promise<A>) => {
  const started = performance.now()
  const result = await work()
  return { result, ms: performance.now() - started }
}

const { close, run } = await open({ url: options.url, vectors: !options["without-vectors"] })
const documents = await run(Documents)
const memories = await run(Memories)
const sql = await run(SqlClient.SqlClient)

let chunks = 0
let written = 0
const growDocuments = async (size: number) => {
  const before = chunks
  const { ms } = await timed(async () => {
    while (chunks < size) {
      const batch = Array.from({ length: Math.min(200, Math.ceil((size - chunks) / 8)) }, () => document(written++))
      chunks += (await run(documents.index(tenant, batch))).reduce((sum, status) => sum + status.chunks, 0)
    }
  })
  return (chunks - before) / (ms / 1_000)
}

let remembered = 0
const memoryOf = (n: number) => {
  const { at, content, session, user } = memory(n, users)
  return {
    id: `m${n}`,
    user_id: UserId.make(user),
    session_id: session,
    content,
    created_at: new Date(at).toISOString()
  }
}
const growMemories = async (size: number) => {
  const before = remembered
  const { ms } = await timed(async () => {
    while (remembered < size) {
      const batch = Array.from({ length: Math.min(500, size - remembered) }, () => memoryOf(remembered++))
      await run(memories.add(tenant, batch))
    }
  })
  return (remembered - before) / (ms / 1_000)
}

const anyOf = (query: string) =>
  sql`(select replace(plainto_tsquery('english', ${query})::text, '&', '|')::tsquery as words)`

const measure = async (
  size: number,
  rates: Pick<Figures, "chunksPerSecond" | "memoriesPerSecond">
): Promise<Figures> => {
  const from = chance(size)
  const times = {
    documents: [],
    memories: [],
    again: [],
    directDocuments: [],
    directMemories: [],
    notes: []
  } as Record<
    "documents" | "memories" | "again" | "directDocuments" | "directMemories" | "notes",
    Array<number>
  >
  const tries = Array.from({ length: questions }, () => {
    const about = document(from.below(written))
    const place = from.below(remembered)
    const said = memoryOf(place)
    return { about, query: question(about.text, from), place, said, asked: question(said.content, from) }
  })
  // One kind after another: what reads half of a table for each question pushes out of the database's memory what the
  // others read, which no service has beside it.
  let documentsFound = 0
  for (const { about, query } of tries) {
    const found = await timed(() => run(documents.search(tenant, { query, limit: 10 })))
    times.documents.push(found.ms)
    if (found.result.some((hit) => hit.document_id === about.id)) documentsFound += 1
  }
  let memoriesFound = 0
  for (const { asked, place, said } of tries) {
    const recalled = await timed(() => run(memories.search(tenant, { query: asked, user_id: said.user_id, limit: 10 })))
    times.memories.push(recalled.ms)
    if (recalled.result.some((hit) => hit.id === said.id)) memoriesFound += 1
    // The same user goes on asking, and reads what is answered: the third question is the one that is measured.
    const ask = () => {
      const one = memoryOf(place % users + users * from.below(Math.max(1, Math.floor(remembered / users))))
      return run(
        memories.search(tenant, { query: question(one.content, from), user_id: said.user_id, limit: 10 })
      )
    }
    await ask()
    if (remembered / users > readAtOnce) await setTimeout(1_000)
    times.again.push((await timed(ask)).ms)
  }
  for (const { asked, said } of tries) {
    times.directMemories.push(
      (await timed(() =>
        run(sql`select id, content, ts_rank(search, words) as score
        from app.memories, ${anyOf(asked)} asked where tenant_id = ${tenant} and user_id = ${said.user_id}
          and search @@ words order by score desc limit 10`)
      )).ms
    )
  }
  for (const { query } of tries) {
    times.directDocuments.push(
      (await timed(() =>
        run(sql`select document_id, position, title_path, text, ts_rank(search, words) as score
        from app.chunks, ${anyOf(query)} asked where tenant_id = ${tenant} and search @@ words
        order by score desc limit 10`)
      )).ms
    )
  }
  for (let i = 0; i < questions; i += 1) {
    const { content, user } = memory(2_000_000_000 + from.below(1_000_000_000), users)
    const added = await timed(() => run(memories.add(tenant, [{ user_id: UserId.make(user), content }])))
    times.notes.push(added.ms)
  }
  return {
    engine,
    size,
    ...rates,
    documents: latency(times.documents),
    memories: latency(times.memories),
    again: latency(times.again),
    directDocuments: latency(times.directDocuments),
    directMemories: latency(times.directMemories),
    documentsFound: documentsFound / questions,
    memoriesFound: memoriesFound / questions,
    notes: latency(times.notes),
    residentMb: process.memoryUsage().rss / 1_048_576
  }
}

/** As a service is some time after an import: its words are counted together in the background, in seconds. */
const untilFolded = async () => {
  const started = performance.now()
  const waiting = async () => Number((await run(sql`select count(*) as waiting from app.term_changes`))[0]?.["waiting"])
  while ((await waiting()) > mostUnfolded) await setTimeout(500)
  return (performance.now() - started) / 1_000
}
const mostUnfolded = 1_000
/** Of a user's memories; more are read behind the second question, while its answer is read. */
const readAtOnce = 800

try {
  console.log(header)
  for (const size of options.sizes.split(",").map(Number)) {
    const rates = { chunksPerSecond: await growDocuments(size), memoriesPerSecond: await growMemories(size) }
    console.error(`words of ${size} counted together after ${Math.round(await untilFolded())} s more`)
    await run(Effect.orDie(maintain))
    const figures = await measure(size, rates)
    console.log(row(figures))
    if (options.out !== undefined) appendFileSync(options.out, `${JSON.stringify(figures)}\n`)
  }
} finally {
  await close()
}
