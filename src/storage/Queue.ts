/**
 * Durable work, one row a job in `app.jobs`. Our own rather than `PersistedQueue`, because an exchange and its jobs are
 * written in one transaction, it must start and go on without the database, and it runs on Effect's `Clock`.
 */
import { type SqlClient } from "@effect/sql"
import { Cause, Clock, Context, type Duration, Effect, FiberMap, Layer, Random, Schedule } from "effect"
import { NewId } from "../domain/Ids.ts"
import * as Recurring from "../resilience/Recurring.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import { bounded } from "./Bounded.ts"
import * as Jobs from "./Queue/Jobs.ts"
import { Hopeless, judge, maxAttempts } from "./Queue/Verdict.ts"
import { StoreError } from "./StoreError.ts"

export type Job = Pick<Jobs.Claimed, "id" | "tenant" | "kind" | "payload" | "attempts" | "correlation_id">
export type Offered = Jobs.Offered

/** Run at least once, so they are idempotent by the job's id. What they fail with is classified, retried or buried. */
export type Handlers = Readonly<Record<string, (job: Job) => Effect.Effect<void, unknown>>>

export interface WorkOptions {
  /** Jobs at once; default 8. */
  readonly concurrency?: number
  /** How long one attempt may take; default 5 minutes. */
  readonly limit?: Duration.DurationInput
}

export interface Service {
  /** Within the caller's transaction, if there is one. An id that waits already is left as it is. */
  readonly offer: (jobs: ReadonlyArray<Offered>) => Effect.Effect<void, StoreError>
  /** Has the workers of this process look at once: for who wrote a job by SQL of their own, after the commit. */
  readonly wake: Effect.Effect<void>
  /** Works for ever, whether the database is there or not. Interrupted, it gives back what it holds. */
  readonly work: (handlers: Handlers, options?: WorkOptions) => Effect.Effect<never>
  /** Jobs that wait or run, of everyone. */
  readonly depth: Effect.Effect<number, StoreError>
}

export class Queue extends Context.Tag("holdfast/storage/Queue")<Queue, Service>() {}

/** Milliseconds. A worker that dies is noticed when its lease runs out. */
const lease = 15_000
const renewEvery = lease / 3
const pollEvery = 1_000
/** How long a job of a kind that no worker here knows is left for another replica, of another version. */
const unknownFor = 600_000
const sweepEvery = 60_000
/** A database that takes the question and never answers is asked again. */
const statementLimit = 10_000
const releaseLimit = 2_000

const make = Effect.gen(function*() {
  const jobs = yield* Jobs.make
  const ids = yield* NewId
  const woken = yield* Effect.makeLatch(false)
  const kinds = new Set<string>()

  const failing = <A, E, R>(operation: string, effect: Effect.Effect<A, E, R>) =>
    Effect.mapError(effect, (cause) => new StoreError({ operation: `Queue.${operation}`, cause }))

  const offer: Service["offer"] = (offered) =>
    offered.length === 0
      ? Effect.void
      : Clock.currentTimeMillis.pipe(
        Effect.flatMap((now) => failing("offer", jobs.insert(offered, now))),
        Effect.zipRight(woken.open)
      )

  const work = Effect.fnUntraced(
    function*(handlers: Handlers, options: WorkOptions = {}) {
      const { concurrency = 8, limit = "5 minutes" } = options
      const own = Object.keys(handlers)
      for (const kind of own) kinds.add(kind)
      const worker = ids.make(yield* Clock.currentTimeMillis)
      const running = yield* FiberMap.make<string, void>()
      let nextSweep = 0

      // Our end waits for one try to write the outcome, and the work for as many as the database needs to be back:
      // otherwise it would be done once more.
      const settle = <A, E>(effect: Effect.Effect<A, E>) =>
        answered(effect).pipe(
          Effect.catchAll(() => Effect.interruptible(Effect.retry(answered(effect), patiently))),
          Effect.asVoid,
          Effect.ignoreLogged
        )

      const bury = (job: Jobs.Claimed, cause: Cause.Cause<unknown>, started: number) =>
        Effect.gen(function*() {
          const now = yield* Clock.currentTimeMillis
          const { classified, delay, error, history } = judge(job, cause, { started, now, chance: yield* Random.next })
          const { category, severity } = classified
          if (delay !== undefined) return yield* settle(jobs.postpone(worker, job.id, now + delay, history))
          yield* (severity === "critical" ? Effect.logFatal : Effect.logError)("work was given up").pipe(
            Effect.annotateLogs({
              component: "queue",
              operation: job.kind,
              job: job.id,
              error_type: error.name,
              category,
              severity
            })
          )
          yield* settle(jobs.bury({ worker, now, job, error, category, severity, history }))
        })

      const attempt = (job: Jobs.Claimed) =>
        Effect.uninterruptibleMask((restore) =>
          Effect.gen(function*() {
            const started = yield* Clock.currentTimeMillis
            const handler = handlers[job.kind]
            if (handler === undefined) {
              return yield* bury(job, Cause.fail(new Hopeless({ reason: unknownKind })), started)
            }
            if (job.attempts > maxAttempts) {
              return yield* bury(job, Cause.fail(new Hopeless({ reason: deadly })), started)
            }
            const exit = yield* Effect.suspend(() => handler(job)).pipe(
              Effect.timeout(limit),
              Effect.annotateLogs({ correlation_id: job.correlation_id ?? job.id }),
              Effect.withSpan("Queue.job", { root: true, attributes: { kind: job.kind, attempt: job.attempts } }),
              restore,
              Effect.exit
            )
            if (exit._tag === "Success") return yield* settle(jobs.finish(worker, job.id))
            // Only our own end interrupts a handler from outside; then the job is released, not judged.
            return yield* Cause.isInterruptedOnly(exit.cause) ? Effect.interrupt : bury(job, exit.cause, started)
          })
        ).pipe(Effect.ensuring(woken.open))

      const look = Effect.gen(function*() {
        yield* woken.close
        const free = concurrency - (yield* FiberMap.size(running))
        if (free <= 0) return
        const now = yield* Clock.currentTimeMillis
        const terms = { worker, now, until: now + lease, limit: free }
        const known = yield* jobs.claim({ ...terms, kinds: own, due: now })
        const strange = now < nextSweep
          ? []
          : yield* jobs.claimUnknown({ ...terms, kinds: [...kinds], due: now - unknownFor })
        if (now >= nextSweep) nextSweep = now + sweepEvery
        for (const job of [...known, ...strange]) {
          yield* FiberMap.run(running, job.id, attempt(job), { onlyIfMissing: true })
        }
      })

      const renew = Effect.gen(function*() {
        const held = Array.from(running, ([id]) => id)
        if (held.length > 0) yield* answered(jobs.renew(worker, held, (yield* Clock.currentTimeMillis) + lease))
      })

      yield* Effect.addFinalizer(() =>
        Effect.ignoreLogged(
          bounded(releaseLimit)(Effect.zipRight(FiberMap.clear(running), jobs.release(worker)))
        )
      )
      yield* Effect.forkScoped(
        Effect.delay(Recurring.every(renewEvery, "what is worked on is claimed again later", renew), renewEvery)
      )
      return yield* answered(look).pipe(
        Effect.tapError((error) => Effect.logDebug("the queue cannot be read", error._tag)),
        Effect.retry(patiently),
        Effect.zipRight(Effect.race(woken.await, Effect.sleep(pollEvery))),
        Effect.forever
      )
    },
    Effect.scoped,
    Effect.orDie
  )

  return Queue.of({
    offer,
    wake: Effect.asVoid(woken.open),
    work,
    depth: failing("depth", Effect.map(jobs.depth(), ({ depth }) => depth))
  })
})

export const layer: Layer.Layer<Queue, never, SqlClient.SqlClient> = Layer.scoped(
  Queue,
  Effect.tap(
    make,
    ({ depth }) =>
      Recurring.every("10 seconds", "the queue is measured later", Effect.map(depth, measured)).pipe(
        Effect.delay("10 seconds"),
        Effect.forkScoped
      )
  )
)

const measured = Metrics.updater(Metrics.queueDepth, { queue: "jobs" })

const patiently = Schedule.exponential("250 millis").pipe(Schedule.union(Schedule.spaced("5 seconds")))

const answered = bounded(statementLimit)

const unknownKind = "no worker knows this kind of work"
const deadly = "every attempt ended with the death of its worker"
