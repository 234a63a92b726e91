import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import { Sessions } from "../../../src/sessions/Sessions.ts"
import * as SessionsSql from "../../../src/sessions/Sessions/Sql.ts"
import { Usage } from "../../../src/sessions/Usage.ts"
import * as UsageSql from "../../../src/sessions/Usage/Sql.ts"
import { acme, answer, exchange, other, someoneElse, user } from "../../support/Answers.ts"
import * as Database from "../../support/Database.ts"

const noon = Date.UTC(2026, 4, 4, 12)
const day = 86_400_000

for (const engine of Database.engines) {
  const layer = Layer.mergeAll(SessionsSql.layer, UsageSql.layer).pipe(Layer.provideMerge(engine.layer()))
  it.layer(layer)(`Usage on ${engine.name}`, (it) => {
    it.effect("counts questions, tokens and cost by client and day, of one tenant, since a day", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`truncate app.exchanges, app.sessions, app.jobs`
        const sessions = yield* Sessions
        const paid = { usage: { input_tokens: 100, output_tokens: 20, cost_usd: 0.25 } }
        yield* sessions.record(exchange("a-0", noon - 9 * day, { answer: answer("a-0", paid) }))
        yield* sessions.record(exchange("a-1", noon - day, { answer: answer("a-1", paid) }))
        yield* sessions.record(exchange("a-2", noon, { answer: answer("a-2", paid) }))
        yield* sessions.record(exchange("a-3", noon, { answer: answer("a-3", { usage: null, degraded: true }) }))
        yield* sessions.record(exchange("a-4", noon, { user_id: someoneElse, answer: answer("a-4", { usage: null }) }))
        yield* TestClock.setTime(noon)
        const usage = yield* Usage
        const none = { questions: 0, degraded: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 }
        const once = { questions: 1, degraded: 0, input_tokens: 100, output_tokens: 20, cost_usd: 0.25 }
        assert.deepStrictEqual(yield* usage.report(acme, { days: 2, limit: 10 }), {
          since: "2026-05-03T00:00:00.000Z",
          total: { questions: 4, degraded: 1, input_tokens: 200, output_tokens: 40, cost_usd: 0.5 },
          usage: [
            { day: "2026-05-04", client_id: user, ...once, questions: 2, degraded: 1 },
            { day: "2026-05-04", client_id: someoneElse, ...none, questions: 1 },
            { day: "2026-05-03", client_id: user, ...once }
          ]
        })
        const cut = yield* usage.report(acme, { days: 1, limit: 1 })
        assert.strictEqual(cut.usage.length, 1)
        assert.strictEqual(cut.total.questions, 3)
        assert.deepStrictEqual((yield* usage.report(other, { days: 2, limit: 10 })).total, none)
      }))
  })
}
