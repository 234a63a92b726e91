/** Faults on purpose: makes any dependency slow, failing, silent, limited, garbled or partial, at a rate, for a time. */
import { Clock, Context, Deferred, Duration, Effect, FiberId, identity, Layer, Random, Schema } from "effect"
import { type Classifiable, Classification, type Classified } from "./Classified.ts"

export const FaultKind = Schema.Literal("latency", "error", "timeout", "rate_limit", "malformed", "partial")
export type FaultKind = typeof FaultKind.Type

export const Fault = Schema.Struct({
  kind: FaultKind,
  /** Share of the calls that it hits, 0 to 1; default 1. */
  rate: Schema.optionalWith(Schema.Number.pipe(Schema.between(0, 1)), { exact: true }),
  /** Added before the call by `latency`; default 1 s. */
  latency_ms: Schema.optionalWith(Schema.Number.pipe(Schema.between(0, 600_000)), { exact: true }),
  /** It ends by itself after so long; default never. */
  for_ms: Schema.optionalWith(Schema.Positive, { exact: true })
})
export type Fault = typeof Fault.Type

export const ComponentFault = Schema.Struct({ component: Schema.String, ...Fault.fields })
export type ComponentFault = typeof ComponentFault.Type

export class FaultInjected extends Schema.TaggedError<FaultInjected>()("FaultInjected", {
  component: Schema.String,
  kind: FaultKind
}) implements Classifiable {
  override get message() {
    return `A ${this.kind} fault was injected into ${this.component}.`
  }
  get [Classification](): Classified {
    return classifications[this.kind]
  }
}

/**
 * How a dependency shows a fault that lies in its answer. Without a shape `malformed` fails the call before it is made,
 * and `partial` after: the work was done, and the reply to it is lost.
 */
export interface Shapes<A> {
  readonly malformed?: (answer: A) => A
  readonly partial?: (answer: A) => A
}

export interface ActiveFault extends ComponentFault {
  /** Epoch milliseconds. */
  readonly until: number | undefined
}

export type Injector<Failure> = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  shapes?: Shapes<A>
) => Effect.Effect<A, E | Failure, R>

export interface Service {
  /** What can be hit; empty where faults are switched off, and then nothing is wrapped. */
  readonly components: ReadonlyArray<string>
  /** One fault a component: the later replaces the earlier. Whatever hangs in the earlier one is let go, and fails. */
  readonly set: (component: string, fault: Fault) => Effect.Effect<void>
  readonly clear: (component: string) => Effect.Effect<void>
  readonly clearAll: Effect.Effect<void>
  readonly active: Effect.Effect<ReadonlyArray<ActiveFault>>
  /** Around every call to the component, which then fails as it would fail by itself. */
  readonly at: <Failure>(component: string, failure: (fault: FaultInjected) => Failure) => Injector<Failure>
}

const untouched = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => effect

const off: Service = {
  components: [],
  set: () => Effect.void,
  clear: () => Effect.void,
  clearAll: Effect.void,
  active: Effect.succeed([]),
  at: () => untouched
}

/** Switched off where no layer switches them on. */
export class Faults extends Context.Reference<Faults>()("holdfast/resilience/Faults", {
  defaultValue: () => off
}) {}

interface Standing extends ActiveFault {
  readonly lifted: Deferred.Deferred<void>
}

export const make = (components: ReadonlyArray<string> = []): Effect.Effect<Service> =>
  Effect.sync(() => {
    const faults = new Map<string, Standing>()

    const lift = (component: string) =>
      Effect.suspend(() => {
        const fault = faults.get(component)
        faults.delete(component)
        return fault === undefined ? Effect.void : Effect.asVoid(Deferred.succeed(fault.lifted, undefined))
      })

    const current = (component: string, now: number): Standing | undefined => {
      const fault = faults.get(component)
      if (fault?.until === undefined || now < fault.until) return fault
      faults.delete(component)
      return undefined
    }

    /** A call that hangs ends with its fault, as it does when a server that hung is restarted: nothing is left behind. */
    const hang = (fault: Standing, now: number) =>
      fault.until === undefined
        ? Deferred.await(fault.lifted)
        : Effect.timeoutOption(Effect.interruptible(Deferred.await(fault.lifted)), fault.until - now)

    const at = <Failure>(component: string, failure: (fault: FaultInjected) => Failure): Injector<Failure> => {
      const strike = <A, E, R>(
        fault: Standing,
        now: number,
        effect: Effect.Effect<A, E, R>,
        shapes: Shapes<A>
      ): Effect.Effect<A, E | Failure, R> => {
        const { kind, latency_ms = 1_000 } = fault
        const failed = Effect.suspend(() => Effect.fail(failure(new FaultInjected({ component, kind }))))
        switch (kind) {
          case "latency":
            return Effect.delay(effect, latency_ms)
          case "timeout":
            return Effect.zipRight(hang(fault, now), failed)
          case "malformed":
            return shapes.malformed === undefined ? failed : Effect.map(effect, shapes.malformed)
          case "partial":
            return shapes.partial === undefined ? Effect.zipRight(effect, failed) : Effect.map(effect, shapes.partial)
          case "error":
          case "rate_limit":
            return failed
        }
      }
      return (effect, shapes = {}) =>
        Effect.suspend(() =>
          faults.size === 0
            ? effect
            : Effect.flatMap(Effect.all([Clock.currentTimeMillis, Random.next]), ([now, draw]) => {
              const fault = current(component, now)
              return fault === undefined || draw >= (fault.rate ?? 1) ? effect : strike(fault, now, effect, shapes)
            })
        )
    }

    return {
      components,
      set: (component, fault) =>
        Effect.zipRight(
          lift(component),
          Effect.map(Clock.currentTimeMillis, (now) => {
            const until = fault.for_ms === undefined ? undefined : now + fault.for_ms
            faults.set(component, { ...fault, component, until, lifted: Deferred.unsafeMake(FiberId.none) })
          })
        ),
      clear: lift,
      clearAll: Effect.suspend(() => Effect.forEach([...faults.keys()], lift, { discard: true })),
      active: Effect.map(
        Clock.currentTimeMillis,
        (now) =>
          Array.from(faults.keys()).flatMap((component) => {
            const standing = current(component, now)
            if (standing === undefined) return []
            const { lifted: _, ...fault } = standing
            return [fault]
          })
      ),
      at
    }
  })

/** Under `FaultInjected` itself, for a dependency that has no failure of its own to show. */
export const injected = (faults: Service, component: string): Injector<FaultInjected> => faults.at(component, identity)

/** Switched on: these components can be hit, and these faults stand from the start. */
export const layer = (options: {
  readonly components: ReadonlyArray<string>
  readonly faults?: ReadonlyArray<ComponentFault>
}): Layer.Layer<Faults> =>
  Layer.effect(
    Faults,
    Effect.tap(make(options.components), ({ set }) =>
      Effect.forEach(options.faults ?? [], ({ component, ...fault }) =>
        set(component, fault), { discard: true }))
  )

const classifications: Readonly<Record<FaultKind, Classified>> = {
  latency: { severity: "recoverable", category: "timeout", retry_reason: "TIMEOUT" },
  error: { severity: "recoverable", category: "provider", retry_reason: "HTTP_500" },
  timeout: { severity: "recoverable", category: "timeout", retry_reason: "TIMEOUT" },
  rate_limit: {
    severity: "recoverable",
    category: "rate_limit",
    retry_reason: "HTTP_429",
    retry_after: Duration.seconds(1)
  },
  malformed: { severity: "recoverable", category: "quality" },
  partial: { severity: "recoverable", category: "quality" }
}
