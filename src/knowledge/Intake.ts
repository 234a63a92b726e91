/** Takes files into the index. Bytes that were taken in before under the same name are not read again. */
import { Effect, Option } from "effect"
import { createHash } from "node:crypto"
import type { DocumentStatus } from "../domain/Document.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { StoreError } from "../storage/StoreError.ts"
import type * as Documents from "./Documents.ts"
import { form } from "./Documents/Prepared.ts"
import * as Ingestion from "./Ingestion.ts"

/** Where a file comes from and what it is to be called. */
export interface Intake extends Ingestion.File {
  readonly id: string
  readonly source: string
}

/**
 * Each file is in the index before this returns, so work that is cut off goes on with the first file that is not. A file
 * that cannot be read fails alone, with its reason.
 */
export const takeIn = (
  documents: Documents.Service,
  tenant: TenantId,
  { id, source, ...file }: Intake
): Effect.Effect<DocumentStatus, StoreError> =>
  Effect.gen(function*() {
    const file_hash = createHash("sha256").update(`${Ingestion.version} ${form}\n`).update(file.bytes).digest("hex")
    const before = yield* documents.fromFile(tenant, id, file_hash)
    if (Option.isSome(before)) return before.value
    const { metadata, text, title } = yield* Ingestion.read(file)
    const [status] = yield* documents.index(tenant, [{ id, title, text, source, metadata: { ...metadata, file_hash } }])
    return status ?? failed(id, "nothing came of it")
  }).pipe(
    Effect.catchTag("UnreadableFile", (error) => Effect.succeed(failed(id, error.message)))
  )

export const failed = (id: string, error: string): DocumentStatus => ({ id, status: "failed", chunks: 0, error })
