/** Clients that write everything a service takes until it dies under them, and then know what it had acknowledged. */
import { SqlClient } from "@effect/sql"
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type * as Service from "./Service.ts"

const user_id = "writer"

/** Enough text for several chunks, so that half of it could be there. */
const textOf = (id: string) =>
  Array.from({ length: 4 }, (_, n) => `# Part ${n} of ${id}\n\n${`Rule ${n} of ${id} says ask first. `.repeat(20)}`)
    .join("\n\n")

export const make = () => {
  const answers = new Map<string, { readonly id: string; readonly body: Service.Json }>()
  /** Sent and never answered: whether they are kept is not known, but never twice. */
  const unanswered = new Map<string, Service.Json>()
  const documents = new Set<string>()
  const memories = new Set<string>()
  const orders = new Set<string>()
  const rated = new Set<string>()
  const count = () => answers.size + documents.size + memories.size + orders.size + rated.size

  /** Undefined where the service died before it answered. */
  const sent = (service: Service.Service, ...call: Parameters<Service.Service["call"]>) =>
    Effect.orElseSucceed(Effect.sandbox(service.call(...call)), () => undefined)

  /** Of words, not of numbers: each says something else than all the others. */
  const lessonOf = (key: string) =>
    `The colour of box ${key.replace(/\W/g, "").replace(/\d/g, (d) => "abcdefghij"[+d]!)} is blue`

  const chat = (service: Service.Service, key: string) =>
    Effect.gen(function*() {
      const body = { query: `Remember that ${lessonOf(key)}`, session_id: `s-${key}`, user_id }
      unanswered.set(key, body)
      const reply = yield* sent(service, "POST", "/api/chat", body, { "idempotency-key": key })
      if (reply === undefined) return false
      assert.strictEqual(reply.status, 200)
      unanswered.delete(key)
      answers.set(key, { id: reply.json.answer_id, body })
      const rating = yield* sent(service, "POST", "/api/feedback", { answer_id: reply.json.answer_id, score: 1 })
      // An exchange that is still on disk has no answer to rate yet.
      if (rating?.status === 200) rated.add(reply.json.answer_id)
      return rating !== undefined
    })

  const write =
    (kept: Set<string>, method: string, path: string, bodyOf: (id: string) => unknown) =>
    (service: Service.Service, id: string) =>
      Effect.map(sent(service, method, path, bodyOf(id)), (reply) => {
        if (reply?.status === 200 && (reply.json.failed ?? 0) === 0 && reply.json.success !== false) kept.add(id)
        return reply !== undefined
      })

  const kinds = {
    chat,
    document: write(documents, "POST", "/api/documents", (id) => ({ documents: [{ id, text: textOf(id) }] })),
    memory: write(memories, "POST", "/api/memories", (id) => ({ memories: [{ id, user_id, content: `note ${id}` }] })),
    order: write(orders, "PUT", "/api/v1/domain/sales_orders", (id) => ({
      rows: [{ id, customer_id: "c-delta", order_number: id, status: "open", total_amount: 5, currency: "USD" }]
    }))
  }

  const writeUntilItDies = (service: Service.Service, round: number) =>
    Effect.forEach(
      [...Object.entries(kinds), ["chat", chat] as const],
      ([kind, one], lane) =>
        Effect.gen(function*() {
          for (let n = 0; yield* one(service, `${kind}-${lane}-${round}-${n}`); n += 1);
        }),
      { concurrency: "unbounded", discard: true }
    )

  /** Until so many more were. */
  const acknowledged = (more: number) =>
    Effect.suspend(() => {
      const enough = count() + more
      return Effect.repeat(Effect.sleep("5 millis"), { until: () => count() >= enough })
    })

  /** What was answered under a key is answered again; what was not is answered now, and from then on the same. */
  const checkKeys = (service: Service.Service) =>
    Effect.gen(function*() {
      const again = (key: string, body: unknown) => service.call("POST", "/api/chat", body, { "idempotency-key": key })
      for (const [key, body] of unanswered) answers.set(key, { id: (yield* again(key, body)).json.answer_id, body })
      unanswered.clear()
      for (const [key, { body, id }] of [...answers].slice(-8)) {
        assert.strictEqual((yield* again(key, body)).json.answer_id, id)
        assert.strictEqual((yield* again(key, { ...body, query: "Something else?" })).status, 409)
      }
    })

  /** The work behind every answer is done, once. */
  const checkLessons = (service: Service.Service) =>
    Effect.gen(function*() {
      const { text } = yield* service.call("GET", `/api/users/${user_id}/export`)
      const learned = text.split("\n").filter((line) => line.includes(`"kind":"memory"`))
      for (const key of answers.keys()) {
        assert.strictEqual(learned.filter((line) => line.includes(lessonOf(key))).length, 1, key)
      }
      // What a killed worker had done and not written down is found to be done once its lease is over.
      assert.match((yield* service.call("GET", "/metrics")).text, /^queue_depth\{queue="jobs"\} 0$/m)
    })

  const checkRows = Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const missing = (kept: Iterable<string>, table: string) =>
      sql<{ id: string }>`select id from jsonb_array_elements_text(${JSON.stringify([...kept])}::jsonb) as kept(id)
        where not exists(select 1 from ${sql.literal(table)} t where t.id = kept.id)`
    assert.deepStrictEqual(yield* missing(Array.from(answers.values(), ({ id }) => id), "app.exchanges"), [])
    assert.deepStrictEqual(yield* missing(documents, "app.documents"), [])
    assert.deepStrictEqual(yield* missing(memories, "app.memories"), [])
    assert.deepStrictEqual(yield* missing(orders, "domain.sales_orders"), [])
    const unrated = yield* sql<{ id: string }>`select id from app.exchanges
      where feedback is null and ${sql.in("id", [...rated])}`
    assert.deepStrictEqual(unrated, [])
    const halves = yield* sql`select d.id from app.documents d where d.chunk_count = 0 or d.chunk_count <> (
      select count(*) from app.chunks c where c.tenant_id = d.tenant_id and c.document_id = d.id)`
    assert.deepStrictEqual(halves, [])
    const twice = yield* sql`select query from app.exchanges group by query having count(*) > 1`
    assert.deepStrictEqual(twice, [])
    assert.deepStrictEqual(yield* sql`select id from app.jobs`, [])
    assert.deepStrictEqual(yield* sql`select id from app.dead_letters`, [])
  })

  return { count, acknowledged, writeUntilItDies, checkKeys, checkLessons, checkRows }
}
