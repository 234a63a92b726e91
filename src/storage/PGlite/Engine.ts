/** The worker thread that PostgreSQL runs in, started again when it dies over a data directory. */
import { SqlError } from "@effect/sql"
import { Duration, Effect, type Scope } from "effect"
import { Worker } from "node:worker_threads"
import * as PackageRoot from "../PackageRoot.ts"
import * as Prepared from "./Prepared.ts"
import * as Watchdog from "./Watchdog.ts"

export interface Options {
  /** Where the database's own files are. Absent: in memory. */
  readonly dataDir?: string | undefined
  /** A data directory from `dump` to begin with, instead of an empty one. */
  readonly snapshot?: Uint8Array | undefined
  /** A statement that takes longer is taken for a broken engine, which is stopped and started again. */
  readonly statementLimit?: Duration.DurationInput | undefined
}

/** One running thread. A transaction stays with the thread that it began on, so it cannot go on half-way in another. */
export interface Thread {
  /** Sends it at once; what comes back waits for the reply. Messages are worked through in the order of sending. */
  readonly send: (message: Uint8Array<ArrayBuffer>) => Effect.Effect<Effect.Effect<Uint8Array, SqlError.SqlError>>
  readonly dump: Effect.Effect<Uint8Array, SqlError.SqlError>
  readonly prepared: Prepared.Prepared
}

export interface Engine {
  readonly thread: Effect.Effect<Thread, SqlError.SqlError>
}

export const make = Effect.fnUntraced(
  function*(options: Options): Effect.fn.Return<Engine, SqlError.SqlError, Scope.Scope> {
    const opening = yield* Effect.makeSemaphore(1)
    let running = yield* start(options)
    yield* Effect.addFinalizer(() => Effect.suspend(() => running.close))
    const again = Effect.suspend(() =>
      running.isAlive()
        ? Effect.succeed(running)
        : running.gone.pipe(
          Effect.zipRight(start(options)),
          Effect.tap((thread) => Effect.sync(() => void (running = thread)))
        )
    )
    return {
      thread: Effect.suspend(() => {
        if (running.isAlive()) return Effect.succeed(running)
        // What was only in memory died with its thread.
        if (options.dataDir === undefined) return ended
        return Effect.uninterruptible(opening.withPermits(1)(again))
      })
    }
  }
)

type Resume = (effect: Effect.Effect<Uint8Array, SqlError.SqlError>) => void
type Request =
  | { readonly kind: "run"; readonly message: Uint8Array<ArrayBuffer> }
  | { readonly kind: "dump" }
  | { readonly kind: "close" }
interface Answer {
  readonly id: number
  readonly bytes?: Uint8Array
  readonly problem?: string
}

const start = Effect.fnUntraced(function*({ statementLimit = "10 minutes", ...options }: Options) {
  const pending = new Map<number, Resume>()
  let last = 0
  let alive = true

  const settle = (id: number, effect: Effect.Effect<Uint8Array, SqlError.SqlError>) => {
    const resume = pending.get(id)
    pending.delete(id)
    watchdog.progress(pending.size > 0)
    resume?.(effect)
  }
  const die = (cause: unknown) => {
    alive = false
    for (const id of [...pending.keys()]) settle(id, Effect.fail(failed(cause)))
  }

  const worker = new Worker(PackageRoot.script("storage/PGlite/worker.mjs"), { workerData: options })
  worker.on(
    "message",
    (answer: Answer) =>
      settle(answer.id, answer.bytes === undefined ? Effect.fail(failed(answer.problem)) : Effect.succeed(answer.bytes))
  )
  worker.on("error", die)
  const watchdog = Watchdog.make(Duration.toMillis(statementLimit), () => {
    die(`a statement took longer than ${Duration.format(statementLimit)}`)
    void worker.terminate()
  })
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()))
  worker.on("exit", (code) => die(`its thread ended with ${code}`))

  // Registered before it is sent, in one step: an answer always finds who asked.
  const send = (request: Request) =>
    Effect.sync(() => {
      if (!alive) return ended
      let waiting: Resume | undefined
      let settled: Effect.Effect<Uint8Array, SqlError.SqlError> | undefined
      last += 1
      pending.set(last, (effect) => {
        settled = effect
        waiting?.(effect)
      })
      if (pending.size === 1) watchdog.progress(true)
      worker.postMessage({ ...request, id: last }, request.kind === "run" ? [request.message.buffer] : [])
      return Effect.async<Uint8Array, SqlError.SqlError>((resume) => {
        if (settled === undefined) waiting = resume
        else resume(settled)
      })
    })

  const opened = Effect.async<Uint8Array, SqlError.SqlError>((resume) => {
    if (alive) pending.set(0, resume)
    else resume(ended)
  })
  yield* opened.pipe(Effect.onError(() => Effect.promise(() => worker.terminate())))

  return {
    send: (message: Uint8Array<ArrayBuffer>) => send({ kind: "run", message }),
    dump: Effect.flatten(send({ kind: "dump" })),
    prepared: Prepared.make(),
    isAlive: () => alive,
    /** Only then may another one open the same files. */
    gone: Effect.promise(() => exited),
    close: Effect.flatten(send({ kind: "close" })).pipe(
      Effect.timeout("5 seconds"),
      Effect.exit,
      Effect.zipRight(Effect.promise(() => worker.terminate()))
    )
  }
})

const failed = (cause: unknown) => new SqlError.SqlError({ cause, message: "The embedded database stopped" })
const ended = Effect.fail(failed("its thread has ended"))
