/** What both databases promise to everything above them. */
import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Database from "../support/Database.ts"

for (const engine of Database.engines) {
  it.layer(engine.layer())(`SqlClient on ${engine.name}`, (it) => {
    it.effect("gives back the values that were written", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const rows = yield* sql`select ${41}::int + 1 as n, ${"x"}::text as t, ${true}::boolean as b,
          ${"[1,2]"}::jsonb as j, ${
          Buffer.from([1, 2])
        }::bytea as bytes, null as nothing, 9007199254740993::int8 as big`
        assert.deepStrictEqual(rows, [
          { n: 42, t: "x", b: true, j: [1, 2], bytes: Buffer.from([1, 2]), nothing: null, big: "9007199254740993" }
        ])
      }))
  })
}
