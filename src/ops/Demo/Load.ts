/** Puts the demo business and its policy documents where they are looked for. Loading again replaces what was loaded. */
import { FileSystem } from "@effect/platform"
import { Array, Clock, Effect, Stream } from "effect"
import { join } from "node:path"
import type { DomainTable } from "../../domain/Business.ts"
import { defaultTenant } from "../../domain/Ids.ts"
import { BusinessRows } from "../../knowledge/BusinessRows.ts"
import { Documents } from "../../knowledge/Documents.ts"
import * as PackageRoot from "../../storage/PackageRoot.ts"
import { generate } from "./Business.ts"

const tables: ReadonlyArray<DomainTable> = ["customers", "sales_orders", "invoices", "payments"]

export const load = Effect.fn("Demo.load")(function*(
  progress: (line: string) => Effect.Effect<void>,
  directory: string = join(PackageRoot.demo, "documents")
) {
  const rows = yield* BusinessRows
  const business = generate(yield* Clock.currentTimeMillis)
  for (const table of tables) {
    const values = business[table].map((value, i) => ({ row: i + 1, value }))
    const report = yield* rows.upsert(defaultTenant, table, Stream.fromIterable(values))
    const [rejected] = report.rejected
    if (rejected !== undefined) return yield* Effect.dieMessage(`The demo's ${table} are wrong: ${rejected.message}`)
    yield* progress(`${report.upserted} ${table.replace("_", " ")}`)
  }
  const documents = yield* policies(directory)
  const indexed = yield* Effect.flatMap(Documents, (store) => store.index(defaultTenant, documents))
  const [failed, found] = Array.partition(indexed, ({ status }) => status !== "failed")
  yield* progress(`${found.length} policy documents`)
  for (const { error, id } of failed) yield* progress(`${id} could not be indexed: ${error ?? "no reason was given"}`)
})

/** The texts of the policies: their first heading is their title, their file's name their id. */
const policies = Effect.fnUntraced(function*(directory: string) {
  const files = yield* FileSystem.FileSystem
  const names = (yield* files.readDirectory(directory)).filter((name) => name.endsWith(".md")).sort()
  return yield* Effect.forEach(names, (name) =>
    Effect.map(files.readFileString(join(directory, name)), (text) => ({
      id: `demo-${name.replace(/\.md$/, "")}`,
      title: /^#\s+(.+)$/m.exec(text)?.[1] ?? name,
      text,
      source: name,
      metadata: { kind: "policy" },
      language: "en"
    })))
})
