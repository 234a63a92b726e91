/** Has the second model write as well once the first is slower than it usually is. */
import { Effect } from "effect"
import type * as Hedge from "../../resilience/Hedge.ts"

export interface Outcome<A, Lost> {
  readonly accepted?: A
  /** In the order of asking. Who was only slower, or failed while the first did well, is not among them. */
  readonly given_up: ReadonlyArray<Lost>
}

export const alone = <A, Lost>(attempt: Effect.Effect<A, Lost>): Effect.Effect<Outcome<A, Lost>> =>
  Effect.match(attempt, {
    onFailure: (lost) => ({ given_up: [lost] }),
    onSuccess: (accepted) => ({ accepted, given_up: [] })
  })

/** An answer that is not good enough does not win: the other one is waited for. */
export const run = <A, Lost>(
  hedge: Hedge.Hedge,
  first: Effect.Effect<A, Lost>,
  second: Effect.Effect<A, Lost>
): Effect.Effect<Outcome<A, Lost>> =>
  Effect.suspend(() => {
    const lost: { first: Array<Lost>; second: Array<Lost> } = { first: [], second: [] }
    const trying = (which: keyof typeof lost, attempt: Effect.Effect<A, Lost>) =>
      Effect.tapError(attempt, (why) => Effect.sync(() => lost[which].push(why)))
    return Effect.match(hedge.run(trying("first", first), trying("second", second)), {
      onFailure: () => ({ given_up: [...lost.first, ...lost.second] }),
      onSuccess: ({ answered_by, value }) => ({ accepted: value, given_up: answered_by === "second" ? lost.first : [] })
    })
  })
