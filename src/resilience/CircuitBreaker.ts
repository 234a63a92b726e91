/** Stops calling what keeps failing, tries it again after a while, and never counts a call that was interrupted. */
import { Cause, Clock, Duration, Effect, Exit, Option, Predicate, PubSub, Schema, Stream } from "effect"
import * as BreakerMachine from "./BreakerMachine.ts"
import * as BreakerWindow from "./BreakerWindow.ts"
import { type Classifiable, Classification, type Classified, classify } from "./ErrorClassification.ts"
import * as ResilienceMetrics from "./ResilienceMetrics.ts"
import { stackless } from "./Stackless.ts"

export type State = BreakerMachine.StateName
export type Exported = BreakerMachine.Exported

export interface Options {
  /** The dependency's name: the `service` label of its metrics. */
  readonly name: string
  /** Failures in a row that open it; default 5, `Infinity` for never. */
  readonly consecutive_failures?: number
  /** Share of failed calls in the window, 0 to 1, that opens it. */
  readonly failure_rate?: number
  /** Share of calls in the window that took `slow_call` or longer, 0 to 1, that opens it. */
  readonly slow_rate?: number
  /** Default 5 s. */
  readonly slow_call?: Duration.DurationInput
  /** Default: the last 100 calls. */
  readonly window?: { readonly calls: number } | { readonly duration: Duration.DurationInput }
  /** Rates mean nothing below so many calls; default 10. */
  readonly minimum_calls?: number
  /** How long it stays open; default 60 s. */
  readonly reset_timeout?: Duration.DurationInput
  /** Factor on `reset_timeout` for each trip without a recovery in between; default 1. */
  readonly growth?: number
  /** Default 10 min. */
  readonly max_reset_timeout?: Duration.DurationInput
  /** Trial calls at once while half-open (default 2), or in all where `failure_ratio` decides. */
  readonly permitted?: number
  /** Trials that must succeed to close it; default 2. */
  readonly success_threshold?: number
  readonly failure_ratio?: number
  /** Default: everything but `permanent`, which the dependency answers while it is well. */
  readonly isFailure?: (failure: Classified, error: unknown) => boolean
  /** Failures that say nothing about the dependency and count for nothing; our own refusals always do. */
  readonly ignores?: (failure: Classified, error: unknown) => boolean
}

export class CircuitOpen extends Schema.TaggedError<CircuitOpen>()("CircuitOpen", {
  name: Schema.String,
  retry_after_ms: Schema.Number
}) implements Classifiable {
  override get message() {
    return `${this.name} keeps failing and is not called; it will be tried again in ${this.retry_after_ms} ms.`
  }
  get [Classification](): Classified {
    return { severity: "recoverable", category: "provider", retry_after: Duration.millis(this.retry_after_ms) }
  }
}

export interface Metrics extends Readonly<BreakerMachine.Counts> {
  readonly state: State
  /** Over the window. */
  readonly failure_rate: number
  readonly retry_after_ms: number
}

export interface Event extends BreakerMachine.Transition {
  readonly name: string
}

export interface CircuitBreaker {
  readonly name: string
  readonly protect: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | CircuitOpen, R>
  /** Fails where `protect` would now, without taking a place: to refuse before queueing for something else. */
  readonly check: Effect.Effect<void, CircuitOpen>
  readonly state: Effect.Effect<State>
  readonly metrics: Effect.Effect<Metrics>
  /** Closed, with nothing held against it. */
  readonly reset: Effect.Effect<void>
  /** Rejects every call until `enable` or `reset`. */
  readonly isolate: Effect.Effect<void>
  readonly enable: Effect.Effect<void>
  /** Lets every call through, and still counts. */
  readonly disable: Effect.Effect<void>
  readonly export: Effect.Effect<Exported>
  readonly restore: (exported: Exported) => Effect.Effect<void>
  /** Transitions from now on; a slow reader loses the oldest. */
  readonly events: Stream.Stream<Event>
}

export const make = Effect.fnUntraced(function*(options: Options, sink?: PubSub.PubSub<Event>) {
  const { ignores = () => false, isFailure = countsByDefault, name } = options
  const events = sink ?? (yield* PubSub.sliding<Event>(64))
  const gauge = ResilienceMetrics.updater(ResilienceMetrics.circuitBreakerState, { service: name })
  const countOpened = ResilienceMetrics.updater(ResilienceMetrics.circuitBreakerOpened, { service: name })
  const countRejected = ResilienceMetrics.updater(ResilienceMetrics.circuitBreakerRejected, { service: name })
  const unlogged: Array<Event> = []
  gauge(0)

  const machine = BreakerMachine.make(rulesOf(options), windowOf(options), (transition) => {
    const event = { name, ...transition }
    gauge(levels[transition.to])
    if (transition.to === "open") countOpened(1)
    events.unsafeOffer(event)
    unlogged.push(event)
  })
  const logged = Effect.suspend(() =>
    Effect.forEach(
      unlogged.splice(0),
      ({ from, to }) =>
        (to === "open" || to === "isolated" ? Effect.logWarning : Effect.logInfo)(
          `Circuit breaker ${name}: ${from} → ${to}`
        )
          .pipe(Effect.annotateLogs({ component: name, operation: "circuit_breaker" })),
      { discard: true }
    )
  )
  const thenLogged = <A, E>(exit: Exit.Exit<A, E>): Effect.Effect<A, E> =>
    unlogged.length === 0 ? exit : Effect.zipRight(logged, exit)

  let rejection = Exit.fail(new CircuitOpen({ name, retry_after_ms: 0 }))
  let rejectionAfter = 0
  const rejected = (now: number): Exit.Exit<never, CircuitOpen> => {
    const retry_after_ms = machine.retryAfter(now)
    if (retry_after_ms !== rejectionAfter) {
      rejectionAfter = retry_after_ms
      rejection = Exit.fail(stackless(() => new CircuitOpen({ name, retry_after_ms }, true)))
    }
    return rejection
  }

  const settled = (
    exit: Exit.Exit<unknown, unknown>,
    ticket: BreakerMachine.Ticket,
    started: number,
    clock: Clock.Clock
  ) => {
    const error = exit._tag === "Failure" ? failureOf(exit.cause) : none
    const failure = error === none || error === interruption ? undefined : classify(error)
    if (error === interruption || (failure !== undefined && (isRefusal(error) || ignores(failure, error)))) {
      return machine.release(ticket)
    }
    const now = clock.unsafeCurrentTimeMillis()
    machine.record(ticket, now, failure !== undefined && isFailure(failure, error), now - started)
  }

  const call = <A, E, R>(
    effect: Effect.Effect<A, E, R>,
    ticket: BreakerMachine.Ticket,
    clock: Clock.Clock
  ): Effect.Effect<A, E, R> => {
    const started = clock.unsafeCurrentTimeMillis()
    const onExit = (exit: Exit.Exit<A, E>) => {
      settled(exit, ticket, started, clock)
      return thenLogged(exit)
    }
    return Effect.matchCauseEffect(effect, {
      onFailure: (cause) => onExit(Exit.failCause(cause)),
      onSuccess: (value) => onExit(Exit.succeed(value))
    })
  }

  // A trial must give its place back whatever happens; an ordinary call that is interrupted just goes uncounted.
  const tryOut = <A, E, R>(effect: Effect.Effect<A, E, R>, clock: Clock.Clock): Effect.Effect<A, E | CircuitOpen, R> =>
    Effect.uninterruptibleMask<A, E | CircuitOpen, R>((restore) => {
      const now = clock.unsafeCurrentTimeMillis()
      const ticket = machine.admit(now)
      if (ticket !== undefined) return call(restore(effect), ticket, clock)
      countRejected(1)
      return rejected(now)
    })

  const protect = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | CircuitOpen, R> =>
    Effect.clockWith((clock) => {
      const ticket = machine.free()
      return ticket === undefined ? tryOut(effect, clock) : call(effect, ticket, clock)
    })

  const atNow = <A>(f: (now: number) => A) => Effect.zipLeft(Effect.map(Clock.currentTimeMillis, f), logged)

  const breaker: CircuitBreaker = {
    name,
    protect,
    check: Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (!machine.rejects(now)) return Effect.void
      machine.counts.rejected_calls++
      countRejected(1)
      return rejected(now)
    }),
    state: atNow(machine.settle),
    metrics: atNow((now) => ({
      state: machine.settle(now),
      ...machine.counts,
      failure_rate: machine.failureRate(now),
      retry_after_ms: machine.retryAfter(now)
    })),
    reset: atNow((now) => machine.force("closed", now)),
    isolate: atNow((now) => machine.force("isolated", now)),
    enable: atNow((now) => machine.force("closed", now)),
    disable: atNow((now) => machine.force("disabled", now)),
    export: Effect.sync(machine.export),
    restore: (exported) => atNow((now) => machine.restore(exported, now)),
    events: Stream.filter(Stream.fromPubSub(events), (event) => event.name === name)
  }
  return breaker
})

const levels: Readonly<Record<State, number>> = { closed: 0, disabled: 0, half_open: 0.5, open: 1, isolated: 1 }

const refusals = new Set(["CircuitOpen", "BulkheadFull", "RateLimited", "DeadlineExceeded"])

const isRefusal = (error: unknown): boolean =>
  Predicate.hasProperty(error, "_tag") && typeof error._tag === "string" && refusals.has(error._tag)

const countsByDefault = ({ severity }: Classified): boolean => severity !== "permanent"

const none = Symbol()
const interruption = Symbol()

const failureOf = (cause: Cause.Cause<unknown>): unknown =>
  cause._tag === "Fail"
    ? cause.error
    : Option.getOrElse(Option.orElse(Cause.failureOption(cause), () => Cause.dieOption(cause)), () => interruption)

const rulesOf = (options: Options): BreakerMachine.Rules => ({
  consecutive_failures: options.consecutive_failures ?? 5,
  failure_rate: options.failure_rate ?? Infinity,
  slow_rate: options.slow_rate ?? Infinity,
  slow_call_ms: Duration.toMillis(options.slow_call ?? "5 seconds"),
  minimum_calls: options.minimum_calls ?? 10,
  reset_timeout_ms: Duration.toMillis(options.reset_timeout ?? "60 seconds"),
  growth: options.growth ?? 1,
  max_reset_timeout_ms: Duration.toMillis(options.max_reset_timeout ?? "10 minutes"),
  permitted: options.permitted ?? 2,
  success_threshold: options.success_threshold ?? 2,
  trial_failure_ratio: options.failure_ratio
})

const windowOf = ({ window = { calls: 100 } }: Options): BreakerWindow.BreakerWindow =>
  "calls" in window ? BreakerWindow.byCount(window.calls) : BreakerWindow.byTime(Duration.toMillis(window.duration))
