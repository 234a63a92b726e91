/** Adds up large businesses again behind the questions, once their rows have changed; replicas share the work. */
import type { SqlClient } from "@effect/sql"
import { Clock, Duration, Effect, Layer, Option } from "effect"
import * as Recurring from "../../resilience/Recurring.ts"
import { OverviewPolicy } from "./Overviews.ts"
import * as Overviews from "./Overviews.ts"
import * as Statements from "./Statements.ts"

export const make = Effect.gen(function*() {
  const overviews = yield* Overviews.make
  const read = yield* Statements.make
  const policy = yield* OverviewPolicy

  /** Adds up one business; false where none is due. */
  const one = Effect.gen(function*() {
    const at = yield* Clock.currentTimeMillis
    const due = yield* overviews.claim({
      now: at,
      lease: Duration.toMillis(policy.lease),
      oldest: Duration.toMillis(policy.oldest)
    })
    if (Option.isNone(due)) return false
    const [took, [business]] = yield* Effect.timed(
      read.business({ tenant: due.value.tenant, now: at, ids: undefined })
    )
    const now = yield* Clock.currentTimeMillis
    const quick = Duration.lessThan(took, policy.slow)
    yield* overviews.keep({ ...due.value, at, now, ...(quick || business === undefined ? {} : { business }) })
    return true
  }).pipe(Effect.timeout(policy.lease))

  /** All that are due, each followed by a rest. */
  const round = Effect.repeat(
    Effect.flatMap(
      Effect.timed(one),
      ([took, done]) => Effect.as(Effect.sleep(Duration.times(took, 1 / policy.share - 1)), done)
    ),
    { while: (done) => done }
  )

  return { one, round }
})

export const layer: Layer.Layer<never, never, SqlClient.SqlClient> = Layer.scopedDiscard(
  Effect.gen(function*() {
    const { round } = yield* make
    const { every } = yield* OverviewPolicy
    yield* Effect.forkScoped(Recurring.every(every, "Overviews are brought up to date later", round))
  })
)
