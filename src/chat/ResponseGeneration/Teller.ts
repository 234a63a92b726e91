/** Passes pieces of an answer on while it is written; a listener never hears two answers mixed. */
import { Effect } from "effect"

type Publish = (piece: string) => Effect.Effect<void>

export interface Teller {
  /**
   * Runs one try at an answer, with a way to publish as long as nothing was told before it. Once a piece is out, later
   * tries are silent: the answer as a whole is what counts then.
   */
  readonly telling: <A, E>(run: (publish: Publish | undefined) => Effect.Effect<A, E>) => Effect.Effect<A, E>
  /** A text that is there as a whole, told in sentences if nothing was told yet. */
  readonly whole: (text: string) => Effect.Effect<void>
}

/** For a caller to whom nothing need be told: models are then asked for whole answers, which costs less. */
export const unheard: Publish = () => Effect.void

export const make = (publish: Publish): Teller => {
  let told = false
  return {
    telling: (run) =>
      Effect.suspend(() =>
        run(
          told || publish === unheard ? undefined : (piece) => {
            told = true
            return publish(piece)
          }
        )
      ),
    whole: (text) =>
      Effect.suspend(() =>
        told ? Effect.void : Effect.forEach(text.split(/(?<=[.!?]\s)|(?<=\n)/), publish, { discard: true })
      )
  }
}
