/** Asks a second one once the first is slower than it usually is; the first success counts, the loser is interrupted. */
import { Duration, Effect, Exit, type Fiber, FiberId } from "effect"
import * as RetryBudget from "./RetryBudget.ts"
import { forker, startTimer } from "./Timeout.ts"

export interface Options {
  /** Asks the second after so long. Default: the p95 of the first's last 100 successes, and never before 20 of them. */
  readonly after?: Duration.DurationInput
  /** Second calls as a share of all over a minute; default 0.05. */
  readonly max_extra?: number
}

export interface Hedged<A> {
  readonly value: A
  readonly answered_by: "first" | "second"
}

export interface Hedge {
  /**
   * The second is for slowness alone: a first that fails before it was asked fails the call. Where both run and both fail,
   * the first's failure counts. Nobody waits for a loser to give up.
   */
  readonly run: <A, E, R, E2, R2>(
    first: Effect.Effect<A, E, R>,
    second: Effect.Effect<A, E2, R2>
  ) => Effect.Effect<Hedged<A>, E | E2, R | R2>
}

export const make = ({ after, max_extra = 0.05 }: Options = {}): Effect.Effect<Hedge> =>
  Effect.map(RetryBudget.make({ ratio: max_extra, window: "1 minute", minimum: 0 }), (extra) => {
    const recent: Array<number> = []
    let successes = 0

    const patience = (): number => {
      if (after !== undefined) return Duration.toMillis(after)
      if (recent.length < fewest) return Infinity
      return recent.toSorted((a, b) => a - b)[Math.ceil(recent.length * 0.95) - 1] ?? Infinity
    }
    const learn = (millis: number) => {
      recent[successes++ % kept] = millis
    }

    const run: Hedge["run"] = <A, E, R, E2, R2>(first: Effect.Effect<A, E, R>, second: Effect.Effect<A, E2, R2>) =>
      Effect.flatMap(
        Effect.zip(Effect.runtime<R | R2>(), Effect.clock),
        ([runtime, clock]) =>
          Effect.async<Hedged<A>, E | E2>((resume) => {
            const started = clock.unsafeCurrentTimeMillis()
            const running = new Set<Fiber.RuntimeFiber<A, E | E2>>()
            let firstFailure: Exit.Exit<never, E | E2> | undefined
            let cancel = () => {}
            extra.called(started)

            const finish = (result: Effect.Effect<Hedged<A>, E | E2>) => {
              cancel()
              running.forEach((loser) => loser.unsafeInterruptAsFork(FiberId.none))
              running.clear()
              resume(result)
            }
            const start = (answered_by: Hedged<A>["answered_by"], effect: Effect.Effect<A, E | E2, R | R2>) => {
              const fiber = forker(runtime)(effect)
              running.add(fiber)
              fiber.addObserver((exit) => {
                if (!running.delete(fiber)) return
                if (exit._tag === "Success") {
                  if (answered_by === "first") learn(clock.unsafeCurrentTimeMillis() - started)
                  return finish(Effect.succeed({ answered_by, value: exit.value }))
                }
                const failure = Exit.failCause(exit.cause)
                if (answered_by === "first") firstFailure = failure
                if (running.size === 0) finish(firstFailure ?? failure)
              })
            }

            start("first", first)
            const wait = patience()
            if (running.size > 0 && wait !== Infinity) {
              cancel = startTimer(runtime, wait, () => {
                if (extra.spend(clock.unsafeCurrentTimeMillis())) start("second", second)
              })
            }
            return Effect.sync(() => finish(Effect.interrupt))
          })
      )

    return { run }
  })

const kept = 100
const fewest = 20
