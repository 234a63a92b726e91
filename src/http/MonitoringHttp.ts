/** What operators see and do, over HTTP. */
import { Context, Effect, Layer } from "effect"
import * as Contract from "../api/Monitoring.ts"
import { NotFound } from "../domain/Errors.ts"
import type { TenantId } from "../domain/Ids.ts"
import type { CircuitBreaker } from "../resilience/CircuitBreaker.ts"
import { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import { Usage } from "../sessions/Usage.ts"
import { DeadLetters } from "../storage/DeadLetters.ts"
import type { StoreError } from "../storage/StoreError.ts"
import { ErrorAnalytics } from "../telemetry/ErrorAnalytics.ts"
import { Performance } from "../telemetry/Performance.ts"
import * as Answering from "./Answering.ts"
import * as NdjsonReply from "./NdjsonReply.ts"

/** The caches that can be emptied, by name: all of one, or one tenant's part of it. */
export class ClearableCaches extends Context.Tag("holdfast/http/ClearableCaches")<
  ClearableCaches,
  Readonly<Record<string, (tenant: TenantId | undefined) => Effect.Effect<void, StoreError>>>
>() {}

const done = { success: true } as const

export const layer = Layer.unwrapEffect(Effect.gen(function*() {
  const breakers = yield* CircuitBreakers
  const performance = yield* Performance
  const analytics = yield* ErrorAnalytics
  const letters = yield* DeadLetters
  const caches = yield* ClearableCaches
  const used = yield* Usage

  const switched = (how: "reset" | "isolate" | "enable") =>
    Effect.fnUntraced(function*({ path }: { readonly path: { readonly name: string } }) {
      const breaker = yield* breakers.find(path.name)
      if (breaker === undefined) return yield* new NotFound({ kind: "circuit breaker", id: path.name })
      yield* breaker[how]
      return { ...done, name: path.name, state: yield* breaker.state }
    })

  return Answering.group(Contract.group, {
    breakers: () =>
      Effect.map(
        Effect.flatMap(breakers.all, (all) => Effect.forEach(all, described)),
        (entries) => ({ circuit_breakers: Object.fromEntries(entries) })
      ),
    reset: switched("reset"),
    isolate: switched("isolate"),
    enable: switched("enable"),
    performance: () => Effect.map(performance.report, (operations) => ({ operations })),
    errors: () => analytics.report,
    usage: ({ tenant, urlParams }) => used.report(tenant, urlParams),
    clearCache: Effect.fnUntraced(function*({ payload }) {
      const names = payload.cache === undefined ? Object.keys(caches) : [payload.cache]
      for (const name of names) {
        const clear = caches[name]
        if (clear === undefined) return yield* new NotFound({ kind: "cache", id: name })
        yield* clear(payload.tenant)
      }
      return { ...done, cleared: names }
    }),
    deadLetters: ({ tenant, urlParams }) =>
      Effect.zipWith(
        letters.counts(tenant),
        letters.list(tenant, urlParams),
        (counts, page) => ({ ...counts, ...page })
      ),
    exportDeadLetters: ({ correlation_id, tenant, urlParams }) =>
      NdjsonReply.respond(letters.exported(tenant, urlParams), correlation_id),
    clearDeadLetters: ({ payload, tenant, urlParams }) =>
      Effect.map(letters.clear(tenant, { ...urlParams, ...payload }), (cleared) => ({ ...done, cleared })),
    replayOne: ({ path, tenant }) => Effect.as(letters.replay(tenant, path.id), { ...done, replayed: 1 }),
    replayAll: ({ payload, tenant, urlParams }) =>
      Effect.map(letters.replayAll(tenant, { ...urlParams, ...payload }), (replayed) => ({ ...done, replayed }))
  })
}))

const described = (breaker: CircuitBreaker) =>
  Effect.map(breaker.metrics, (metrics) => [breaker.name, metrics] as const)
