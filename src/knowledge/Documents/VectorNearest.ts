/** The chunks of a large collection that may be nearest to a question, by codes, and how near they are, by vectors. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Effect, Option, Schema } from "effect"
import { cosine, fromBytes } from "../../llm/Embeddings/Vector.ts"
import { isIndexed } from "../NearIndex.ts"
import { codeOf } from "../VectorCodes.ts"
import { VectorLimits } from "../VectorLimits.ts"
import * as KeptVectors from "./KeptVectors.ts"
import { type Key, KeyMap, type Near } from "./Keys.ts"

export interface Asked {
  readonly tenant: string
  readonly model: string
  /** Of the tenant's texts and vectors, as their statistics have it: no other while nothing was written. */
  readonly version: string
  readonly vector: Float32Array
  /** How far the model is to be trusted, 0 to 1. */
  readonly trust: number
  /** How many chunks the tenant has. */
  readonly chunks: number
  /** Metadata that the document must contain, as JSON text. */
  readonly filter: string | null
  /** Those by words, which are compared as well; they may be found meanwhile. */
  readonly candidates: Effect.Effect<ReadonlyArray<Key>>
}

export const make = (sql: SqlClient.SqlClient) => {
  const statements = statementsOf(sql)
  const samples = new Map<string, { readonly until: number; readonly keys: ReadonlyArray<Key> }>()

  /** Some that were not chosen for anything: what "near" means shows beside them. */
  const sampleOf = Effect.fnUntraced(function*({ chunks, filter, model, tenant }: Asked) {
    if (filter !== null) return yield* statements.sample({ tenant, model, filter, every: 1 })
    const now = yield* Clock.currentTimeMillis
    const before = samples.get(`${model}#${tenant}`)
    if (before !== undefined && now < before.until) return before.keys
    const keys = yield* statements.sample({ tenant, model, filter, every: Math.max(1, Math.floor(chunks / sampled)) })
    samples.delete(`${model}#${tenant}`)
    samples.set(`${model}#${tenant}`, { keys, until: now + sampleFreshMillis })
    for (const oldest of samples.keys()) {
      if (samples.size <= tenantsKept) break
      samples.delete(oldest)
    }
    return keys
  })

  /** Through the index where that is quicker than all of the tenant's, and through all that are not in it yet. */
  const byCode = Effect.fnUntraced(function*({ chunks, filter, model, tenant }: Asked, code: string) {
    const { candidates: most, scanned } = yield* VectorLimits
    const request = { tenant, model, code, most, filter }
    if (filter !== null || chunks <= scanned) return yield* statements.scan({ ...request, pending: false })
    const { found, indexed } = yield* statements.indexed()
    if (!found || chunks * chunks < scanned * indexed) return yield* statements.scan({ ...request, pending: false })
    const walked = Effect.zipRight(settings(sql), statements.walk(request)).pipe(sql.withTransaction)
    return [...(yield* walked), ...(yield* statements.scan({ ...request, pending: true }))]
      .sort((a, b) => a.apart - b.apart).slice(0, most)
  })

  const vectors = KeptVectors.make<KeyMap<Float32Array>>()

  /** Of these chunks; those that were read since the last change are not read again. */
  const vectorsOf = Effect.fnUntraced(function*({ model, tenant, vector, version }: Asked, keys: ReadonlyArray<Key>) {
    const now = yield* Clock.currentTimeMillis
    const known = vectors.find(tenant, `${model}/${version}`, now) ?? new KeyMap<Float32Array>()
    const lacking = keys.filter((key) => known.get(key) === undefined)
      .map(({ document_id, position }) => ({ document_id, position }))
    const rows = lacking.length === 0
      ? []
      : yield* statements.vectors({ tenant, model, keys: JSON.stringify(lacking) })
    for (const row of rows) known.set(row, fromBytes(row.embedding))
    vectors.keep(tenant, `${model}/${version}`, known, known.size * vector.length, now)
    return known
  })

  return Effect.fnUntraced(function*(asked: Asked) {
    const { filter, model, tenant, trust, vector } = asked
    // One that sees spelling rather than meaning adds nothing to words that many texts have.
    const known = trust < seesMeaning && (yield* asked.candidates).length >= plenty
    const mean = known
      ? Option.none()
      : Option.flatMapNullable(yield* statements.mean({ model }), (row) => row.mean)
    const code = Option.flatMapNullable(mean, (bytes) => codeOf(vector, fromBytes(bytes)))
    const nearer = Option.isNone(code) ? [] : yield* byCode(asked, code.value)
    const sample = Option.isNone(code) ? [] : yield* sampleOf(asked)
    const uncoded = Option.isNone(code) ? [] : yield* statements.uncoded({ tenant, model, filter })
    const plain = [...yield* asked.candidates, ...sample]
    const kept = yield* vectorsOf(asked, [...plain, ...nearer])
    const seen = new KeyMap<true>()
    const near = (key: Key, own: Float32Array | undefined): ReadonlyArray<Near> => {
      if (own === undefined || seen.get(key) === true) return []
      seen.set(key, true)
      return [{ document_id: key.document_id, position: key.position, cosine: cosine(vector, own) }]
    }
    const chosen = plain.flatMap((key) => near(key, kept.get(key)))
    const rest = [
      ...nearer.flatMap((key) => near(key, kept.get(key))),
      ...uncoded.flatMap((row) => near(row, fromBytes(row.embedding)))
    ]
    // Few of the nearest: what is usual among those that are compared stays what is usual among all.
    const best = rest.sort((a, b) => b.cosine - a.cosine).slice(0, nearest)
    return [...best, ...chosen]
  })
}

const statementsOf = (sql: SqlClient.SqlClient) => {
  const among = (filter: string | null) =>
    filter === null ? sql`` : sql`and exists (
      select 1 from app.documents d
      where d.tenant_id = c.tenant_id and d.id = c.document_id and d.metadata @> ${filter}::jsonb
    )`

  return {
    mean: SqlSchema.findOne({
      Request: Schema.Struct({ model: Schema.String }),
      Result: Schema.Struct({ mean: Schema.NullOr(Schema.Uint8ArrayFromSelf) }),
      execute: ({ model }) => sql`select mean from app.vector_models where model = ${model}`
    }),
    indexed: SqlSchema.single({
      Request: Schema.Void,
      Result: Schema.Struct({ found: Schema.Boolean, indexed: Schema.Number }),
      execute: () =>
        sql`select ${isIndexed(sql)} as found, coalesce((
          select greatest(0, reltuples) from pg_class where oid = to_regclass('app.chunk_codes_near')
        ), 0)::float8 as indexed`
    }),
    scan: SqlSchema.findAll({
      Request: Schema.Struct({ ...Request, pending: Schema.Boolean }),
      Result: Apart,
      execute: ({ code, filter, model, most, pending, tenant }) =>
        sql`select document_id, position, bit_count(code # ${code}::bit(1024))::int as apart from app.chunk_codes c
          where tenant_id = ${tenant} and model = ${model} ${pending ? sql`and not indexed` : sql``} ${among(filter)}
          order by apart limit ${most}`
    }),
    walk: SqlSchema.findAll({
      Request: Schema.Struct(Walk),
      Result: Apart,
      execute: (request) => walked(sql, request)
    }),
    sample: SqlSchema.findAll({
      Request: Schema.Struct({ ...Sample, every: Schema.Int }),
      Result: Schema.Struct(Place),
      execute: ({ every, filter, model, tenant }) =>
        sql`select document_id, position from app.chunk_codes c where tenant_id = ${tenant} and model = ${model}
          and hashtext(document_id || position) % ${every}::int = 0 ${among(filter)} limit ${2 * sampled}`
    }),
    uncoded: SqlSchema.findAll({
      Request: Schema.Struct(Sample),
      Result: Row,
      execute: ({ filter, model, tenant }) =>
        sql`select document_id, position, embedding from app.chunk_vectors c
          where tenant_id = ${tenant} and model = ${model} and not coded ${among(filter)} limit ${mostUncoded}`
    }),
    vectors: SqlSchema.findAll({
      Request: Schema.Struct({ tenant: Schema.String, model: Schema.String, keys: Schema.String }),
      Result: Row,
      execute: ({ keys, model, tenant }) =>
        sql`select c.document_id, c.position, c.embedding
          from jsonb_to_recordset(${keys}::jsonb) as k (document_id text, position int)
          join app.chunk_vectors c on c.tenant_id = ${tenant} and c.document_id = k.document_id
            and c.position = k.position and c.model = ${model}`
    })
  }
}

/** For the transaction that walks: many roads, and on as long as other tenants' are in the way. */
export const settings = (sql: SqlClient.SqlClient) =>
  sql`select set_config('hnsw.ef_search', '400', true), set_config('enable_sort', 'off', true),
    set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.max_scan_tuples', '100000', true)`

/** The nearest that the index leads to. */
export const walked = (sql: SqlClient.SqlClient, { code, model, most, tenant }: Schema.Struct.Type<typeof Walk>) =>
  sql`select document_id, position, (code <~> ${code}::bit(1024))::int as apart from app.chunk_codes
    where tenant_id = ${tenant} and model = ${model} and indexed
    order by code <~> ${code}::bit(1024) limit ${most}`

const Walk = { tenant: Schema.String, model: Schema.String, code: Schema.String, most: Schema.Int }
const Request = { ...Walk, filter: Schema.NullOr(Schema.String) }
const Sample = { tenant: Schema.String, model: Schema.String, filter: Schema.NullOr(Schema.String) }
const Place = { document_id: Schema.String, position: Schema.Int }
const Apart = Schema.Struct({ ...Place, apart: Schema.Int })
const Row = Schema.Struct({ ...Place, embedding: Schema.Uint8ArrayFromSelf })

const seesMeaning = 0.5
const plenty = 50
const sampled = 200
const sampleFreshMillis = 600_000
const tenantsKept = 1_000
const nearest = 50
const mostUncoded = 2_000
