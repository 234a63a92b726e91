/**
 * Statements that a served PostgreSQL plans once a connection instead of every time: those that are asked often, whose
 * best plan is the same whatever their values are. The embedded one prepares every statement (`PGlite/Prepared.ts`).
 */
import { Predicate } from "effect"
import { createHash } from "node:crypto"
import type { ClientBase } from "pg"

/** Stands at the beginning of such a statement: `` sql`${sql.literal(prepared)} select …` ``. */
export const prepared = "/* prepared */"

/**
 * For the connections of one pool: from now on a connection's marked statements go under a name. What stands between it
 * and the server may not let a prepared statement be found again (PgBouncer before 1.21): then the statement is sent once
 * more as all others are, and so are all that follow, on every connection. In a transaction that is too late, and it fails.
 * Names are made of the texts, so that no other statement can be meant by one.
 */
export const preparing = (): (connection: ClientBase) => void => {
  let refused = false
  return (connection) => {
    connection.query = new Proxy(connection.query, {
      apply: (query, self, args) => {
        const [text, values, done] = args
        if (refused || !Predicate.isString(text) || !text.startsWith(prepared) || !Predicate.isFunction(done)) {
          return Reflect.apply(query, self, args)
        }
        const answered = (error: unknown, result: unknown) => {
          if (!Predicate.hasProperty(error, "code") || !refusals.has(error.code)) return done(error, result)
          refused = true
          Reflect.apply(query, self, args)
        }
        return Reflect.apply(query, self, [{ name: nameOf(text), text, values }, answered])
      }
    })
  }
}

const nameOf = (text: string): string => {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash("sha256").update(text).digest("hex").slice(0, longestName)
  names.set(text, name)
  return name
}

const names = new Map<string, string>()
/** Of a name in PostgreSQL. */
const longestName = 63
/** There is none of that name; there is one already; the tables have changed under it. */
const refusals = new Set<unknown>(["26000", "42P05", "0A000"])
