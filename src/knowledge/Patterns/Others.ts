/** How all customers of a tenant ordered of late: counted behind the questions, which do not wait for it for long. */
import { Clock, Context, Duration, Effect, Exit, Fiber, FiberMap, HashMap, Option, Ref } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import { day, type History, type PeerGroup, type Peers, recentDays } from "./History.ts"
import * as Statements from "./Statements.ts"

export class PeerLimits extends Context.Reference<PeerLimits>()("holdfast/knowledge/Patterns/PeerLimits", {
  defaultValue: () => ({
    /** For one count. */
    counting: Duration.seconds(30),
    /** What a question waits for the first count; patterns can do without. */
    waiting: Duration.millis(50),
    kept: Duration.hours(6),
    /** A count that failed is not tried again at once: it may be a business too large to count in time. */
    retried: Duration.minutes(5)
  })
}) {}

interface Counted {
  readonly until: number
  readonly groups: ReadonlyArray<PeerGroup> | undefined
}

export const make = Effect.gen(function*() {
  const { selectPeers } = yield* Statements.make
  const limits = yield* PeerLimits
  const counted = yield* Ref.make(HashMap.empty<TenantId, Counted>())
  const counting = yield* FiberMap.make<TenantId, ReadonlyArray<PeerGroup> | undefined>()

  const count = Effect.fnUntraced(function*(tenant: TenantId, now: number) {
    const groups = yield* selectPeers({ tenant, now }).pipe(
      Effect.timeout(limits.counting),
      Effect.catchTags({
        TimeoutException: () => Effect.as(Effect.logWarning("Patterns go without the other customers"), undefined),
        SqlError: () => Effect.as(Effect.logWarning("Patterns go without the other customers"), undefined),
        ParseError: Effect.die
      })
    )
    const until = (yield* Clock.currentTimeMillis) + Duration.toMillis(groups ? limits.kept : limits.retried)
    yield* Ref.update(counted, (all) => {
      const known = Option.getOrUndefined(HashMap.get(all, tenant))
      return HashMap.set(all, tenant, { until, groups: groups ?? known?.groups })
    })
    return groups
  })

  return Effect.fnUntraced(function*(tenant: TenantId, now: number) {
    const known = Option.getOrUndefined(HashMap.get(yield* Ref.get(counted), tenant))
    if (known !== undefined && now < known.until) return known.groups
    yield* FiberMap.run(counting, tenant, count(tenant, now), { onlyIfMissing: true })
    if (known !== undefined) return known.groups
    // Whoever asks while it is counted waits for the same count.
    const running = FiberMap.unsafeGet(counting, tenant)
    if (Option.isNone(running)) return Option.getOrUndefined(HashMap.get(yield* Ref.get(counted), tenant))?.groups
    return yield* Fiber.await(running.value).pipe(
      Effect.map(Exit.getOrElse(() => undefined)),
      Effect.disconnect,
      Effect.timeoutTo({ duration: limits.waiting, onSuccess: (groups) => groups, onTimeout: () => undefined })
    )
  })
})

/** The others are everyone counted but the customer itself. */
export const without = (groups: ReadonlyArray<PeerGroup> | undefined, { orders }: History, now: number): Peers => {
  const recent = orders.filter(({ at }) => at >= now - recentDays * day && at <= now)
  const rush = recent.filter((order) => order.rush).length
  return groups?.map((group) =>
    group.orders === recent.length && group.rush === rush ? { ...group, customers: group.customers - 1 } : group
  )
}
