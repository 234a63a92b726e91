/** The statements over `app.memories`; each is one tenant's, and all but two one user's. */
import { type SqlClient, SqlSchema, type Statement } from "@effect/sql"
import { Schema } from "effect"
import { isoTime } from "../../domain/Time.ts"
import { toBytes } from "../../llm/Embeddings/Vector.ts"
import * as Forgotten from "../../storage/Forgotten.ts"
import { prepared } from "../../storage/Prepared.ts"
import * as Chosen from "./Chosen.ts"
import { asParameters, columns, type NewRow, Owner, Row, type Source, sourceOf } from "./Rows.ts"

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

  const selectVectors = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, model: Schema.String, ids: Schema.Array(Schema.String) }),
    Result: Schema.Struct({ id: Schema.String, embedding: Schema.Uint8ArrayFromSelf }),
    execute: ({ ids, model, tenant }) =>
      // One by one by the key, whatever the planner knows of the table.
      sql`select asked.id, found.embedding from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as asked (id)
        cross join lateral (
          select embedding from app.memory_vectors v
          where v.tenant_id = ${tenant} and v.id = asked.id and v.model = ${model} offset 0
        ) found`
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
   * replaced too, for its words may be others now. `also` is done in the same statement.
   */
  const insert = (rows: ReadonlyArray<NewRow>, also?: Statement.Fragment) => {
    const made = rows.flatMap(({ id, tenant_id, vectors }) =>
      vectors.map(({ model, vector }) => ({ tenant_id, id, model, vector: toBytes(vector).toString("base64") }))
    )
    return sql`${sql.literal(rows.length === 1 ? prepared : "")} with kept as (
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
      ) ${also === undefined ? sql`` : sql`, besides as (${also})`}
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
    ...Chosen.make(sql),
    selectPage,
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

const mostSources = 50
