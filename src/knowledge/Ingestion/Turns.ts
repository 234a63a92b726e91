/** Long work in pieces, with a turn for the rest of the process between them: a huge file holds nobody up. */
import { Effect } from "effect"

/** Everything that the generator yields. */
export const inTurns = Effect.fnUntraced(function*<A>(work: Iterable<A>) {
  const made: Array<A> = []
  for (const one of work) {
    made.push(one)
    if (made.length % stepsATurn === 0) yield* Effect.sleep(0)
  }
  return made
})

/** The text in pieces of a length that takes a parser some milliseconds. */
export const pieces = (text: string): ReadonlyArray<string> =>
  Array.from(
    { length: Math.ceil(text.length / pieceLength) },
    (_, i) => text.slice(i * pieceLength, (i + 1) * pieceLength)
  )

const stepsATurn = 2_000
const pieceLength = 128 * 1024
