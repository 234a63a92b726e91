import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { answerTo, errorOf, type Reply, start } from "./Harness.ts"

const categories = [
  "timeout",
  "network",
  "rate_limit",
  "authentication",
  "validation",
  "not_found",
  "conflict",
  "database",
  "cache",
  "provider",
  "quality",
  "capacity",
  "internal"
]

const isEnvelope = (reply: Reply, status: number) => {
  assert.strictEqual(reply.status, status, reply.text.slice(0, 300))
  const error = errorOf(reply)
  assert.match(String(reply.headers.get("content-type")), /application\/json/)
  assert.match(String(error.code), /^[a-z_]+$/)
  assert.include(categories, error.category)
  assert.include(["transient", "recoverable", "permanent", "critical"], error.severity)
  assert.isString(error.message)
  assert.isBoolean(error.retryable)
  assert.strictEqual(error.correlation_id, reply.headers.get("x-correlation-id"))
  return error
}

const good = { query: "How is Delta?", session_id: "s" }

describe("bad input", () => {
  it.scoped("names the field and what was expected of it", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const cases: ReadonlyArray<readonly [unknown, string]> = [
        [{ ...good, query: "" }, "query: expected a non-empty string"],
        [{ ...good, query: "   \n" }, "query: expected a non-empty string"],
        [{ ...good, query: 42 }, "query: expected a non-empty string of at most 4000 characters"],
        [{ ...good, query: null }, "query: expected a non-empty string of at most 4000 characters"],
        [{ ...good, query: "x".repeat(4_001) }, "query: expected at most 4000 characters, but there are 4001"],
        [{ session_id: "s" }, "query: is missing; expected a non-empty string of at most 4000 characters"],
        [{ query: "q" }, "session_id: is missing; expected a non-empty string of at most 128 characters"],
        [{ ...good, session_id: "" }, "session_id: expected a non-empty string of at most 128 characters"],
        [{ ...good, session_id: "s".repeat(129) }, "session_id: expected a non-empty string of at most 128 characters"],
        [{ ...good, user_id: [] }, "user_id: expected a non-empty string of at most 128 characters"],
        [{ ...good, deadline_ms: 99 }, "deadline_ms: expected a whole number from 100 to 60000"],
        [{ ...good, deadline_ms: 60_001 }, "deadline_ms: expected a whole number from 100 to 60000"],
        [{ ...good, deadline_ms: 1_000.5 }, "deadline_ms: expected a whole number from 100 to 60000"],
        [{ ...good, deadline_ms: "1000" }, "deadline_ms: expected a whole number from 100 to 60000"],
        [{ ...good, stream: "yes" }, "stream: expected true or false"],
        [[], "expected an object"],
        ["\"text\"", "expected an object"],
        ["null", "expected an object"]
      ]
      for (const [body, message] of cases) {
        const error = isEnvelope(yield* client.post("/api/chat", body), 400)
        assert.strictEqual(error.message, message)
        assert.strictEqual(error.category, "validation")
        assert.strictEqual(error.retryable, false)
        assert.isArray(error.details)
      }
    }))

  it.scoped("names an unknown field and the known ones", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const error = isEnvelope(yield* client.post("/api/chat", { ...good, foo: 1 }), 400)
      assert.strictEqual(
        error.message,
        "foo: is an unknown field; expected query, session_id, user_id, deadline_ms, stream"
      )
    }))

  it.scoped("names times that are none, and takes those without a zone in UTC", () =>
    Effect.gen(function*() {
      const seen: Array<string | undefined> = []
      const client = yield* start({
        memories: {
          add: (_, memories) =>
            Effect.sync(() => {
              seen.push(...memories.map(({ created_at }) => created_at))
              return memories.map(() => "m")
            })
        }
      })
      const add = (created_at: unknown) =>
        client.post("/api/memories", { memories: [{ user_id: "u", content: "c", created_at }] })
      const wrong = [
        "yesterday",
        "",
        "2026-13-01",
        "2026-02-30",
        "2026-02-30T10:00:00Z",
        "2026-03-09T25:00Z",
        "0000-01-01"
      ]
      for (const time of wrong) {
        assert.strictEqual(
          isEnvelope(yield* add(time), 400).message,
          "memories[0].created_at: expected a time in ISO 8601, such as 2026-03-09T12:00:00Z"
        )
      }
      assert.match(String(isEnvelope(yield* add(5), 400).message), /^memories\[0\].created_at: expected/)
      for (const time of ["2026-03-09", "2026-03-09T12:30", "2026-03-09 12:30:05.25", "2026-03-09T01:00:00+02:00"]) {
        assert.strictEqual((yield* add(time)).status, 200)
      }
      assert.deepStrictEqual(seen, [
        "2026-03-09T00:00:00.000Z",
        "2026-03-09T12:30:00.000Z",
        "2026-03-09T12:30:05.250Z",
        "2026-03-08T23:00:00.000Z"
      ])
    }))

  it.scoped("lists every fault at once", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const error = isEnvelope(yield* client.post("/api/query", { query: "", client_id: 7 }), 400)
      assert.deepStrictEqual(error.details, [
        { path: "query", message: "expected a non-empty string" },
        { path: "client_id", message: "expected a non-empty string of at most 128 characters" }
      ])
    }))

  it.scoped("refuses what is not JSON, not UTF-8, or not Unicode", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const bodies: ReadonlyArray<string> = [
        "",
        "   ",
        "{",
        "{\"query\": \"x\",}",
        "nope",
        "{'query': 'x'}",
        "{\"query\": NaN}",
        `{"query": "nul \\u0000 byte", "session_id": "s"}`,
        `{"query": "lone \\ud800 surrogate", "session_id": "s"}`,
        `{"query": "raw \0 nul", "session_id": "s"}`,
        `{"query": "x", "session_id": "a\\u0000b"}`,
        `{"\\ud800": 1}`,
        "[".repeat(5_000) + "]".repeat(5_000),
        `{"query":${"[".repeat(200)}${"]".repeat(200)}}`
      ]
      for (const body of bodies) isEnvelope(yield* client.post("/api/chat", body), 400)
      const invalidUtf8 = yield* client.call("/api/chat", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])
      })
      assert.strictEqual(isEnvelope(invalidUtf8, 400).code, "malformed_text")
    }))

  it.scoped("takes questions at the edges of what is allowed", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const bodies = [
        { ...good, query: "x".repeat(4_000) },
        { ...good, query: "🙂".repeat(4_000) },
        { ...good, query: `  ${"x".repeat(4_000)}  ` },
        { ...good, session_id: "s".repeat(128), user_id: "u", deadline_ms: 100 },
        { ...good, deadline_ms: 60_000, stream: false },
        { ...good, query: "'; drop table users; -- <script>\u202e" }
      ]
      for (const body of bodies) assert.strictEqual((yield* client.post("/api/chat", body)).status, 200)
    }))

  it.scoped("refuses other kinds of body with 415", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const types = [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16"
      ]
      for (const type of types) {
        const error = isEnvelope(yield* client.post("/api/chat", good, { "content-type": type }), 415)
        assert.strictEqual(error.code, "unsupported_media_type")
      }
      isEnvelope(yield* client.post("/api/chat", good, { "content-encoding": "gzip" }), 415)
      isEnvelope(
        yield* client.call("/api/v1/domain/customers", {
          method: "PUT",
          headers: { "content-type": "image/png" },
          body: "x"
        }),
        415
      )
    }))

  it.scoped("answers a body of 10 MB with 413, declared or not, and lives on", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const large = JSON.stringify({ ...good, query: "x".repeat(10_000_000) })
      for (const path of ["/api/chat", "/api/query", "/api/memories"]) {
        const error = isEnvelope(yield* client.post(path, large), 413)
        assert.strictEqual(error.code, "payload_too_large")
      }
      const chunk = `${(1 << 16).toString(16)}\r\n${"x".repeat(1 << 16)}\r\n`
      const chunked = yield* client.bytes(
        "POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" +
          chunk.repeat(32) + "0\r\n\r\n"
      )
      assert.match(chunked, /^HTTP\/1.1 413 /)
      assert.strictEqual((yield* client.post("/api/chat", good)).status, 200)
    }))

  it.scoped("tells unknown paths, wrong methods and broken URLs apart", () =>
    Effect.gen(function*() {
      const client = yield* start()
      for (const path of ["/nope", "/api", "/api/chat/more", "/api/documents/a/b", "/%2e%2e/etc/passwd"]) {
        assert.strictEqual(isEnvelope(yield* client.get(path), 404).code, "not_found")
      }
      const wrong: ReadonlyArray<readonly [string, string, string]> = [
        ["GET", "/api/chat", "POST"],
        ["PUT", "/api/chat", "POST"],
        ["OPTIONS", "/api/chat", "POST"],
        ["DELETE", "/health", "GET, HEAD"],
        ["PATCH", "/api/documents", "GET, HEAD, POST"],
        ["POST", "/api/documents/a", "GET, HEAD, DELETE"],
        ["POST", "/openapi.json", "GET, HEAD"]
      ]
      for (const [method, path, allow] of wrong) {
        const reply = yield* client.call(path, { method })
        assert.strictEqual(isEnvelope(reply, 405).code, "method_not_allowed")
        assert.strictEqual(reply.headers.get("allow"), allow)
      }
      for (const path of ["/api/documents/%ff", "/api/documents/%zz", "/%"]) {
        const said = yield* client.bytes(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
        assert.match(said, /^HTTP\/1.1 400 [\s\S]*malformed_url/)
      }
    }))

  it.scoped("checks paths and query strings", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const cases: ReadonlyArray<readonly [string, string]> = [
        ["/api/documents?limit=abc", "limit: expected a whole number from 1 to 500"],
        ["/api/documents?limit=0", "limit: expected a whole number from 1 to 500"],
        ["/api/documents?limit=1.5", "limit: expected a whole number from 1 to 500"],
        ["/api/documents?limit=5&limit=6", "limit: expected a whole number from 1 to 500"],
        ["/api/documents/a%00b", "id: Text must not contain NUL characters; remove them."],
        [`/api/documents/${"x".repeat(129)}`, "id: expected a non-empty string of at most 128 characters"],
        ["/api/memories", "user_id: is missing; expected a non-empty string of at most 128 characters"],
        ["/api/v1/entities", "query: is missing; expected a non-empty string of at most 500 characters"],
        ["/api/v1/entities?query=%20", "query: expected a non-empty string"]
      ]
      for (const [path, message] of cases) {
        assert.strictEqual(isEnvelope(yield* client.get(path), 400).message, message)
      }
      assert.strictEqual(
        isEnvelope(
          yield* client.call("/api/v1/domain/products", {
            method: "PUT",
            body: "{}",
            headers: { "content-type": "application/json" }
          }),
          404
        ).code,
        "not_found"
      )
    }))

  it.scoped("tells nothing of a defect but its correlation id", () =>
    Effect.gen(function*() {
      const client = yield* start({
        chat: { ask: () => Effect.die(new Error("select * from secrets at /srv/app.ts")) }
      })
      const reply = yield* client.post("/api/chat", good)
      const error = isEnvelope(reply, 500)
      assert.strictEqual(error.category, "internal")
      assert.notMatch(reply.text, /select|secrets|srv/)
    }))

  it.scoped("what is no HTTP gets an envelope and the door", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const said = yield* client.bytes("hello there\r\n\r\n")
      assert.match(said, /^HTTP\/1.1 400 Bad Request[\s\S]*"code":"malformed_request"/)
    }))

  it.scoped("headers without end and requests without a host get an envelope too", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const long = yield* client.bytes(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(40_000)}\r\n\r\n`)
      assert.match(long, /^HTTP\/1.1 431 [\s\S]*"code":"headers_too_large"/)
      const nobody = yield* client.bytes("GET /nope HTTP/1.1\r\nConnection: close\r\n\r\n")
      assert.match(nobody, /^HTTP\/1.1 404 [\s\S]*"code":"not_found"/)
    }))

  it.scoped("a HEAD request gets the headers of its GET", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const reply = yield* client.call("/health/live", { method: "HEAD" })
      assert.strictEqual(reply.status, 200)
      assert.strictEqual(reply.text, "")
    }))

  it.scoped("a sender that goes silent in its body is cut off", () =>
    Effect.gen(function*() {
      const client = yield* start({}, {
        bodies: { questionBytes: 1_000, documentBytes: 1_000, importBytes: 1_000, idleMs: 50, totalMs: 100 }
      })
      const head =
        "POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
      assert.match(yield* client.bytes(head), /^HTTP\/1.1 408 [\s\S]*"code":"request_timeout"/)
    }))

  it.scoped("every response carries a correlation id: the caller's where it is well-formed", () =>
    Effect.gen(function*() {
      const client = yield* start({ chat: { ask: (question) => Effect.succeed(answerTo(question)) } })
      const kept = yield* client.post("/api/chat", good, { "x-correlation-id": "My.Id_1-2" })
      assert.strictEqual(kept.headers.get("x-correlation-id"), "My.Id_1-2")
      assert.include(kept.text, "\"correlation_id\":\"My.Id_1-2\"")
      const fresh = yield* client.get("/nope", { "x-correlation-id": "no spaces please" })
      assert.match(String(fresh.headers.get("x-correlation-id")), /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
      const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      assert.strictEqual((yield* client.get("/health/live", { traceparent })).headers.get("traceparent"), traceparent)
    }))
})
