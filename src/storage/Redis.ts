/** The shared tier, where there is one. Nothing rests on it: every command is short, and may fail. */
import { Context, Data, Effect, Layer, Option, Redacted, Schema, Scope, Stream } from "effect"
import { Redis as Client, type RedisOptions } from "ioredis"
import { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import { GuardOverrides } from "../resilience/Guard.ts"

export class RedisError extends Schema.TaggedError<RedisError>()("RedisError", {
  cause: Schema.Defect
}) {
  override get message() {
    return "Redis did not answer."
  }
}

export interface Commands {
  /** One command, with the driver's own client. It takes `commandLimit` at most; a shorter limit is the caller's. */
  readonly use: <A>(command: (client: Client) => Promise<A>) => Effect.Effect<A, RedisError>
  /** What anyone publishes on the channel. It outlives the connection, and tells when something may have been missed. */
  readonly subscribe: (channel: string) => Stream.Stream<Heard>
}

export type Heard = Data.TaggedEnum<{
  Message: { readonly message: string }
  /** The connection is there, again or for the first time: what was published before has not been heard. */
  Connected: {}
}>
export const Heard = Data.taggedEnum<Heard>()

export interface Service {
  /** None where no Redis is configured. */
  readonly commands: Option.Option<Commands>
}

export class Redis extends Context.Tag("holdfast/storage/Redis")<Redis, Service>() {}

export const layerNone: Layer.Layer<Redis> = Layer.succeed(Redis, { commands: Option.none() })

/** Starts with Redis down, and goes on trying to reach it. A command without a connection fails at once. */
export const layer = (url: Redacted.Redacted): Layer.Layer<Redis> =>
  Layer.scoped(
    Redis,
    Effect.gen(function*() {
      const scope = yield* Effect.scope
      const client = yield* open(url, { commandTimeout: commandLimit, socketTimeout: 2 * commandLimit })
      // A server that is there is used from the first request on, and not taken for one that is down.
      yield* Effect.timeoutOption(settled(client), connectLimit + commandLimit)
      // A connection that listens can do nothing else, so it is one of its own, opened by the first who listens.
      const listener = yield* Effect.cached(Scope.extend(open(url, {}), scope))

      const use: Commands["use"] = (command) =>
        Effect.tryPromise({ try: () => command(client), catch: (cause) => new RedisError({ cause: describe(cause) }) })

      const subscribe: Commands["subscribe"] = (channel) =>
        Stream.asyncPush<Heard>((emit) =>
          Effect.gen(function*() {
            const connection = yield* listener
            const hear = (from: string, message: string) =>
              void (from === channel && emit.single(Heard.Message({ message })))
            // A subscription that fails is asked for again when the connection is back, which is why it failed.
            const ask = () => connection.subscribe(channel).then(() => void emit.single(Heard.Connected()), () => {})
            connection.on("message", hear)
            connection.on("ready", ask)
            yield* Effect.addFinalizer(() => Effect.sync(() => connection.off("message", hear).off("ready", ask)))
            if (connection.status === "ready") yield* Effect.promise(ask)
          })
        )

      return Redis.of({ commands: Option.some({ use, subscribe }) })
    })
  )

/**
 * All who use Redis share one; it is missed for less long than what it stands before. Nothing rests on Redis, and a
 * failure may cost a request up to its time limit: there is no second one.
 */
export const breaker = Effect.flatMap(
  Effect.all([CircuitBreakers, GuardOverrides]),
  ([breakers, overrides]) => breakers.get("redis", { ...breakerDefaults, ...overrides["redis"]?.breaker })
)
const breakerDefaults = { consecutive_failures: 1, reset_timeout: "10 seconds", permitted: 1 } as const

const commandLimit = 2_000
const connectLimit = 2_000

/** Returns when the first attempt to connect has come to its end, either way. */
const settled = (client: Client) =>
  Effect.async<void>((resume) => {
    const done = () => resume(Effect.void)
    client.once("ready", done).once("close", done)
    return Effect.sync(() => client.off("ready", done).off("close", done))
  })

const open = (url: Redacted.Redacted, options: RedisOptions) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const client = new Client(Redacted.value(url), {
        ...options,
        connectTimeout: connectLimit,
        maxRetriesPerRequest: 0,
        enableOfflineQueue: false,
        retryStrategy: (times) => Math.min(100 * 2 ** times, 3_000)
      })
      // Each command reports its own failure; unheard, the event would be printed.
      client.on("error", () => {})
      return client
    }),
    (client) => Effect.sync(() => client.disconnect())
  )

/** The driver's error carries the command with its arguments, which may be personal or a password; a reply may quote it. */
const describe = (cause: unknown) => {
  if (!(cause instanceof Error)) return { name: "unknown", message: "unknown" }
  const { message, name } = cause
  const code = "code" in cause && typeof cause.code === "string" ? { code: cause.code } : {}
  return { name, message: name === "ReplyError" ? message.split(" ", 1)[0] ?? "" : message, ...code }
}
