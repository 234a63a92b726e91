/**
 * What one customer's patterns cost in a large business, cold and kept, beside the rows that they are read from.
 * `npm run bench:patterns -- --server postgres://user:password@host:port [--customers 100000]` makes a database
 * of its own on that server and drops it in the end; without `--server` everything is in the process.
 */
import { SqlClient } from "@effect/sql"
import { Console, Context, Effect, Layer, Redacted } from "effect"
import { randomUUID } from "node:crypto"
import { parseArgs } from "node:util"
import { Client } from "pg"
import { TenantId } from "../src/domain/Ids.ts"
import { Patterns } from "../src/knowledge/Patterns.ts"
import * as Analysis from "../src/knowledge/Patterns/Analysis.ts"
import * as BuiltIn from "../src/knowledge/Patterns/BuiltIn.ts"
import * as PatternsSql from "../src/knowledge/Patterns/Sql.ts"
import * as Statements from "../src/knowledge/Patterns/Statements.ts"
import * as CircuitBreakers from "../src/resilience/CircuitBreakers.ts"
import * as Cache from "../src/storage/Cache.ts"
import * as Migrations from "../src/storage/Migrations.ts"
import * as PGlite from "../src/storage/PGlite.ts"
import * as Postgres from "../src/storage/Postgres.ts"
import * as Redis from "../src/storage/Redis.ts"
import * as Performance from "../src/telemetry/Performance.ts"
import { fill, tenant } from "./patterns/Business.ts"

const { values: { asked, customers, server } } = parseArgs({
  options: {
    asked: { type: "string", default: "400" },
    customers: { type: "string", default: "100000" },
    server: { type: "string" }
  }
})
const many = Number(customers)
const of = TenantId.make(tenant)

const administer = async (statement: string) => {
  const client = new Client({ connectionString: `${server ?? ""}/postgres` })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const served = (address: string) =>
  Layer.unwrapScoped(Effect.gen(function*() {
    const name = `bench_patterns_${randomUUID().slice(0, 8)}`
    yield* Effect.acquireRelease(
      Effect.promise(() => administer(`create database ${name}`)),
      () => Effect.promise(() => administer(`drop database ${name} with (force)`))
    )
    return Postgres.layer({ url: Redacted.make(`${address}/${name}`) })
  }))

const database = server === undefined ? PGlite.layer() : served(server)

/** As a process has it that just started. */
const started = Effect.map(
  Layer.build(
    Layer.fresh(PatternsSql.layer).pipe(
      Layer.provide([Layer.fresh(Cache.layer), Layer.fresh(Analysis.layer)]),
      Layer.provide([Redis.layerNone, CircuitBreakers.layer, BuiltIn.layer, Performance.layer])
    )
  ),
  Context.get(Patterns)
)

const timed = <A, E, R>(name: string, ids: ReadonlyArray<string>, run: (id: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const millis: Array<number> = []
    for (const id of ids) {
      const from = performance.now()
      yield* run(id)
      millis.push(performance.now() - from)
    }
    millis.sort((a, b) => a - b)
    const at = (share: number) => millis[Math.min(millis.length - 1, Math.floor(share * millis.length))] ?? 0
    yield* Console.log(
      `${name.padEnd(34)} p50 ${at(0.5).toFixed(1).padStart(7)} ms   p95 ${at(0.95).toFixed(1).padStart(7)} ms   ` +
        `worst ${at(1).toFixed(1).padStart(7)} ms`
    )
    return at(0.95)
  })

const main = Effect.gen(function*() {
  yield* Migrations.run
  const sql = yield* SqlClient.SqlClient
  const from = performance.now()
  yield* fill(many)
  const [size] = yield* sql<{ orders: number }>`select count(*)::int as orders from domain.sales_orders`
  yield* Console.log(
    `${many} customers, ${size?.orders ?? 0} orders on ${server === undefined ? "PGlite" : "PostgreSQL"}, made in ` +
      `${((performance.now() - from) / 1_000).toFixed(0)} s`
  )
  const { selectCustomer, selectInvoices, selectOrders } = yield* Statements.make
  const rows = (customer_id: string) => {
    const wanted = { tenant: of, customer_id, since: Date.now() - 1095 * 86_400_000, limit: 5_000 }
    return Effect.all([selectCustomer(wanted), selectOrders(wanted), selectInvoices(wanted)], { concurrency: 3 })
  }
  for (
    const [which, step, shift] of [["ordinary", 0, 2], ["200 orders", 100, 1], ["2,000 orders", 1_000, 0]] as const
  ) {
    const group = Array.from(
      { length: Math.min(Number(asked), step === 0 ? Infinity : Math.floor(many / step)) },
      (_, i) => `c${(step === 0 ? (i * 100 + 37) : i * step + shift) % many}`
    )
    const patterns = yield* started
    yield* patterns.forCustomer(of, "c2").pipe(Effect.zipRight(Effect.sleep(200)))
    yield* Console.log(`\n${group.length} customers, ${which}`)
    const plain = yield* timed("  their rows alone, cold", group, rows)
    yield* timed("  their rows alone, again", group, rows)
    const cold = yield* timed("  patterns, cold", group, (id) => patterns.forCustomer(of, id))
    const kept = yield* timed("  patterns, kept in the process", group, (id) => patterns.forCustomer(of, id))
    const again = yield* started
    yield* Effect.sleep("1 second")
    yield* timed("  patterns, kept in the database", group, (id) => again.forCustomer(of, id))
    yield* Console.log(
      `  cold ${(cold / plain).toFixed(1)} times the rows; kept ${(kept / plain).toFixed(2)} times (p95)`
    )
  }
})

await Effect.runPromise(Effect.scoped(main).pipe(Effect.provide(database), Effect.orDie))
