/** PostgreSQL inside the process, in a thread: nothing to install, nothing to run, the same SQL as a served one. */
import * as Reactivity from "@effect/experimental/Reactivity"
import { SqlClient, type SqlConnection, SqlError, Statement } from "@effect/sql"
import { PgClient } from "@effect/sql-pg"
import { Chunk, Context, type Duration, Effect, FiberRef, Layer, Option, PubSub, type Scope, Stream } from "effect"
import { join } from "node:path"
import * as DataDirectory from "./PGlite/DataDirectory.ts"
import * as Engine from "./PGlite/Engine.ts"
import * as Lock from "./PGlite/Lock.ts"
import * as Wire from "./PGlite/Wire.ts"
import * as Transactions from "./Transactions.ts"

export interface Options {
  /** Where everything is kept that must outlive the process. Absent: in memory. */
  readonly dataDir?: string | undefined
  /** A database from `dump` to begin with, instead of an empty one. */
  readonly snapshot?: Uint8Array | undefined
  /** How long a statement or a transaction waits for its turn. */
  readonly busyLimit?: Duration.DurationInput | undefined
  /** After so long a statement is given up with its engine, which starts again over its files; default 10 minutes. */
  readonly statementLimit?: Duration.DurationInput | undefined
}

export type OpenFailed = SqlError.SqlError | DataDirectory.DataDirectoryLocked | DataDirectory.DataDirectoryUnusable

export const layer = (
  options: Options = {}
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, OpenFailed> =>
  Layer.scopedContext(
    Effect.map(make(options), ({ client }) =>
      Context.make(PgClient.PgClient, client).pipe(Context.add(SqlClient.SqlClient, client)))
  ).pipe(Layer.provide(Reactivity.layer))

/** What an in-memory database is after `prepare`, to begin others with: opening them takes a third of the time. */
export const dump = <E, R>(
  prepare: Effect.Effect<unknown, E, R>
): Effect.Effect<Uint8Array, E | OpenFailed, Exclude<R, PgClient.PgClient | SqlClient.SqlClient>> =>
  Effect.scoped(Effect.gen(function*() {
    const { client, thread } = yield* make({})
    const context = Context.make(PgClient.PgClient, client).pipe(Context.add(SqlClient.SqlClient, client))
    yield* Effect.provide(prepare, context)
    return yield* Effect.flatMap(thread, (running) => running.dump)
  })).pipe(Effect.provide(Reactivity.layer))

const make = Effect.fnUntraced(
  function*(options: Options): Effect.fn.Return<
    { readonly client: PgClient.PgClient; readonly thread: Engine.Engine["thread"] },
    OpenFailed,
    Scope.Scope | Reactivity.Reactivity
  > {
    const { dataDir } = options
    if (dataDir !== undefined) yield* DataDirectory.lock(dataDir)
    const { thread } = yield* Engine.make({
      dataDir: dataDir === undefined ? undefined : join(dataDir, "postgres"),
      snapshot: options.snapshot,
      statementLimit: options.statementLimit
    })
    const lock = Lock.make(options.busyLimit ?? "30 seconds")
    const notifications = yield* PubSub.unbounded<Wire.Notification>()
    const mayInterrupt = yield* FiberRef.make(true)

    const alone = connect({ thread, turn: lock.locked, notifications, hold: "with hold" })
    // Nothing closes the scope of a transaction that could not be begun, so the turn is given back here.
    const transaction = Effect.uninterruptible(Effect.gen(function*() {
      yield* lock.acquire((yield* FiberRef.get(mayInterrupt)) ? Effect.interruptible : (effect) => effect)
      const began = yield* Effect.onError(thread, () => lock.release)
      yield* Effect.addFinalizer(() => lock.release)
      return connect({ thread: Effect.succeed(began), turn: (effect) => effect, notifications, hold: "without hold" })
    }))

    const client = yield* SqlClient.make({
      acquirer: Effect.succeed(alone),
      transactionAcquirer: transaction,
      compiler: PgClient.makeCompiler(),
      spanAttributes: [["db.system.name", "postgresql"], ["db.namespace", "embedded"]]
    })
    const extended: PgClient.PgClient = Object.assign(client, {
      [PgClient.TypeId]: PgClient.TypeId,
      config: {},
      json: (value: unknown) => Json(value),
      listen: (channel: string) =>
        Stream.unwrapScoped(Effect.gen(function*() {
          const heard = yield* PubSub.subscribe(notifications)
          yield* client`listen ${client(channel)}`
          return Stream.fromQueue(heard).pipe(
            Stream.filterMap((one) => one.channel === channel ? Option.some(one.payload) : Option.none())
          )
        })),
      notify: (channel: string, payload: string) => Effect.asVoid(client`select pg_notify(${channel}, ${payload})`)
    })
    return {
      // A transaction in a finalizer waits its turn although its fiber is interrupted; any other one gives up waiting.
      client: Transactions.failing(
        extended,
        (effect) => Effect.checkInterruptible((interruptible) => Effect.locally(effect, mayInterrupt, interruptible))
      ),
      thread
    }
  }
)

const Json = Statement.custom<Statement.Custom<"PgJson", unknown>>("PgJson")

interface Session {
  readonly thread: Engine.Engine["thread"]
  readonly turn: Lock.Lock["locked"]
  readonly notifications: PubSub.PubSub<Wire.Notification>
  readonly hold: "with hold" | "without hold"
}

const connect = ({ hold, notifications, thread, turn }: Session): SqlConnection.Connection => {
  /**
   * The turn is only for sending: the thread works in the order of sending, so the next statement is there when one is
   * done. A transaction keeps its turn to its end, and nothing comes between its statements.
   */
  const run = (text: string, parameters: ReadonlyArray<unknown>) =>
    Effect.flatten(turn(Effect.flatMap(thread, (running) => {
      const forget = Effect.sync(() => running.prepared.failed(text))
      return Effect.try({
        try: () => Wire.encode(text, parameters, running.prepared),
        catch: (cause) => new SqlError.SqlError({ cause, message: "A parameter cannot be sent" })
      }).pipe(
        Effect.flatMap(running.send),
        Effect.onError(() => forget),
        Effect.map((reply) => Effect.onError(Effect.flatMap(reply, received), () => forget))
      )
    })))

  const received = (bytes: Uint8Array) =>
    Effect.gen(function*() {
      const reply = Wire.decode(bytes)
      if (reply.notifications.length > 0) yield* PubSub.publishAll(notifications, reply.notifications)
      if (reply.error === undefined) return reply.results
      return yield* new SqlError.SqlError({ cause: reply.error, message: "Failed to execute statement" })
    })

  const rows = (text: string, parameters: ReadonlyArray<unknown>) =>
    Effect.map(
      run(text, parameters),
      (results): ReadonlyArray<Record<string, unknown>> => results.flatMap(Wire.asRecords)
    )

  const execute: SqlConnection.Connection["execute"] = (text, parameters, transform) =>
    transform === undefined ? rows(text, parameters) : Effect.map(rows(text, parameters), transform)

  /** A cursor reads a page at a time; what cannot have one (a write that returns rows) is read whole. */
  const executeStream: SqlConnection.Connection["executeStream"] = (text, parameters, transform) => {
    if (!/^\s*(select|values|table)\b/i.test(text)) {
      return Stream.unwrap(Effect.map(execute(text, parameters, transform), Stream.fromIterable))
    }
    return Stream.unwrapScoped(Effect.gen(function*() {
      const name = `stream_${cursors += 1}`
      yield* Effect.acquireRelease(
        run(`declare ${name} no scroll cursor ${hold} for ${text}`, parameters),
        () => Effect.ignore(run(`close ${name}`, []))
      )
      return Stream.paginateChunkEffect(
        undefined,
        () =>
          Effect.map(execute(`fetch ${pageSize} from ${name}`, [], transform), (page) =>
            [
              Chunk.fromIterable(page),
              page.length < pageSize ? Option.none() : Option.some(undefined)
            ] as const)
      )
    }))
  }

  return {
    execute,
    executeStream,
    executeUnprepared: execute,
    executeRaw: (text, parameters) =>
      Effect.map(run(text, parameters), (results) => {
        const raw = results.map((result) => ({
          command: result.command,
          rowCount: result.count,
          rows: Wire.asRecords(result)
        }))
        return raw.length === 1 ? raw[0] : raw
      }),
    executeValues: (text, parameters) => Effect.map(run(text, parameters), (results) => results.at(-1)?.values ?? [])
  }
}

const pageSize = 128
let cursors = 0
