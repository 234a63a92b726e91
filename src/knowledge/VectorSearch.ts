/** The half of a search that compares vectors. Where it fails or is late the words do the work, and the answer says so. */
import { Effect } from "effect"
import * as Deadline from "../resilience/Deadline.ts"
import { Faults, injected } from "../resilience/Faults.ts"
import * as Omissions from "../resilience/Omissions.ts"

export const component = "vector_search"

/** `nothing` where it fails. It may take half of the time that is left. */
export type VectorSearch = <A, E, R>(search: Effect.Effect<A, E, R>, nothing: A) => Effect.Effect<A, never, R>

export const make: Effect.Effect<VectorSearch> = Effect.map(Faults, (faults) => {
  const hit = injected(faults, component)
  return (search, nothing) => {
    const without = (error: unknown) =>
      Effect.as(Omissions.note({ component, error, used_instead: "search by words alone" }), nothing)
    return Effect.flatMap(Deadline.remaining, (left) =>
      hit(search).pipe(
        Deadline.limited(component, { limit: left / 2 }),
        Effect.catchAll(without),
        Effect.catchAllDefect(without)
      ))
  }
})
