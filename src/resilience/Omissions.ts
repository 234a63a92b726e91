/** What was left out on the way to a result that came all the same, for whoever must say so. */
import { Effect, FiberRef } from "effect"

export interface Omission {
  readonly component: string
  readonly error: unknown
  readonly used_instead: string
}

const noted: FiberRef.FiberRef<Array<Omission> | undefined> = FiberRef.unsafeMake<Array<Omission> | undefined>(
  undefined
)

/** Heard by the nearest `into` around it, from child fibers too; where there is none it is not kept. */
export const note = (omission: Omission): Effect.Effect<void> =>
  Effect.map(FiberRef.get(noted), (omissions) => void omissions?.push(omission))

/** Adds what the effect leaves out to the list, as it happens: it is there also when the effect fails or is late. */
export const into = (omissions: Array<Omission>) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.locally(effect, noted, omissions)
