/** A time limit that holds whatever the work does: also in a finalizer, also when a driver will not be interrupted. */
import { Cause, type Duration, Effect } from "effect"

/** The work goes on being interrupted behind the back of its caller, who goes on at once. */
export const bounded =
  (limit: Duration.DurationInput) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | Cause.TimeoutException, R> =>
    effect.pipe(Effect.disconnect, Effect.interruptible, Effect.timeoutFail({ duration: limit, onTimeout }))

const onTimeout = () => new Cause.TimeoutException("it did not answer in time")
