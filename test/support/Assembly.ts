/** The service's own layers over one of the databases and nothing else: no Redis, no model, no HTTP. */
import { NodeContext } from "@effect/platform-node"
import { Clock, Duration, Effect, Layer } from "effect"
import { RetrievalLimits } from "../../src/chat/Retrieval.ts"
import * as Holdfast from "../../src/Holdfast.ts"
import { PeerLimits } from "../../src/knowledge/Patterns/Others.ts"
import * as EmbeddingsLocal from "../../src/llm/Embeddings/Local.ts"
import * as Models from "../../src/llm/Models.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as Migrations from "../../src/storage/Migrations.ts"
import * as Redis from "../../src/storage/Redis.ts"
import * as Spool from "../../src/storage/Spool.ts"
import * as ErrorAnalytics from "../../src/telemetry/ErrorAnalytics.ts"
import * as Performance from "../../src/telemetry/Performance.ts"
import type { Engine } from "./Database.ts"
import * as Service from "./Service.ts"

/** A clock that has just come to that moment; no two looks at it are the same, and a thousand are still one second. */
export const tickingFrom = (now: number): Clock.Clock => {
  const real = Clock.make()
  let looks = 0
  const time = () => now + looks++
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: time,
    unsafeCurrentTimeNanos: () => BigInt(time()) * 1_000_000n,
    currentTimeMillis: Effect.sync(time),
    currentTimeNanos: Effect.sync(() => BigInt(time()) * 1_000_000n),
    sleep: (duration) => real.sleep(duration)
  }
}

export const layer = (engine: Engine, clock: Clock.Clock) =>
  Holdfast.layer().pipe(
    Layer.provideMerge(Migrations.layer),
    Layer.provideMerge(Layer.mergeAll(
      engine.layer(),
      Layer.unwrapScoped(Effect.map(Service.folder, (dataDir) => Spool.layer({ dataDir }))),
      Redis.layerNone,
      EmbeddingsLocal.layer,
      Models.layerNone,
      CircuitBreakers.layer,
      Performance.layer,
      ErrorAnalytics.layer
    )),
    // However busy the machine is, what is looked up arrives.
    Layer.provide(
      Layer.effect(PeerLimits, Effect.map(PeerLimits, (limits) => ({ ...limits, waiting: Duration.seconds(25) })))
    ),
    Layer.provide(Layer.succeed(RetrievalLimits, { limit: 30_000, reserve: 500, part: 25_000, customers: 5 })),
    Layer.provide(NodeContext.layer),
    Layer.provideMerge(Layer.setClock(clock))
  )
