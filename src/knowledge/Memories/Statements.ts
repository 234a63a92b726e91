/** The statements over `app.memories`; each is one tenant's, and all but two one user's. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Schema } from "effect"
import { isoTime } from "../../domain/Time.ts"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import * as Forgotten from "../../storage/Forgotten.ts"
import type { Vector } from "../VectorSets.ts"

export const make = (sql: SqlClient.SqlClient) => {
  const time = (at: number) => sql`${isoTime(at)}::timestamptz`

  const selectPage = SqlSchema.findAll({
    Request: Schema.Struct({
      ...Owner.fields,
      before: Schema.NullOr(Schema.Struct({ at: Schema.Number, id: Schema.String })),
      limit: Schema.Int
    }),
    Result: Row,
    execute: ({ before, limit, tenant, user_id }) =>
      sql`select ${sql.literal(columns)} from app.memories
        where tenant_id = ${tenant} and user_id = ${user_id}
          ${before === null ? sql`` : sql`and (said_at, id) < (${time(before.at)}, ${before.id})`}
        order by said_at desc, id desc
        limit ${limit}`
  })

  /** What held at a time, as it was said by then, in the order in which it was said. */
  const holding = (at: number, asOf: boolean) =>
    asOf
      ? sql`valid_from <= ${time(at)} and (valid_to is null or valid_to > ${time(at)})`
      : sql`(valid_to is null or valid_to > ${time(at)})`

  const selectAll = SqlSchema.findAll({
    Request: AtTime,
    Result: Candidate,
    execute: ({ as_of, at, tenant, user_id }) =>
      sql`select ${sql.literal(ranked)} from app.memories
        where tenant_id = ${tenant} and user_id = ${user_id} and ${holding(at, as_of)}
        order by said_at, created_at, id`
  })

  /**
   * Of a user with many: those with the most weight of the question's words, the turns beside the best of them, those
   * about its entities or of its dates, and the latest.
   */
  const selectSome = SqlSchema.findAll({
    Request: Schema.Struct({
      ...AtTime.fields,
      any: Schema.NullOr(Schema.String),
      /** An array of tsqueries, as PostgreSQL reads one, and what each weighs. */
      terms: Schema.String,
      weights: Schema.Array(Schema.Number),
      most: Schema.Int,
      entity_ids: Schema.Array(Schema.String),
      between: Schema.Array(Schema.Struct({ from: Schema.Number, to: Schema.Number }))
    }),
    Result: Candidate,
    execute: ({ any, as_of, at, between, entity_ids, most, tenant, terms, user_id, weights }) => {
      const mine = sql`tenant_id = ${tenant} and user_id = ${user_id} and ${holding(at, as_of)}`
      const beside = (order: "desc" | "asc", than: "<" | ">") =>
        sql`select beside.id from (select * from matching order by rank desc limit ${withNeighbours}) m
          cross join lateral (
            select id from app.memories
            where ${mine} and session_id = m.session_id
              and (said_at, created_at, id) ${sql.literal(than)} (m.said_at, m.created_at, m.id)
            order by said_at ${sql.literal(order)}, created_at ${sql.literal(order)}, id ${sql.literal(order)} limit 1
          ) beside`
      const chosen = [
        sql`(select id from app.memories where ${mine} order by said_at desc limit ${latest})`,
        ...any === null
          ? []
          : [sql`(select id from matching)`, sql`(${beside("desc", "<")})`, sql`(${beside("asc", ">")})`],
        ...entity_ids.map((id) =>
          sql`(select id from app.memories where ${mine} and entity_links @> ${JSON.stringify([id])}::jsonb
            order by said_at desc limit ${ofEach})`
        ),
        ...between.map(({ from, to }) =>
          sql`(select id from app.memories where ${mine} and said_at >= ${time(from)} and said_at < ${time(to)}
            order by said_at limit ${ofEach})`
        )
      ]
      return sql`with matching as materialized (
          select id, session_id, said_at, created_at, (
            select sum(weight) from unnest(${terms}::tsquery[], ${`{${
        weights.join(",")
      }}`}::float8[]) as asked (term, weight)
            where search @@ term
          ) as rank
          from (
            select id, session_id, said_at, created_at, search from app.memories
            where ${mine} and search @@ app.owned(${any}::tsquery, ${tenant}, ${user_id})
            limit ${most}
          ) found
          order by rank desc, said_at desc limit ${matching}
        )
        select ${sql.literal(ranked)} from app.memories
        where tenant_id = ${tenant} and id in (${sql.join(" union ", false)(chosen)})
        order by said_at, created_at, id`
    }
  })

  /**
   * What holds at a time and was learned, or is found by `any`, those first that have most of `all`: what may say the
   * same, or the contrary.
   */
  const selectAkin = SqlSchema.findAll({
    Request: Schema.Struct({
      ...Owner.fields,
      at: Schema.Number,
      any: Schema.NullOr(Schema.String),
      all: Schema.String
    }),
    Result: Row,
    execute: ({ all, any, at, tenant, user_id }) =>
      sql`select ${sql.literal(columns)} from app.memories where tenant_id = ${tenant} and id in (
          (select id from app.memories
            where tenant_id = ${tenant} and user_id = ${user_id} and kind <> 'statement' and ${holding(at, false)}
            order by said_at desc limit ${mostLearned})
          ${
        any === null ? sql`` : sql`union (select id from app.memories
            where tenant_id = ${tenant} and user_id = ${user_id} and ${holding(at, false)}
              and search @@ app.owned(${any}::tsquery, ${tenant}, ${user_id})
            order by ts_rank(search, ${all}::tsquery) desc, said_at desc limit ${mostAkin})`
      }
        )
        order by said_at, created_at, id`
  })

  const selectVectors = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, model: Schema.String, ids: Schema.String }),
    Result: Schema.Struct({ id: Schema.String, embedding: Schema.Uint8ArrayFromSelf }),
    execute: ({ ids, model, tenant }) =>
      sql`select id, embedding from app.memory_vectors
        where tenant_id = ${tenant} and model = ${model}
          and id in (select jsonb_array_elements_text(${ids}::jsonb))`
  })

  const selectIds = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, ids: Schema.Array(Schema.String) }),
    Result: Schema.Struct({ id: Schema.String }),
    execute: ({ ids, tenant }) => sql`select id from app.memories where tenant_id = ${tenant} and ${sql.in("id", ids)}`
  })

  /** What the memory had superseded holds until what superseded the memory itself, or again. */
  const deleteOne = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, id: Schema.String }),
    Result: Schema.Struct({ id: Schema.String }),
    execute: ({ id, tenant }) =>
      sql`with removed as (
          delete from app.memories where tenant_id = ${tenant} and id = ${id} returning id, valid_to, superseded_by
        ), restored as (
          update app.memories m set valid_to = r.valid_to, superseded_by = r.superseded_by
          from removed r where m.tenant_id = ${tenant} and m.superseded_by = r.id
        )
        select id from removed`
  })

  const deleteAll = SqlSchema.single({
    Request: Owner,
    Result: Schema.Struct({ count: Schema.Int }),
    execute: ({ tenant, user_id }) =>
      sql`with gone as (
          delete from app.memories where tenant_id = ${tenant} and user_id = ${user_id} returning 1
        )
        select count(*)::int as count from gone`
  })

  /**
   * A row that is there already is replaced, but keeps its place among those said at the same time; its vectors are
   * replaced too, for its words may be others now.
   */
  const insert = (rows: ReadonlyArray<NewRow>) => {
    const made = rows.flatMap(({ id, tenant_id, vectors }) =>
      vectors.map(({ model, vector }) => ({ tenant_id, id, model, vector: toBytes(vector).toString("base64") }))
    )
    return sql`with kept as (
        insert into app.memories ${sql.insert(rows.map(asParameters))}
        on conflict (tenant_id, id) do update set
          user_id = excluded.user_id, session_id = excluded.session_id, kind = excluded.kind, role = excluded.role,
          speaker = excluded.speaker, content = excluded.content, entity_links = excluded.entity_links,
          importance = excluded.importance, said_at = excluded.said_at, valid_from = excluded.valid_from,
          valid_to = excluded.valid_to, superseded_by = excluded.superseded_by, sources = excluded.sources,
          confirmed_at = null
        returning tenant_id, id
      ), made as materialized (
        select tenant_id, id, model, decode(vector, 'base64') as embedding
        from json_to_recordset(${JSON.stringify(made)}::json) as r (tenant_id text, id text, model text, vector text)
      ), gone as (
        delete from app.memory_vectors v using kept k where v.tenant_id = k.tenant_id and v.id = k.id
          and not exists (select 1 from made m where m.tenant_id = k.tenant_id and m.id = k.id and m.model = v.model)
      )
      insert into app.memory_vectors (tenant_id, id, model, dimension, embedding)
      select tenant_id, id, model, octet_length(embedding) / 4, embedding from made
      on conflict (tenant_id, id, model) do update set dimension = excluded.dimension, embedding = excluded.embedding`
  }

  const supersede = (tenant: string, id: string, by: { readonly id: string; readonly at: number }) =>
    sql`update app.memories set valid_to = ${time(by.at)}, superseded_by = ${by.id}
      where tenant_id = ${tenant} and id = ${id}`

  /** What these memories had superseded holds again: they are about to be replaced. */
  const restore = (tenant: string, ids: ReadonlyArray<string>) =>
    sql`update app.memories set valid_to = null, superseded_by = null
      where tenant_id = ${tenant} and ${sql.in("superseded_by", ids)}`

  /** The memory has one more source. The same source counts once, and no more are named than `mostSources`. */
  const confirm = (tenant: string, id: string, source: Source) =>
    sql`update app.memories set
        confirmed_at = greatest(coalesce(confirmed_at, said_at), ${time(source.said_at)}),
        sources = case
          when sources @> ${JSON.stringify([{ id: source.id }])}::jsonb or jsonb_array_length(sources) >= ${mostSources}
            then sources
          else sources || ${JSON.stringify([sourceOf(source)])}::jsonb
        end
      where tenant_id = ${tenant} and id = ${id}`

  /** Whoever else learns for this user waits until the transaction ends. */
  const lock = (tenant: string, user_id: string) =>
    sql`select pg_advisory_xact_lock(hashtext(${`memories/${tenant}/${user_id}`}))`

  const selectForgotten = SqlSchema.single({
    Request: Schema.Struct({ ...Owner.fields, at: Schema.Number }),
    Result: Schema.Struct({ forgotten: Schema.Boolean }),
    execute: ({ at, tenant, user_id }) => sql`select ${Forgotten.isForgotten(sql, tenant, user_id, at)} as forgotten`
  })

  return {
    selectPage,
    selectAll,
    selectSome,
    selectAkin,
    selectVectors,
    selectIds,
    deleteOne,
    deleteAll,
    insert,
    supersede,
    restore,
    confirm,
    selectForgotten,
    lock
  }
}

export interface NewRow {
  readonly tenant_id: string
  readonly id: string
  readonly user_id: string
  readonly session_id: string | null
  readonly kind: string
  readonly role: string | null
  readonly speaker: string | null
  readonly content: string
  readonly entity_ids: ReadonlyArray<string>
  readonly importance: number
  readonly said_at: number
  readonly valid_to: number | null
  readonly superseded_by: string | null
  readonly sources: ReadonlyArray<Source>
  /** One of each model that could be asked. */
  readonly vectors: ReadonlyArray<Vector>
  /** Epoch milliseconds, and its place among those that were added together. */
  readonly added: { readonly at: number; readonly place: number }
}

/** Where a memory was said: the exchange, or the memory that was added. */
export interface Source {
  readonly id: string
  readonly session_id: string | null
  /** Epoch milliseconds. */
  readonly said_at: number
}

const sourceOf = ({ said_at, ...source }: Source) => ({ ...source, said_at: isoTime(said_at) })

const asParameters = ({ added, entity_ids, said_at, sources, valid_to, vectors: _, ...row }: NewRow) => ({
  ...row,
  sources: JSON.stringify(sources.map(sourceOf)),
  entity_links: JSON.stringify(entity_ids),
  said_at: isoTime(said_at),
  valid_from: isoTime(said_at),
  valid_to: valid_to === null ? null : isoTime(valid_to),
  created_at: isoTime(added.at + Math.floor(added.place / 1_000))
    .replace("Z", `${String(added.place % 1_000).padStart(3, "0")}Z`)
})

const Owner = Schema.Struct({ tenant: Schema.String, user_id: Schema.String })
const AtTime = Schema.Struct({ ...Owner.fields, at: Schema.Number, as_of: Schema.Boolean })

/** What ranking looks at. */
const Candidate = Schema.Struct({
  id: Schema.String,
  session_id: Schema.NullOr(Schema.String),
  role: Schema.NullOr(Schema.String),
  speaker: Schema.NullOr(Schema.String),
  content: Schema.String,
  entity_ids: Schema.Array(Schema.String),
  importance: Schema.Number,
  said_at: Schema.Number
})

export const Row = Schema.Struct({
  ...Candidate.fields,
  user_id: Schema.String,
  kind: Schema.String,
  valid_to: Schema.NullOr(Schema.Number),
  superseded_by: Schema.NullOr(Schema.String),
  sources: Schema.Array(
    Schema.Struct({ id: Schema.String, session_id: Schema.NullOr(Schema.String), said_at: Schema.String })
  )
})
export type Row = typeof Row.Type

const ranked = `id, session_id, role, speaker, content, entity_links as entity_ids, importance,
  (extract(epoch from said_at) * 1000)::float8 as said_at`
const columns = `${ranked}, user_id, kind, (extract(epoch from valid_to) * 1000)::float8 as valid_to, superseded_by,
  sources`
const mostAkin = 60
const mostLearned = 1_000
const mostSources = 50
const matching = 150
const withNeighbours = 75
const latest = 75
const ofEach = 200
