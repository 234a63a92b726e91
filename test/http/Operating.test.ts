import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Logger, TestClock } from "effect"
import { StoreError } from "../../src/storage/StoreError.ts"
import { answerTo, errorOf, start } from "./Harness.ts"

const down = Effect.succeed({ status: "unhealthy", latency_ms: 5, details: { problem: "refused" } } as const)

describe("health", () => {
  it.scoped("is the sum of its parts, and a dead part is only a degradation", () =>
    Effect.gen(function*() {
      const well = yield* start()
      const reply = yield* well.get("/health")
      assert.strictEqual(reply.status, 200)
      const check = { status: "healthy", latency_ms: 1, details: {} }
      assert.deepStrictEqual(reply.json, {
        status: "healthy",
        version: "1.2.3",
        uptime: 0,
        checks: { db: check, vector: check, ai: check, cache: check }
      })
      const ill = yield* start({ checks: { db: down } })
      const degraded = yield* ill.get("/health")
      assert.strictEqual(degraded.status, 200)
      assert.deepInclude(degraded.json, { status: "degraded" })
      assert.strictEqual((yield* ill.get("/health/db")).status, 503)
      assert.strictEqual((yield* ill.get("/health/cache")).status, 200)
      assert.deepStrictEqual((yield* ill.get("/health/live")).json, { status: "alive" })
    }))

  it.scoped("does not hang with a check that hangs nor break with one that breaks", () =>
    Effect.gen(function*() {
      const client = yield* start({ checks: { db: Effect.never, ai: Effect.die("boom") } })
      assert.strictEqual((yield* client.get("/health/ai")).status, 503)
      const asking = yield* Effect.fork(client.get("/health"))
      const reply = yield* adjustUntilDone(asking)
      assert.deepInclude(reply.json, { status: "degraded" })
      assert.include(reply.text, "no reply within 2 s")
    }))
})

/** The request arrives in its own time; the clock moves until it was answered. */
const adjustUntilDone = <A>(fiber: Fiber.Fiber<A>): Effect.Effect<A> =>
  Effect.flatMap(Fiber.poll(fiber), (done) =>
    done._tag === "Some"
      ? Fiber.join(fiber)
      : Effect.zipRight(TestClock.adjust("1 second"), Effect.promise(() => new Promise(setImmediate))).pipe(
        Effect.zipRight(adjustUntilDone(fiber))
      ))

describe("documentation", () => {
  it.scoped("is served whole from here", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const swagger = yield* client.get("/docs")
      assert.include(swagger.text, "SwaggerUIBundle")
      const redoc = yield* client.get("/redoc")
      assert.include(redoc.text, "/redoc/redoc.standalone.js")
      assert.match(String(redoc.headers.get("content-security-policy")), /^default-src 'self';/)
      const external = /<(script|link)[^>]*(src|href)="(https?:)?\/\//
      assert.notMatch(redoc.text, external)
      const bundle = yield* client.get("/redoc/redoc.standalone.js")
      assert.strictEqual(bundle.status, 200)
      assert.match(String(bundle.headers.get("content-type")), /javascript/)
      assert.isAbove(bundle.text.length, 100_000)
    }))
})

describe("metrics and logs", () => {
  it.scoped("count by route and status, never by path", () =>
    Effect.gen(function*() {
      const client = yield* start()
      yield* client.get("/api/documents/private-name?x=1")
      yield* client.get("/secret-path")
      const { headers, text } = yield* client.get("/metrics")
      assert.match(String(headers.get("content-type")), /^text\/plain; version=0.0.4/)
      assert.match(text, /request_handler_requests_total\{endpoint="\/api\/documents\/:id",status="500"\} \d+/)
      assert.match(text, /request_handler_requests_total\{endpoint="unmatched",status="404"\} \d+/)
      assert.match(text, /request_handler_duration_milliseconds_bucket\{endpoint="\/api\/documents\/:id",le="1"\} \d+/)
      assert.match(text, /requests_in_progress 1/)
      for (const series of ["queue_depth{queue=", "queue_rejections_total{queue=", "rate_limit_hits_total{client="]) {
        assert.include(text, `${series}"http"}`)
      }
      const told = (kind: string) =>
        text.split("\n").filter((line) => line.startsWith(`# ${kind} `)).map((line) => line.split(" ")[2])
      assert.deepStrictEqual(told("HELP"), told("TYPE"))
      assert.strictEqual(new Set(told("TYPE")).size, told("TYPE").length)
      assert.notMatch(text, /private-name|secret-path/)
    }))

  it.scoped("one line a request, without what was asked", () =>
    Effect.gen(function*() {
      const lines: Array<Record<string, unknown>> = []
      const capture = Logger.make(({ annotations, message }) => {
        if (String(message) === "Request") lines.push(Object.fromEntries(annotations))
      })
      const body = { query: "private words", session_id: "s" }
      yield* Effect.gen(function*() {
        const client = yield* start()
        yield* client.post("/api/chat", body, { "x-correlation-id": "c-9" })
        while (lines.length === 0) yield* Effect.promise(() => new Promise(setImmediate))
      }).pipe(Effect.provide(Logger.replace(Logger.defaultLogger, capture)))
      assert.deepInclude(lines[0], { operation: "POST /api/chat", status: 200, correlation_id: "c-9" })
      assert.strictEqual(lines.length, 1)
      assert.notInclude(JSON.stringify(lines), "private")
    }))
})

describe("monitoring", () => {
  it.scoped("counts what answers had to do without, and failures of the database", () =>
    Effect.gen(function*() {
      const late = { component: "facts", reason: "timeout", detail: "Too late.", used_instead: "the rest" } as const
      const model = { ...late, component: "openai/gpt-4o" }
      const client = yield* start({
        chat: {
          ask: (question) => Effect.succeed(answerTo(question, { degraded: true, degradations: [late, model] }))
        },
        documents: { list: () => new StoreError({ operation: "Documents.list", cause: new Error("gone") }) }
      })
      yield* client.post("/api/chat", { query: "q", session_id: "s" })
      yield* client.post("/api/query", { query: "q", client_id: "c" })
      assert.strictEqual((yield* client.get("/api/documents")).status, 503)
      const { json, text } = yield* client.get("/api/v1/monitoring/errors")
      assert.deepInclude(json, {
        total: 3,
        by_category: { timeout: 2, database: 1 },
        by_severity: { recoverable: 3 },
        by_reason: { TIMEOUT: 2 },
        by_component: { facts: 2, database: 1 }
      })
      assert.include(text, `"shown":"The database cannot be reached; try again in 2 s."`)
    }))

  it.scoped("tells who asked how much of which tenant", () =>
    Effect.gen(function*() {
      const amounts = { questions: 2, degraded: 1, input_tokens: 10, output_tokens: 5, cost_usd: 0.01 }
      const client = yield* start({
        usage: {
          report: (tenant, { days, limit }) =>
            Effect.succeed({
              since: `${tenant} ${days} ${limit}`,
              total: amounts,
              usage: [{ day: "2026-03-09", client_id: "ann", ...amounts }]
            })
        }
      })
      assert.deepStrictEqual((yield* client.get("/api/v1/monitoring/usage?days=7")).json, {
        since: "default 7 1000",
        total: amounts,
        usage: [{ day: "2026-03-09", client_id: "ann", ...amounts }]
      })
      const wrong = yield* client.get("/api/v1/monitoring/usage?days=0")
      assert.strictEqual(errorOf(wrong).message, "days: expected a whole number from 1 to 366")
    }))

  it.scoped("shows and works what there is, and says what there is not", () =>
    Effect.gen(function*() {
      const cleared: Array<string | undefined> = []
      const letter = { replay: () => Effect.void, replayAll: () => Effect.succeed(2), clear: () => Effect.succeed(3) }
      const client = yield* start({
        caches: { answers: (tenant) => Effect.sync(() => void cleared.push(tenant)) },
        letters: {
          ...letter,
          counts: () =>
            Effect.succeed({ total_failures: 1, by_operation: { learn: 1 }, by_severity: { permanent: 1 } }),
          list: () => Effect.succeed({ items: [], next_cursor: null })
        }
      })
      const at = "/api/v1/monitoring"
      assert.deepStrictEqual((yield* client.get(`${at}/circuit-breakers`)).json, { circuit_breakers: {} })
      const unknown = yield* client.post(`${at}/circuit-breakers/none/reset`, {})
      assert.strictEqual(unknown.status, 404)
      assert.strictEqual(errorOf(unknown).message, "There is no circuit breaker with the id \"none\".")
      assert.deepStrictEqual((yield* client.get(`${at}/performance`)).json, { operations: {} })
      assert.deepInclude((yield* client.get(`${at}/errors`)).json, { total: 0 })
      assert.deepStrictEqual((yield* client.post(`${at}/cache/clear`, { tenant: "acme" })).json, {
        success: true,
        cleared: ["answers"]
      })
      assert.strictEqual((yield* client.call(`${at}/cache/clear`, { method: "POST" })).status, 200)
      assert.deepStrictEqual(cleared, ["acme", undefined])
      assert.strictEqual((yield* client.post(`${at}/cache/clear`, { cache: "none" })).status, 404)
      assert.deepStrictEqual((yield* client.get(`${at}/dead-letter-queue?limit=5`)).json, {
        total_failures: 1,
        by_operation: { learn: 1 },
        by_severity: { permanent: 1 },
        items: [],
        next_cursor: null
      })
      assert.deepStrictEqual((yield* client.post(`${at}/dead-letter-queue/clear`, {})).json, {
        success: true,
        cleared: 3
      })
      assert.deepStrictEqual((yield* client.post(`${at}/dead-letter-queue/replay`, {})).json, {
        success: true,
        replayed: 2
      })
      assert.deepStrictEqual((yield* client.post(`${at}/dead-letter-queue/d-1/replay`, {})).json, {
        success: true,
        replayed: 1
      })
    }))
})
