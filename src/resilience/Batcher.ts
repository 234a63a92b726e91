/** Collects single calls into batches, by size and by time, and gives each caller its own result. */
import { Deferred, type Duration, Effect, type Either, FiberSet, type Scope } from "effect"

export interface Options<K, I, A, E> {
  /** Only items of one key share a batch. */
  readonly key: (item: I) => K
  /** One result an item, in order; its own failure fails every item. */
  readonly run: (key: K, items: ReadonlyArray<I>) => Effect.Effect<ReadonlyArray<Either.Either<A, E>>, E>
  /** A batch of so many goes at once; default 100. */
  readonly size?: number
  /** And any batch after so long; default 1 s. */
  readonly wait?: Duration.DurationInput
}

export interface Batcher<I, A, E> {
  /** Who is interrupted while waiting leaves the batch, if it has not gone yet. */
  readonly add: (item: I) => Effect.Effect<A, E>
}

interface Waiting<I, A, E> {
  readonly item: I
  readonly result: Deferred.Deferred<A, E>
}

interface Batch<I, A, E> {
  readonly waiting: Set<Waiting<I, A, E>>
  sent: boolean
}

/** What was collected and not sent when the scope closes is given up, and its callers interrupted. */
export const make = <K, I, A, E>(
  { key, run, size = 100, wait = "1 second" }: Options<K, I, A, E>
): Effect.Effect<Batcher<I, A, E>, never, Scope.Scope> =>
  Effect.gen(function*() {
    const open = new Map<K, Batch<I, A, E>>()
    const unsettled = new Set<Waiting<I, A, E>>()
    yield* Effect.addFinalizer(() =>
      Effect.forEach(unsettled, ({ result }) => Deferred.interrupt(result), { discard: true })
    )
    const fork = yield* FiberSet.makeRuntime<never, void, never>()

    const settle = (waiting: Waiting<I, A, E>, exit: Effect.Effect<A, E>) => {
      unsettled.delete(waiting)
      return Deferred.complete(waiting.result, exit)
    }

    const send = (of: K, batch: Batch<I, A, E>) =>
      Effect.suspend(() => {
        if (batch.sent) return Effect.void
        batch.sent = true
        if (open.get(of) === batch) open.delete(of)
        const items = Array.from(batch.waiting)
        if (items.length === 0) return Effect.void
        return Effect.flatMap(Effect.exit(run(of, items.map(({ item }) => item))), (exit) =>
          Effect.forEach(
            items,
            (waiting, i) =>
              settle(waiting, exit._tag === "Failure" ? Effect.failCause(exit.cause) : exit.value[i] ?? missing),
            { discard: true }
          ))
      })

    const batchFor = (of: K): Batch<I, A, E> => {
      const collecting = open.get(of)
      if (collecting !== undefined) return collecting
      const batch: Batch<I, A, E> = { waiting: new Set(), sent: false }
      open.set(of, batch)
      fork(Effect.delay(send(of, batch), wait))
      return batch
    }

    const add = (item: I) =>
      Effect.flatMap(Deferred.make<A, E>(), (result) => {
        const of = key(item)
        const batch = batchFor(of)
        const waiting = { item, result }
        batch.waiting.add(waiting)
        unsettled.add(waiting)
        if (batch.waiting.size >= size) {
          open.delete(of) // who comes now begins the next one
          fork(send(of, batch))
        }
        const leave = Effect.sync(() => {
          unsettled.delete(waiting)
          if (!batch.sent) batch.waiting.delete(waiting)
        })
        return Effect.onInterrupt(Deferred.await(result), () => leave)
      })

    return { add }
  })

const missing = Effect.dieMessage("A batch came back with too few results.")
