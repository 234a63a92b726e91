/** Business rows in PostgreSQL. A batch is written whole; where the database refuses it, in halves, down to the bad row. */
import { SqlClient, type SqlError } from "@effect/sql"
import { Chunk, Clock, Effect, Either, Layer, Predicate, Schedule, Stream } from "effect"
import type { DomainTable, ImportReport } from "../../domain/Business.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { BusinessRows, type Row } from "../BusinessRows.ts"
import { storing } from "../Storing.ts"
import { readRow } from "./Fields.ts"
import * as Statements from "./Statements.ts"

const batchSize = 1_000
/** From this many rows on, statistics and indexes are worth tidying up at once: the embedded database never does it itself. */
const manyRows = 1_000

interface Accepted {
  readonly row: number
  readonly value: Readonly<Record<string, unknown>> & { readonly id: string }
}
type Rejected = ImportReport["rejected"][number]

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const write = yield* Statements.make

  const writeHalves = (
    tenant: TenantId,
    table: DomainTable,
    rows: ReadonlyArray<Accepted>
  ): Effect.Effect<ReadonlyArray<Rejected>, SqlError.SqlError> =>
    Clock.currentTimeMillis.pipe(
      Effect.flatMap((now) => write(tenant, table, rows.map(({ value }) => value), now)),
      Effect.retry({ schedule: collided, while: (error) => conflicts.has(codeOf(error)) }),
      Effect.as<ReadonlyArray<Rejected>>([]),
      Effect.catchIf((error) => blamesRow(codeOf(error)), (error) => {
        const [only] = rows
        if (rows.length === 1 && only !== undefined) return Effect.succeed([{ row: only.row, message: refusal(error) }])
        const middle = Math.ceil(rows.length / 2)
        return Effect.zipWith(
          writeHalves(tenant, table, rows.slice(0, middle)),
          writeHalves(tenant, table, rows.slice(middle)),
          (left, right) => [...left, ...right]
        )
      })
    )

  const settle = (table: DomainTable) =>
    Effect.all([
      sql`analyze domain.${sql.literal(table)}`,
      // Until they are moved into the index proper, new entries are read through one by one at every search.
      sql`select gin_clean_pending_list(i.oid)
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_am a on a.oid = i.relam
        where a.amname = 'gin' and x.indrelid = to_regclass(${`domain.${table}`})`
    ], { discard: true }).pipe(
      Effect.catchTag("SqlError", () => Effect.logWarning("The database could not be tidied up after an import"))
    )

  const upsert = Effect.fn("BusinessRows.upsert")(
    function*<E>(tenant: TenantId, table: DomainTable, rows: Stream.Stream<Row, E>) {
      const seen = new Map<string, number>()
      const report = yield* rows.pipe(
        Stream.map((row) => accept(table, row, seen)),
        Stream.grouped(batchSize),
        Stream.runFoldEffect({ upserted: 0, rejected: Array<Rejected>() }, (sum, batch) => {
          const [wrong, right] = Chunk.separate(batch)
          const accepted = Chunk.toReadonlyArray(right)
          return Effect.map(
            accepted.length === 0
              ? Effect.succeed([])
              : storing("BusinessRows.upsert")(writeHalves(tenant, table, accepted)),
            (refused) => {
              sum.rejected.push(...wrong, ...refused)
              return { upserted: sum.upserted + accepted.length - refused.length, rejected: sum.rejected }
            }
          )
        })
      )
      if (report.upserted >= manyRows) yield* settle(table)
      yield* Effect.annotateCurrentSpan({ table, upserted: report.upserted, rejected: report.rejected.length })
      const rejected = report.rejected.sort((a, b) => a.row - b.row)
      return { success: rejected.length === 0, upserted: report.upserted, rejected }
    }
  )

  return BusinessRows.of({ upsert })
})

export const layer: Layer.Layer<BusinessRows, never, SqlClient.SqlClient> = Layer.effect(BusinessRows, make)

const accept = (
  table: DomainTable,
  { row, value }: Row,
  seen: Map<string, number>
): Either.Either<Accepted, Rejected> => {
  if (isUnreadable(value)) return Either.left({ row, message: value.unreadable })
  return Either.flatMap(
    Either.mapLeft(readRow(table, value), (message) => ({ row, message })),
    (read): Either.Either<Accepted, Rejected> => {
      const first = seen.get(read.id)
      if (first !== undefined) {
        return Either.left({ row, message: `The id "${read.id}" was already sent in row ${first}: send each id once.` })
      }
      seen.set(read.id, row)
      return Either.right({ row, value: read })
    }
  )
}

const isUnreadable = (value: Row["value"]): value is { readonly unreadable: string } =>
  typeof value["unreadable"] === "string" && Object.keys(value).length === 1

const codeOf = ({ cause }: SqlError.SqlError): string =>
  Predicate.hasProperty(cause, "code") && typeof cause.code === "string" ? cause.code : ""

/** Deadlocks and lost races between two imports. */
const conflicts = new Set(["40001", "40P01"])
const collided = Schedule.exponential("50 millis").pipe(Schedule.jittered, Schedule.intersect(Schedule.recurs(3)))

/** Classes 22 and 23 are about the data, everything else about the database. */
const blamesRow = (code: string) => /^(22|23)...$/.test(code)

const refusals: ReadonlyMap<string, string> = new Map([
  ["22001", "A text is longer than its column allows."],
  ["22003", "A number is larger than its column allows."],
  ["23502", "A field that this database requires is missing."],
  ["23503", "It refers to a row that is not there: send that one first."],
  ["23505", "Another row has a value that must be unique."],
  ["23514", "A value is outside of what this database allows for its column."]
])
const refusal = (error: SqlError.SqlError): string =>
  refusals.get(codeOf(error)) ?? `The database refused this row's values (SQLSTATE ${codeOf(error)}).`
