/**
 * The memories of a user who has not too many, kept in the process ready for ranking. Each question asks the database
 * whether they are still as they were, and only what has changed is read again.
 */
import { type SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Effect, FiberMap, Option, Schema } from "effect"
import * as Deadline from "../../resilience/Deadline.ts"
import { RecentlyUsed } from "../RecentlyUsed.ts"
import * as TermStatistics from "../TermStatistics.ts"
import { type Prepared, prepared } from "./Ranking.ts"
import { Candidate, Owner, ranked } from "./Rows.ts"

/** The memories that held at a time; `as_of`, as they were said by then. */
export type Kept = (at: number, as_of: boolean) => Prepared<Candidate>

export const make = Effect.fnUntraced(function*(sql: SqlClient.SqlClient) {
  const mine = ({ tenant, user_id }: Owner) => sql`tenant_id = ${tenant} and user_id = ${user_id}`

  const totals = TermStatistics.totals(sql)
  const counted = ({ tenant, user_id }: Owner) => totals({ tenant, owner: user_id })

  const selectPlaces = SqlSchema.findAll({
    Request: Owner,
    Result: Place,
    execute: (owner) =>
      sql`select id, xmin::text as version from app.memories where ${mine(owner)}
        order by said_at, created_at, id limit ${mostKept}`
  })

  const selectRows = SqlSchema.findAll({
    Request: Schema.Struct({ ...Owner.fields, ids: Schema.NullOr(Schema.Array(Schema.String)) }),
    Result: Row,
    execute: ({ ids, ...owner }) =>
      sql`select ${sql.literal(ranked)}, xmin::text as version,
          (extract(epoch from valid_from) * 1000)::float8 as valid_from,
          (extract(epoch from valid_to) * 1000)::float8 as valid_to
        from app.memories
        where ${mine(owner)}
          ${ids === null ? sql`` : sql`and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`}
        order by said_at, created_at, id limit ${mostKept}`
  })

  const rowsNow = Effect.fnUntraced(function*(owner: Owner, before: ReadonlyArray<Row>) {
    if (before.length === 0) return yield* selectRows({ ...owner, ids: null })
    const places = yield* selectPlaces(owner)
    const known = new Map(before.map((row) => [row.id, row]))
    const ids = places.filter(({ id, version }) => known.get(id)?.version !== version).map(({ id }) => id)
    if (ids.length > 0) { for (const row of yield* selectRows({ ...owner, ids })) known.set(row.id, row) }
    return places.flatMap(({ id }) => known.get(id) ?? [])
  })

  const users = new RecentlyUsed<User>(mostInAll, ({ rows }) => rows.length)
  const keyOf = ({ tenant, user_id }: Owner) => JSON.stringify([tenant, user_id])

  const read = Effect.fnUntraced(function*(owner: Owner, version: string) {
    const key = keyOf(owner)
    const before = users.get(key, yield* Clock.currentTimeMillis)
    if (before?.version === version) return before.held
    const user = userOf(version, yield* rowsNow(owner, before?.rows ?? []))
    users.set(key, user, yield* Clock.currentTimeMillis)
    return user.held
  })

  /**
   * A user with many who asks again is likely to go on: behind the question, all are read for the next ones, made ready
   * for ranking, and given to `warm`.
   */
  const again = yield* FiberMap.make<string>()
  const asked = new Set<string>()
  const goesOn = Effect.fnUntraced(function*(
    owner: Owner,
    { documents, version }: TermStatistics.Totals,
    warm: (memories: Prepared<Candidate>) => Effect.Effect<unknown, unknown>
  ) {
    const key = keyOf(owner)
    if (documents > mostKept || users.has(key)) return
    if (!asked.has(key)) {
      asked.add(key)
      for (const oldest of asked) {
        if (asked.size <= mostUsers) break
        asked.delete(oldest)
      }
      return
    }
    const behind = Effect.gen(function*() {
      const held = yield* read(owner, version)
      yield* warm(held(yield* Clock.currentTimeMillis, false))
    }).pipe(
      // What a cause says may hold what the rows hold.
      Effect.catchAllCause(() => Effect.logDebug("Memories are not kept in the process yet"))
    )
    yield* FiberMap.run(again, key, Deadline.none(behind), { onlyIfMissing: true })
  })

  /** None where the user has so many that not all are looked at, or not yet. */
  const find = Effect.fnUntraced(function*(owner: Owner, { documents, version }: TermStatistics.Totals) {
    const isKept = users.has(keyOf(owner))
    if (documents > mostKept) {
      users.delete(keyOf(owner))
      return Option.none<Kept>()
    }
    return isKept || documents <= mostAtOnce ? Option.some(yield* read(owner, version)) : Option.none<Kept>()
  })

  const forget = (owner: Owner) => Effect.sync(() => users.delete(keyOf(owner)))
  return { counted, find, forget, goesOn }
})

interface User {
  readonly version: string
  readonly rows: ReadonlyArray<Row>
  readonly held: Kept
}

const userOf = (version: string, rows: ReadonlyArray<Row>): User => {
  let latest: { readonly from: number; readonly until: number; readonly memories: Prepared<Candidate> } | undefined
  const held: Kept = (at, as_of) => {
    const holds = ({ valid_from, valid_to }: Row) => (valid_to ?? Infinity) > at && (!as_of || valid_from <= at)
    if (as_of) return prepared(rows.filter(holds))
    if (latest === undefined || at < latest.from || at >= latest.until) {
      const until = rows.filter(holds).reduce((least, { valid_to }) => Math.min(least, valid_to ?? Infinity), Infinity)
      latest = { from: at, until, memories: prepared(rows.filter(holds)) }
    }
    return latest.memories
  }
  return { version, rows, held }
}

const Place = Schema.Struct({ id: Schema.String, version: Schema.String })

const Row = Schema.Struct({
  ...Candidate.fields,
  ...Place.fields,
  valid_from: Schema.Number,
  valid_to: Schema.NullOr(Schema.Number)
})
type Row = typeof Row.Type

/** Of one user: of more, only those are looked at that may matter. */
const mostKept = 5_000
/** While a question waits. */
const mostAtOnce = 800
const mostUsers = 1_000
/** Some 2 kB each. */
const mostInAll = 20_000
