/**
 * What every measure costs in a large business: `npm run bench:measures -- --url postgres://user:password@host:port/name
 * [--customers 100000] [--times 5] [--only dso,revenue]`. The database of that name must be there; what it has of the
 * benchmark's rows is used again, and it is filled where it has none. Without `--url` everything is in the process.
 */
import { SqlClient } from "@effect/sql"
import { Clock, Console, Effect, Layer, Redacted } from "effect"
import { performance } from "node:perf_hooks"
import { parseArgs } from "node:util"
import { TenantId } from "../src/domain/Ids.ts"
import { Facts } from "../src/knowledge/Facts.ts"
import * as FactsSql from "../src/knowledge/Facts/Sql.ts"
import { Measures } from "../src/knowledge/Measures.ts"
import * as MeasuresSql from "../src/knowledge/Measures/Sql.ts"
import * as Migrations from "../src/storage/Migrations.ts"
import * as PGlite from "../src/storage/PGlite.ts"
import * as Postgres from "../src/storage/Postgres.ts"
import { metrics, shapes } from "./measures/Questions.ts"
import { fill, tenant } from "./patterns/Business.ts"

const { values: options } = parseArgs({
  options: {
    customers: { type: "string", default: "100000" },
    only: { type: "string", default: "" },
    times: { type: "string", default: "5" },
    url: { type: "string" }
  }
})
const of = TenantId.make(tenant)
const only = new Set(options.only.split(",").filter((name) => name !== ""))
const wanted = (name: string) => only.size === 0 || only.has(name)

const timed = <A, E, R>(name: string, run: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const millis: Array<number> = []
    for (let n = 0; n < Number(options.times); n++) {
      const from = performance.now()
      yield* run
      millis.push(performance.now() - from)
    }
    millis.sort((a, b) => a - b)
    const at = (share: number) => (millis[Math.ceil(share * millis.length) - 1] ?? 0).toFixed(0)
    yield* Console.log(`| ${name} | ${at(0.5)} | ${at(0.95)} |`)
  })

const main = Effect.gen(function*() {
  yield* Migrations.run
  const sql = yield* SqlClient.SqlClient
  const rows = sql<{ customers: number; orders: number }>`select
    (select count(*)::int from domain.customers where tenant_id = ${tenant}) as customers,
    (select count(*)::int from domain.sales_orders where tenant_id = ${tenant}) as orders`
  if ((yield* rows)[0]?.customers === 0) yield* fill(Number(options.customers))
  const [size] = yield* rows
  const engine = options.url === undefined ? "PGlite" : "PostgreSQL"
  yield* Console.log(`${size?.customers ?? 0} customers, ${size?.orders ?? 0} orders on ${engine}\n`)
  yield* Console.log("| measure | p50 ms | p95 ms |\n|---|---|---|")
  const measures = yield* Measures
  const facts = yield* Facts
  if (wanted("portfolio")) yield* timed("portfolio facts", facts.portfolio(of))
  for (const metric of metrics.filter(wanted)) {
    for (const { name, question } of shapes(metric, yield* Clock.currentTimeMillis)) {
      yield* timed(`${metric}, ${name}`, measures.measure(of, [question]))
    }
  }
})

const database = options.url === undefined ? PGlite.layer() : Postgres.layer({ url: Redacted.make(options.url) })
const layer = Layer.merge(MeasuresSql.layer, FactsSql.layer).pipe(Layer.provideMerge(database))

await Effect.runPromise(Effect.scoped(main).pipe(Effect.provide(layer), Effect.orDie))
