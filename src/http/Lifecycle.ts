/** Whether requests are welcome, and how many are at work. */
import { Context, Deferred, Effect, Layer } from "effect"
import { inProgress } from "./RequestMetrics.ts"

export type State = "starting" | "ready" | "draining"

export interface Service {
  readonly state: () => State
  readonly ready: Effect.Effect<void>
  /** From here on new work is refused. */
  readonly drain: Effect.Effect<void>
  readonly began: () => void
  readonly ended: () => void
  readonly inProgress: () => number
  /** Returns once nothing is at work. */
  readonly idle: Effect.Effect<void>
}

const make = Effect.sync((): Service => {
  let state: State = "starting"
  let running = 0
  const waiting = new Set<Deferred.Deferred<void>>()
  return {
    state: () => state,
    ready: Effect.sync(() => {
      if (state === "starting") state = "ready"
    }),
    drain: Effect.sync(() => {
      state = "draining"
    }),
    began: () => {
      inProgress(++running)
    },
    ended: () => {
      inProgress(--running)
      if (running > 0) return
      for (const each of waiting) Deferred.unsafeDone(each, Effect.void)
      waiting.clear()
    },
    inProgress: () => running,
    idle: Effect.suspend(() => {
      if (running === 0) return Effect.void
      return Effect.flatMap(Deferred.make<void>(), (done) => {
        if (running === 0) return Effect.void
        waiting.add(done)
        return Deferred.await(done)
      })
    })
  }
})

export class Lifecycle extends Context.Tag("holdfast/http/Lifecycle")<Lifecycle, Service>() {
  static readonly layer: Layer.Layer<Lifecycle> = Layer.effect(Lifecycle, make)
}
