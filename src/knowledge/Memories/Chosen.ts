/** Which of a user's many memories are looked at: those that a question or a new memory may concern. */
import { type SqlClient, SqlSchema, type Statement } from "@effect/sql"
import { Schema } from "effect"
import { isoTime } from "../../domain/Time.ts"
import { prepared } from "../../storage/Prepared.ts"
import { AtTime, Candidate, columns, Owner, ranked, Row } from "./Rows.ts"

export const make = (sql: SqlClient.SqlClient) => {
  const time = (at: number) => sql`${isoTime(at)}::timestamptz`

  /** What held at a time, as it was said by then, in the order in which it was said. */
  const holding = (at: number, asOf: boolean) =>
    asOf
      ? sql`valid_from <= ${time(at)} and (valid_to is null or valid_to > ${time(at)})`
      : sql`(valid_to is null or valid_to > ${time(at)})`

  /**
   * One by one by the key, and words by their index, which has the owner of each: a plan that is made before the
   * tables have statistics would walk all that the tenant, or the user, has.
   */
  const rowsOf = (tenant: string, ids: Statement.Fragment) =>
    sql`(${ids}) as chosen (chosen_id) cross join lateral (
      select * from app.memories where tenant_id = ${tenant} and id = chosen_id offset 0
    ) found`

  const withWords = (any: string | null, tenant: string, user_id: string) =>
    sql`(select * from app.memories where search @@ app.owned(${any}::tsquery, ${tenant}, ${user_id}) offset 0) worded`

  /**
   * Those with the most weight of the question's words, the turns beside the best of them, those
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
          from (select * from ${withWords(any, tenant, user_id)} where ${mine} limit ${most}) found
          order by rank desc, said_at desc limit ${matching}
        )
        select ${sql.literal(ranked)} from ${rowsOf(tenant, sql.join(" union ", false)(chosen))}
        order by said_at, created_at, id`
    }
  })

  /**
   * What holds at a time and was learned, or is found by `any` and has at least so many of the terms, those first that have
   * most of them: what may say the same, or the contrary.
   */
  const selectAkin = SqlSchema.findAll({
    Request: Schema.Struct({
      ...Owner.fields,
      at: Schema.Number,
      any: Schema.NullOr(Schema.String),
      /** An array of tsqueries, as PostgreSQL reads one. */
      terms: Schema.String,
      least: Schema.Number
    }),
    Result: Row,
    execute: ({ any, at, least, tenant, terms, user_id }) =>
      sql`${sql.literal(prepared)} select ${sql.literal(columns)} from ${
        rowsOf(
          tenant,
          sql`(select id from app.memories
            where tenant_id = ${tenant} and user_id = ${user_id} and kind <> 'statement' and ${holding(at, false)}
            order by said_at desc limit ${mostLearned})
          ${
            any === null ? sql`` : sql`union (select id from ${withWords(any, tenant, user_id)}
            cross join lateral (
              select count(*) as common from unnest(${terms}::tsquery[]) as said (term) where search @@ term
            ) counted
            where tenant_id = ${tenant} and user_id = ${user_id} and ${holding(at, false)} and common >= ${least}
            order by common desc, said_at desc limit ${mostAkin})`
          }`
        )
      } order by said_at, created_at, id`
  })

  return { selectSome, selectAkin }
}

const mostAkin = 60
const mostLearned = 1_000
const matching = 150
const withNeighbours = 75
const latest = 75
const ofEach = 200
