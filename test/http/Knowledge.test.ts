import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, Option, Stream } from "effect"
import type { DocumentInput, DocumentStatus } from "../../src/domain/Document.ts"
import { Conflict, NotFound } from "../../src/domain/Errors.ts"
import { UserId } from "../../src/domain/Ids.ts"
import type { Question } from "../../src/domain/Question.ts"
import type { Row } from "../../src/knowledge/BusinessRows.ts"
import { StoreError } from "../../src/storage/StoreError.ts"
import { answerTo, errorOf, eventsIn, type Settings, start } from "./Harness.ts"

const down = new StoreError({ operation: "Documents.list", cause: new Error("connect ECONNREFUSED 10.0.0.1:5432") })

const indexing = (seen: Array<DocumentInput>) => ({
  fromFile: (_: string, id: string) =>
    Effect.succeed(id === "known.md" ? Option.some({ id, status: "unchanged" as const, chunks: 3 }) : Option.none()),
  index: (
    _: string,
    documents: ReadonlyArray<DocumentInput>,
    told: (status: DocumentStatus) => Effect.Effect<void> = () => Effect.void
  ) =>
    Effect.gen(function*() {
      seen.push(...documents)
      const statuses = documents.map((document, i) => ({
        id: document.id ?? `new-${i}`,
        status: document.id === "old" ? "unchanged" as const : "indexed" as const,
        chunks: 2
      }))
      yield* Effect.forEach(statuses, told)
      return statuses
    })
})

const upload = (client: Client, files: ReadonlyArray<readonly [string, string]>, headers = {}) => {
  const form = new FormData()
  for (const [name, text] of files) form.append("files", new Blob([text]), name)
  return client.call("/api/documents", { method: "POST", body: form, headers })
}
const events = { accept: "text/event-stream" }

describe("documents", () => {
  it.scoped("are taken in as texts and objects, a bad one failing alone", () =>
    Effect.gen(function*() {
      const seen: Array<DocumentInput> = []
      const client = yield* start({ documents: indexing(seen) })
      const reply = yield* client.post("/api/documents", {
        documents: ["plain", { id: "old", text: "same" }, { id: "bad", text: "" }, {
          id: "x",
          text: "t",
          metadata: { a: 1 }
        }]
      })
      assert.strictEqual(reply.status, 200)
      assert.deepStrictEqual(reply.json, {
        success: true,
        processed_count: 3,
        chunk_count: 6,
        unchanged_count: 1,
        documents: [
          { id: "new-0", status: "indexed", chunks: 2 },
          { id: "old", status: "unchanged", chunks: 2 },
          { id: "bad", status: "failed", chunks: 0, error: "documents[2].text: expected a non-empty string" },
          { id: "x", status: "indexed", chunks: 2 }
        ]
      })
      assert.deepStrictEqual(seen.map(({ text }) => text), ["plain", "same", "t"])
    }))

  it.scoped("of no kind at all fail alone too", () =>
    Effect.gen(function*() {
      const client = yield* start({ documents: indexing([]) })
      const reply = yield* client.post("/api/documents", { documents: [7, "fine", null, { id: "b", text: " \n" }] })
      assert.strictEqual(reply.status, 200)
      assert.deepInclude(reply.json, {
        processed_count: 1,
        documents: [
          { id: "", status: "failed", chunks: 0, error: "documents[0]: expected a string or an object" },
          { id: "new-0", status: "indexed", chunks: 2 },
          { id: "", status: "failed", chunks: 0, error: "documents[2]: expected a string or an object" },
          { id: "b", status: "failed", chunks: 0, error: "documents[3].text: expected a non-empty string" }
        ]
      })
    }))

  it.scoped("are paged by the cursors that were given, and no others", () =>
    Effect.gen(function*() {
      const seen: Array<string | undefined> = []
      const page = (next_cursor: string | null) => (_: string, { cursor }: { readonly cursor?: string }) =>
        Effect.sync(() => {
          seen.push(cursor)
          return { documents: [], next_cursor }
        })
      const client = yield* start({
        documents: { list: page("inner one") },
        memories: { list: () => Effect.succeed({ memories: [], next_cursor: "other" }) }
      })
      const cursorOf = (text: string): string => JSON.parse(text).next_cursor
      const first = cursorOf((yield* client.get("/api/documents")).text)
      assert.strictEqual((yield* client.get(`/api/documents?cursor=${first}`)).status, 200)
      assert.deepStrictEqual(seen, [undefined, "inner one"])
      const foreign = cursorOf((yield* client.get("/api/memories?user_id=u")).text)
      for (const cursor of ["garbage", `${first}x`, foreign]) {
        const reply = yield* client.get(`/api/documents?cursor=${cursor}`)
        assert.strictEqual(reply.status, 400)
        assert.strictEqual(errorOf(reply).message, "cursor: expected the next_cursor of the page before")
      }
    }))

  it.scoped("are refused where none can be used, with each fault named", () =>
    Effect.gen(function*() {
      const client = yield* start()
      const cases: ReadonlyArray<readonly [unknown, string]> = [
        [{}, "documents: is missing; expected a list of 1 to 1000 items"],
        [{ documents: [] }, "documents: expected a list of 1 to 1000 items"],
        [{ documents: "text" }, "documents: expected a list of 1 to 1000 items"],
        [{ documents: [1] }, "documents[0]: expected a string or an object"],
        [{ documents: Array.from({ length: 1_001 }, () => "x") }, "documents: expected a list of 1 to 1000 items"],
        [{ documents: [{ id: "a" }] }, "documents[0].text: is missing; expected a non-empty string"],
        [
          { documents: [{ text: "a", txt: 1 }] },
          "documents[0].txt: is an unknown field; expected id, title, text, source, metadata, language"
        ]
      ]
      for (const [body, message] of cases) {
        const reply = yield* client.post("/api/documents", body)
        assert.strictEqual(reply.status, 400)
        assert.strictEqual(errorOf(reply).message, message)
      }
    }))

  it.scoped("are taken in as files; an unreadable one fails alone, all of them are 422, none is 400", () =>
    Effect.gen(function*() {
      const seen: Array<DocumentInput> = []
      const client = yield* start({ documents: indexing(seen) })
      const mixed = yield* upload(client, [["terms.md", "# Terms\n\nNet 30."], ["photo.exe", "MZ"]])
      assert.strictEqual(mixed.status, 200, mixed.text)
      assert.include(mixed.text, `{"id":"photo.exe","status":"failed"`)
      assert.strictEqual(seen[0]?.id, "terms.md")
      assert.include(seen[0]?.text, "Net 30.")
      assert.include(mixed.text, `"error":"\\"photo.exe\\" could not be read: its format`)
      const text = yield* client.call("/api/documents", {
        method: "POST",
        headers: { "content-type": "text/plain" },
        body: "Net 30."
      })
      assert.strictEqual(text.status, 415)
      assert.match(String(errorOf(text).message), /application\/json.*multipart\/form-data/)
      const bad = yield* upload(client, [["photo.exe", "MZ"]])
      assert.strictEqual(bad.status, 422)
      assert.strictEqual(errorOf(bad).code, "unprocessable")
      const broken = yield* client.call("/api/documents", {
        method: "POST",
        headers: { "content-type": "multipart/form-data; boundary=xyz" },
        body: "--abc\r\nnot a form"
      })
      assert.include([400, 422], broken.status)
      errorOf(broken)
    }))

  it.scoped("are told one by one, as they are settled, to whoever wants events", () =>
    Effect.gen(function*() {
      const client = yield* start({ documents: indexing([]) })
      const sent = eventsIn(
        (yield* client.post("/api/documents", { documents: ["A", 1, { id: "old", text: "B" }] }, events)).text
      )
      assert.deepStrictEqual(sent.map(({ data, name }) => [name, data.done, data.total, data.status]), [
        ["document", 1, 3, "failed"],
        ["document", 2, 3, "indexed"],
        ["document", 3, 3, "unchanged"],
        ["report", undefined, undefined, undefined]
      ])
      assert.deepStrictEqual(sent.at(-1)?.data.documents.map(({ id }: DocumentStatus) => id), ["new-0", "", "old"])
      const files = eventsIn((yield* upload(client, [["a.md", "A"], ["b.exe", "MZ"]], events)).text)
      assert.deepStrictEqual(files.map(({ data, name }) => [name, data.done, data.id, data.status]), [
        ["document", 1, "a.md", "indexed"],
        ["document", 2, "b.exe", "failed"],
        ["report", undefined, undefined, undefined]
      ])
      assert.strictEqual((yield* client.post("/api/documents", { documents: [] }, events)).status, 400)
    }))

  it.scoped("whose bytes are known are not read again", () =>
    Effect.gen(function*() {
      const seen: Array<DocumentInput> = []
      const client = yield* start({ documents: indexing(seen) })
      const { text } = yield* upload(client, [["known.md", "A"], ["new.md", "B"]])
      assert.deepInclude(JSON.parse(text), { processed_count: 2, unchanged_count: 1, chunk_count: 5 })
      assert.deepStrictEqual(seen.map(({ id }) => id), ["new.md"])
      assert.match(String(seen[0]?.metadata?.["file_hash"]), /^[0-9a-f]{64}$/)
    }))

  it.scoped("that do not exist are 404; a database that is away is 503 and says nothing of itself", () =>
    Effect.gen(function*() {
      const client = yield* start({
        documents: {
          find: (_, id) => new NotFound({ kind: "document", id }),
          remove: () => Effect.void,
          list: () => down
        }
      })
      const missing = yield* client.get("/api/documents/a%2Fb")
      assert.strictEqual(missing.status, 404)
      assert.strictEqual(errorOf(missing).message, "There is no document with the id \"a/b\".")
      assert.deepStrictEqual((yield* client.call("/api/documents/a", { method: "DELETE" })).json, { success: true })
      const away = yield* client.get("/api/documents")
      assert.strictEqual(away.status, 503)
      assert.strictEqual(away.headers.get("retry-after"), "2")
      assert.deepInclude(errorOf(away), { category: "database", retryable: true })
      assert.notInclude(away.text, "10.0.0.1")
    }))
})

describe("the business's rows", () => {
  const taking = (seen: Array<Row>, settings: Settings = {}) =>
    start({
      rows: {
        upsert: (_tenant, _table, rows) =>
          Effect.map(Stream.runCollect(rows), (all) => {
            seen.push(...Chunk.toReadonlyArray(all))
            return { success: true, upserted: all.length, rejected: [] }
          })
      }
    }, settings)

  const forms: ReadonlyArray<readonly [string, string]> = [
    ["application/json", `{"rows":[{"id":"c1"},{"id":"c2"}]}`],
    ["application/x-ndjson", `{"id":"c1"}\n{"id":"c2"}\n`],
    ["text/csv; charset=utf-8", "id\nc1\nc2\n"]
  ]
  for (const [type, body] of forms) {
    it.scoped(`come as ${type}`, () =>
      Effect.gen(function*() {
        const seen: Array<Row> = []
        const client = yield* taking(seen)
        const reply = yield* client.call("/api/v1/domain/customers", {
          method: "PUT",
          headers: { "content-type": type },
          body
        })
        assert.deepStrictEqual(reply.json, { success: true, upserted: 2, rejected: [] })
        assert.deepStrictEqual(seen, [{ row: 1, value: { id: "c1" } }, { row: 2, value: { id: "c2" } }])
      }))
  }

  it.scoped("stream through, and too many of them get an answer", () =>
    Effect.gen(function*() {
      const seen: Array<Row> = []
      const client = yield* taking(seen)
      const body = Array.from({ length: 50_000 }, (_, i) => `{"id":"customer-${i}","name":"Customer number ${i}"}\n`)
        .join("")
      const put = (of: Client) =>
        of.call("/api/v1/domain/customers", {
          method: "PUT",
          headers: { "content-type": "application/x-ndjson" },
          body
        })
      assert.deepInclude((yield* put(client)).json, { upserted: 50_000 })
      const small = yield* taking([], {
        bodies: { questionBytes: 1e6, documentBytes: 1e6, importBytes: 1e6, idleMs: 10_000, totalMs: 30_000 }
      })
      const refused = yield* put(small)
      assert.strictEqual(refused.status, 413)
      assert.strictEqual(errorOf(refused).code, "payload_too_large")
    }))
})
type Client = Effect.Effect.Success<ReturnType<typeof start>>

describe("users", () => {
  it.scoped("take everything with them, a line a record", () =>
    Effect.gen(function*() {
      const records = [{ kind: "memory", id: "m" }, { kind: "session", id: "s" }]
      const client = yield* start({ users: { exported: () => Stream.fromIterable(records) } })
      const reply = yield* client.get("/api/users/ana/export")
      assert.strictEqual(reply.headers.get("content-type"), "application/x-ndjson")
      assert.deepStrictEqual(reply.text.trim().split("\n").map((line) => JSON.parse(line)), records)
    }))

  it.scoped("learn of a database that is away at once, or in the last line", () =>
    Effect.gen(function*() {
      const atOnce = yield* start({ users: { exported: () => Stream.fail(down) } })
      assert.strictEqual((yield* atOnce.get("/api/users/ana/export")).status, 503)
      const later = yield* start({
        users: { exported: () => Stream.concat(Stream.make({ kind: "memory" }), Stream.fail(down)) }
      })
      const lines = (yield* later.get("/api/users/ana/export")).text.trim().split("\n")
      assert.strictEqual(lines.length, 2)
      assert.deepInclude(JSON.parse(lines[1] ?? ""), { success: false })
    }))

  it.scoped("are forgotten", () =>
    Effect.gen(function*() {
      const client = yield* start({ users: { forget: () => Effect.succeed({ memories: 3 }) } })
      const reply = yield* client.call("/api/users/ana", { method: "DELETE" })
      assert.deepStrictEqual(reply.json, { success: true, user_id: "ana", deleted: { memories: 3 } })
    }))
})

describe("questions", () => {
  it.scoped("arrive with everything that was said about them", () =>
    Effect.gen(function*() {
      const asked: Array<Question> = []
      const client = yield* start({
        chat: {
          ask: (question) => {
            asked.push(question)
            return question.idempotency?.key === "taken"
              ? new Conflict({ problem: "This key came with another body." })
              : Effect.succeed(answerTo(question))
          }
        }
      })
      const body = { query: "  How is Delta? ", session_id: "s", deadline_ms: 2_000 }
      yield* client.post("/api/chat", body, { "x-correlation-id": "c-1", "idempotency-key": "k" })
      yield* client.post("/api/chat", `{ "deadline_ms": 2e3, "session_id":"s", "query": "  How is Delta? " }`, {
        "idempotency-key": "k"
      })
      yield* client.post("/api/chat", { ...body, query: "Other" }, { "idempotency-key": "k" })
      const [first, second, third] = asked
      const { idempotency, ...plain } = first!
      assert.deepStrictEqual(plain, {
        tenant: "default" as Question["tenant"],
        query: "How is Delta?",
        session_id: "s" as NonNullable<Question["session_id"]>,
        user_id: UserId.make("anonymous"),
        correlation_id: "c-1",
        deadline_ms: 2_000
      })
      assert.match(idempotency?.body_hash ?? "", /^[0-9a-f]{64}$/)
      assert.strictEqual(second?.idempotency?.body_hash, idempotency?.body_hash)
      assert.notStrictEqual(third?.idempotency?.body_hash, idempotency?.body_hash)
      const taken = yield* client.post("/api/chat", body, { "idempotency-key": "taken" })
      assert.strictEqual(taken.status, 409)
      assert.strictEqual(errorOf(taken).category, "conflict")
      assert.strictEqual((yield* client.post("/api/chat", body, { "idempotency-key": "a b" })).status, 400)
    }))

  it.scoped("in one shot have no session and a short reply", () =>
    Effect.gen(function*() {
      const degraded = { component: "models", reason: "unavailable", detail: "d", used_instead: "u" } as const
      const client = yield* start({
        chat: {
          ask: (question) =>
            Effect.succeed(
              answerTo(question, {
                source: "error_handler",
                degraded: true,
                degradations: [degraded],
                support_contact: "help@example.com",
                text: question.session_id ?? "no session"
              })
            )
        }
      })
      const reply = yield* client.post("/api/query", { query: "q", client_id: "c" }, { "x-correlation-id": "c-2" })
      assert.deepStrictEqual(reply.json, {
        query: "q",
        answer: "no session",
        sources: ["Database"],
        confidence: 0.9,
        processing_time: 0,
        success: true,
        source: "error_handler",
        degraded: true,
        degradations: [degraded],
        correlation_id: "c-2",
        support_contact: "help@example.com"
      })
    }))
})
