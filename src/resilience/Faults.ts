/** Faults on purpose: makes any dependency slow, failing, silent, limited, garbled or partial, at a rate, for a time. */
import { Clock, Context, Duration, Effect, Layer, Random, Schema } from "effect"
import { type Classifiable, Classification, type Classified } from "./Classified.ts"

export const FaultKind = Schema.Literal("latency", "error", "timeout", "rate_limit", "malformed", "partial")
export type FaultKind = typeof FaultKind.Type

export const Fault = Schema.Struct({
  kind: FaultKind,
  /** Share of the calls that it hits, 0 to 1; default 1. */
  rate: Schema.optional(Schema.Number.pipe(Schema.between(0, 1))),
  /** Added before the call by `latency`; default 1 s. */
  latency_ms: Schema.optional(Schema.NonNegative),
  /** It ends by itself after so long; default never. */
  for_ms: Schema.optional(Schema.Positive)
})
export type Fault = typeof Fault.Type

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

/** How this dependency shows a fault that lies in its answer; without it, the call fails with `FaultInjected`. */
export interface Shapes<A> {
  readonly malformed?: (answer: A) => A
  readonly partial?: (answer: A) => A
}

export interface ActiveFault extends Fault {
  readonly component: string
  /** Epoch milliseconds. */
  readonly until: number | undefined
}

export interface Service {
  /** One fault a component: the later replaces the earlier. */
  readonly set: (component: string, fault: Fault) => Effect.Effect<void>
  readonly clear: (component: string) => Effect.Effect<void>
  readonly clearAll: Effect.Effect<void>
  readonly active: Effect.Effect<ReadonlyArray<ActiveFault>>
  readonly inject: <A, E, R>(
    component: string,
    effect: Effect.Effect<A, E, R>,
    shapes?: Shapes<A>
  ) => Effect.Effect<A, E | FaultInjected, R>
}

export class Faults extends Context.Tag("holdfast/resilience/Faults")<Faults, Service>() {}

export const make: Effect.Effect<Service> = Effect.sync(() => {
  const faults = new Map<string, ActiveFault>()

  const current = (component: string, now: number): ActiveFault | undefined => {
    const fault = faults.get(component)
    if (fault?.until === undefined || now < fault.until) return fault
    faults.delete(component)
    return undefined
  }

  const strike = <A, E, R>(
    { component, kind, latency_ms = 1_000 }: ActiveFault,
    effect: Effect.Effect<A, E, R>,
    shapes: Shapes<A>
  ): Effect.Effect<A, E | FaultInjected, R> => {
    switch (kind) {
      case "latency":
        return Effect.delay(effect, latency_ms)
      case "timeout":
        return Effect.never
      case "malformed":
      case "partial": {
        const shape = shapes[kind]
        if (shape !== undefined) return Effect.map(effect, shape)
      }
    }
    return new FaultInjected({ component, kind })
  }

  return {
    set: (component, fault) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const until = fault.for_ms === undefined ? undefined : now + fault.for_ms
        faults.set(component, { ...fault, component, until })
      }),
    clear: (component) => Effect.sync(() => void faults.delete(component)),
    clearAll: Effect.sync(() => faults.clear()),
    active: Effect.map(
      Clock.currentTimeMillis,
      (now) => Array.from(faults.keys()).flatMap((component) => current(component, now) ?? [])
    ),
    inject: (component, effect, shapes = {}) =>
      Effect.suspend(() =>
        faults.size === 0
          ? effect
          : Effect.flatMap(Effect.all([Clock.currentTimeMillis, Random.next]), ([now, draw]) => {
            const fault = current(component, now)
            return fault === undefined || draw >= (fault.rate ?? 1) ? effect : strike(fault, effect, shapes)
          })
      )
  }
})

/** Nothing is injected until a fault is set. */
export const layer: Layer.Layer<Faults> = Layer.effect(Faults, make)

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
