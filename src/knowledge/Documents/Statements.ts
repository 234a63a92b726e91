/** The statements that find chunks by their words. Terms are OR-ed: one that is missing never hides the rest. */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Schema } from "effect"

export const make = (sql: SqlClient.SqlClient) => {
  /** The question as PostgreSQL reads it, each term with how many chunks have it (counted up to a bound). */
  const selectTerms = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: Schema.String, text: Schema.String }),
    Result: Schema.Struct({ term: Schema.String, documents: Schema.Int }),
    execute: ({ tenant, text }) =>
      sql`select t.lexeme as term, (
          select count(*)::int from (
            select 1 from app.chunks c
            where c.tenant_id = ${tenant} and c.search @@ (
              '''' || replace(replace(t.lexeme, '\\', '\\\\'), '''', '''''') || ''''
            )::tsquery
            limit 20000
          ) counted
        ) as documents
        from (
          select lexeme from unnest(to_tsvector('english', ${text})) order by positions[1], lexeme limit 48
        ) t`
  })

  const selectTotal = SqlSchema.single({
    Request: Schema.String,
    Result: Schema.Struct({ total: Schema.Int }),
    execute: (tenant) =>
      sql`select coalesce(sum(chunk_count), 0)::int as total from app.documents where tenant_id = ${tenant}`
  })

  const among = (filter: string | null) =>
    filter === null ? sql`` : sql`and exists (
      select 1 from app.documents d
      where d.tenant_id = c.tenant_id and d.id = c.document_id and d.metadata @> ${filter}::jsonb
    )`

  const selectCandidates = SqlSchema.findAll({
    Request: Schema.Struct({
      tenant: Schema.String,
      any: Schema.String,
      terms: Schema.String,
      filter: Schema.NullOr(Schema.String),
      limit: Schema.Int
    }),
    Result: CandidateRow,
    execute: ({ any, filter, limit, tenant, terms }) =>
      sql`select c.document_id, c.position, length(c.search) as size,
          length(ts_filter(c.search, '{a}')) as title_size, coalesce((
            select jsonb_object_agg(w.lexeme, jsonb_build_array(
              cardinality(w.positions), cardinality(array_positions(w.weights, 'A'))
            ))
            from unnest(c.search) w
            where ${terms}::jsonb ? w.lexeme
          ), '{}') as hits
        from (
          select c.document_id, c.position, c.search
          from app.chunks c
          where c.tenant_id = ${tenant} and c.search @@ ${any}::tsquery ${among(filter)}
          order by ts_rank(c.search, ${any}::tsquery) desc, c.document_id, c.position
          limit ${limit}
        ) c`
  })

  /** For what is written without spaces the index of words is of no use: its pairs of characters are looked for. */
  const selectByPairs = SqlSchema.findAll({
    Request: Schema.Struct({
      tenant: Schema.String,
      pairs: Schema.String,
      filter: Schema.NullOr(Schema.String),
      limit: Schema.Int
    }),
    Result: CandidateRow,
    execute: ({ filter, limit, pairs, tenant }) =>
      sql`select c.document_id, c.position, length(c.text) as size, length(c.title_path) as title_size, found.hits
        from app.chunks c
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
    Result: Schema.Struct({
      document_id: Schema.String,
      position: Schema.Int,
      title_path: Schema.String,
      text: Schema.String,
      at: Schema.Number
    }),
    execute: ({ keys, tenant }) =>
      sql`select c.document_id, c.position, c.title_path, c.text,
          (extract(epoch from d.updated_at) * 1000)::float8 as at
        from jsonb_to_recordset(${keys}::jsonb) as k (document_id text, position int)
        join app.chunks c on c.tenant_id = ${tenant} and c.document_id = k.document_id and c.position = k.position
        join app.documents d on d.tenant_id = c.tenant_id and d.id = c.document_id`
  })

  return { selectTerms, selectTotal, selectCandidates, selectByPairs, selectAllowed, selectTexts }
}

const CandidateRow = Schema.Struct({
  document_id: Schema.String,
  position: Schema.Int,
  size: Schema.Int,
  title_size: Schema.Int,
  hits: Schema.Record({ key: Schema.String, value: Schema.Tuple(Schema.Number, Schema.Number) })
})
