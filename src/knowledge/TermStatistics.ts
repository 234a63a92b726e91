/** What BM25 needs to know of all that a tenant (or a user) has: how many texts, how long, and how many have a term. */
import { SqlClient, SqlSchema, type Statement } from "@effect/sql"
import { Effect, Layer, Schema } from "effect"
import * as Recurring from "../resilience/Recurring.ts"
import { prepared } from "../storage/Prepared.ts"

export interface Term {
  readonly term: string
  /** How many of the texts have it. */
  readonly documents: number
}

export interface TermStatistics {
  readonly documents: number
  /** Of all of them together, in different terms. */
  readonly size: number
  readonly title_size: number
  /** Those of the question, in the order in which it has them. */
  readonly terms: ReadonlyArray<Term>
}

/** Of nothing at all. */
export const none: TermStatistics = { documents: 0, size: 0, title_size: 0, terms: [] }

/** Statistics of one moment; of two with the same version, nothing was written in between. */
export interface Counted extends TermStatistics {
  readonly version: string
}

/** How many texts there are, as of which version. */
const Totals = Schema.Struct({ documents: Schema.Number, version: Schema.String })
export type Totals = typeof Totals.Type

const Owner = Schema.Struct({ tenant: Schema.String, owner: Schema.String })

/** Every write appends a change, and folding moves its hash from the one table to the other: the sum stays. */
const totalsOf = (sql: SqlClient.SqlClient, { owner, tenant }: typeof Owner.Type, pending: Statement.Fragment) =>
  sql`select (coalesce(sum(documents), 0))::float8 as documents, (coalesce(sum(size), 0))::float8 as size,
      (coalesce(sum(title_size), 0))::float8 as title_size, coalesce(sum(changes), 0)::text as version
    from (
      select documents, size, title_size, hashint8(id) as changes from ${pending}
      union all
      select documents, size, title_size, changes from app.term_statistics
      where tenant_id = ${tenant} and owner = ${owner} and term = ''
    ) every`

/** `owner` is a user, or "" for the tenant's documents. */
export const totals = (sql: SqlClient.SqlClient) =>
  SqlSchema.single({
    Request: Owner,
    Result: Totals,
    execute: (of) => totalsOf(sql, of, sql`app.term_changes where tenant_id = ${of.tenant} and owner = ${of.owner}`)
  })

/**
 * Of a question's words, as PostgreSQL reads them. `owner` is a user, or "" for the tenant's documents. Each term is looked
 * up by itself, for a join walks all of an owner's terms in a database that was never analysed, as an embedded one is.
 */
export const make = (sql: SqlClient.SqlClient) => {
  const select = SqlSchema.findAll({
    Request: Schema.Struct({ ...Owner.fields, text: Schema.String }),
    Result: Schema.Struct({
      ...Totals.fields,
      term: Schema.String,
      size: Schema.Number,
      title_size: Schema.Number
    }),
    // Added to nothing, a change's terms are unpacked once and not for each term that is looked up in them: a fifth of the time.
    execute: ({ owner, tenant, text }) =>
      sql`${sql.literal(prepared)} with pending as materialized (
          select id, documents, size, title_size, terms || '{}' as terms from app.term_changes
          where tenant_id = ${tenant} and owner = ${owner}
        ), asked as (
          select lexeme as term, app.term_key(lexeme) as key, positions[1] as place
          from unnest(to_tsvector('english', ${text}))
          order by place, term limit ${mostTerms}
        )
        select '' as term, 0 as place, totals.* from (${totalsOf(sql, { tenant, owner }, sql`pending`)}) totals
        union all
        select term, place, (
          coalesce((
            select documents from app.term_statistics
            where tenant_id = ${tenant} and owner = ${owner} and term = asked.key
          ), 0) + coalesce((select sum((terms ->> asked.key)::bigint) from pending), 0)
        )::float8, 0, 0, ''
        from asked
        order by place, term`
  })

  return Effect.fnUntraced(function*(tenant: string, owner: string, text: string) {
    const [totals, ...terms] = yield* select({ tenant, owner, text })
    const { documents, size, title_size, version } = totals ?? { ...none, version: "" }
    const counted = terms.map(({ documents, term }): Term => ({ term, documents }))
    return { documents, size, title_size, terms: counted, version } satisfies Counted
  })
}

/**
 * The oldest changes, as `gone`. By a list of their keys: joined with them, a table that was empty when its statistics were
 * taken is read from end to end for each.
 */
export const taken = (sql: SqlClient.SqlClient, most: number) =>
  sql`due as (
      select id from app.term_changes order by id limit ${most} for update skip locked
    ), gone as (
      delete from app.term_changes where id = any(array(select id from due)) returning *
    )`

/** Takes some of the changes into the statistics and says how many: fewer than `limit` means that none is left. */
export const fold = Effect.fn("TermStatistics.fold")(function*(limit: number) {
  const sql = yield* SqlClient.SqlClient
  const take = SqlSchema.single({
    Request: Schema.Int,
    Result: Schema.Struct({ count: Schema.Int }),
    // In the order of the key, so that two who fold at once wait for each other instead of for ever.
    execute: (most) =>
      sql`with ${taken(sql, most)}, more as (
          select tenant_id, owner, '' as term, documents, size, title_size, hashint8(id) as changes from gone
          union all
          select tenant_id, owner, key, value::bigint, 0, 0, 0 from gone, jsonb_each_text(terms)
        ), kept as (
          insert into app.term_statistics as s (tenant_id, owner, term, documents, size, title_size, changes)
          select tenant_id, owner, term, sum(documents), sum(size), sum(title_size), sum(changes) from more
          group by tenant_id, owner, term
          order by tenant_id, owner, term
          on conflict (tenant_id, owner, term) do update set documents = s.documents + excluded.documents,
            size = s.size + excluded.size, title_size = s.title_size + excluded.title_size,
            changes = s.changes + excluded.changes
        )
        select count(*)::int as count from gone`
  })
  const { count } = yield* Effect.catchTag(take(limit), "ParseError", Effect.die)
  if (count > 0) yield* sql`delete from app.term_statistics where documents = 0 and size = 0 and title_size = 0`
  return count
})

/** All that there is to fold, now and then; a database that is away is asked later. */
export const layer: Layer.Layer<never, never, SqlClient.SqlClient> = Layer.scopedDiscard(
  Effect.suspend(() => fold(atOnce)).pipe(
    Effect.repeat({ while: (count) => count === atOnce }),
    (all) => Recurring.every("1 second", "Term statistics are folded later", all),
    Effect.forkScoped
  )
)

const atOnce = 100
const mostTerms = 48
