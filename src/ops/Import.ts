/** `holdfast import`: rows of a business table from a JSON, NDJSON or CSV file, with progress and every rejected row. */
import { FileSystem } from "@effect/platform"
import { Console, Effect, Stream } from "effect"
import type { DomainTable } from "../domain/Business.ts"
import { InvalidRequest } from "../domain/Errors.ts"
import type { TenantId } from "../domain/Ids.ts"
import { BusinessRows } from "../knowledge/BusinessRows.ts"
import * as Parse from "../knowledge/BusinessRows/Parse.ts"

const rejectedShown = 20
const progressEvery = 10_000

/** Returns how many rows were rejected. */
export const importFile = Effect.fn("Import.importFile")(
  function*(tenant: TenantId, table: DomainTable, path: string) {
    const format = Parse.formatOf(path)
    if (format === undefined) {
      return yield* new InvalidRequest({
        path,
        problem: "expected a file that ends in .json, .ndjson, .jsonl, .csv or .tsv"
      })
    }
    const files = yield* FileSystem.FileSystem
    const business = yield* BusinessRows
    const rows = Parse.rows(format, files.stream(path)).pipe(
      Stream.tap(({ row }) => row % progressEvery === 0 ? Console.log(`  ${row} rows read`) : Effect.void)
    )
    const report = yield* business.upsert(tenant, table, rows)
    yield* Console.log(`${report.upserted} rows of ${table} taken in, ${report.rejected.length} rejected`)
    for (const { message, row } of report.rejected.slice(0, rejectedShown)) {
      yield* Console.log(`  row ${row}: ${message}`)
    }
    if (report.rejected.length > rejectedShown) {
      yield* Console.log(`  … and ${report.rejected.length - rejectedShown} more`)
    }
    return report.rejected.length
  }
)
