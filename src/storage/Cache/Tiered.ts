/** One cache over its tiers. */
import { Clock, Deferred, Duration, Effect, Exit, FiberId, Function, Option, Schema } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import * as Metrics from "../../telemetry/Metrics.ts"
import * as Invalidation from "./Invalidation.ts"
import * as Memory from "./Memory.ts"
import type { Versions } from "./Shared.ts"
import * as Tier from "./Tier.ts"

export interface Options<A, I> {
  /** The `cache_type` of its metrics. */
  readonly name: string
  /** In this process. In Redis an entry stays for 24 hours, unless it is invalidated. */
  readonly ttl: Duration.DurationInput
  /** When a value is over, in epoch milliseconds, whichever tier has it; default never. */
  readonly until?: ((value: A) => number) | undefined
  readonly schema: Schema.Schema<A, I>
  /** Entries in this process; default 1,000. */
  readonly capacity?: number | undefined
  /** A third tier that keeps what the others lose. */
  readonly l3?: {
    readonly get: (tenant: TenantId, key: string) => Effect.Effect<Option.Option<A>, unknown>
    readonly set: (tenant: TenantId, key: string, value: A) => Effect.Effect<void, unknown>
  } | undefined
}

/** A tier that fails or is slow (1 s to read, 2 s to write) is passed over; nothing here fails for it. */
export interface Cache<A> {
  /** `tags` are for what only the third tier has. */
  readonly get: (tenant: TenantId, key: string, tags?: ReadonlyArray<string>) => Effect.Effect<Option.Option<A>>
  readonly set: (tenant: TenantId, key: string, value: A, tags?: ReadonlyArray<string>) => Effect.Effect<void>
  /**
   * What is kept, or else what `load` makes: once, however many ask for it meanwhile. It is not kept when one of its tags
   * is invalidated while it is made.
   */
  readonly getOrLoad: <E, R>(
    tenant: TenantId,
    key: string,
    load: Effect.Effect<A, E, R>,
    tags?: ReadonlyArray<string>
  ) => Effect.Effect<A, E, R>
  /** One tenant's entries, or all. */
  readonly clear: (tenant?: TenantId) => Effect.Effect<void>
}

export interface Behind {
  readonly invalidation: Invalidation.Invalidation
  readonly third: Tier.Tier
  /** Runs it after the request that wanted it. */
  readonly behind: (effect: Effect.Effect<unknown>) => Effect.Effect<unknown>
}

/** A look-up on its way: what is invalidated meanwhile is given to who waits for it, and kept nowhere. */
interface Flight<A> {
  readonly tags: ReadonlyArray<string>
  stale: boolean
  /** Undefined where the fiber that made it was interrupted: another one takes over. */
  readonly landed: Deferred.Deferred<Exit.Exit<A, unknown> | undefined>
}

export const make = <A, I>(options: Options<A, I>, { behind, invalidation, third }: Behind): Effect.Effect<Cache<A>> =>
  Effect.gen(function*() {
    const { capacity = 1_000, l3, name, until = forEver } = options
    const { second } = invalidation
    const ttl = Duration.toMillis(options.ttl)
    const memory = Memory.make<A>(capacity)
    const flights = new Set<Flight<A>>()
    const loading = new Map<string, Flight<A>>()
    const count = counting(name)
    const decode = Schema.decodeUnknownOption(options.schema)
    const encode = Schema.encodeOption(options.schema)

    yield* invalidation.register({
      clear: () => {
        memory.clear()
        for (const flight of flights) flight.stale = true
      },
      drop: (tag) => {
        memory.deleteTagged(tag)
        for (const flight of flights) if (flight.tags.includes(tag)) flight.stale = true
      }
    })

    const idOf = (tenant: TenantId, key: string) => `${name}\n${tenant}\n${key}`

    const take = (tenant: TenantId, tags: ReadonlyArray<string>): Flight<A> => {
      const flight: Flight<A> = {
        stale: false,
        landed: Deferred.unsafeMake(FiberId.none),
        tags: [
          Invalidation.cacheTag(name),
          Invalidation.cacheTag(name, tenant),
          Invalidation.tenantTag(tenant),
          ...tags.map((tag) => Invalidation.tagOf(tenant, tag))
        ]
      }
      flights.add(flight)
      return flight
    }
    const readThird = <E>(effect: Effect.Effect<Option.Option<A>, E>) =>
      Tier.read(third, Effect.map(effect, Option.getOrUndefined))

    const flying = <B, E, R>(
      tenant: TenantId,
      tags: ReadonlyArray<string>,
      run: (flight: Flight<A>) => Effect.Effect<B, E, R>
    ) =>
      Effect.acquireUseRelease(
        Effect.sync(() => take(tenant, tags)),
        run,
        (flight) => Effect.sync(() => void flights.delete(flight))
      )

    const versionsOf = ({ tags }: Flight<A>) =>
      Effect.suspend(() => second === undefined ? unknownVersions : second.read((redis) => redis.versions(tags)))

    const keepHere = (id: string, value: A, { stale, tags }: Omit<Flight<A>, "landed">, now: number) => {
      if (!stale) memory.set(id, { value, tags, until: Math.min(now + ttl, until(value)) })
    }
    const keepShared = (id: string, value: A, flight: Flight<A>, versions: Versions | undefined) =>
      Effect.suspend(() => {
        const encoded = encode(value)
        if (second === undefined || versions === undefined || flight.stale || Option.isNone(encoded)) return Effect.void
        return second.write((redis) => redis.set(id, { value: encoded.value, tags: flight.tags }, versions))
      })
    const keepThird = (tenant: TenantId, key: string, value: A, flight: Flight<A>) =>
      Effect.suspend(() =>
        l3 === undefined || flight.stale ? Effect.void : Tier.write(third, l3.set(tenant, key, value))
      )

    /** Down through the tiers; what a lower one has goes into those above it. */
    const find = Effect.fnUntraced(function*(tenant: TenantId, key: string, flight: Flight<A>) {
      const id = idOf(tenant, key)
      const now = yield* Clock.currentTimeMillis
      const first = memory.get(id, now)
      count("memory", first !== undefined)
      if (first !== undefined) return Option.some(first)
      if (second !== undefined) {
        const found = yield* second.read((redis) => redis.get(id))
        const value = found === undefined || second.isDoubtful(found.tags)
          ? Option.none()
          : Option.filter(decode(found.value), (read) => until(read) > now)
        count("redis", Option.isSome(value))
        if (found !== undefined && Option.isSome(value)) {
          keepHere(id, value.value, { ...flight, tags: found.tags }, now)
          return value
        }
      }
      if (l3 === undefined) return Option.none()
      const versions = yield* versionsOf(flight)
      const third = yield* readThird(Effect.map(l3.get(tenant, key), Option.filter((kept) => until(kept) > now)))
      count("store", third !== undefined)
      if (third === undefined) return Option.none()
      keepHere(id, third, flight, now)
      yield* behind(keepShared(id, third, flight, versions))
      return Option.some(third)
    })

    const get: Cache<A>["get"] = (tenant, key, tags = []) => flying(tenant, tags, (flight) => find(tenant, key, flight))

    const set: Cache<A>["set"] = (tenant, key, value, tags = []) =>
      flying(tenant, tags, (flight) =>
        Effect.gen(function*() {
          const id = idOf(tenant, key)
          keepHere(id, value, flight, yield* Clock.currentTimeMillis)
          yield* keepShared(id, value, flight, yield* versionsOf(flight))
          yield* keepThird(tenant, key, value, flight)
        }))

    const load = <E, R>(tenant: TenantId, key: string, make: Effect.Effect<A, E, R>, flight: Flight<A>) =>
      Effect.gen(function*() {
        const found = yield* find(tenant, key, flight)
        if (Option.isSome(found)) return found.value
        const versions = yield* versionsOf(flight)
        const value = yield* make
        const id = idOf(tenant, key)
        keepHere(id, value, flight, yield* Clock.currentTimeMillis)
        yield* behind(Effect.zipRight(keepShared(id, value, flight, versions), keepThird(tenant, key, value, flight)))
        return value
      })

    const getOrLoad = <E, R>(
      tenant: TenantId,
      key: string,
      make: Effect.Effect<A, E, R>,
      tags: ReadonlyArray<string> = []
    ): Effect.Effect<A, E, R> =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const id = idOf(tenant, key)
        const kept = memory.get(id, now)
        if (kept !== undefined) {
          count("memory", true)
          return Effect.succeed(kept)
        }
        const ahead = loading.get(id)
        if (ahead !== undefined && !ahead.stale) {
          return Effect.flatMap(Deferred.await(ahead.landed), (exit) =>
            exit === undefined ? getOrLoad(tenant, key, make, tags) : failingAlike<A, E>(exit))
        }
        return flying(tenant, tags, (flight) => {
          loading.set(id, flight)
          return Effect.onExit(load(tenant, key, make, flight), (exit) => {
            if (loading.get(id) === flight) {
              loading.delete(id)
            }
            return Deferred.succeed(flight.landed, Exit.isInterrupted(exit) ? undefined : exit)
          })
        })
      })

    const clear: Cache<A>["clear"] = (tenant) => invalidation.invalidate([Invalidation.cacheTag(name, tenant)])

    return { get, set, getOrLoad, clear }
  })

const forEver = () => Infinity

const unknownVersions = Effect.sync((): Versions | undefined => undefined)

/** The loads of one key are the same work, so they fail alike. */
const failingAlike = <A, E>(exit: Exit.Exit<A, unknown>): Exit.Exit<A, E> => Function.unsafeCoerce(exit)

/** Hits and misses of each tier, and the share of hits since the start. */
const counting = (cache: string) => {
  const tallies = new Map<string, { hits: number; misses: number }>()
  return (tier: "memory" | "redis" | "store", hit: boolean) => {
    const tally = tallies.get(tier) ?? { hits: 0, misses: 0 }
    tallies.set(tier, tally)
    if (hit) tally.hits += 1
    else tally.misses += 1
    if (hit) hits(1, cache, tier)
    else misses(1, cache, tier)
    hitRate(tally.hits / (tally.hits + tally.misses), cache, tier)
  }
}
const hits = Metrics.labelled(Metrics.cacheHits, "cache_type", "tier")
const misses = Metrics.labelled(Metrics.cacheMisses, "cache_type", "tier")
const hitRate = Metrics.labelled(Metrics.cacheHitRate, "cache_type", "tier")
