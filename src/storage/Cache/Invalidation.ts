/** Makes what changed disappear: here at once, in Redis and on the other replicas as soon as Redis is reached. */
import { type Context, Effect, Option, Schema, Stream } from "effect"
import * as Recurring from "../../resilience/Recurring.ts"
import type { Redis } from "../Redis.ts"
import * as Shared from "./Shared.ts"
import * as Tier from "./Tier.ts"

/** Every entry carries the tag of its cache, of its tenant and of both, besides its own. */
export const cacheTag = (cache: string, tenant = "") => `cache\n${cache}\n${tenant}`
export const tenantTag = (tenant: string) => `tenant\n${tenant}`
export const tagOf = (tenant: string, tag: string) => `tag\n${tenant}\n${tag}`

export interface Local {
  readonly clear: () => void
  readonly drop: (tag: string) => void
}

export interface Second {
  readonly read: <A, E>(ask: (shared: Shared.Shared) => Effect.Effect<A | undefined, E>) => Effect.Effect<A | undefined>
  readonly write: (put: (shared: Shared.Shared) => Effect.Effect<unknown, unknown>) => Effect.Effect<boolean>
  /** Whether Redis still has to be told about one of these: until then its entries are not to be believed. */
  readonly isDoubtful: (tags: ReadonlyArray<string>) => boolean
}

export interface Invalidation {
  readonly register: (local: Local) => Effect.Effect<void>
  readonly invalidate: (tags: ReadonlyArray<string>) => Effect.Effect<void>
  readonly second: Second | undefined
}

const tryAgainEvery = "500 millis"
/** Beyond so many untold tags everything is invalidated instead. */
const mostUntold = 10_000

export const make = Effect.fnUntraced(function*(redis: Context.Tag.Service<Redis>, tier: Tier.Tier) {
  const locals = new Set<Local>()
  const register = (local: Local) => Effect.sync(() => void locals.add(local))
  const drop = (tags: ReadonlyArray<string>) => {
    for (const local of locals) for (const tag of tags) local.drop(tag)
  }
  if (Option.isNone(redis.commands)) {
    const invalidation: Invalidation = {
      register,
      second: undefined,
      invalidate: (tags) => Effect.sync(() => drop(tags))
    }
    return invalidation
  }

  const commands = redis.commands.value
  const shared = Shared.make(commands)
  const untold = new Set<string>()
  let doubtEverything = false

  const tell = Effect.suspend(() => {
    if (untold.size === 0 && !doubtEverything) return Effect.void
    const tags = [...untold]
    return Tier.write(tier, doubtEverything ? shared.forgetAll : shared.invalidate(tags)).pipe(
      Effect.tap((told) => {
        if (!told) return
        for (const tag of tags) untold.delete(tag)
        doubtEverything = false
      })
    )
  })

  const invalidate = (tags: ReadonlyArray<string>) =>
    Effect.suspend(() => {
      drop(tags)
      for (const tag of tags) untold.add(tag)
      if (untold.size > mostUntold) {
        untold.clear()
        doubtEverything = true
      }
      return Effect.asVoid(tell)
    })

  yield* Effect.forkScoped(Recurring.every("5 seconds", "other replicas are told later", tell))
  // Whether Redis is well again is tried out here, and not at the cost of a request.
  yield* Effect.forkScoped(Recurring.every(
    tryAgainEvery,
    "Redis is tried again later",
    Effect.flatMap(
      tier.breaker.state,
      (state) => state === "half_open" ? Tier.read(tier, shared.ping) : Effect.void
    )
  ))
  yield* commands.subscribe(Shared.channel).pipe(
    Stream.runForEach((heard) => {
      if (heard._tag === "Message") return Effect.sync(() => Option.map(decodeTags(heard.message), drop))
      // What the others invalidated while the connection was away was not heard.
      for (const local of locals) local.clear()
      return tell
    }),
    Effect.forkScoped
  )

  const invalidation: Invalidation = {
    register,
    invalidate,
    second: {
      read: (ask) => Tier.read(tier, ask(shared)),
      write: (put) => Tier.write(tier, put(shared)),
      isDoubtful: (tags) => doubtEverything || (untold.size > 0 && tags.some((tag) => untold.has(tag)))
    }
  }
  return invalidation
})

const decodeTags = Schema.decodeUnknownOption(Schema.parseJson(Schema.Array(Schema.String)))
