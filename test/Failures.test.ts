/** The ladder under real failures: a database that stops, hangs or is absent, and providers that fail in every way. */
import { assert, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import { Client } from "pg"
import * as Business from "./support/Business.ts"
import * as FakeProvider from "./support/FakeProvider.ts"
import * as PostgresServer from "./support/PostgresServer.ts"
import * as Service from "./support/Service.ts"

const eventually = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.retry(Effect.sandbox(effect), Schedule.spaced("200 millis").pipe(Schedule.intersect(Schedule.recurs(100))))
    .pipe(
      Effect.catchAll(Effect.failCause)
    )

const load = (service: Service.Service) =>
  Effect.gen(function*() {
    for (const table of ["customers", "sales_orders", "invoices", "payments"] as const) {
      const { json } = yield* service.call("PUT", `/api/v1/domain/${table}`, { rows: Business[table] })
      assert.strictEqual(json["success"], true)
    }
  })

/** 200, in time, marked, and with no word of how the inside failed. */
const assertHonest = (reply: Service.Reply, sources: ReadonlyArray<string>) => {
  assert.strictEqual(reply.status, 200)
  const { json } = reply
  assert.isTrue(json["degraded"] as boolean)
  assert.isAbove((json["degradations"] as ReadonlyArray<unknown>).length, 0)
  assert.include(sources, String(json["source"]))
  assert.isAbove(String(json["text"] ?? json["answer"]).length, 20)
  assert.notMatch(reply.text, /ECONNREFUSED|SqlError|select |password|secret|node_modules/)
}

const lower = ["cache", "keyword_fallback", "error_handler"]

it.scopedLive.skipIf(!PostgresServer.available)(
  "starts without its database, answers, and uses it once it is there",
  () =>
    Effect.gen(function*() {
      const postgres = yield* PostgresServer.make
      yield* postgres.stop
      const service = yield* Service.start({ DATABASE_URL: postgres.url, SUPPORT_CONTACT: "help@example.com" })
      assert.strictEqual((yield* service.call("GET", "/health/ready")).status, 200)
      assert.strictEqual((yield* service.call("GET", "/health/db")).status, 503)
      assert.strictEqual((yield* service.call("GET", "/health")).json["status"], "degraded")
      assertHonest(yield* service.chat("What is the status of Delta Industries?"), lower)
      const oneShot = yield* service.call("POST", "/api/query", { query: "Why is the moon round?", client_id: "x" })
      assertHonest(oneShot, ["error_handler"])
      assert.strictEqual(oneShot.json["support_contact"], "help@example.com")
      assert.strictEqual((yield* service.call("GET", "/api/documents")).status, 503)
      yield* postgres.start
      yield* eventually(load(service))
      const answer = yield* eventually(Effect.tap(
        service.chat("How much is overdue at Delta Industries?", { session_id: "s-2" }),
        ({ text }) => assert.include(text, Business.overdue)
      ))
      assert.strictEqual(answer.json["source"], "full_pipeline")
    }),
  180_000
)

it.scopedLive.skipIf(!PostgresServer.available)(
  "loses no exchange that it answered while the database was down or frozen",
  () =>
    Effect.gen(function*() {
      const postgres = yield* PostgresServer.make
      const service = yield* Service.start({ DATABASE_URL: postgres.url })
      yield* load(service)
      yield* service.chat("How much is overdue at Delta Industries?")
      yield* postgres.pause
      const answers: Array<string> = []
      for (let n = 0; n < 6; n += 1) {
        const started = performance.now()
        const reply = yield* service.chat(`What is the status of Delta Industries, case ${n}?`, { deadline_ms: 2_000 })
        const took = performance.now() - started
        assertHonest(reply, lower)
        assert.isBelow(took, 2_100)
        answers.push(String(reply.json["answer_id"]))
      }
      yield* postgres.resume
      yield* postgres.kill
      const cached = yield* service.chat("How much is overdue at Delta Industries?", {
        session_id: "s-3",
        deadline_ms: 2_000
      })
      assertHonest(cached, ["cache"])
      assert.include(cached.json["text"], Business.overdue)
      assert.include(cached.json["sources"] as ReadonlyArray<string>, "cache")
      answers.push(String(cached.json["answer_id"]))
      yield* postgres.start
      yield* eventually(Effect.promise(async () => {
        const client = new Client({ connectionString: postgres.url })
        client.on("error", () => {})
        await client.connect()
        const kept = await client.query("select id from app.exchanges where id = any($1)", [answers]).finally(() =>
          client.end()
        )
        assert.strictEqual(kept.rows.length, answers.length)
      }))
    }),
  180_000
)

const failures: Readonly<Record<string, FakeProvider.Reply>> = {
  "500": { _tag: "status", status: 500 },
  "503": { _tag: "status", status: 503 },
  "429 with Retry-After": { _tag: "status", status: 429, headers: { "retry-after": "30" } },
  "401": { _tag: "status", status: 401 },
  "hang": { _tag: "hang" },
  "malformed JSON": { _tag: "malformed" },
  "wrong shape": { _tag: "wrong_shape" },
  "reset": { _tag: "reset" },
  "empty text": FakeProvider.answer("")
}

const providers = {
  openai: (url: string) => ({
    HOLDFAST_PRIMARY_MODEL: "openai/gpt-4o",
    OPENAI_API_KEY: "sk-very-private",
    OPENAI_BASE_URL: `${url}/v1`
  }),
  anthropic: (url: string) => ({
    HOLDFAST_PRIMARY_MODEL: "anthropic/claude-sonnet-4-5",
    ANTHROPIC_API_KEY: "sk-very-private",
    ANTHROPIC_BASE_URL: url
  }),
  compatible: (url: string) => ({ HOLDFAST_PRIMARY_MODEL: "compatible/llama", COMPATIBLE_BASE_URL: `${url}/v1` })
}

for (const [provider, environment] of Object.entries(providers)) {
  it.scopedLive(`answers from the rows by template whatever ${provider} does`, () =>
    Effect.gen(function*() {
      const fake = yield* FakeProvider.make()
      const service = yield* Service.start(environment(fake.url))
      yield* load(service)
      for (const [failure, reply] of Object.entries(failures)) {
        fake.otherwise(reply)
        const asked = fake.requests.length
        const started = performance.now()
        const answer = yield* service.chat("How much is overdue at Delta Industries?", {
          deadline_ms: 3_000,
          session_id: failure
        })
        const took = performance.now() - started
        assertHonest(answer, ["full_pipeline"])
        assert.strictEqual(answer.json["generator"], "template", failure)
        assert.strictEqual(answer.json["model"], "local/composer")
        assert.include(answer.json["text"], Business.overdue, failure)
        assert.strictEqual(answer.json["confidence"], 0.6)
        assert.strictEqual(answer.json["quality_score"], 0.6)
        assert.isFalse(answer.json["passed_quality_gates"] as boolean)
        assert.isBelow(took, 3_100, failure)
        assert.notInclude(answer.text, "sk-very-private")
        assert.isAbove(fake.requests.length, asked, failure)
        // What this failure did to the breaker is nothing to the next one.
        const reset = `/api/v1/monitoring/circuit-breakers/${provider}/reset`
        assert.strictEqual((yield* service.call("POST", reset)).status, 200)
      }
    }), 240_000)
}

it.scopedLive("lets the fallback model answer when the primary fails, and says so", () =>
  Effect.gen(function*() {
    const primary = yield* FakeProvider.make()
    const fallback = yield* FakeProvider.make()
    primary.otherwise({ _tag: "status", status: 401 })
    fallback.otherwise(FakeProvider.answer(`Delta Industries has USD ${Business.overdue} overdue [1].`))
    const service = yield* Service.start({
      HOLDFAST_PRIMARY_MODEL: "openai/gpt-4o",
      OPENAI_API_KEY: "sk-very-private",
      OPENAI_BASE_URL: `${primary.url}/v1`,
      HOLDFAST_FALLBACK_MODEL: "compatible/llama",
      COMPATIBLE_BASE_URL: `${fallback.url}/v1`
    })
    yield* load(service)
    const answer = yield* service.chat("How much is overdue at Delta Industries?")
    assertHonest(answer, ["full_pipeline"])
    assert.strictEqual(answer.json["generator"], "fallback")
    assert.strictEqual(answer.json["model"], "compatible/llama")
    assert.include(answer.json["text"], Business.overdue)
  }), 60_000)

it.scopedLive.skipIf(!PostgresServer.available)(
  "answers when the database and every provider are gone at once",
  () =>
    Effect.gen(function*() {
      const postgres = yield* PostgresServer.make
      const fake = yield* FakeProvider.make()
      fake.otherwise({ _tag: "hang" })
      const service = yield* Service.start({ DATABASE_URL: postgres.url, ...providers.openai(fake.url) })
      yield* load(service)
      yield* postgres.pause
      for (const deadline_ms of [300, 1_000, 2_000]) {
        const started = performance.now()
        const reply = yield* service.chat("What is the status of Delta Industries?", { deadline_ms })
        assert.isBelow(performance.now() - started, deadline_ms + 100)
        assertHonest(reply, lower)
      }
      yield* postgres.resume
    }),
  120_000
)
