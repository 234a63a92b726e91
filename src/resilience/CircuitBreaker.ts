/** Stops calling what keeps failing, tries it again after a while, and never counts a call that was interrupted. */
import { Cause, Clock, Duration, Effect, Exit, Option, Predicate, Schema, Stream } from "effect"
import * as Announcer from "./Announcer.ts"
import * as BreakerMachine from "./BreakerMachine.ts"
import { type Options, rulesOf, windowOf } from "./BreakerOptions.ts"
import { type Classifiable, Classification, type Classified, classify } from "./ErrorClassification.ts"
import { clockOf } from "./FiberClock.ts"
import * as ResilienceMetrics from "./ResilienceMetrics.ts"
import { stackless } from "./Stackless.ts"

export type { Options } from "./BreakerOptions.ts"
export type State = BreakerMachine.StateName
export type Exported = BreakerMachine.Exported
export type Told = BreakerMachine.Told

export class CircuitOpen extends Schema.TaggedError<CircuitOpen>()("CircuitOpen", {
  name: Schema.String,
  retry_after_ms: Schema.Number
}) implements Classifiable {
  get retry_after(): Duration.Duration {
    return Duration.millis(this.retry_after_ms)
  }
  override get message() {
    return `${this.name} keeps failing and is not called; it will be tried again in ${this.retry_after_ms} ms.`
  }
  get [Classification](): Classified {
    return { severity: "recoverable", category: "provider", retry_after: this.retry_after }
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
  /** What `protect` is made of, as plain calls: for who composes it with other steps in one region, see `Guard`. */
  readonly steps: Steps
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
  /** Takes over what another replica's breaker did, as far as it is to be believed; see `SharedTrips`. */
  readonly hear: (told: Told) => Effect.Effect<void>
  /** Transitions from now on; a slow reader loses the oldest. */
  readonly events: Stream.Stream<Event>
}

export interface Steps {
  /** What a call is admitted with while nothing speaks against it; undefined where `protect` has to decide. */
  readonly free: () => BreakerMachine.Ticket | undefined
  /** What `protect` would fail with; it counts as a rejected call. Undefined where it would let the call through. */
  readonly refusal: (now: number) => Exit.Exit<never, CircuitOpen> | undefined
  /** Counts how the call ended, by the clock that gave its start; the effect ends in the same way. */
  readonly ended: <A, E>(
    exit: Exit.Exit<A, E>,
    ticket: BreakerMachine.Ticket,
    started: number,
    clock: Clock.Clock
  ) => Effect.Effect<A, E>
}

export const make = (options: Options, announcer = Announcer.make<Event>(64)) =>
  Effect.sync(() => made(options, announcer))

const made = (options: Options, announcer: Announcer.Announcer<Event>): CircuitBreaker => {
  const { ignores = () => false, isFailure = countsByDefault, name } = options
  const gauge = ResilienceMetrics.updater(ResilienceMetrics.circuitBreakerState, { service: name })
  const countOpened = ResilienceMetrics.updater(ResilienceMetrics.circuitBreakerOpened, { service: name })
  const countRejected = ResilienceMetrics.updater(ResilienceMetrics.circuitBreakerRejected, { service: name })
  const unlogged: Array<Event> = []
  gauge(0)

  const machine = BreakerMachine.make(rulesOf(options), windowOf(options), (transition) => {
    const event = { name, ...transition }
    gauge(levels[transition.to])
    if (transition.to === "open" && transition.by !== "operator") countOpened(1)
    announcer.announce(event)
    if (event.from !== event.to) unlogged.push(event)
  })
  const logged = Effect.suspend(() =>
    Effect.forEach(
      unlogged.splice(0),
      ({ by, from, to }) =>
        (to === "open" || to === "isolated" ? Effect.logWarning : Effect.logInfo)(
          `Circuit breaker ${name}: ${from} → ${to}${by === "replica" ? ", as another replica has it" : ""}`
        )
          .pipe(Effect.annotateLogs({ component: name, operation: "circuit_breaker" })),
      { discard: true }
    )
  )
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

  const refusal: Steps["refusal"] = (now) => {
    if (!machine.rejects(now)) return undefined
    machine.counts.rejected_calls++
    countRejected(1)
    return rejected(now)
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

  const ended: Steps["ended"] = (exit, ticket, started, clock) => {
    settled(exit, ticket, started, clock)
    return unlogged.length === 0 ? exit : Effect.zipRight(logged, exit)
  }

  const call = <A, E, R>(
    effect: Effect.Effect<A, E, R>,
    ticket: BreakerMachine.Ticket,
    clock: Clock.Clock
  ): Effect.Effect<A, E, R> => {
    const started = clock.unsafeCurrentTimeMillis()
    return Effect.matchCauseEffect(effect, {
      onFailure: (cause) => ended(Exit.failCause(cause), ticket, started, clock),
      onSuccess: (value) => ended(Exit.succeed(value), ticket, started, clock)
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
    Effect.withFiberRuntime((fiber) => {
      const clock = clockOf(fiber)
      const ticket = machine.free()
      return ticket === undefined
        ? refusal(clock.unsafeCurrentTimeMillis()) ?? tryOut(effect, clock)
        : call(effect, ticket, clock)
    })

  const atNow = <A>(f: (now: number) => A) => Effect.zipLeft(Effect.map(Clock.currentTimeMillis, f), logged)

  return {
    name,
    protect,
    steps: { free: machine.free, refusal, ended },
    check: Effect.withFiberRuntime((fiber) => refusal(clockOf(fiber).unsafeCurrentTimeMillis()) ?? Effect.void),
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
    hear: (told) => atNow((now) => machine.hear(told, now)),
    events: Stream.filter(announcer.heard, (event) => event.name === name)
  }
}

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
