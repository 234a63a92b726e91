/** Faults on purpose, over HTTP. Nothing here needs what the faults break. */
import { Clock, Effect, Layer } from "effect"
import * as Contract from "../api/Chaos.ts"
import { FaultKind, Faults } from "../resilience/Faults.ts"
import * as Answering from "./Answering.ts"
import { invalid, missing } from "./Refused.ts"

const off = Effect.fail(
  missing("Faults on purpose are switched off; start the service with HOLDFAST_CHAOS=on to use them.")
)

export const layer = Layer.unwrapEffect(Effect.gen(function*() {
  const faults = yield* Faults
  const { components } = faults
  const switchedOn = components.length === 0 ? off : Effect.void

  const shown = Effect.zipWith(faults.active, Clock.currentTimeMillis, (active, now): typeof Contract.State.Type => ({
    components,
    kinds: FaultKind.literals,
    faults: active.map(({ until, ...fault }) => ({
      ...fault,
      remaining_ms: until === undefined ? null : until - now
    }))
  }))

  /** Each that names no component, or one that was named before. */
  const mistakes = ({ faults }: typeof Contract.Plan.Type) =>
    faults.flatMap(({ component }, i) => {
      const path = `faults[${i}].component`
      if (!components.includes(component)) return [{ path, message: `expected one of ${components.join(", ")}` }]
      const earlier = faults.findIndex((one) => one.component === component)
      return earlier === i ? [] : [{ path, message: `is named twice; each component takes one fault at a time` }]
    })

  const told = (plan: ReadonlyArray<{ readonly component: string; readonly kind: string }>) =>
    Effect.logWarning(plan.length === 0 ? "every fault was lifted" : "faults were injected").pipe(
      Effect.annotateLogs({ component: "chaos", faults: plan.map(({ component, kind }) => `${component}:${kind}`) })
    )

  return Answering.group(Contract.group, {
    shown: () => Effect.zipRight(switchedOn, shown),
    replaced: Effect.fnUntraced(function*({ payload }) {
      yield* switchedOn
      const wrong = mistakes(payload)
      if (wrong.length > 0) return yield* Effect.fail(invalid(wrong))
      yield* faults.clearAll
      yield* Effect.forEach(payload.faults, ({ component, ...fault }) => faults.set(component, fault), {
        discard: true
      })
      yield* told(payload.faults)
      return yield* shown
    }),
    lifted: Effect.fnUntraced(function*(_) {
      yield* switchedOn
      yield* faults.clearAll
      yield* told([])
      return yield* shown
    })
  })
}))
