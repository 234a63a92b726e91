/** Two replicas of the service over one Redis: what they know together, and that neither needs it. */
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Schedule } from "effect"
import { CircuitBreakers } from "../src/resilience/CircuitBreakers.ts"
import * as Business from "./support/Business.ts"
import * as FakeProvider from "./support/FakeProvider.ts"
import * as RedisServer from "./support/RedisServer.ts"
import * as Service from "./support/Service.ts"

const down: FakeProvider.Reply = { _tag: "status", status: 503 }
const well = FakeProvider.answer(`Delta Industries has USD ${Business.overdue} overdue [1].`)
const requests_per_minute = 10
const clients = Array.from({ length: 100 }, (_, i) => `client-${i}`)
const operator = { "x-api-key": "operator" }

const start = (redis: string, provider: string) =>
  Effect.gen(function*() {
    const service = yield* Service.start({
      REDIS_URL: redis,
      HOLDFAST_BREAKER_REDIS: "5, 1 second",
      HOLDFAST_PRIMARY_MODEL: "openai/gpt-4o",
      OPENAI_API_KEY: "sk-very-private",
      OPENAI_BASE_URL: `${provider}/v1`,
      HOLDFAST_BREAKER_OPENAI: "1, 1 hour",
      HOLDFAST_RETRY_OPENAI: "1",
      HOLDFAST_API_KEYS: ["operator:default:operator", ...clients.map((key) => `${key}:default`)].join(","),
      HOLDFAST_CLIENT_REQUESTS_PER_MINUTE: String(requests_per_minute)
    })
    for (const table of ["customers", "sales_orders", "invoices", "payments"] as const) {
      yield* service.call("PUT", `/api/v1/domain/${table}`, { rows: Business[table] }, operator)
    }
    const breakers = Context.get(service.context, CircuitBreakers)
    let asked = 0
    return {
      /** Whoever asks is new, and so is the question: neither a limit nor a kept answer stands in between. */
      ask: Effect.suspend(() => {
        asked++
        const query = `How much is overdue at Delta Industries? (${asked})`
        return service.call("POST", "/api/chat", { query, session_id: `s-${asked}` }, operator)
      }),
      remainingOf: (client: string) =>
        Effect.map(
          service.call("GET", "/api/sessions/none", undefined, { "x-api-key": client }),
          ({ headers }) => Number(headers.get("ratelimit-remaining"))
        ),
      breaker: Effect.flatMap(breakers.find("openai"), (breaker) => breaker?.state ?? Effect.succeed("missing")),
      reset: service.call("POST", "/api/v1/monitoring/circuit-breakers/openai/reset", undefined, operator)
    }
  })

type Replica = Effect.Effect.Success<ReturnType<typeof start>>

const eventually = <A>(effect: Effect.Effect<A>, wanted: A) =>
  Effect.retry(
    Effect.filterOrFail(effect, (is) => is === wanted, (is) => `${String(is)} is not ${String(wanted)}`),
    Schedule.intersect(Schedule.spaced("50 millis"), Schedule.recurs(400))
  )

/** Both take from one allowance, seen by a client that is new to both. */
const limitTogether = (one: Replica, two: Replica, client: string) =>
  Effect.gen(function*() {
    const taken = [yield* one.remainingOf(client), yield* two.remainingOf(client), yield* one.remainingOf(client)]
    return taken.join(" ") === "9 8 7"
  })

describe.skipIf(!RedisServer.available)("two replicas over one Redis", () => {
  it.scopedLive(
    "share what their breakers learn and what clients may ask, each by itself while Redis is away",
    () =>
      Effect.gen(function*() {
        const redis = yield* RedisServer.make
        const provider = yield* FakeProvider.make()
        const [one, two] = yield* Effect.all([start(redis.url, provider.url), start(redis.url, provider.url)])
        const fresh = clients.values()
        const nextClient = () => fresh.next().value ?? "none"

        // Together.
        assert.isTrue(yield* limitTogether(one, two, nextClient()))
        provider.otherwise(down)
        assert.strictEqual((yield* one.ask).json["generator"], "template")
        yield* eventually(two.breaker, "open")
        const asked = provider.requests.length
        const refused = yield* two.ask
        assert.strictEqual(refused.json["degradations"][0]["reason"], "circuit_open")
        assert.strictEqual(provider.requests.length, asked, "the provider was left alone")
        yield* two.reset
        yield* eventually(one.breaker, "closed")

        // Each by itself.
        yield* redis.stop
        assert.strictEqual((yield* one.ask).json["generator"], "template")
        assert.strictEqual(yield* one.breaker, "open")
        provider.otherwise(well)
        assert.strictEqual((yield* two.ask).json["generator"], "primary")
        assert.strictEqual(yield* two.breaker, "closed")
        const client = nextClient()
        const alone = [yield* one.remainingOf(client), yield* two.remainingOf(client), yield* one.remainingOf(client)]
        assert.deepStrictEqual(alone, [9, 9, 8])

        // Together again, without anyone's doing.
        yield* redis.start
        yield* eventually(two.breaker, "open")
        yield* eventually(Effect.suspend(() => limitTogether(one, two, nextClient())), true)
        yield* one.reset
        yield* eventually(two.breaker, "closed")
        assert.strictEqual((yield* two.ask).json["generator"], "primary")
      }),
    60_000
  )
})
