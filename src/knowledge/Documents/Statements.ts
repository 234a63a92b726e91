/** The statements that find chunks by their words. Terms are OR-ed: one that is missing never hides the rest. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Schema } from "effect"

export const textColumns = (sql: SqlClient.SqlClient) =>
  sql`c.document_id, c.position, c.title_path, c.text, (extract(epoch from d.updated_at) * 1000)::float8 as at`

/** A title that had to be cut short is the beginning of a text that has none. */
export const titled = (sql: SqlClient.SqlClient) => sql`strpos(c.title_path, '…') = 0`

export const make = (sql: SqlClient.SqlClient) => {
  const among = (filter: string | null) =>
    filter === null ? sql`` : sql`and exists (
      select 1 from app.documents d
      where d.tenant_id = c.tenant_id and d.id = c.document_id and d.metadata @> ${filter}::jsonb
    )`

  const selectCandidates = SqlSchema.findAll({
    Request: Schema.Struct({
      tenant: Schema.String,
      /** How many the tenant has. */
      chunks: Schema.Number,
      any: Schema.String,
      /** An array of tsqueries, as PostgreSQL reads one. */
      terms: Schema.String,
      /** How much each of the terms tells, in their order. */
      weights: Schema.Array(Schema.Number),
      /** Of two words that follow each other, likewise. */
      pairs: Schema.String,
      filter: Schema.NullOr(Schema.String),
      most: Schema.Int,
      limit: Schema.Int
    }),
    Result: Schema.Struct({
      ...Place.fields,
      counts: Counts,
      title_counts: Counts,
      together: Schema.Array(Schema.Boolean)
    }),
    // The index need not be walked for whose a chunk is where nearly all are the tenant's: a fifth of the time.
    execute: ({ any, chunks, filter, limit, most, pairs, tenant, terms, weights }) =>
      sql`select best.document_id, best.position, length(best.search) - 1 as size, best.titled, d.chunk_count as chunks,
          length(ts_filter(best.search, '{a}')) as title_size,
          array(
            select best.search @@ pair from unnest(${pairs}::tsquery[]) with ordinality as t (pair, place) order by place
          ) as together,
          array(
            select app.occurrences('{1, 1, 1, 1}', best.search, term)
            from unnest(${terms}::tsquery[]) with ordinality as t (term, place) order by place
          ) as counts,
          array(
            select app.occurrences('{0, 0, 0, 1}', best.search, term)
            from unnest(${terms}::tsquery[]) with ordinality as t (term, place) order by place
          ) as title_counts
        from (
          select found.*
          from (
            select c.document_id, c.position, c.search, ${titled(sql)} as titled
            from app.chunks c
            where c.tenant_id = ${tenant} ${among(filter)} and c.search @@ (
              select case
                when ${chunks} > 0.8 * nullif(greatest(reltuples, 0), 0) then ${any}::tsquery
                else app.owned(${any}::tsquery, ${tenant}, '')
              end
              from pg_class where oid = 'app.chunks'::regclass
            )
            limit ${most}
          ) found
          order by (
            select sum(weight) from unnest(${terms}::tsquery[], ${`{${
        weights.join(",")
      }}`}::float8[]) as t (term, weight)
            where found.search @@ term
          ) desc, length(found.search), found.document_id, found.position
          limit ${limit}
        ) best
        join app.documents d on d.tenant_id = ${tenant} and d.id = best.document_id`
  })

  /** For what is written without spaces the index of words is of no use: its pairs of characters are looked for. */
  const selectByPairs = SqlSchema.findAll({
    Request: Schema.Struct({
      tenant: Schema.String,
      pairs: Schema.String,
      filter: Schema.NullOr(Schema.String),
      limit: Schema.Int
    }),
    Result: Schema.Struct({
      ...Place.fields,
      hits: Schema.Record({ key: Schema.String, value: Schema.Tuple(Schema.Number, Schema.Number) })
    }),
    execute: ({ filter, limit, pairs, tenant }) =>
      sql`select c.document_id, c.position, length(c.search) - 1 as size, ${
        titled(sql)
      } as titled, d.chunk_count as chunks,
          length(ts_filter(c.search, '{a}')) as title_size, found.hits
        from app.chunks c
        join app.documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
        cross join lateral (
          select coalesce(jsonb_object_agg(p.pair, jsonb_build_array(
            (length(whole) - length(replace(whole, p.pair, ''))) / length(p.pair),
            (length(c.title_path) - length(replace(c.title_path, p.pair, ''))) / length(p.pair)
          )) filter (where strpos(whole, p.pair) > 0), '{}') as hits
          from jsonb_array_elements_text(${pairs}::jsonb) p (pair), (select c.title_path || ' ' || c.text) b (whole)
        ) found
        where c.tenant_id = ${tenant} and found.hits <> '{}' ${among(filter)}
        limit ${limit}`
  })

  const selectAllowed = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, filter: Schema.String }),
    Result: Schema.Struct({ id: Schema.String }),
    execute: ({ filter, tenant }) =>
      sql`select id from app.documents where tenant_id = ${tenant} and metadata @> ${filter}::jsonb`
  })

  const selectTexts = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, keys: Schema.String }),
    Result: Text,
    execute: ({ keys, tenant }) =>
      sql`select ${textColumns(sql)} from jsonb_to_recordset(${keys}::jsonb) as k (document_id text, position int)
        join app.chunks c on c.tenant_id = ${tenant} and c.document_id = k.document_id and c.position = k.position
        join app.documents d on d.tenant_id = c.tenant_id and d.id = c.document_id`
  })

  return { selectCandidates, selectByPairs, selectAllowed, selectTexts }
}

const Place = Schema.Struct({
  document_id: Schema.String,
  position: Schema.Int,
  size: Schema.Int,
  title_size: Schema.Int,
  chunks: Schema.Int,
  titled: Schema.Boolean
})
const Counts = Schema.Array(Schema.Int)
export const Text = Schema.Struct({
  document_id: Schema.String,
  position: Schema.Int,
  title_path: Schema.String,
  text: Schema.String,
  at: Schema.Number
})
export type Text = typeof Text.Type
