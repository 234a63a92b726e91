/** A timeout whose caller never waits for the work it gave up on. */
import { Effect, FiberId } from "effect"

/** Forks the work and its timer once each, where `Effect.timeout` with `Effect.disconnect` builds two races. */
export const timeoutAt = <A, E, R, A2, E2>(
  effect: Effect.Effect<A, E, R>,
  millis: number,
  late: Effect.Effect<A2, E2>
): Effect.Effect<A | A2, E | E2, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(
      Effect.forkDaemon(Effect.interruptible(effect)),
      (work) =>
        Effect.flatMap(Effect.forkDaemon(Effect.interruptible(Effect.sleep(millis))), (timer) => {
          const abandon = () => work.unsafeInterruptAsFork(FiberId.none)
          return Effect.onInterrupt(
            restore(Effect.async<A | A2, E | E2>((resume) => {
              work.addObserver((exit) => {
                timer.unsafeInterruptAsFork(FiberId.none)
                resume(exit)
              })
              timer.addObserver((exit) => {
                if (exit._tag === "Failure") return
                abandon()
                resume(late)
              })
            })),
            () =>
              Effect.sync(() => {
                abandon()
                timer.unsafeInterruptAsFork(FiberId.none)
              })
          )
        })
    )
  )
