/** How long memories are kept, and the sweep that keeps to it. */
import { SqlClient } from "@effect/sql"
import { Clock, Context, Duration, Effect, Layer } from "effect"
import { isoTime } from "../../domain/Time.ts"
import * as Recurring from "../../resilience/Recurring.ts"

/** What a person asked to be remembered and what they prefer weighs at least this much, and stays until it is replaced. */
const lasting = 0.8

export class MemoryPolicy extends Context.Reference<MemoryPolicy>()("holdfast/knowledge/MemoryPolicy", {
  defaultValue: (): {
    /** Forgotten once neither said nor confirmed for so long; what was asked to be remembered is not. */
    readonly keep: Duration.DurationInput
    /** Forgotten so long after it was superseded: "as of" questions reach no further back. */
    readonly keepSuperseded: Duration.DurationInput
  } => ({ keep: Duration.infinity, keepSuperseded: Duration.infinity })
}) {}

/** How many were forgotten. A few at a time, so that nobody waits for it. */
export const sweep = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const { keep, keepSuperseded } = yield* MemoryPolicy
  const now = yield* Clock.currentTimeMillis
  const before = (kept: Duration.DurationInput) => {
    const millis = Duration.toMillis(kept)
    return sql`${isoTime(Number.isFinite(millis) ? Math.max(0, now - millis) : 0)}::timestamptz`
  }
  const some = sql<{ readonly id: string }>`delete from app.memories where (tenant_id, id) in (
      select tenant_id, id from app.memories
      where valid_to < ${before(keepSuperseded)}
        or (greatest(said_at, confirmed_at) < ${before(keep)} and importance < ${lasting})
      limit ${atOnce}
    ) returning id`
  const forgotten = yield* Effect.iterate({ last: atOnce, total: 0 }, {
    while: ({ last }) => last === atOnce,
    body: ({ total }) => Effect.map(some, ({ length }) => ({ last: length, total: total + length }))
  })
  return forgotten.total
})

/** Nothing runs where everything is kept. */
export const layer: Layer.Layer<never, never, SqlClient.SqlClient> = Layer.scopedDiscard(
  Effect.gen(function*() {
    const { keep, keepSuperseded } = yield* MemoryPolicy
    if (!Duration.isFinite(Duration.decode(keep)) && !Duration.isFinite(Duration.decode(keepSuperseded))) return
    yield* sweep.pipe(
      Effect.tap((forgotten) =>
        forgotten === 0 ? Effect.void : Effect.logInfo("Memories forgotten by policy", forgotten)
      ),
      Effect.catchTag("SqlError", () => Effect.logWarning("Memories were not swept this time")),
      (work) => Recurring.every(every, "Memories are swept later", work),
      Effect.forkScoped
    )
  })
)

const atOnce = 1_000
const every = "1 hour"
