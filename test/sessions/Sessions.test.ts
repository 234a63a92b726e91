import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import { Sessions } from "../../src/sessions/Sessions.ts"
import * as SessionsSql from "../../src/sessions/Sessions/Sql.ts"
import { acme, answer, exchange, other, session, someoneElse, user } from "../support/Answers.ts"
import * as Database from "../support/Database.ts"

const noon = Date.UTC(2026, 4, 4, 12)
const hour = 3_600_000

for (const engine of Database.engines) {
  const layer = SessionsSql.layer.pipe(Layer.provideMerge(engine.layer()))
  it.layer(layer)(`Sessions on ${engine.name}`, (it) => {
    const clean = Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* sql`truncate app.exchanges, app.sessions, app.session_archives, app.jobs, app.forgotten_users`
      return { sql, sessions: yield* Sessions }
    })

    it.effect("keeps an exchange together with the work that follows from it", () =>
      Effect.gen(function*() {
        const { sessions, sql } = yield* clean
        yield* sessions.record(exchange("a-1", noon))
        yield* sessions.record(exchange("a-1", noon))
        const jobs = yield* sql<{ id: string; kind: string }>`select id, kind from app.jobs`
        assert.deepStrictEqual(jobs, [{ id: "learn:a-1", kind: "learn" }])
        const view = yield* sessions.view(acme, session)
        assert.deepStrictEqual(view.messages.map((message) => [message.role, message.content]), [
          ["user", "question a-1"],
          ["assistant", "Delta Industries has 2 open invoices [1]."]
        ])
        assert.strictEqual(view.message_count, 2)
      }))

    it.effect("remembers what the conversation was about, for its own user and tenant alone", () =>
      Effect.gen(function*() {
        const { sessions } = yield* clean
        yield* sessions.record(exchange("a-1", noon))
        const state = yield* sessions.state(acme, session, user)
        assert.deepStrictEqual(state.recent, [{ entity_id: "c-delta", name: "Delta Industries" }])
        assert.deepStrictEqual((yield* sessions.state(acme, session, someoneElse)).recent, [])
        assert.deepStrictEqual((yield* sessions.state(other, session, user)).recent, [])
        assert.strictEqual((yield* Effect.flip(sessions.view(other, session)))._tag, "NotFound")
      }))

    it.effect("waits for the choice when the last answer asked back", () =>
      Effect.gen(function*() {
        const { sessions } = yield* clean
        const disambiguation = {
          mention: "Northwind",
          options: [{ entity_id: "c-1", name: "Northwind A", confidence: 0.8 }]
        }
        yield* sessions.record(exchange("a-1", noon, { answer: answer("a-1", { disambiguation }) }))
        const { pending } = yield* sessions.state(acme, session, user)
        assert.deepStrictEqual(pending, { query: "question a-1", disambiguation })
        yield* sessions.record(exchange("a-2", noon + 1))
        assert.isUndefined((yield* sessions.state(acme, session, user)).pending)
      }))

    it.effect("returns the first answer of an idempotency key, for a day", () =>
      Effect.gen(function*() {
        const { sessions } = yield* clean
        const idempotency = { key: "k-1", body_hash: "h" }
        yield* sessions.record(exchange("a-1", noon, { idempotency }))
        const second = yield* sessions.record(exchange("a-2", noon + 5, { idempotency }))
        assert.strictEqual(second.answer_id, "a-1")
        assert.strictEqual((yield* sessions.answered(acme, "k-1", noon + hour))?.answer.answer_id, "a-1")
        assert.isUndefined(yield* sessions.answered(other, "k-1", noon + hour))
        assert.isUndefined(yield* sessions.answered(acme, "k-1", noon + 25 * hour))
        const third = yield* sessions.record(exchange("a-3", noon + 25 * hour, { idempotency }))
        assert.strictEqual(third.answer_id, "a-3")
      }))

    it.effect("archives all but the last messages of a long conversation, and restores them", () =>
      Effect.gen(function*() {
        const { sessions } = yield* clean
        yield* Effect.forEach(
          Array.from({ length: 55 }, (_, i) => i),
          (i) => sessions.record(exchange(`a-${String(i).padStart(2, "0")}`, noon + i * 1_000))
        )
        const limits = { messages: 100, hours: 1, keep: 10 }
        assert.strictEqual(yield* sessions.archiveLong(limits, noon + 60_000), 1)
        assert.strictEqual(yield* sessions.archiveLong(limits, noon + 60_000), 0)
        const shortened = yield* sessions.view(acme, session)
        assert.strictEqual(shortened.message_count, 110)
        assert.strictEqual(shortened.archived_message_count, 100)
        assert.strictEqual(shortened.messages.length, 10)
        assert.strictEqual(shortened.messages[0]?.content, "question a-50")
        assert.include(shortened.summary, "Delta Industries")
        const [archive] = yield* sessions.archives(acme, session)
        assert.strictEqual(archive?.conversation_history[0]?.content, "question a-00")
        assert.strictEqual(archive?.session_info.duration_seconds, 49)
        assert.strictEqual(yield* sessions.restore(acme, session), 100)
        const restored = yield* sessions.view(acme, session)
        assert.strictEqual(restored.archived_message_count, 0)
        assert.strictEqual(restored.messages.length, 50)
        assert.deepStrictEqual(yield* sessions.archives(acme, session), [])
      }))

    it.effect("archives a conversation that has been quiet for long", () =>
      Effect.gen(function*() {
        const { sessions } = yield* clean
        yield* Effect.forEach(Array.from({ length: 8 }, (_, i) => i), (i) =>
          sessions.record(exchange(`a-${i}`, noon + i)))
        const limits = { messages: 100, hours: 1, keep: 10 }
        assert.strictEqual(yield* sessions.archiveLong(limits, noon + hour / 2), 0)
        assert.strictEqual(yield* sessions.archiveLong(limits, noon + 2 * hour), 1)
        assert.strictEqual((yield* sessions.view(acme, session)).archived_message_count, 6)
      }))

    it.effect("takes feedback for an answer that exists", () =>
      Effect.gen(function*() {
        const { sessions, sql } = yield* clean
        yield* sessions.record(exchange("a-1", noon))
        yield* sessions.feedback(acme, { answer_id: "a-1", score: -0.5, comment: "wrong customer" })
        const kept = yield* sql`select feedback::float8 as feedback, feedback_comment from app.exchanges`
        assert.deepStrictEqual(kept, [{ feedback: -0.5, feedback_comment: "wrong customer" }])
        const missing = yield* Effect.flip(sessions.feedback(other, { answer_id: "a-1", score: 1 }))
        assert.strictEqual(missing._tag, "NotFound")
      }))

    it.effect("forgets a user in every table", () =>
      Effect.gen(function*() {
        const { sessions, sql } = yield* clean
        yield* sessions.record(exchange("a-1", noon))
        yield* sessions.record(exchange("a-2", noon, { user_id: someoneElse }))
        assert.strictEqual((yield* sessions.exported(acme, user)).length, 2)
        assert.strictEqual(yield* sessions.forgetUser(acme, user), 1)
        assert.deepStrictEqual(yield* sessions.exported(acme, user), [])
        const left = yield* sql<{ id: string }>`select id from app.jobs`
        assert.deepStrictEqual(left, [{ id: "learn:a-2" }])
      }))

    it.effect("keeps nothing that a forgotten user said before, however late it comes, but what they say after", () =>
      Effect.gen(function*() {
        const { sessions, sql } = yield* clean
        yield* TestClock.setTime(noon)
        yield* sessions.forgetUser(acme, user)
        yield* sessions.record(exchange("late", noon - hour, { idempotency: { key: "k", body_hash: "h" } }))
        yield* sessions.record(exchange("of-another-tenant", noon - hour, { tenant: other }))
        yield* sessions.record(exchange("of-another-user", noon - hour, { user_id: someoneElse }))
        yield* sessions.record(exchange("after", noon + hour))
        const kept = yield* sql<{ id: string }>`select id from app.exchanges order by id`
        assert.deepStrictEqual(kept.map(({ id }) => id), ["after", "of-another-tenant", "of-another-user"])
        assert.notInclude(JSON.stringify(yield* sql`select * from app.forgotten_users`), user)
      }))

    it.effect("keeps an answer with characters in it that PostgreSQL refuses", () =>
      Effect.gen(function*() {
        const { sessions } = yield* clean
        const text = "NUL \0, half a pair \ud83d, and a backslash: \\u0000"
        yield* sessions.record(exchange("a-1", noon, { answer: answer("a-1", { text }) }))
        const { messages } = yield* sessions.view(acme, session)
        assert.strictEqual(messages[1]?.content, "NUL \ufffd, half a pair \ufffd, and a backslash: \\u0000")
      }))

    it.effect("deletes a conversation with its archives", () =>
      Effect.gen(function*() {
        const { sessions } = yield* clean
        yield* sessions.record(exchange("a-1", noon))
        yield* sessions.remove(acme, session)
        assert.strictEqual((yield* Effect.flip(sessions.view(acme, session)))._tag, "NotFound")
        assert.strictEqual((yield* Effect.flip(sessions.remove(acme, session)))._tag, "NotFound")
      }))
  })
}
