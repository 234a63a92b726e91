/** `holdfast ingest`: files and folders of documents, one after the other; one that cannot be read fails alone. */
import { FileSystem, Path } from "@effect/platform"
import { Array, Console, Effect } from "effect"
import type { TenantId } from "../domain/Ids.ts"
import { Documents } from "../knowledge/Documents.ts"
import * as Ingestion from "../knowledge/Ingestion.ts"
import * as Intake from "../knowledge/Intake.ts"

const readable = new RegExp(`\\.(${Ingestion.endings.join("|")})$`, "i")

/** Files below the given paths that look like documents, in order of name. */
const filesOf = (paths: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const found = yield* Effect.forEach(paths, (given) =>
      Effect.gen(function*() {
        if ((yield* files.stat(given)).type !== "Directory") return [given]
        const below = yield* files.readDirectory(given, { recursive: true })
        const [others, documents] = Array.partition(below, (name) => readable.test(name))
        const leftOut = kinds(others.map((name) => path.extname(name)))
        if (leftOut !== "") yield* Console.log(`Left out of ${given}, as no documents: ${leftOut}`)
        return documents.sort().map((name) => path.join(given, name))
      }))
    return found.flat()
  })

/** `3 .png, 1 .xlsx` */
const kinds = (endings: ReadonlyArray<string>): string =>
  Object.entries(Array.groupBy(endings, (ending) => ending.toLowerCase()))
    .filter(([ending]) => /^\.[a-z]\w{0,7}$/.test(ending))
    .map(([ending, some]) => `${some.length} ${ending}`).sort().join(", ")

/**
 * Returns how many files failed. A file keeps its path as its id: ingesting it again replaces it, and a run that was cut
 * off goes on where it was when it is repeated, because what is in the index already is not read again.
 */
export const ingest = Effect.fn("Ingest.ingest")(function*(tenant: TenantId, paths: ReadonlyArray<string>) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const documents = yield* Documents
  const found = yield* filesOf(paths)
  const counts = { indexed: 0, unchanged: 0, failed: 0, chunks: 0 }
  for (const [index, file] of found.entries()) {
    const place = `[${index + 1}/${found.length}]`
    const id = file.slice(-128)
    const name = path.basename(file)
    const done = yield* Effect.gen(function*() {
      yield* Ingestion.fits(name, Number((yield* files.stat(file)).size))
      return yield* Intake.takeIn(documents, tenant, { id, name, source: name, bytes: yield* files.readFile(file) })
    }).pipe(
      Effect.catchTags({
        UnreadableFile: (error) => Effect.succeed(Intake.failed(id, error.message)),
        SystemError: (error) => Effect.succeed(Intake.failed(id, `"${name}" could not be opened: ${error.reason}.`)),
        BadArgument: Effect.die
      })
    )
    counts[done.status] += 1
    counts.chunks += done.chunks
    yield* Console.log(
      `${place} ${done.status} ${file}${done.error === undefined ? ` (${done.chunks} chunks)` : `: ${done.error}`}`
    )
  }
  yield* Console.log(
    `${counts.indexed} indexed, ${counts.unchanged} unchanged, ${counts.failed} failed; ${counts.chunks} chunks`
  )
  return counts.failed
})
