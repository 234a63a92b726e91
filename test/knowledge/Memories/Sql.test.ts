import { SqlClient } from "@effect/sql"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import { TenantId, UserId } from "../../../src/domain/Ids.ts"
import { Memories } from "../../../src/knowledge/Memories.ts"
import { MemoryPolicy, sweep } from "../../../src/knowledge/Memories/Retention.ts"
import * as MemoriesSql from "../../../src/knowledge/Memories/Sql.ts"
import * as Reembedding from "../../../src/knowledge/Reembedding.ts"
import { EmbeddingFailed, Embeddings } from "../../../src/llm/Embeddings.ts"
import * as Local from "../../../src/llm/Embeddings/Local.ts"
import * as Forgotten from "../../../src/storage/Forgotten.ts"
import * as Database from "../../support/Database.ts"
import { conversations, remembered } from "./Conversations.ts"

const acme = TenantId.make("acme")
const rival = TenantId.make("rival")
const ann = UserId.make("ann")
const bob = UserId.make("bob")
const may12 = Date.UTC(2026, 4, 12)
const day = 86_400_000

const broken = Layer.succeed(
  Embeddings,
  Embeddings.of({
    model: Local.model,
    dimension: 3,
    trust: 0.8,
    embed: () => new EmbeddingFailed({ model: Local.model, problem: "it answered HTTP 500" })
  })
)

for (const engine of Database.engines) {
  it.layer(MemoriesSql.layer.pipe(Layer.provideMerge(Layer.merge(Local.layer, engine.layer()))))(
    `Memories on ${engine.name}`,
    (it) => {
      const empty = Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* sql`truncate app.memories cascade`
        yield* TestClock.setTime(may12 + 30 * day)
        return { memories: yield* Memories, sql }
      })
      const told = (source_id: string, query: string, said_at = may12, entity_ids: ReadonlyArray<string> = ["c1"]) =>
        Effect.flatMap(
          Memories,
          (memories) => memories.learn(acme, { source_id, user_id: ann, session_id: "s1", query, entity_ids, said_at })
        )
      const held = (as_of?: number) =>
        Effect.gen(function*() {
          const memories = yield* Memories
          const request = { query: "Who is the contact at Delta?", user_id: ann, limit: 10 }
          return (yield* memories.search(acme, as_of === undefined ? request : { ...request, as_of })).map((hit) =>
            hit.content
          )
        })

      it.effect("recalls what it was asked to remember, saying who and when", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const [id] = yield* told("e1", "Remember that Delta prefers invoices by email.")
          const recalled = yield* memories.recall(acme, {
            query: "How does Delta want its invoices?",
            user_id: ann,
            entity_ids: ["c1"]
          })
          assert.strictEqual(recalled.length, 1)
          assert.strictEqual(recalled[0]?.ref, `memory:${id}`)
          assert.strictEqual(recalled[0]?.text, "You said on 12 May 2026: \"Delta prefers invoices by email.\"")
          assert.strictEqual(recalled[0]?.at, may12)
          assert.strictEqual(recalled[0]?.entity_id, "c1")
        }))

      it.effect("recalls what was said of somebody whom the question names, and of nobody else", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          yield* memories.add(acme, [
            { user_id: ann, content: "Our contact there is Tom Baker, tom@acme.example" },
            { user_id: ann, content: "The buyer there is Jane Roe" }
          ])
          const recall = (query: string) =>
            Effect.map(
              memories.recall(acme, { query, user_id: ann, entity_ids: [] }),
              (found) => found.map(({ text }) => /"(.*)"/.exec(text)?.[1])
            )
          assert.deepStrictEqual(yield* recall("How do I reach Tom?"), [
            "Our contact there is Tom Baker, tom@acme.example"
          ])
          assert.deepStrictEqual(yield* recall("How do I reach Thomas?"), [])
        }))

      it.effect("recalls nothing where nothing relevant was said, and favours what is about the entity", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          yield* told("e1", "Remember that Delta's plant closes in August.")
          yield* told("e2", "Remember that Acme's plant closes in December.", may12, ["c2"])
          const recall = (query: string, entity_ids: ReadonlyArray<string>) =>
            Effect.map(
              memories.recall(acme, { query, user_id: ann, entity_ids }),
              (all) => all.map((one) => /"(\w+)/.exec(one.text)?.[1])
            )
          assert.deepStrictEqual(yield* recall("What is the capital of France?", []), [])
          assert.deepStrictEqual(yield* recall("Hello!", []), [])
          assert.deepStrictEqual(yield* recall("Should we extend their payment terms?", ["c1"]), ["Delta"])
          assert.deepStrictEqual(yield* recall("When does the plant close?", ["c2"]), ["Acme"])
        }))

      it.effect("recalls what was said last and still holds, newest first, where nothing is asked for", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          yield* told("e1", "Remember that Delta's contact is Ann.")
          yield* told("e2", "Remember that the office closes at noon.", may12 + 1)
          yield* told("e3", "Remember that Delta's contact is Bob.", may12 + 2)
          const all = (said?: { readonly from: number; readonly to: number }) =>
            Effect.map(
              memories.recall(acme, { query: "", user_id: ann, entity_ids: [], said }),
              (found) => found.map((one) => /"(.*)"/.exec(one.text)?.[1])
            )
          assert.deepStrictEqual(yield* all(), ["Delta's contact is Bob.", "The office closes at noon."])
          assert.deepStrictEqual(yield* all({ from: may12 + 1, to: may12 + 2 }), ["The office closes at noon."])
          assert.deepStrictEqual(yield* all({ from: 0, to: may12 }), [])
        }))

      it.effect("supersedes what it contradicts, and still answers as of before", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          yield* told("e1", "Delta's contact is Jane Roe.")
          const [second] = yield* told("e2", "Delta's new contact is Bob Hall.", may12 + 5 * day)
          assert.deepStrictEqual(yield* held(), ["Delta's new contact is Bob Hall."])
          assert.deepStrictEqual(yield* held(may12 + day), ["Delta's contact is Jane Roe."])
          assert.deepStrictEqual(yield* held(may12 - day), [])
          const { memories: listed } = yield* memories.list(acme, ann, { limit: 10 })
          assert.deepStrictEqual(listed.map((one) => one.valid_to), [null, "2026-05-17T00:00:00.000Z"])

          yield* memories.remove(acme, second ?? "")
          assert.deepStrictEqual(yield* held(), ["Delta's contact is Jane Roe."])
        }))

      it.effect("lets the later word hold where exchanges are learned out of order", () =>
        Effect.gen(function*() {
          yield* empty
          yield* told("e3", "Delta's contact is Cleo.", may12 + 9 * day)
          yield* told("e1", "Delta's contact is Jane Roe.")
          yield* told("e2", "Delta's contact is Bob Hall.", may12 + 5 * day)
          assert.deepStrictEqual(yield* held(), ["Delta's contact is Cleo."])
          assert.deepStrictEqual(yield* held(may12 + 6 * day), ["Delta's contact is Bob Hall."])
          assert.deepStrictEqual(yield* held(may12 + day), ["Delta's contact is Jane Roe."])
        }))

      it.effect("learns an exchange once, however often it comes, and the same thing once", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const first = yield* told("e1", "Remember that Delta prefers email. Delta's contact is Jane Roe.")
          assert.strictEqual(first.length, 2)
          assert.deepStrictEqual(
            yield* told("e1", "Remember that Delta prefers email. Delta's contact is Jane Roe."),
            first
          )
          assert.deepStrictEqual(
            yield* told("e2", "Please note that Delta prefers email", may12 + day),
            first.slice(0, 1)
          )
          assert.deepStrictEqual(yield* told("e3", "What does Delta owe us?"), [])
          const { memories: listed } = yield* memories.list(acme, ann, { limit: 10 })
          assert.deepStrictEqual(
            listed.map(({ content, sources }) => [content, sources.map(({ id }) => id)]).toSorted(),
            [["Delta prefers email.", ["e1", "e2"]], ["Delta's contact is Jane Roe.", ["e1"]]]
          )
        }))

      it.effect("keeps of conversations what the rules say", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const chosen = conversations.filter((_, i) => i % 6 === 0)
          for (const { expected, name, said } of chosen) {
            const user_id = UserId.make(name)
            for (const [i, { day: at, entity_ids, text }] of said.entries()) {
              yield* memories.learn(acme, {
                source_id: `${name} ${i}`,
                user_id,
                query: text,
                entity_ids,
                said_at: at * day
              })
            }
            const kept = (yield* memories.list(acme, user_id, { limit: 20 })).memories
            const days = (time: string) => Date.parse(time) / day
            assert.deepStrictEqual(
              kept.map(({ content, created_at, sources, valid_to }) =>
                remembered({
                  content,
                  sources: sources.length,
                  ...(valid_to === null ? {} : { from: days(created_at), to: days(valid_to) })
                })
              ).sort(),
              expected.map(remembered).sort(),
              name
            )
          }
        }))

      it.effect("revises what is added by what it claims, whoever has sent it in whatever order", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const at = (days: number) => new Date(may12 + days * day).toISOString()
          const add = (content: string, days: number, more = {}) =>
            memories.add(acme, [{ user_id: ann, content, created_at: at(days), ...more }])
          const chain = () =>
            Effect.map(
              memories.list(acme, ann, { limit: 20 }),
              (page) => page.memories.map(({ id, superseded_by, valid_to }) => [id, superseded_by, valid_to]).toSorted()
            )
          yield* add("Delta's payment terms are 60 days.", 9, { id: "c", session_id: "s" })
          yield* add("Delta's payment terms are 30 days.", 1, { id: "a", session_id: "s" })
          yield* add("Delta's payment terms are 45 days.", 5, { id: "b", session_id: "t" })
          assert.deepStrictEqual(yield* chain(), [["a", "b", at(5)], ["b", "c", at(9)], ["c", null, null]])
          const asked = { query: "What are the payment terms of Delta?", user_id: ann, limit: 5 }
          const found = (as_of?: number) =>
            Effect.map(
              memories.search(acme, as_of === undefined ? asked : { ...asked, as_of: may12 + as_of * day }),
              (hits) => hits.map(({ id }) => id)
            )
          assert.deepStrictEqual([yield* found(), yield* found(6), yield* found(2)], [["c"], ["b"], ["a"]])
          yield* memories.remove(acme, "b")
          assert.deepStrictEqual(yield* chain(), [["a", "c", at(9)], ["c", null, null]])
          yield* add("Delta moved to Ohio.", 9, { id: "c", session_id: "s" })
          assert.deepStrictEqual(yield* chain(), [["a", null, null], ["c", null, null]])
        }))

      it.effect("takes a note that says what is known for a further source, and turns of a conversation as they are", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const [first] = yield* memories.add(acme, [{ user_id: ann, content: "Delta prefers e-mail." }])
          assert.deepStrictEqual(
            yield* memories.add(acme, [
              { user_id: ann, content: "delta prefers emails" },
              { user_id: ann, content: "Delta prefers e-mail.", id: "named" },
              { user_id: bob, content: "Delta prefers e-mail.", id: "other" }
            ]),
            [first ?? "", "named", "other"]
          )
          const turns = ["Ann", "Ben", "Ann"].map((speaker, i) => ({
            user_id: bob,
            session_id: "s",
            id: `t${i}`,
            speaker,
            content: i === 2 ? "My name is Anna." : `My name is ${speaker}.`
          }))
          yield* memories.add(acme, turns)
          const { memories: held } = yield* memories.list(acme, bob, { limit: 9 })
          assert.deepStrictEqual(
            held.filter(({ valid_to }) => valid_to !== null).map(({ id, superseded_by }) => [id, superseded_by]),
            [["t0", "t2"]]
          )
        }))

      it.effect("forgets by policy what nobody said or confirmed for long, and what was superseded long ago", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          yield* told("e1", "Acme closes in August.", may12 - 90 * day)
          yield* told("e2", "Remember that Delta prefers email.", may12 - 90 * day)
          yield* told("e3", "Delta is seasonal.", may12 - 90 * day)
          yield* told("e4", "Delta is seasonal.", may12)
          yield* told("e5", "Delta's contact is Jane Roe.", may12 - 20 * day)
          yield* told("e6", "Delta's contact is Tom Hall.", may12 - 10 * day)
          const kept = (policy: typeof MemoryPolicy.Service) =>
            sweep.pipe(
              Effect.provideService(MemoryPolicy, policy),
              Effect.zipRight(memories.list(acme, ann, { limit: 9 })),
              Effect.map((page) => page.memories.map(({ content }) => content).toSorted())
            )
          assert.strictEqual((yield* kept({ keep: Infinity, keepSuperseded: Infinity })).length, 5)
          const lasting = ["Delta is seasonal.", "Delta prefers email.", "Delta's contact is Tom Hall."]
          assert.deepStrictEqual(yield* kept({ keep: "60 days", keepSuperseded: Infinity }), [
            ...lasting.slice(0, 2),
            "Delta's contact is Jane Roe.",
            ...lasting.slice(2)
          ])
          assert.deepStrictEqual(yield* kept({ keep: "60 days", keepSuperseded: "30 days" }), lasting)
        }))

      it.effect("learns nothing from what a forgotten user said before", () =>
        Effect.gen(function*() {
          const { memories, sql } = yield* empty
          yield* Forgotten.forget(sql, acme, ann, may12 + day)
          yield* told("a1", "Remember that the contact at Delta is Ms Okafor")
          assert.deepStrictEqual((yield* memories.list(acme, ann, { limit: 5 })).memories, [])
          yield* told("a2", "Remember that the contact at Delta is Mr Cole", may12 + 2 * day)
          assert.strictEqual((yield* memories.list(acme, ann, { limit: 5 })).memories.length, 1)
          yield* sql`truncate app.forgotten_users`
        }))

      it.effect("keeps one word of two that are learned at the same time", () =>
        Effect.gen(function*() {
          yield* empty
          yield* Effect.all([told("e1", "Delta's contact is Jane Roe."), told("e2", "Delta's contact is Bob Hall.")], {
            concurrency: 2
          })
          assert.strictEqual((yield* held()).length, 1)
        }))

      it.effect("shows a user's memories to nobody else", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const [id] = yield* told("e1", "Delta's contact is Jane Roe.")
          const query = "Who is the contact at Delta?"
          for (const [tenant, user_id] of [[acme, bob], [rival, ann]] as const) {
            assert.deepStrictEqual(yield* memories.search(tenant, { query, user_id, limit: 5 }), [])
            assert.deepStrictEqual(yield* memories.recall(tenant, { query, user_id, entity_ids: ["c1"] }), [])
            assert.deepStrictEqual((yield* memories.list(tenant, user_id, { limit: 5 })).memories, [])
            assert.strictEqual(yield* memories.forgetUser(tenant, user_id), 0)
          }
          assert.strictEqual((yield* Effect.flip(memories.remove(rival, id ?? "")))._tag, "NotFound")
          assert.strictEqual(yield* memories.forgetUser(acme, ann), 1)
          assert.deepStrictEqual(yield* held(), [])
        }))

      it.effect("replaces a memory that is added again, and keeps the order in which a conversation was told", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const turn = (id: string, content: string) => ({
            id,
            content,
            user_id: ann,
            session_id: "s1",
            created_at: "2023-05-08T13:56:00Z"
          })
          yield* memories.add(acme, [
            turn("3", "The auditors came on Monday."),
            turn("1", "And left unhappy."),
            turn("2", "Why?")
          ])
          const ids = yield* memories.add(acme, [turn("2", "Nobody knows."), {
            ...turn("4", "half \ud83d\0"),
            created_at: "soon"
          }])
          assert.deepStrictEqual(ids, ["2", "4"])
          const hits = yield* memories.search(acme, { query: "Which auditors came?", user_id: ann, limit: 5 })
          assert.deepStrictEqual(hits.map((hit) => hit.id), ["3", "1", "2", "4"])
          assert.strictEqual(hits[0]?.created_at, "2023-05-08T13:56:00.000Z")
        }))

      it.effect("lists the newest first, page by page, each once", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          yield* memories.add(
            acme,
            Array.from({ length: 7 }, (_, i) => ({
              id: `m${i}`,
              user_id: ann,
              content: `Note ${i}`,
              created_at: new Date(may12 + Math.floor(i / 3) * 1_001).toISOString()
            }))
          )
          const pages: Array<string> = []
          let cursor: string | null = ""
          while (cursor !== null) {
            const page: {
              readonly memories: ReadonlyArray<{ readonly id: string }>
              readonly next_cursor: string | null
            } = yield* memories.list(acme, ann, cursor === "" ? { limit: 2 } : { limit: 2, cursor })
            pages.push(...page.memories.map((one) => one.id))
            cursor = page.next_cursor
          }
          assert.deepStrictEqual(pages, ["m6", "m5", "m4", "m3", "m2", "m1", "m0"])
        }))

      it.effect("takes any text for a question or a memory", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const hostile = [
            "",
            "\0",
            "'; drop table app.memories; --",
            "a & !b | (c",
            "\ud83d",
            "🎉".repeat(900),
            "% _ \\ '",
            "w ".repeat(2_000)
          ]
          yield* memories.add(
            acme,
            hostile.map((content, i) => ({ id: `h${i}`, user_id: ann, content: `${content}.` }))
          )
          for (const query of hostile) {
            assert.isArray(yield* memories.search(acme, { query, user_id: ann, limit: 3 }))
            assert.isArray(yield* memories.recall(acme, { query, user_id: ann, entity_ids: ["'"] }))
            yield* told(`h-${query}`.slice(0, 40), `Remember that ${query} matters much.`)
          }
        }))

      it.effect("finds the one that matters among thousands", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          yield* memories.add(
            acme,
            Array.from({ length: 3_100 }, (_, i) => ({
              user_id: ann,
              content: i === 7
                ? "The gate code of the depot is 4711."
                : i % 3 === 0
                // As many of the question's words, but words that many have.
                ? `Remark ${i} about the code of the depot, again the code of the depot.`
                : `Remark ${i} about the weather.`,
              created_at: new Date(may12 + i * 1_000).toISOString()
            }))
          )
          const [hit] = yield* memories.search(acme, {
            query: "What is the depot's gate code?",
            user_id: ann,
            limit: 3
          })
          assert.strictEqual(hit?.content, "The gate code of the depot is 4711.")
        }))

      it.effect("supersedes among thousands, though what is new in it are the rarest words", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const said = (content: string, i: number) => ({
            user_id: ann,
            content,
            created_at: new Date(may12 + i * 1_000).toISOString()
          })
          yield* memories.add(acme, [
            said("Delta's contact is Jane Roe.", 0),
            ...Array.from({ length: 1_500 }, (_, i) =>
              said(
                i % 500 === 0
                  ? `John Doe wrote letter ${i}.`
                  : i % 2 === 0
                  ? `Delta sent parcel ${i}.`
                  : `Contact form ${i} came in.`,
                i + 1
              ))
          ])
          yield* memories.add(acme, [said("Delta's contact is John Doe.", 2_000)])
          const hits = yield* memories.search(acme, { query: "Who is Delta's contact?", user_id: ann, limit: 10 })
          const contents = hits.map(({ content }) => content)
          assert.include(contents, "Delta's contact is John Doe.")
          assert.notInclude(contents, "Delta's contact is Jane Roe.")
        }))

      it.effect("finds what a sentence replaces, however many of its terms only its new value or a filler has", () =>
        Effect.gen(function*() {
          const { memories } = yield* empty
          const depot = "Parcels for the retail shops of our Antwerp depot leave by truck every other morning from"
          const pairs = [
            [`${depot} Ghent.`, `${depot} Lyon-Saint-Exupéry cargo airport.`],
            [`${depot} Lyon-Saint-Exupéry cargo airport.`, `${depot} Ghent.`],
            [`${depot} Ghent.`, `Currently the ${depot.replace("leave", "can always leave")} Lyon/Bron.`],
            [
              `${depot} Ghent.`,
              `${depot.replace("leave", "do not leave").replace("Parcels", "From now on, parcels")} Ghent.`
            ]
          ]
          for (const [first = "", second = ""] of pairs) {
            yield* empty
            yield* memories.add(acme, [{ user_id: ann, content: first }])
            yield* memories.add(
              acme,
              Array.from({ length: 200 }, (_, i) => ({
                user_id: ann,
                session_id: "s1",
                content: `The truck from Ghent brought ${i} parcels to a retail shop this morning.`
              }))
            )
            const [id] = yield* memories.add(acme, [{ user_id: ann, content: second }])
            const { memories: listed } = yield* memories.list(acme, ann, { limit: 500 })
            assert.strictEqual(listed.find(({ content }) => content === first)?.superseded_by, id, second)
          }
        }))

      it.effect("goes on without vectors while the embedder fails, and makes them later", () =>
        Effect.gen(function*() {
          const { sql } = yield* empty
          const ids = yield* Effect.flatMap(Memories, (memories) =>
            memories.add(acme, [{ user_id: ann, content: "Delta's contact is Jane Roe." }])).pipe(
              Effect.provide(MemoriesSql.layer.pipe(Layer.provide(broken)))
            )
          assert.strictEqual(ids.length, 1)
          assert.deepStrictEqual(yield* held(), ["Delta's contact is Jane Roe."])
          assert.strictEqual(yield* Reembedding.fill(), 1)
          assert.strictEqual(yield* Reembedding.fill(), 0)
          assert.deepStrictEqual(
            yield* sql`select 1 from app.memories natural left join app.memory_vectors where embedding is null`,
            []
          )
        }))
    }
  )
}
