/**
 * The second tier: Redis, shared by all replicas. An entry carries the versions that its tags had when its value began to
 * be made; another version of a tag invalidates, at once and for everyone, whatever was made before it or during it.
 */
import { Effect, Random, Schema } from "effect"
import { createHash } from "node:crypto"
import { type Commands, RedisError } from "../Redis.ts"

/** The versions of an entry's tags, in the order of the tags. */
export type Versions = ReadonlyArray<string>

export interface Found {
  readonly value: unknown
  readonly tags: ReadonlyArray<string>
}

const Stored = Schema.parseJson(Schema.Struct({
  /** The entry's own: what lies under another's key is not believed. */
  key: Schema.String,
  value: Schema.Unknown,
  tags: Schema.Array(Schema.String),
  versions: Schema.Array(Schema.String)
}))
const decode = Schema.decodeUnknownOption(Stored)

/** Longer than any entry lives: a version that expired differs from every one that an entry can still carry. */
const versionSeconds = 48 * 3600
const entrySeconds = 24 * 3600

/** A tag that every entry carries. */
const everything = "everything"

export const channel = "holdfast:cache:2:invalidated"

export const make = ({ use }: Commands) => {
  const versions = (tags: ReadonlyArray<string>): Effect.Effect<Versions, RedisError> =>
    Effect.map(
      use((redis) => redis.mget([everything, ...tags].map(versionKey))),
      (found) => found.map((version) => version ?? "0")
    )

  /** Not what was written here: it is taken away, and Redis is not to be trusted for a while. */
  const foreign = (place: string) =>
    Effect.zipRight(use((redis) => redis.unlink(place)), new RedisError({ cause: "an entry is not what was written" }))

  const get = (key: string) =>
    Effect.gen(function*() {
      const place = entryKey(key)
      const text = yield* use((redis) => redis.get(place)).pipe(
        Effect.catchIf(isOfAnotherType, () => foreign(place))
      )
      if (text === null) return undefined
      const stored = decode(text)
      if (stored._tag === "None" || stored.value.key !== place) return yield* foreign(place)
      const { tags, value, versions: made } = stored.value
      const current = yield* versions(tags)
      const isCurrent = current.length === made.length && current.every((version, i) => version === made[i])
      const found: Found = { value, tags }
      return isCurrent ? found : undefined
    })

  const set = (key: string, { tags, value }: Found, versions: Versions) => {
    const place = entryKey(key)
    return Effect.asVoid(
      use((redis) => redis.set(place, JSON.stringify({ key: place, value, tags, versions }), "EX", entrySeconds))
    )
  }

  /** In Redis first, then told to the replicas, so that none fills its own tier again with what it had. */
  const invalidate = (tags: ReadonlyArray<string>) =>
    Effect.flatMap(Random.next, (version) =>
      Effect.asVoid(use(async (redis) => {
        const steps = redis.multi()
        for (const tag of tags) steps.set(versionKey(tag), String(version), "EX", versionSeconds)
        steps.publish(channel, JSON.stringify(tags))
        const results = await steps.exec()
        const failed = results?.find(([error]) => error !== null)
        if (failed?.[0] instanceof Error) throw failed[0]
      })))

  /** For when it is not known any more what to invalidate. */
  const forgetAll = invalidate([everything])

  const ping = use((redis) => redis.ping())

  return { get, set, versions, invalidate, forgetAll, ping }
}

export type Shared = ReturnType<typeof make>

const isOfAnotherType = ({ cause }: RedisError) => String(cause).includes("WRONGTYPE")

/** Keys and tags hold what people asked and whom about, so Redis sees only their digests. */
const digest = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 32)
const entryKey = (key: string) => `holdfast:cache:2:entry:${digest(key)}`
const versionKey = (tag: string) => `holdfast:cache:2:version:${digest(tag)}`
