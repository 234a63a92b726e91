/** An ordered list of ways to do something: the first that succeeds answers, and why the earlier ones did not is kept. */
import { Cause, Data, Effect } from "effect"
import { type Classifiable, Classification, type Classified, classify } from "./ErrorClassification.ts"

export interface Way<A, E, R> {
  readonly name: string
  readonly run: Effect.Effect<A, E, R>
}

export interface Failure<E> {
  readonly name: string
  /** A way that breaks down is passed over like one that fails. */
  readonly cause: Cause.Cause<E>
}

export interface Answered<A, E> {
  readonly value: A
  readonly answered_by: string
  readonly failed: ReadonlyArray<Failure<E>>
}

export class NoneAnswered<E> extends Data.TaggedError("NoneAnswered")<{ readonly failed: ReadonlyArray<Failure<E>> }>
  implements Classifiable
{
  override get message() {
    return `None of these could answer: ${this.failed.map(({ name }) => name).join(", ")}.`
  }
  /** As its last way failed: there was nothing after it to make up for that. */
  get [Classification](): Classified {
    const last = this.failed.at(-1)
    return classify(last === undefined ? undefined : Cause.squash(last.cause))
  }
}

/** Each way is begun only after the one before it has failed; an interruption ends the whole chain. */
export const chain = <A, E, R>(
  ways: ReadonlyArray<Way<A, E, R>>
): Effect.Effect<Answered<A, E>, NoneAnswered<E>, R> => from(ways, 0, [])

const from = <A, E, R>(
  ways: ReadonlyArray<Way<A, E, R>>,
  index: number,
  failed: ReadonlyArray<Failure<E>>
): Effect.Effect<Answered<A, E>, NoneAnswered<E>, R> => {
  const way = ways[index]
  if (way === undefined) return Effect.fail(new NoneAnswered({ failed }))
  return Effect.matchCauseEffect(way.run, {
    onSuccess: (value) => Effect.succeed({ value, answered_by: way.name, failed }),
    // If it is we who are interrupted this is skipped, so a way that ends in an interruption broke down by itself.
    onFailure: (cause) => from(ways, index + 1, [...failed, { name: way.name, cause }])
  })
}
