/** Tells all who listen, from code that runs no effects; a slow listener loses the oldest, and nobody waits for one. */
import { Effect, Mailbox, type Scope, Stream } from "effect"

export interface Announcer<A> {
  readonly announce: (event: A) => void
  /** Listens from when it returns. */
  readonly listen: Effect.Effect<Mailbox.ReadonlyMailbox<A>, never, Scope.Scope>
  /** Listens from when it is run. */
  readonly heard: Stream.Stream<A>
}

/** `PubSub.unsafeOffer` would drop the newest instead, also where it was made to slide. */
export const make = <A>(capacity: number): Announcer<A> => {
  const listeners = new Set<Mailbox.Mailbox<A>>()
  const listen = Effect.acquireRelease(
    Effect.tap(Mailbox.make<A>({ capacity, strategy: "sliding" }), (listener) => listeners.add(listener)),
    (listener) => Effect.sync(() => listeners.delete(listener))
  )
  return {
    announce: (event) => listeners.forEach((listener) => listener.unsafeOffer(event)),
    listen,
    heard: Stream.unwrapScoped(Effect.map(listen, Mailbox.toStream))
  }
}
