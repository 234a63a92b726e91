/** An empty database to fill: the embedded one in a folder, or one of its own on a server. Nothing of it is left. */
import { Layer, Logger, LogLevel, ManagedRuntime, Redacted } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import * as DocumentsSql from "../../src/knowledge/Documents/Sql.ts"
import * as MemoriesSql from "../../src/knowledge/Memories/Sql.ts"
import * as NearIndex from "../../src/knowledge/NearIndex.ts"
import * as TermStatistics from "../../src/knowledge/TermStatistics.ts"
import { EmbeddingFailed, Embeddings } from "../../src/llm/Embeddings.ts"
import * as Local from "../../src/llm/Embeddings/Local.ts"
import * as Migrations from "../../src/storage/Migrations.ts"
import * as PGlite from "../../src/storage/PGlite.ts"
import * as Postgres from "../../src/storage/Postgres.ts"

export interface Options {
  /** Of the server; absent, the embedded one is meant. */
  readonly url: string | undefined
  readonly vectors: boolean
}

/** Makes no vectors: what is stored has its words alone. */
const away = Layer.succeed(
  Embeddings,
  Embeddings.of({
    model: Local.model,
    dimension: Local.dimension,
    trust: Local.trust,
    embed: () => new EmbeddingFailed({ model: Local.model, problem: "it is not part of this benchmark" })
  })
)

export const open = async ({ url, vectors }: Options) => {
  const name = `holdfast_bench_scale_${process.pid}`
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-scale-"))
  if (url !== undefined) await administer(url, `create database ${name}`)
  const database = url === undefined
    ? PGlite.layer({ dataDir: folder })
    : Postgres.layer({ url: Redacted.make(url.replace(/[^/]*$/, name)) })
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(DocumentsSql.layer, MemoriesSql.layer, TermStatistics.layer, NearIndex.layer).pipe(
      Layer.provideMerge(Logger.minimumLogLevel(LogLevel.Error)),
      Layer.provideMerge(Migrations.layer),
      Layer.provideMerge(Layer.merge(database, vectors ? Local.layer : away))
    )
  )
  const close = async () => {
    await runtime.dispose()
    if (url !== undefined) await administer(url, `drop database if exists ${name} with (force)`)
    rmSync(folder, { recursive: true, force: true })
  }
  return { run: runtime.runPromise, close }
}

const administer = async (url: string, statement: string) => {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
