/** The whole service over HTTP, on each engine, as a customer of it would use it. */
import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Context, Effect, Redacted, Schedule } from "effect"
import * as Business from "./support/Business.ts"
import * as Database from "./support/Database.ts"
import * as Service from "./support/Service.ts"

const environment = (engine: Database.Engine) =>
  engine.name === "PGlite"
    ? Effect.succeed({})
    : Effect.map(Database.database, (url) => ({ DATABASE_URL: Redacted.value(url) }))

/** The service with the small business in it. */
const business = (engine: Database.Engine) =>
  Effect.gen(function*() {
    const service = yield* Service.start(yield* environment(engine))
    for (const table of ["customers", "sales_orders", "invoices", "payments"] as const) {
      const rows: ReadonlyArray<unknown> = Business[table]
      const report = yield* service.call("PUT", `/api/v1/domain/${table}`, { rows })
      assert.deepStrictEqual(report.json, { success: true, upserted: rows.length, rejected: [] })
    }
    const indexed = yield* service.call("POST", "/api/documents", { documents: [Business.policy] })
    assert.strictEqual(indexed.json["documents"]?.[0]?.["status"], "indexed")
    return service
  })

/** Until the queue behind the answers has done what the test waits for. */
const eventually = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.retry(Effect.sandbox(effect), Schedule.spaced("100 millis").pipe(Schedule.intersect(Schedule.recurs(100))))
    .pipe(
      Effect.catchAll(Effect.failCause)
    )

for (const engine of Database.engines) {
  it.scopedLive(`answers from the rows, cited and to the cent, on ${engine.name}`, () =>
    Effect.gen(function*() {
      const service = yield* business(engine)
      const twice = yield* service.call("PUT", "/api/v1/domain/customers", {
        rows: [{ id: "c-new", name: "New" }, { id: "c-new", name: "Newer" }]
      })
      assert.strictEqual(twice.status, 400)
      assert.include(twice.json["error"]["message"], "rows[1].id")
      assert.strictEqual((yield* service.call("GET", "/api/v1/entities/c-new/patterns")).status, 404)

      const { json: answer, status } = yield* service.chat("How much is overdue at Delta Industries?")
      assert.strictEqual(status, 200)
      assert.include(answer["text"], Business.overdue)
      assert.strictEqual(answer["source"], "full_pipeline")
      assert.strictEqual(answer["generator"], "composer")
      assert.strictEqual(answer["model"], "local/composer")
      assert.strictEqual(answer["degraded"], false)
      assert.isTrue(answer["passed_quality_gates"] as boolean)
      assert.include(answer["sources"] as ReadonlyArray<string>, "Database")
      assert.strictEqual(answer["entities"]?.[0]?.["entity_id"], "c-delta")
      for (const citation of answer["citations"] as ReadonlyArray<Service.Json>) {
        assert.include(answer["text"], String(citation["marker"]))
      }

      const followUp = (yield* service.chat("And how many orders did they place in the last 90 days?")).json
      assert.match(followUp["text"] as string, /\b2\b/)
      assert.strictEqual(followUp["entities"]?.[0]?.["match_type"], "coreference")

      const byNumber = (yield* service.chat("Is INV-1002 paid?", { session_id: "s-2" })).json
      assert.include(byNumber["text"], "2,345.50")

      const policy = (yield* service.chat("What interest do we charge on late payments?", { session_id: "s-3" })).json
      assert.include(policy["text"], "1.5")
      assert.strictEqual(policy["citations"]?.[0]?.["kind"], "document")

      const compared =
        (yield* service.chat("Compare Delta Industries and Acme Corporation", { session_id: "s-4" })).json
      assert.strictEqual(compared["intent"], "comparison")
      assert.deepStrictEqual(
        (compared["entities"] as ReadonlyArray<Service.Json>).map((entity) => String(entity["entity_id"])).sort(),
        ["c-acme", "c-delta"]
      )

      const decision = (yield* service.chat("Should we extend payment terms to Delta?", { session_id: "s-5" })).json
      assert.strictEqual(decision["decision"]?.["kind"], "extend_payment_terms")
      const oneShot =
        (yield* service.call("POST", "/api/query", { query: "Status of Acme Corporation?", client_id: "x" })).json
      assert.strictEqual(oneShot["success"], true)
      assert.include(oneShot["answer"], "Acme")
    }), 120_000)

  it.scopedLive(
    `asks back between two customers, takes the choice and keeps the alias, on ${engine.name}`,
    () =>
      Effect.gen(function*() {
        const service = yield* business(engine)
        const asked = (yield* service.chat("What is the status of Northwind?")).json
        const options = asked["disambiguation"]?.["options"] as ReadonlyArray<Service.Json>
        assert.deepStrictEqual(options.map((option) => String(option["entity_id"])).sort(), ["c-north-1", "c-north-2"])
        const chosen = (yield* service.chat("the one in Oregon")).json
        assert.isNull(chosen["disambiguation"])
        assert.strictEqual(chosen["entities"]?.[0]?.["entity_id"], "c-north-2")
        const again = (yield* service.chat("What is the status of Northwind?", { session_id: "s-2" })).json
        assert.strictEqual(again["entities"]?.[0]?.["entity_id"], "c-north-2")
        assert.strictEqual(again["entities"]?.[0]?.["match_type"], "alias")
        const other =
          (yield* service.chat("What is the status of Northwind?", { session_id: "s-3", user_id: "u-2" })).json
        assert.isNotNull(other["disambiguation"])
      }),
    120_000
  )

  it.scopedLive(`brings back what was said, to the same user alone, on ${engine.name}`, () =>
    Effect.gen(function*() {
      const service = yield* business(engine)
      const mine = { user_id: "u-1", session_id: "m-1" }
      yield* service.chat("Remember that Delta Industries wants its invoices by e-mail every Friday", mine)
      const question = "How does Delta Industries want its invoices?"
      const recalled = yield* service.chat(question, { user_id: "u-1", session_id: "m-2" })
      assert.include(recalled.json["text"], "Friday")
      const stranger = yield* service.chat(question, { user_id: "u-2", session_id: "m-3" })
      assert.notInclude(stranger.text, "Friday")

      const kept = yield* eventually(Effect.tap(
        service.call("GET", "/api/users/u-1/export"),
        ({ text }) => assert.isTrue(text.includes("\"kind\":\"memory\"") && text.includes("\"kind\":\"exchange\""))
      ))
      assert.strictEqual(kept.status, 200)
      assert.strictEqual((yield* service.call("DELETE", "/api/users/u-1")).status, 200)
      assert.strictEqual((yield* service.call("GET", "/api/users/u-1/export")).text.trim(), "")
      const forgotten = yield* service.chat(question, { user_id: "u-1", session_id: "m-4" })
      assert.notInclude(forgotten.text, "Friday")
    }), 120_000)

  it.scopedLive(
    `gives the same answer again until the rows behind it change, on ${engine.name}`,
    () =>
      Effect.gen(function*() {
        const service = yield* business(engine)
        const question = "How much is overdue at Delta Industries?"
        yield* service.chat(question)
        const again = yield* eventually(Effect.tap(
          service.chat(question, { session_id: "s-9", user_id: "u-9" }),
          ({ json }) => assert.strictEqual(json["source"], "cache")
        ))
        assert.strictEqual(again.json["degraded"], false)
        assert.include(again.json["text"], Business.overdue)
        const paid = { id: "p-9", invoice_id: "i-2", amount: 2_345.5, paid_at: Business.ago(0) }
        yield* service.call("PUT", "/api/v1/domain/payments", { rows: [paid] })
        const changed = (yield* service.chat(question, { session_id: "s-10" })).json
        assert.strictEqual(changed["source"], "full_pipeline")
        assert.include(changed["text"], "1,000")
        assert.notInclude(changed["text"], Business.overdue)

        const short = "What is the status of Acme?"
        yield* service.chat(short, { session_id: "s-11" })
        yield* eventually(Effect.tap(
          service.chat(short, { session_id: "s-12" }),
          ({ json }) => assert.strictEqual(json["source"], "cache")
        ))
        yield* service.call("PUT", "/api/v1/domain/customers", { rows: [{ id: "c-acme-2", name: "Acme Corporate" }] })
        const ambiguous = (yield* service.chat(short, { session_id: "s-13" })).json
        assert.strictEqual(ambiguous["source"], "full_pipeline")
      }),
    120_000
  )

  it.scopedLive(
    `answers an idempotency key once, and shows the conversation, on ${engine.name}`,
    () =>
      Effect.gen(function*() {
        const service = yield* business(engine)
        const body = { query: "What is the status of Acme Corporation?", session_id: "s-1" }
        const key = { "idempotency-key": "k-1" }
        const first = (yield* service.call("POST", "/api/chat", body, key)).json
        const second = (yield* service.call("POST", "/api/chat", body, key)).json
        assert.strictEqual(second["answer_id"], first["answer_id"])
        const conflict = yield* service.call("POST", "/api/chat", { ...body, query: "Something else?" }, key)
        assert.strictEqual(conflict.status, 409)
        assert.strictEqual(conflict.json["error"]?.["category"], "conflict")
        const session = (yield* service.call("GET", "/api/sessions/s-1")).json
        assert.strictEqual(session["message_count"], 2)
        assert.strictEqual(session["messages"]?.[1]?.["answer_id"], first["answer_id"])
        const feedback = yield* service.call("POST", "/api/feedback", { answer_id: first["answer_id"], score: 1 })
        assert.strictEqual(feedback.status, 200)
      }),
    120_000
  )

  it.scopedLive(`keeps one tenant's everything from another, on ${engine.name}`, () =>
    Effect.gen(function*() {
      const service = yield* Service.start({
        ...yield* environment(engine),
        HOLDFAST_API_KEYS: "key-a:tenant-a:operator,key-b:tenant-b"
      })
      const a = { authorization: "Bearer key-a" }
      const b = { authorization: "Bearer key-b" }
      yield* service.call("PUT", "/api/v1/domain/customers", { rows: Business.customers }, a)
      yield* service.call("PUT", "/api/v1/domain/invoices", { rows: Business.invoices }, a)
      yield* service.call("POST", "/api/documents", { documents: [Business.policy] }, a)
      const body = { query: "How much is overdue at Delta Industries?", session_id: "s-1" }
      assert.strictEqual((yield* service.call("POST", "/api/chat", body)).status, 401)
      assert.include((yield* service.call("POST", "/api/chat", body, a)).json["text"], "3,745.50")
      const stranger = yield* service.call("POST", "/api/chat", body, b)
      assert.strictEqual(stranger.status, 200)
      assert.notInclude(stranger.text, "3,745.50")
      assert.deepStrictEqual(stranger.json["entities"], [])
      const found = yield* service.call("POST", "/api/documents/search", { query: "late payments interest" }, b)
      assert.deepStrictEqual(found.json["results"], [])
      assert.strictEqual((yield* service.call("GET", "/api/documents/policy-terms", undefined, b)).status, 404)
      assert.strictEqual((yield* service.call("GET", "/api/v1/monitoring/errors", undefined, b)).status, 403)
    }), 120_000)

  it.scopedLive(`has nothing left of a document that was deleted, on ${engine.name}`, () =>
    Effect.gen(function*() {
      const service = yield* business(engine)
      const question = { query: "What interest do we charge on late payments?", client_id: "c" }
      const ask = service.call("POST", "/api/query", question)
      assert.include((yield* ask).json["answer"], "1.5")
      // The answer is in the cache now, behind the reply that was sent.
      yield* eventually(Effect.tap(ask, ({ json }) => assert.strictEqual(json["source"], "cache")))
      assert.strictEqual((yield* service.call("DELETE", "/api/documents/policy-terms")).status, 200)
      assert.notInclude((yield* ask).text, "1.5 %")
      const found = yield* service.call("POST", "/api/documents/search", { query: question.query })
      assert.deepStrictEqual(found.json["results"], [])
      const sql = Context.get(service.context, SqlClient.SqlClient)
      for (const table of ["documents", "chunks", "answer_cache"]) {
        const rows = yield* sql`select row_to_json(t)::text as row from ${sql.literal(`app.${table}`)} t`
        assert.notInclude(JSON.stringify(rows), "policy-terms", table)
      }
    }), 120_000)
}
