import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Schema, TestClock } from "effect"
import { defaultTenant } from "../../src/domain/Ids.ts"
import * as DeadLetters from "../../src/storage/DeadLetters.ts"
import * as DeadLettersSql from "../../src/storage/DeadLetters/Sql.ts"
import * as Queue from "../../src/storage/Queue.ts"
import * as Spool from "../../src/storage/Spool.ts"
import * as Database from "../support/Database.ts"
import { directory, eventually } from "./fixtures.ts"

const spool = Layer.unwrapScoped(Effect.map(directory, (dataDir) => Spool.layer({ dataDir })))

for (const engine of Database.engines) {
  const stores = Layer.merge(Queue.layer, DeadLettersSql.layer).pipe(
    Layer.provide(spool),
    Layer.provideMerge(engine.layer())
  )
  it.layer(stores)(`Queue on ${engine.name}`, (it) => {
    it.scoped("does each job once, however often it was offered", () =>
      Effect.gen(function*() {
        const queue = yield* Queue.Queue
        const done: Array<unknown> = []
        yield* queue.offer([job("a1", "once"), job("a2", "once")])
        yield* queue.offer([job("a1", "once")])
        yield* Effect.forkScoped(
          queue.work({ once: ({ id, payload, tenant }) => Effect.sync(() => done.push([id, payload, tenant])) })
        )
        yield* eventually(waiting("once"), (jobs) => jobs === 0)
        assert.deepStrictEqual(done.toSorted(), [["a1", { of: "a1" }, "default"], ["a2", { of: "a2" }, "default"]])
      }))

    it.scoped("takes a job that is offered while it waits, without the clock", () =>
      Effect.gen(function*() {
        const queue = yield* Queue.Queue
        const done = yield* Deferred.make<string>()
        yield* Effect.forkScoped(queue.work({ later: ({ id }) => Deferred.succeed(done, id) }))
        yield* Effect.yieldNow()
        yield* queue.offer([job("b1", "later")])
        assert.strictEqual(yield* Deferred.await(done), "b1")
      }))

    it.scoped("knows nothing of a job whose transaction failed", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const queue = yield* Queue.Queue
        yield* Effect.flip(sql.withTransaction(Effect.zipRight(queue.offer([job("c1", "undone")]), Effect.fail("no"))))
        assert.deepStrictEqual(yield* sql`select id from app.jobs where id = 'c1'`, [])
      }))

    it.scoped("hands a dead worker's job to another when its lease has run out, and not before", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const queue = yield* Queue.Queue
        const begun: Array<number> = []
        yield* queue.offer([job("d1", "orphan")])
        // What `kill -9` leaves behind: a claim that nobody renews.
        yield* sql`update app.jobs set locked_by = 'dead', locked_until = '1970-01-01T00:00:15Z', attempts = 1 where id = 'd1'`
        yield* Effect.forkScoped(queue.work({ orphan: ({ attempts }) => Effect.sync(() => begun.push(attempts)) }))
        yield* TestClock.adjust("10 seconds")
        yield* sql`select 1`
        assert.deepStrictEqual(begun, [])
        yield* eventually(Effect.zipRight(TestClock.adjust("1 second"), waiting("orphan")), (jobs) => jobs === 0)
        assert.deepStrictEqual(begun, [2])
      }))

    it.scoped("keeps a long job for as long as it works on it", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const queue = yield* Queue.Queue
        const begun = yield* Deferred.make<void>()
        const finish = yield* Deferred.make<void>()
        const lockedUntil = Effect.map(
          sql<
            { readonly until: number }
          >`select extract(epoch from locked_until)::float8 as until from app.jobs where id = 'e1'`,
          ([row]) => row?.until ?? 0
        )
        yield* queue.offer([job("e1", "long")])
        yield* Effect.forkScoped(
          queue.work({ long: () => Effect.zipRight(Deferred.succeed(begun, undefined), Deferred.await(finish)) })
        )
        yield* Deferred.await(begun)
        const first = yield* lockedUntil
        yield* TestClock.adjust("6 seconds")
        yield* eventually(lockedUntil, (until) => until > first)
        yield* Deferred.succeed(finish, undefined)
        yield* eventually(waiting("long"), (jobs) => jobs === 0)
      }))

    it.scoped("gives back what it holds when it is stopped, and counts no attempt for it", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const queue = yield* Queue.Queue
        const begun = yield* Deferred.make<void>()
        yield* queue.offer([job("f1", "stopped")])
        const worker = yield* Effect.fork(
          queue.work({ stopped: () => Effect.zipRight(Deferred.succeed(begun, undefined), Effect.never) })
        )
        yield* Deferred.await(begun)
        yield* Fiber.interrupt(worker)
        assert.deepStrictEqual(
          yield* sql`select attempts, locked_by from app.jobs where id = 'f1'`,
          [{ attempts: 0, locked_by: null }]
        )
      }))

    it.scoped("tries a job five times, each time later, then buries it with its history", () =>
      Effect.gen(function*() {
        const queue = yield* Queue.Queue
        const letters = yield* DeadLetters.DeadLetters
        const begun: Array<number> = []
        yield* queue.offer([{
          ...job("g1", "doomed"),
          correlation_id: "corr-1",
          payload: { note: "n", api_key: "sk-1" }
        }])
        yield* Effect.forkScoped(queue.work({
          doomed: ({ attempts }) => Effect.zipRight(Effect.sync(() => begun.push(attempts)), new Unavailable())
        }))
        yield* eventually(Effect.zipRight(TestClock.adjust("30 seconds"), waiting("doomed")), (jobs) => jobs === 0)
        const { items } = yield* letters.list(defaultTenant, { limit: 10, operation: "doomed" })
        const letter = items[0]

        assert.deepStrictEqual(begun, [1, 2, 3, 4, 5])
        assert.strictEqual(items.length, 1)
        assert.deepInclude(letter, {
          id: "g1",
          attempts: 5,
          correlation_id: "corr-1",
          severity: "recoverable",
          status: "dead"
        })
        assert.strictEqual(letter?.history.length, 5)
        assert.deepStrictEqual(letter?.payload, { note: "n", api_key: "<redacted>" })
      }))

    it.scoped("buries at once what can never succeed, and does it again when it is replayed", () =>
      Effect.gen(function*() {
        const queue = yield* Queue.Queue
        const letters = yield* DeadLetters.DeadLetters
        let mended = false
        const done: Array<string> = []
        yield* queue.offer([job("h1", "wrong"), job("h2", "wrong")])
        yield* Effect.forkScoped(queue.work({
          wrong: ({ id, payload }) =>
            mended ? Effect.sync(() => done.push(id)) : Effect.asVoid(Schema.decodeUnknown(Schema.Number)(payload))
        }))
        const filter = { operation: "wrong" }
        yield* eventually(letters.list(defaultTenant, { ...filter, limit: 9 }), ({ items }) => items.length === 2)
        const counts = yield* letters.counts(defaultTenant)
        mended = true
        yield* letters.replay(defaultTenant, "h1")
        const missing = yield* Effect.flip(letters.replay(defaultTenant, "h1"))
        const all = yield* letters.replayAll(defaultTenant, filter)
        yield* eventually(Effect.zipRight(TestClock.adjust("1 second"), waiting("wrong")), (jobs) => jobs === 0)

        assert.strictEqual(counts.by_operation["wrong"], 2)
        assert.strictEqual(counts.by_severity["permanent"], 2)
        assert.strictEqual(missing._tag, "NotFound")
        assert.strictEqual(all, 1)
        assert.deepStrictEqual(done.toSorted(), ["h1", "h2"])
      }))

    it.scoped("leaves a kind that it does not know to others, for ten minutes", () =>
      Effect.gen(function*() {
        const queue = yield* Queue.Queue
        const letters = yield* DeadLetters.DeadLetters
        yield* queue.offer([job("i1", "of a newer version")])
        yield* Effect.forkScoped(queue.work({ known: () => Effect.void }))
        yield* TestClock.adjust("9 minutes")
        const early = yield* waiting("of a newer version")
        yield* eventually(Effect.zipRight(TestClock.adjust("1 minute"), waiting("of a newer version")), (jobs) =>
          jobs === 0)
        const { items } = yield* letters.list(defaultTenant, { limit: 10, operation: "of a newer version" })

        assert.strictEqual(early, 1)
        assert.strictEqual(items.length, 1)
      }))

    it.scoped("buries a job whose workers die of it", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const queue = yield* Queue.Queue
        const letters = yield* DeadLetters.DeadLetters
        yield* queue.offer([job("j1", "deadly")])
        yield* sql`update app.jobs set attempts = 5 where id = 'j1'`
        yield* Effect.forkScoped(queue.work({ deadly: () => Effect.die("never begun again") }))
        yield* eventually(waiting("deadly"), (jobs) => jobs === 0)
        const { items } = yield* letters.list(defaultTenant, { limit: 10, operation: "deadly" })
        assert.include(JSON.stringify(items[0]?.error), "death of its worker")
      }))
  })
}

/** How many jobs of a kind there are. */
const waiting = (kind: string) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) =>
      Effect.map(sql<{ readonly n: number }>`select count(*)::int as n from app.jobs where kind = ${kind}`, ([row]) =>
        row?.n)
  )

class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", {}) {}

const job = (id: string, kind: string): Queue.Offered => ({ id, kind, tenant: defaultTenant, payload: { of: id } })
