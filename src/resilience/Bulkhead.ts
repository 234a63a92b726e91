/** So many calls at once and no more; a few may wait a little, the others are refused at once. */
import { Cause, type Duration, Effect, Option, Schema } from "effect"
import * as AdaptiveLimit from "./AdaptiveLimit.ts"
import { type Classifiable, Classification, type Classified, classify } from "./ErrorClassification.ts"
import * as ResilienceMetrics from "./ResilienceMetrics.ts"
import { stackless } from "./Stackless.ts"
import type { Restore } from "./Timeout.ts"
import * as WaitingLine from "./WaitingLine.ts"

export interface Options {
  readonly name: string
  /** Calls at once; the most of them where it adapts. */
  readonly limit: number
  /** Finds by latency how many at once are good. Default: always the limit. */
  readonly adaptive?: Omit<AdaptiveLimit.Options, "max"> | undefined
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
  /**
   * By priority (default 0), the highest first, and in order of arrival within one. Where the queue is full, who waits with
   * the lowest priority is refused in favour of a higher one. A place is given back however the call ends.
   */
  readonly protect: <A, E, R>(
    effect: Effect.Effect<A, E, R>,
    priority?: number
  ) => Effect.Effect<A, E | BulkheadFull, R>
  /**
   * What `protect` is made of where a place is free, as plain calls: for who takes one in a region of his own, see `Guard`.
   * An adaptive limit has none, because it has to see each call.
   */
  readonly steps?: {
    /** Whether a place was free; it is taken if so, and must be left. */
    readonly enter: () => boolean
    readonly leave: () => void
  }
  readonly usage: Effect.Effect<{ readonly running: number; readonly waiting: number; readonly limit: number }>
}

interface Waiter {
  turn: "waiting" | "come" | "refused"
  wake: () => void
}

export const make = (options: Options): Effect.Effect<Bulkhead> =>
  Effect.sync(() => {
    const { max_wait = "1 second", name, queue = 0 } = options
    const adaptive = options.adaptive && AdaptiveLimit.make({ ...options.adaptive, max: options.limit })
    const line = WaitingLine.make<Waiter>()
    const depth = ResilienceMetrics.updater(ResilienceMetrics.queueDepth, { queue: name })
    const refused = ResilienceMetrics.updater(ResilienceMetrics.queueRejections, { queue: name })
    let limit = adaptive?.current() ?? options.limit
    let running = 0

    const refuse = Effect.suspend(() => {
      refused(1)
      return Effect.fail(stackless(() => new BulkheadFull({ name }, true)))
    })

    const enter = () => {
      if (running >= limit) return false
      running++
      return true
    }

    const tell = (waiter: Waiter | undefined, turn: "come" | "refused"): boolean => {
      if (waiter === undefined) return false
      depth(line.size())
      waiter.turn = turn
      waiter.wake()
      return true
    }

    const leave = () => {
      if (running > limit || !tell(line.next(), "come")) running-- // else the place passes on
    }

    const queued = <A, E, R>(
      run: Effect.Effect<A, E | BulkheadFull, R>,
      restore: Restore,
      priority: number
    ): Effect.Effect<A, E | BulkheadFull, R> => {
      const waiter: Waiter = { turn: "waiting", wake: () => {} }
      line.join(waiter, priority) // at once: a place that is freed before the wait begins must find it
      depth(line.size())
      const turn = Effect.async<void>((resume) => {
        waiter.wake = () => resume(Effect.void)
        if (waiter.turn !== "waiting") waiter.wake()
      })
      return Effect.matchCauseEffect(restore(Effect.timeoutOption(turn, max_wait)), {
        onFailure: (cause) => {
          if (waiter.turn === "come") leave()
          else if (line.leave(waiter)) depth(line.size())
          return Effect.failCause(cause)
        },
        onSuccess: () => {
          if (waiter.turn === "come") return run
          if (line.leave(waiter)) depth(line.size())
          return refuse
        }
      })
    }

    /** From the first moment of the call to its last, and what its latency says about the limit. */
    const measured = <A, E, R>(effect: Effect.Effect<A, E, R>, learned: AdaptiveLimit.AdaptiveLimit) =>
      Effect.clockWith((clock) => {
        const started = clock.unsafeCurrentTimeMillis()
        const together = running
        return releasing(effect, (cause) => {
          const now = clock.unsafeCurrentTimeMillis()
          if (cause === undefined) learned.ended(now, now - started, together)
          else if (isDrop(cause)) learned.dropped(now, together)
          limit = learned.current()
          leave()
          while (running < limit && tell(line.next(), "come")) running++
        })
      })

    return {
      name,
      protect: (effect, priority = 0) =>
        Effect.uninterruptibleMask((restore) => {
          const work = restore(effect)
          const run = adaptive === undefined ? releasing(work, leave) : measured(work, adaptive)
          if (enter()) return run
          return line.size() < queue || tell(line.shed(priority), "refused") ? queued(run, restore, priority) : refuse
        }),
      ...(adaptive === undefined ? { steps: { enter, leave } } : {}),
      usage: Effect.sync(() => ({ running, waiting: line.size(), limit }))
    }
  })

/** The dependency had more than it could bear; other failures say nothing about that. */
const isDrop = (cause: Cause.Cause<unknown>): boolean =>
  Option.exists(Cause.failureOption(cause), (error) => {
    const { category } = classify(error)
    return category === "timeout" || category === "capacity" || category === "rate_limit"
  })

/** `Effect.ensuring` at a third of its cost; only for uninterruptible regions, where no handler is skipped. */
const releasing = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  release: (cause?: Cause.Cause<E>) => void
): Effect.Effect<A, E, R> =>
  Effect.matchCauseEffect(effect, {
    onFailure: (cause) => {
      release(cause)
      return Effect.failCause(cause)
    },
    onSuccess: (value) => {
      release()
      return Effect.succeed(value)
    }
  })
