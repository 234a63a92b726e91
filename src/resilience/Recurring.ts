/** Work in the background that is done again and again, and outlives whatever it meets. */
import { Effect, Schedule } from "effect"
import type { DurationInput } from "effect/Duration"

/**
 * `work` now, and again so long after each time. A failure, and a defect as of rows that cannot be read, ends that time
 * only; `unfinished` says in the log what is left for the next one.
 */
export const every = <E extends { readonly _tag: string }, R>(
  pause: DurationInput,
  unfinished: string,
  work: Effect.Effect<unknown, E, R>
): Effect.Effect<void, never, R> =>
  Effect.asVoid(work).pipe(
    Effect.catchAll((error) => Effect.logDebug(unfinished, error._tag)),
    // What a defect says may hold what the rows hold.
    Effect.catchAllDefect(() => Effect.logError(unfinished, "defect")),
    Effect.repeat(Schedule.spaced(pause)),
    Effect.asVoid
  )
