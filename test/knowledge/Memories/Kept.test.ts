import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Array, Context, Effect, FastCheck, Layer, TestClock } from "effect"
import { TenantId, UserId } from "../../../src/domain/Ids.ts"
import { isoTime } from "../../../src/domain/Time.ts"
import { Memories } from "../../../src/knowledge/Memories.ts"
import * as MemoriesSql from "../../../src/knowledge/Memories/Sql.ts"
import * as TermStatistics from "../../../src/knowledge/TermStatistics.ts"
import * as Local from "../../../src/llm/Embeddings/Local.ts"
import * as Database from "../../support/Database.ts"

const acme = TenantId.make("acme")
const ann = UserId.make("ann")
const may = Date.UTC(2026, 4, 1)
const day = 86_400_000

const content = FastCheck.constantFrom(
  "The invoice goes to the depot.",
  "Delta pays late.",
  "Was the depot shut?",
  "Until Monday.",
  "The depot pays the invoice late."
)
const id = FastCheck.constantFrom("a", "b", "c", "d")
const step = FastCheck.oneof(
  FastCheck.record({ do: FastCheck.constant("add" as const), id, content }),
  FastCheck.record({ do: FastCheck.constant("supersede" as const), id, days: FastCheck.integer({ min: -3, max: 3 }) }),
  FastCheck.record({ do: FastCheck.constant("remove" as const), id }),
  FastCheck.record({ do: FastCheck.constantFrom("forget" as const, "fold" as const, "wait" as const) })
)

for (const engine of Database.engines) {
  it.layer(Layer.merge(Local.layer, engine.layer()))(
    `Memories that are kept in the process on ${engine.name}`,
    (it) => {
      /** One that has read nothing yet, as another process of the service. */
      const another = Effect.map(Layer.build(Layer.fresh(MemoriesSql.layer)), Context.get(Memories))

      const apply = (
        memories: typeof Memories.Service,
        one: typeof step extends FastCheck.Arbitrary<infer A> ? A : never
      ) =>
        Effect.gen(function*() {
          const sql = yield* SqlClient.SqlClient
          switch (one.do) {
            case "add":
              return yield* memories.add(acme, [{ id: one.id, user_id: ann, session_id: "s", content: one.content }])
            case "supersede":
              return yield* sql`update app.memories set valid_to = ${
                isoTime(may + one.days * day)
              } where id = ${one.id}`
            case "remove":
              return yield* Effect.ignore(memories.remove(acme, one.id))
            case "forget":
              return yield* memories.forgetUser(acme, ann)
            case "fold":
              return yield* TermStatistics.fold(2)
            case "wait":
              return yield* TestClock.adjust("1 day")
          }
        })

      const found = (memories: typeof Memories.Service, as_of?: number) =>
        memories.search(acme, {
          query: "Who pays the invoice at the depot?",
          user_id: ann,
          limit: 10,
          ...(as_of === undefined ? {} : { as_of })
        })

      it.scoped.prop(
        "are found as one finds them who has read nothing yet, whoever has written",
        [FastCheck.array(step, { minLength: 1, maxLength: 8 })],
        ([steps]) =>
          Effect.gen(function*() {
            const sql = yield* SqlClient.SqlClient
            yield* sql`truncate app.memories, app.term_changes, app.term_statistics cascade`
            yield* TestClock.setTime(may)
            const [here, elsewhere] = [yield* another, yield* another]
            for (const one of steps) {
              yield* apply(elsewhere, one)
              const fresh = yield* another
              assert.deepStrictEqual(yield* found(here), yield* found(fresh))
              assert.deepStrictEqual(yield* found(here, may - day), yield* found(fresh, may - day))
            }
          }),
        { fastCheck: { numRuns: engine.name === "PGlite" ? 10 : 30 } }
      )

      it.scoped("are read once, and then only what has changed", () =>
        Effect.gen(function*() {
          const sql = yield* SqlClient.SqlClient
          yield* sql`truncate app.memories cascade`
          const memories = yield* another
          yield* memories.add(acme, [
            { id: "a", user_id: ann, session_id: "s", content: "The depot pays." },
            { id: "b", user_id: ann, session_id: "s", content: "The depot pays late." }
          ])
          const first = yield* found(memories)
          assert.sameMembers(first.map((hit) => hit.id), ["a", "b"])
          // What nobody wrote through the tables is not looked for: neither text nor vector is read again.
          yield* sql`alter table app.memories disable trigger user`
          yield* sql`update app.memories set content = 'Nothing of the kind' where id = 'a'`
          assert.deepStrictEqual(yield* found(memories), first)
          yield* TermStatistics.fold(100)
          assert.deepStrictEqual(yield* found(memories), first)
          yield* sql`alter table app.memories enable trigger user`
          yield* sql`delete from app.memory_vectors`
          assert.deepStrictEqual(yield* found(memories), first)
          yield* memories.add(acme, [{ id: "c", user_id: ann, session_id: "s", content: "Who pays the depot?" }])
          assert.sameMembers((yield* found(memories)).map((hit) => hit.content), [
            "Nothing of the kind",
            "The depot pays late.",
            "Who pays the depot?"
          ])
        }))

      it.scoped("are all looked at for a user with many who goes on asking", () =>
        Effect.gen(function*() {
          const sql = yield* SqlClient.SqlClient
          yield* sql`truncate app.memories cascade`
          const memories = yield* another
          yield* memories.add(
            acme,
            Array.makeBy(2_200, (i) => ({ id: `m${i}`, user_id: ann, session_id: "s", content: `Depot ${i} pays.` }))
          )
          yield* Effect.repeat(found(memories), { times: 20 })
          // Who looks among many for those that may matter fails from here on.
          yield* sql`alter function app.owned(tsquery, text, text) rename to owned_away`
          assert.strictEqual((yield* found(memories)).length, 10)
          assert.strictEqual((yield* Effect.flip(found(yield* another)))._tag, "StoreError")
          yield* sql`alter function app.owned_away(tsquery, text, text) rename to owned`
        }))
    }
  )
}
