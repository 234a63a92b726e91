/** Gives one holder at a time the engine, first come first served: a releaser hands over and cannot take again at once. */
import { SqlError } from "@effect/sql"
import { Duration, Effect } from "effect"

export interface Lock {
  /** Waits its turn, interruptibly where `restore` says so, and never longer than the limit. */
  readonly acquire: (
    restore: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  ) => Effect.Effect<void, SqlError.SqlError>
  readonly release: Effect.Effect<void>
  readonly locked: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | SqlError.SqlError, R>
}

export const make = (limit: Duration.DurationInput): Lock => {
  interface Waiter {
    granted: boolean
    grant: () => void
  }
  const waiting: Array<Waiter> = []
  let held = false

  const release = Effect.sync(() => {
    const next = waiting.shift()
    if (next === undefined) held = false
    else {
      next.granted = true
      next.grant()
    }
  })

  const queue: Lock["acquire"] = (restore) =>
    Effect.suspend(() => {
      const waiter: Waiter = { granted: false, grant: () => {} }
      waiting.push(waiter)
      const turn = Effect.async<void>((resume) => {
        if (waiter.granted) resume(Effect.void)
        else waiter.grant = () => resume(Effect.void)
      })
      return restore(Effect.timeoutFail(turn, { duration: limit, onTimeout: () => waitedTooLong(limit) })).pipe(
        // The turn may have come at the very moment of giving up: then it is passed on.
        Effect.tapErrorCause(() =>
          waiter.granted ? release : Effect.sync(() => void waiting.splice(waiting.indexOf(waiter), 1))
        )
      )
    })

  const acquire: Lock["acquire"] = (restore) =>
    Effect.suspend(() => {
      if (held) return queue(restore)
      held = true
      return Effect.void
    })

  const locked: Lock["locked"] = (effect) =>
    Effect.uninterruptibleMask((restore) =>
      Effect.zipRight(acquire(restore), Effect.ensuring(restore(effect), release))
    )

  return { acquire, release, locked }
}

const waitedTooLong = (limit: Duration.DurationInput) =>
  new SqlError.SqlError({
    cause: { code: "55P03" },
    message: `The embedded database was busy for ${Duration.format(limit)}`
  })
