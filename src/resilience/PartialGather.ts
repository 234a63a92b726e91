/** Runs many at once under one budget and keeps what arrived: a part that fails or is late costs only itself. */
import { Cause, Effect, type Exit, type Fiber, FiberId, Option, Schema } from "effect"
import { type Classifiable, Classification, type Classified } from "./Classified.ts"
import * as Deadline from "./Deadline.ts"
import { timeoutAt } from "./Timeout.ts"

/** A part broke down in a way that its type does not name. */
export class PartDied extends Schema.TaggedError<PartDied>()("PartDied", {
  part: Schema.String,
  cause: Schema.Defect
}) implements Classifiable {
  override get message() {
    return `${this.part} broke down.`
  }
  get [Classification](): Classified {
    return { severity: "permanent", category: "internal" }
  }
}

type Parts = Readonly<Record<string, Effect.Effect<unknown, unknown, unknown>>>

export interface Gathered<P extends Parts> {
  readonly found: { readonly [K in keyof P]?: Effect.Effect.Success<P[K]> }
  /** In the order of the parts. */
  readonly failed: ReadonlyArray<Failed<P>>
}

export interface Failed<P extends Parts> {
  readonly part: keyof P & string
  readonly error: Effect.Effect.Error<P[keyof P]> | Deadline.TimedOut | PartDied
}

/**
 * Never fails. Late parts are interrupted and not waited for; with no time left none is begun. Interrupting the gathering
 * interrupts them all.
 */
export function gather<P extends Parts>(
  parts: P,
  limits: Deadline.Limits
): Effect.Effect<Gathered<P>, never, Effect.Effect.Context<P[keyof P]>>
export function gather(parts: Parts, limits: Deadline.Limits): Effect.Effect<Loose, never, unknown> {
  return Effect.flatMap(Deadline.allowance(limits), (allowed) => {
    const exits = new Map<string, Exit.Exit<unknown, unknown>>()
    const names = Object.keys(parts)
    const late = (part: string) =>
      new Deadline.TimedOut({ stage: part, after_ms: allowed.millis, deadline: allowed.deadline })
    const settle = (): Loose => {
      const found: Record<string, unknown> = {}
      const failed: Array<{ readonly part: string; readonly error: unknown }> = []
      for (const part of names) {
        const exit = exits.get(part)
        if (exit?._tag === "Success") found[part] = exit.value
        else failed.push({ part, error: exit === undefined ? late(part) : errorOf(part, exit.cause) })
      }
      return { found, failed }
    }
    if (allowed.millis <= 0 || names.length === 0) return Effect.sync(settle)

    const run = Effect.uninterruptibleMask((restore) =>
      Effect.flatMap(
        Effect.forEach(names, (part) =>
          Effect.forkDaemon(Effect.interruptible(Deadline.spending(allowed)(parts[part] ?? Effect.void)))),
        (fibers) =>
          Effect.ensuring(
            restore(arrivals(names, fibers, exits)),
            Effect.sync(() =>
              fibers.forEach((fiber) => fiber.unsafeInterruptAsFork(FiberId.none))
            )
          )
      )
    )
    return Effect.map(timeoutAt(run, allowed.millis, Effect.void), settle)
  })
}

interface Loose {
  readonly found: object
  readonly failed: ReadonlyArray<{ readonly part: string; readonly error: unknown }>
}

const arrivals = (
  names: ReadonlyArray<string>,
  fibers: ReadonlyArray<Fiber.RuntimeFiber<unknown, unknown>>,
  exits: Map<string, Exit.Exit<unknown, unknown>>
): Effect.Effect<void> =>
  Effect.async((resume) =>
    fibers.forEach((fiber, i) =>
      fiber.addObserver((exit) => {
        exits.set(names[i]!, exit)
        if (exits.size === names.length) resume(Effect.void)
      })
    )
  )

const errorOf = (part: string, cause: Cause.Cause<unknown>): unknown =>
  Option.getOrElse(Cause.failureOption(cause), () => new PartDied({ part, cause: Cause.squash(cause) }))
