/** Transactions that fail, where the stock ones die: a server lost before the commit is a failure to degrade on. */
import { type SqlClient, SqlError } from "@effect/sql"
import { Effect, Option } from "effect"

/**
 * The client with a `withTransaction` that fails with `SqlError` when beginning, committing or rolling back does.
 * After a failed commit it is not known whether the transaction took place, so what is retried must be idempotent.
 */
export const failing = <Client extends SqlClient.SqlClient>(
  client: Client,
  around: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R> = (effect) => effect
): Client => {
  const transaction = client.withTransaction
  return Object.assign(client, {
    withTransaction: <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | SqlError.SqlError, R> =>
      around(transaction(effect)).pipe(
        Effect.catchSomeDefect((defect) =>
          defect instanceof SqlError.SqlError ? Option.some(Effect.fail(defect)) : Option.none()
        )
      )
  })
}
