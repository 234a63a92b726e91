/** The id that ties together what one request did, in logs, spans and errors. */
import { Effect, FiberRef } from "effect"

/** Empty outside a request. Fibers forked within inherit it. */
export const correlationId: FiberRef.FiberRef<string> = FiberRef.unsafeMake("")

export const within = (id: string) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.locally(effect, correlationId, id).pipe(
    Effect.annotateLogs("correlation_id", id),
    Effect.annotateSpans("correlation_id", id)
  )

export const current: Effect.Effect<string> = FiberRef.get(correlationId)
