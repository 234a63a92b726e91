/** A time limit whose caller never waits for the work it gave up on. */
import {
  Cause,
  Clock,
  Context,
  DefaultServices,
  Duration,
  Effect,
  Exit,
  type Fiber,
  FiberId,
  type FiberRef,
  FiberRefs,
  Runtime,
  RuntimeFlags
} from "effect"

/** A value that the work sees and its caller does not. */
export interface Local<B> {
  readonly fiberRef: FiberRef.FiberRef<B>
  readonly value: B
}

/** Gives what stands in a region that cannot be interrupted the interruptibility of the outside back. */
export type Restore = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/**
 * One fiber and one timer, where `Effect.timeout` with `Effect.disconnect` builds two races; and no timer at all for work
 * that ends without waiting. The work is a fiber of its own: interrupted when it is late or when its caller is.
 *
 * For a region that cannot be interrupted, so that a caller's interruption always finds the work: it waits under `restore`.
 */
export const limitedTo = <A, E, R, B, A2, E2>(
  effect: Effect.Effect<A, E, R>,
  millis: number,
  local: Local<B>,
  late: () => Effect.Effect<A2, E2>,
  restore: Restore
): Effect.Effect<A | A2, E | E2, R> =>
  Effect.flatMap(Effect.runtime<R>(), (runtime) => {
    const work = forker(runtime, local)(effect)
    const ended = work.unsafePoll()
    if (ended !== null) return ended
    let cancel = () => {}
    const waiting = Effect.async<A | A2, E | E2>((resume) => {
      cancel = startTimer(runtime, millis, () => {
        work.unsafeInterruptAsFork(FiberId.none)
        resume(Effect.suspend(late))
      })
      work.addObserver((exit) => {
        cancel()
        resume(exit)
      })
    })
    return Effect.catchAllCause(restore(waiting), (cause) => {
      if (Cause.isInterrupted(cause)) {
        cancel()
        work.unsafeInterruptAsFork(FiberId.none)
      }
      return Exit.failCause(cause)
    })
  })

/** Starts interruptible fibers that see what the caller sees, but for one value; each runs at once up to its first wait. */
export const forker = <R, B = never>(
  runtime: Runtime.Runtime<R>,
  local?: Local<B>
): <A, E>(effect: Effect.Effect<A, E, R>) => Fiber.RuntimeFiber<A, E> => {
  const interruptible = Runtime.enableRuntimeFlag(runtime, RuntimeFlags.Interruption)
  return Runtime.runFork(
    local === undefined ? interruptible : Runtime.setFiberRef(interruptible, local.fiberRef, local.value)
  )
}

/** Calls back after the time, by the clock of the caller, unless it is cancelled. */
export const startTimer = (runtime: Runtime.Runtime<never>, millis: number, ring: () => void): () => void => {
  const clock = Context.get(FiberRefs.getOrDefault(runtime.fiberRefs, DefaultServices.currentServices), Clock.Clock)
  if (clock === liveClock && millis <= longest) {
    // What the live clock's `sleep` does, without a fiber to wait in.
    const timer = setTimeout(ring, millis)
    return () => clearTimeout(timer)
  }
  const sleeping = Runtime.runFork(Runtime.enableRuntimeFlag(runtime, RuntimeFlags.Interruption))(
    clock.sleep(Duration.millis(millis))
  )
  sleeping.addObserver((exit) => {
    if (exit._tag === "Success") ring()
  })
  return () => sleeping.unsafeInterruptAsFork(FiberId.none)
}

const liveClock = Context.get(DefaultServices.liveServices, Clock.Clock)
/** Of JavaScript's timers; a longer one would ring at once. */
const longest = 2 ** 31 - 1
