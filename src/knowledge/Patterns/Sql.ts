/** Patterns computed from the business tables, and kept beside them for as long as those have not changed. */
import type { SqlClient } from "@effect/sql"
import { Clock, Data, DateTime, Duration, Effect, Layer, Option, Schema } from "effect"
import { NotFound } from "../../domain/Errors.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { PatternReport } from "../../domain/Pattern.ts"
import * as Cache from "../../storage/Cache.ts"
import { StoreError } from "../../storage/StoreError.ts"
import type { Performance } from "../../telemetry/Performance.ts"
import { Patterns } from "../Patterns.ts"
import * as Analysis from "./Analysis.ts"
import * as Meters from "./Meters.ts"
import * as Statements from "./Statements.ts"

const make = Effect.gen(function*() {
  const { keep, selectRun } = yield* Statements.make
  const { compute, subject } = yield* Analysis.Analysis
  const { kept } = yield* Analysis.PatternLimits
  const meters = yield* Meters.make

  const cache = yield* Cache.make({
    name: "patterns",
    ttl: kept,
    schema: PatternReport,
    until: ({ computed_at }) => DateTime.unsafeMake(computed_at).epochMillis + Duration.toMillis(kept),
    l3: {
      get: (tenant, key) => Effect.flatMap(decodeKey(key), (of) => selectRun({ tenant, ...of })),
      set: (tenant, key, report) => Effect.flatMap(decodeKey(key), (of) => keep({ tenant, report, ...of }))
    }
  })

  const forCustomer = Effect.fn("Patterns.forCustomer")(
    function*(tenant: TenantId, customer_id: string) {
      const started = yield* Clock.currentTimeMillis
      const about = yield* Effect.flatMap(
        subject(tenant, customer_id),
        Option.match({
          onNone: () => Effect.fail(new NotFound({ kind: "customer", id: customer_id })),
          onSome: Effect.succeed
        })
      )
      const { data_version, detectors } = about
      let computed = false
      const report = yield* cache.getOrLoad(
        tenant,
        encodeKey({ customer_id, data_version, detectors }),
        Effect.suspend(() => {
          computed = true
          return Effect.flatMap(
            compute(tenant, about, "for_customer"),
            ({ report, whole }) => whole ? Effect.succeed(report) : new Unfinished({ report })
          )
        }),
        [`entity:${customer_id}`]
      ).pipe(Effect.catchTag("Unfinished", (unfinished) => Effect.succeed(unfinished.report)))
      yield* Effect.annotateCurrentSpan({ customer_id, cache_hit: !computed })
      if (!computed) yield* meters.served((yield* Clock.currentTimeMillis) - started, report.patterns.length)
      return report
    },
    Effect.catchTags({
      SqlError: (cause) =>
        Effect.zipRight(
          meters.databaseFailed("for_customer"),
          new StoreError({ operation: "Patterns.forCustomer", cause })
        ),
      ParseError: Effect.die
    })
  )

  return Patterns.of({ forCustomer })
})

export const layer: Layer.Layer<
  Patterns,
  never,
  SqlClient.SqlClient | Analysis.Analysis | Performance | Cache.Caches
> = Layer.effect(Patterns, make)

/** What a failed detector would have found is asked for again next time: it is given, and not kept. */
class Unfinished extends Data.TaggedError("Unfinished")<{ readonly report: PatternReport }> {}

/** Other rows or other detectors are another entry: what is found is never older than the rows. */
const Key = Schema.parseJson(
  Schema.Struct({ customer_id: Schema.String, data_version: Schema.String, detectors: Schema.String })
)
const encodeKey = Schema.encodeSync(Key)
const decodeKey = Schema.decode(Key)
