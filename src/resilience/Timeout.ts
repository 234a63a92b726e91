/** A time limit whose caller never waits for the work it gave up on. */
import {
  Clock,
  Context,
  DefaultServices,
  Duration,
  Effect,
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

/**
 * One fiber and one timer, where `Effect.timeout` with `Effect.disconnect` builds two races; and no timer at all for work
 * that ends without waiting. The work is a fiber of its own: interrupted when it is late or when its caller is.
 */
export const limitedTo = <A, E, R, B, A2, E2>(
  effect: Effect.Effect<A, E, R>,
  millis: number,
  local: Local<B>,
  late: () => Effect.Effect<A2, E2>
): Effect.Effect<A | A2, E | E2, R> =>
  Effect.flatMap(Effect.runtime<R>(), (runtime) =>
    Effect.async((resume) => {
      const work = forker(runtime, local)(effect)
      const ended = work.unsafePoll()
      if (ended !== null) return resume(ended)
      const cancel = startTimer(runtime, millis, () => {
        work.unsafeInterruptAsFork(FiberId.none)
        resume(Effect.suspend(late))
      })
      work.addObserver((exit) => {
        cancel()
        resume(exit)
      })
      return Effect.sync(() => {
        cancel()
        work.unsafeInterruptAsFork(FiberId.none)
      })
    }))

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
