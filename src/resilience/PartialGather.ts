/** Runs many at once under one budget and keeps what arrived: a part that fails or is late costs only itself. */
import { Cause, Effect, type Exit, FiberId, Option, Schema } from "effect"
import { type Classifiable, Classification, type Classified } from "./Classified.ts"
import * as Deadline from "./Deadline.ts"
import { forker, startTimer } from "./Timeout.ts"

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
    return allowed.millis <= 0 || names.length === 0
      ? Effect.sync(settle)
      : Effect.map(arrivals(parts, allowed, exits), settle)
  })
}

interface Loose {
  readonly found: object
  readonly failed: ReadonlyArray<{ readonly part: string; readonly error: unknown }>
}

/** Ends when every part has, or when the time is up; what still runs then is interrupted. */
const arrivals = (
  parts: Parts,
  allowed: Deadline.Allowance,
  exits: Map<string, Exit.Exit<unknown, unknown>>
): Effect.Effect<void, never, unknown> =>
  Effect.flatMap(Effect.runtime<unknown>(), (runtime) =>
    Effect.async((resume) => {
      let closed = false
      const fork = forker(runtime, Deadline.localOf(allowed))
      const running = Object.entries(parts).map(([part, effect]) => [part, fork(effect)] as const)
      const interrupt = () => running.forEach(([, fiber]) => fiber.unsafeInterruptAsFork(FiberId.none))
      const cancel = startTimer(runtime, allowed.millis, () => {
        closed = true
        interrupt()
        resume(Effect.void)
      })
      for (const [part, fiber] of running) {
        fiber.addObserver((exit) => {
          if (closed) return // it was late; that it is now interrupted is no failure of its own
          exits.set(part, exit)
          if (exits.size < running.length) return
          cancel()
          resume(Effect.void)
        })
      }
      return Effect.sync(() => {
        cancel()
        interrupt()
      })
    }))

const errorOf = (part: string, cause: Cause.Cause<unknown>): unknown =>
  Option.getOrElse(Cause.failureOption(cause), () => new PartDied({ part, cause: Cause.squash(cause) }))
