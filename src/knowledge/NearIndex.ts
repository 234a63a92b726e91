/**
 * Keeps codes beside the vectors of large collections, and where pgvector is, an index over the codes. What has no code
 * yet is compared by its vector, and what is not in the index yet by its code: a search sees all of them at any time.
 */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Duration, Effect, Layer, Schema } from "effect"
import { fromBytes, toBytes } from "../llm/Embeddings/Vector.ts"
import * as Recurring from "../resilience/Recurring.ts"
import { codeOf, meanOf } from "./VectorCodes.ts"
import { VectorLimits } from "./VectorLimits.ts"

/** Leaves time to others after some work. */
type Rest = (worked: Duration.Duration) => Effect.Effect<void>

/** Makes the codes that are lacking, once there is a collection that needs them, and says how many. */
export const code = Effect.fn("NearIndex.code")(function*(rest: Rest = () => Effect.void) {
  const sql = yield* SqlClient.SqlClient
  const { exact } = yield* VectorLimits
  const statements = statementsOf(sql)
  const some = (model: string, mean: Float32Array) =>
    Effect.gen(function*() {
      const rows = yield* statements.takeUncoded({ model })
      if (rows.length > 0) yield* statements.store(model, rows.map((row) => ({ ...row, code: coded(row, mean) })))
      return rows.length
    }).pipe(sql.withTransaction)

  let made = 0
  for (const { mean, model } of yield* statements.models()) {
    const known = mean === null ? yield* firstMean(model, exact) : fromBytes(mean)
    if (known === undefined) continue
    yield* Effect.repeat(
      Effect.timed(some(model, known)).pipe(Effect.tap(([worked, count]) => {
        made += count
        return rest(worked)
      })),
      { while: ([, count]) => count === codedAtOnce }
    )
  }
  return made
}, Effect.catchTags({ ParseError: Effect.die, NoSuchElementException: Effect.die }))

/** Of a model of which a tenant has more than can be compared one by one. It stays, for codes depend on it. */
const firstMean = Effect.fnUntraced(function*(model: string, exact: number) {
  const statements = statementsOf(yield* SqlClient.SqlClient)
  if (!(yield* statements.isLarge({ model, exact })).large) return undefined
  const mean = meanOf((yield* statements.sample({ model })).map(({ embedding }) => fromBytes(embedding)))
  if (mean === undefined) return undefined
  yield* statements.setMean(model, mean)
  const [row] = (yield* statements.models()).filter((one) => one.model === model)
  return row === undefined || row.mean === null ? undefined : fromBytes(row.mean)
})

/** Takes the codes of the largest collections into the index, where there is one, with a rest after every few. */
export const index = Effect.fn("NearIndex.index")(function*(rest: Rest) {
  const sql = yield* SqlClient.SqlClient
  const { scanned } = yield* VectorLimits
  const statements = statementsOf(sql)
  if (!(yield* statements.hasIndex()).found) return
  for (const { tenant_id } of yield* statements.unindexed({ scanned })) {
    const some = sql`update app.chunk_codes set indexed = true where ctid = any(array(
      select ctid from app.chunk_codes where tenant_id = ${tenant_id} and not indexed limit ${indexedAtOnce}
      for update skip locked
    )) returning 1`
    yield* Effect.repeat(
      Effect.tap(Effect.timed(some), ([worked]) => rest(worked)),
      { while: ([, rows]) => rows.length === indexedAtOnce }
    )
  }
}, Effect.catchTags({ ParseError: Effect.die, NoSuchElementException: Effect.die }))

/** Where pgvector can be had: from 0.8 on it goes on looking where a condition leaves too few. */
export const prepare = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const statements = statementsOf(sql)
  if ((yield* statements.hasIndex()).found || !(yield* statements.isUsable()).usable) return
  yield* Effect.gen(function*() {
    yield* sql`select pg_advisory_xact_lock(${lockId})`
    yield* sql`create extension if not exists vector`
    yield* sql`create index if not exists chunk_codes_near on app.chunk_codes using hnsw (code bit_hamming_ops)
      where indexed`
  }).pipe(sql.withTransaction)
}).pipe(Effect.catchTags({ ParseError: Effect.die, NoSuchElementException: Effect.die }))

/** Half of the time stays for others; more where the embedded database does nothing else while a code is placed. */
const coding = code((worked) => Effect.sleep(worked))
const indexing = Effect.zipRight(prepare, index((worked) => Effect.sleep(Duration.times(worked, 3))))

/** Where the index cannot be had, codes are made all the same. */
export const layer: Layer.Layer<never, never, SqlClient.SqlClient> = Layer.scopedDiscard(Effect.all([
  Effect.forkScoped(Recurring.every("10 seconds", "Vectors are coded later", coding)),
  Effect.forkScoped(Recurring.every("10 seconds", "Codes are indexed later", indexing))
]))

const Place = { tenant_id: Schema.String, document_id: Schema.String, position: Schema.Int }
const Uncoded = Schema.Struct({ ...Place, embedding: Schema.Uint8ArrayFromSelf })
const coded = ({ embedding }: typeof Uncoded.Type, mean: Float32Array) => codeOf(fromBytes(embedding), mean) ?? null

const statementsOf = (sql: SqlClient.SqlClient) => ({
  models: SqlSchema.findAll({
    Request: Schema.Void,
    Result: Schema.Struct({ model: Schema.String, mean: Schema.NullOr(Schema.Uint8ArrayFromSelf) }),
    execute: () => sql`select model, mean from app.vector_models`
  }),
  isLarge: SqlSchema.single({
    Request: Schema.Struct({ model: Schema.String, exact: Schema.Int }),
    Result: Schema.Struct({ large: Schema.Boolean }),
    execute: ({ exact, model }) =>
      sql`select exists(select 1 from app.chunk_vectors where model = ${model} and not coded offset ${exact} limit 1)
        and exists(
          select 1 from app.chunk_vectors where model = ${model} and not coded
          group by tenant_id having count(*) > ${exact}
        ) as large`
  }),
  sample: SqlSchema.findAll({
    Request: Schema.Struct({ model: Schema.String }),
    Result: Schema.Struct({ embedding: Schema.Uint8ArrayFromSelf }),
    execute: ({ model }) => sql`select embedding from app.chunk_vectors where model = ${model} limit ${sampled}`
  }),
  /** Whoever was first has set it. */
  setMean: (model: string, mean: Float32Array) =>
    sql`update app.vector_models set mean = decode(${toBytes(mean).toString("base64")}, 'base64')
      where model = ${model} and mean is null`,
  takeUncoded: SqlSchema.findAll({
    Request: Schema.Struct({ model: Schema.String }),
    Result: Uncoded,
    execute: ({ model }) =>
      sql`select tenant_id, document_id, position, embedding from app.chunk_vectors
        where model = ${model} and not coded limit ${codedAtOnce} for update skip locked`
  }),
  /** A vector of another dimension has no code, and is found by words alone. */
  store: (
    model: string,
    rows: ReadonlyArray<{ tenant_id: string; document_id: string; position: number; code: string | null }>
  ) =>
    sql`with made as materialized (
        select * from json_to_recordset(${
      JSON.stringify(rows.map(({ code, document_id, position, tenant_id }) => ({
        tenant_id,
        document_id,
        position,
        code
      })))
    }::json) as r (tenant_id text, document_id text, position int, code text)
      ), marked as (
        update app.chunk_vectors v set coded = true from made m
        where v.tenant_id = m.tenant_id and v.document_id = m.document_id and v.position = m.position
          and v.model = ${model}
      )
      insert into app.chunk_codes (tenant_id, document_id, position, model, code)
      select tenant_id, document_id, position, ${model}, code::bit(1024) from made where code is not null
      on conflict (tenant_id, document_id, position, model) do update set code = excluded.code, indexed = false`,
  hasIndex: SqlSchema.single({
    Request: Schema.Void,
    Result: Schema.Struct({ found: Schema.Boolean }),
    execute: () => sql`select ${isIndexed(sql)} as found`
  }),
  isUsable: SqlSchema.single({
    Request: Schema.Void,
    Result: Schema.Struct({ usable: Schema.Boolean }),
    execute: () =>
      sql`select exists(
        select 1 from pg_available_extensions where name = 'vector'
          and string_to_array(coalesce(installed_version, default_version), '.')::int[] >= array[0, 8]
      ) as usable`
  }),
  unindexed: SqlSchema.findAll({
    Request: Schema.Struct({ scanned: Schema.Int }),
    Result: Schema.Struct({ tenant_id: Schema.String }),
    execute: ({ scanned }) =>
      sql`select tenant_id
        from (select tenant_id from app.documents group by tenant_id having sum(chunk_count) > ${scanned}) large
        where exists(select 1 from app.chunk_codes c where c.tenant_id = large.tenant_id and not c.indexed)`
  })
})

/** A condition: whether codes are indexed in this database. */
export const isIndexed = (sql: SqlClient.SqlClient) =>
  sql`exists(select 1 from pg_index where indexrelid = to_regclass('app.chunk_codes_near') and indisvalid)`

const sampled = 2_000
const codedAtOnce = 25
const indexedAtOnce = 5
const lockId = 7_423_950
