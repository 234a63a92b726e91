/** So many calls at once and no more; a few may wait a little, the others are refused at once. */
import { Cause, type Duration, Effect, Schema } from "effect"
import { type Classifiable, Classification, type Classified } from "./Classified.ts"
import * as ResilienceMetrics from "./ResilienceMetrics.ts"
import { stackless } from "./Stackless.ts"

export interface Options {
  readonly name: string
  /** Calls at once. */
  readonly limit: number
  /** Calls that may wait for a place; default 0. */
  readonly queue?: number
  /** How long one of them waits; default 1 s. */
  readonly max_wait?: Duration.DurationInput
}

export class BulkheadFull extends Schema.TaggedError<BulkheadFull>()("BulkheadFull", {
  name: Schema.String
}) implements Classifiable {
  override get message() {
    return `${this.name} already has as many calls as it can take.`
  }
  get [Classification](): Classified {
    return { severity: "recoverable", category: "capacity" }
  }
}

export interface Bulkhead {
  readonly name: string
  /** First come, first served. A place is given back however the call ends. */
  readonly protect: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | BulkheadFull, R>
  readonly usage: Effect.Effect<{ readonly running: number; readonly waiting: number; readonly limit: number }>
}

interface Waiter {
  wake: () => void
  admitted: boolean
}

export const make = ({ limit, max_wait = "1 second", name, queue = 0 }: Options): Effect.Effect<Bulkhead> =>
  Effect.sync(() => {
    const waiting = new Set<Waiter>()
    const depth = ResilienceMetrics.updater(ResilienceMetrics.queueDepth, { queue: name })
    const refused = ResilienceMetrics.updater(ResilienceMetrics.queueRejections, { queue: name })
    let running = 0

    const refuse = Effect.suspend(() => {
      refused(1)
      return Effect.fail(stackless(() => new BulkheadFull({ name }, true)))
    })

    const leave = () => {
      for (const next of waiting) {
        forget(next)
        next.admitted = true
        return next.wake() // the place passes on: `running` stays
      }
      running--
    }

    const forget = (waiter: Waiter) => {
      if (waiting.delete(waiter)) depth(waiting.size)
    }

    const queued = <A, E, R>(
      effect: Effect.Effect<A, E, R>,
      restore: Restore
    ): Effect.Effect<A, E | BulkheadFull, R> => {
      const waiter: Waiter = { wake: () => {}, admitted: false }
      waiting.add(waiter) // at once: a place that is freed before the wait begins must find it
      depth(waiting.size)
      const turn = Effect.async<void>((resume) => {
        waiter.wake = () => resume(Effect.void)
        if (waiter.admitted) waiter.wake()
      })
      const admission = Effect.timeoutFail(turn, { duration: max_wait, onTimeout: () => new BulkheadFull({ name }) })
      return Effect.matchCauseEffect(restore(admission), {
        onFailure: (cause) => {
          if (waiter.admitted) leave()
          else forget(waiter)
          return Cause.isInterruptedOnly(cause) ? Effect.failCause(cause) : refuse
        },
        onSuccess: () => releasing(restore(effect), leave)
      })
    }

    return {
      name,
      protect: (effect) =>
        Effect.uninterruptibleMask((restore) => {
          if (running < limit) {
            running++
            return releasing(restore(effect), leave)
          }
          return waiting.size < queue ? queued(effect, restore) : refuse
        }),
      usage: Effect.sync(() => ({ running, waiting: waiting.size, limit }))
    }
  })

type Restore = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/** `Effect.ensuring` at a third of its cost; only for uninterruptible regions, where no handler is skipped. */
const releasing = <A, E, R>(effect: Effect.Effect<A, E, R>, release: () => void): Effect.Effect<A, E, R> =>
  Effect.matchCauseEffect(effect, {
    onFailure: (cause) => {
      release()
      return Effect.failCause(cause)
    },
    onSuccess: (value) => {
      release()
      return Effect.succeed(value)
    }
  })
