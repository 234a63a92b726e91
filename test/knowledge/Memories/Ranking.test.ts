import { assert, describe, it } from "@effect/vitest"
import { dateMatch, datesAsked } from "../../../src/knowledge/Memories/Dates.ts"
import { prepared, rank, type Remembered } from "../../../src/knowledge/Memories/Ranking.ts"
import * as NearWords from "../../../src/llm/Embeddings/NearWords.ts"

const now = Date.UTC(2026, 5, 1)
const memory = (id: string, content: string, more: Partial<Remembered> = {}): Remembered => ({
  id,
  content,
  session_id: null,
  role: "user",
  speaker: null,
  entity_ids: [],
  importance: 0.5,
  said_at: Date.UTC(2026, 4, 1),
  ...more
})
const byWords = { cosines: new Map<string, number>(), trust: 0, near: NearWords.none }
const ask = (query: string, memories: ReadonlyArray<Remembered>, entity_ids: ReadonlyArray<string> = []) =>
  rank(prepared(memories), { query, now, entity_ids, ...byWords }).map((one) => one.memory.id)

describe("Ranking", () => {
  it("leaves out what shares nothing with the question", () => {
    assert.deepStrictEqual(
      ask("Where is the warehouse?", [memory("a", "I prefer tea."), memory("b", "The warehouse moved.")]),
      ["b"]
    )
    assert.deepStrictEqual(ask("Who are you?", [memory("a", "I prefer tea.")]), [])
  })

  it("finds the answer next to the turn that has the words", () => {
    const talk = [
      memory("1", "What did the auditors say about the warehouse?", { session_id: "s" }),
      memory("2", "They were content, apart from the fire exits.", { session_id: "s" }),
      memory("3", "The warehouse auditors come again.", { session_id: "t" })
    ]
    assert.include(ask("What did the auditors say?", talk), "2")
  })

  it("takes a turn that follows somebody else's question for its answer, though others spoke in between", () => {
    const talk = [
      memory("ask", "Where did you go on holiday?", { session_id: "s", speaker: "Ann" }),
      memory("laugh", "Ha, you will not believe it", { session_id: "s", speaker: "Bob" }),
      memory("answer", "The far north of Norway", { session_id: "s", speaker: "Bob" }),
      memory("other", "No holiday this year, and no plans for the year after that.", {
        session_id: "t",
        speaker: "Bob"
      })
    ]
    assert.include(ask("Where did Bob go on holiday?", talk).slice(0, 2), "answer")
    const unnamed = talk.filter(({ id }) => id !== "laugh").map((turn) => ({ ...turn, speaker: null }))
    assert.include(ask("Where did Bob go on holiday?", unnamed).slice(0, 2), "answer")
  })

  it("takes what stands around a turn for its meaning too, as for its words", () => {
    const talk = [
      memory("ask", "Is the depot still shut?", { session_id: "s", speaker: "Ann" }),
      memory("answer", "Until Monday, I am afraid.", { session_id: "s", speaker: "Bob" }),
      memory("other", "Until Friday, I am afraid.", { session_id: "t", speaker: "Bob" })
    ]
    const asked = { query: "Does the warehouse open soon?", now, entity_ids: [], trust: 0.8, near: NearWords.none }
    const best = (cosines: Readonly<Record<string, number>>) =>
      rank(prepared(talk), { ...asked, cosines: new Map(Object.entries(cosines)) }).map(({ memory }) => memory.id)
    assert.strictEqual(best({ ask: 0.5, answer: 0.4, other: 0.45 })[0], "answer")
    // Of which nothing is known yet is not in the way.
    assert.deepStrictEqual(best({ answer: 0.4 }), ["answer"])
  })

  it("prefers what says the rest of the question in other words", () => {
    const talk = [
      memory("habit", "We adopted a habit of running."),
      memory("dog", "We adopted a dog for my son.")
    ]
    const near: NearWords.NearWords = (stem) => stem === "pet" ? [{ stem: "dog", nearness: 0.6 }] : []
    const best = (query: string) =>
      rank(prepared(talk), { query, now, entity_ids: [], ...byWords, near }).map(({ memory }) => memory.id)
    assert.strictEqual(best("Which pet did they adopt?")[0], "dog")
    // What has the word itself is not helped by another.
    assert.strictEqual(best("Which habit did they adopt?")[0], "habit")
    // What shares no word at all has nothing to do with the question.
    assert.deepStrictEqual(best("Is there a pet?"), [])
  })

  it("finds by other words, or by the talk within three turns, what has no word of the question", () => {
    const near = (stem: string) => stem === "pet" ? [{ stem: "dog", nearness: 0.8 }] : []
    const found = (query: string) =>
      rank(prepared(talk), { query, now, entity_ids: [], ...byWords, near }).map((one) => one.memory.id)
    const talk = [
      memory("dog", "A dog sleeps here.", { session_id: "r" }),
      memory("asked", "Was the vet in Lyon?", { session_id: "s" }),
      memory("1", "Perhaps.", { session_id: "s" }),
      memory("2", "Certainly.", { session_id: "s" }),
      memory("third", "Monday evening.", { session_id: "s" }),
      memory("fourth", "Tuesday evening.", { session_id: "s" }),
      memory("else", "The tea is cold.", { session_id: "t" })
    ]
    assert.sameMembers(found("Which vet saw the pet?"), ["dog", "asked", "1", "2", "third"])
    assert.sameMembers(found("Which vet?"), ["asked", "1", "2", "third"])
    // Nobody ever said a word of this: other words alone are no ground.
    assert.deepStrictEqual(found("Which pet?"), [])
    const only = rank(prepared(talk), { query: "Which vet saw the pet?", now, entity_ids: [], ...byWords, near })
      .find((one) => one.memory.id === "dog")
    assert.strictEqual(only?.coverage, 0)
  })

  it("keeps notes that belong to no conversation apart", () => {
    const notes = [memory("gate", "The gate code is new."), memory("tea", "I prefer tea.")]
    assert.deepStrictEqual(ask("What is the gate code?", notes), ["gate"])
    const said = notes.map((note) => ({ ...note, speaker: "Ann" }))
    assert.deepStrictEqual(ask("What is the gate code?", said), ["gate", "tea"])
    const hours = said.map((note, i) => ({ ...note, said_at: note.said_at + i * 7_200_000 }))
    assert.deepStrictEqual(ask("What is the gate code?", hours), ["gate"])
  })

  it("prefers what states something about oneself, and has what is asked for", () => {
    const of = (content: string) => memory(content, content)
    assert.deepStrictEqual(ask("running", [of("Running is fun."), of("I love running.")])[0], "I love running.")
    const runs = [of("I went running with Tom."), of("I ran ten miles with Tom.")]
    assert.strictEqual(ask("How many miles did you run with Tom?", runs)[0], "I ran ten miles with Tom.")
  })

  it("prefers turns by the one whom the question names", () => {
    const talk = [
      memory("bob", "I painted the fence.", { speaker: "Bob" }),
      memory("ann", "I painted the fence.", { speaker: "Ann" })
    ]
    assert.strictEqual(ask("What did Ann paint?", talk)[0], "ann")
    assert.strictEqual(ask("What did Bob paint?", talk)[0], "bob")
  })

  it("prefers the time that the question asks for", () => {
    const talk = [
      memory("may", "We met the auditors.", { said_at: Date.UTC(2026, 4, 9) }),
      memory("april", "We met the auditors.", { said_at: Date.UTC(2026, 3, 9) })
    ]
    assert.strictEqual(ask("Did we meet auditors in April?", talk)[0], "april")
    assert.strictEqual(ask("Did we meet auditors in May 2026?", talk)[0], "may")
  })

  it("puts what is about the entity in question before what is about another", () => {
    const talk = [
      memory("acme", "Payment terms are 45 days.", { entity_ids: ["acme"] }),
      memory("delta", "Payment terms are 30 days.", { entity_ids: ["delta"] })
    ]
    assert.deepStrictEqual(ask("What are the payment terms?", talk, ["delta"])[0], "delta")
    assert.deepStrictEqual(ask("What are the payment terms?", talk, ["acme"])[0], "acme")
  })

  it("prefers the newer and the more important of two that are otherwise alike", () => {
    const old = memory("old", "The gate code changed.", { said_at: Date.UTC(2024, 0, 1) })
    assert.strictEqual(ask("gate code", [old, memory("new", "The gate code changed.")])[0], "new")
    assert.strictEqual(
      ask("gate code", [memory("plain", "gate code"), memory("kept", "gate code", { importance: 0.9 })])[0],
      "kept"
    )
  })

  it("scores from 0 to 1", () => {
    const talk = [memory("a", "The gate code is new."), memory("b", "A gate?"), memory("c", "code")]
    for (
      const { score } of rank(prepared(talk), {
        query: "gate code",
        now,
        entity_ids: [],
        cosines: new Map([["c", 0.9]]),
        trust: 0.8,
        near: NearWords.none
      })
    ) {
      assert.isTrue(score > 0 && score <= 1)
    }
  })

  it("reads the dates of a question", () => {
    assert.deepStrictEqual(datesAsked("What happened on 8 May, 2023?"), [{ month: 5, year: 2023, day: 8 }])
    assert.deepStrictEqual(datesAsked("on May 8th"), [{ month: 5, day: 8 }])
    assert.deepStrictEqual(datesAsked("en août 2024"), [{ month: 8, year: 2024 }])
    assert.deepStrictEqual(datesAsked("since 2023-05-08"), [{ year: 2023, month: 5, day: 8 }])
    assert.deepStrictEqual(datesAsked("in 2022"), [{ year: 2022 }])
    assert.deepStrictEqual(datesAsked("may we march on?"), [{ month: 3 }])
    assert.strictEqual(dateMatch([{ month: 5, year: 2023, day: 8 }], Date.UTC(2023, 4, 10)), 1.5)
    assert.strictEqual(dateMatch([{ month: 5 }], Date.UTC(2023, 5, 10)), 0)
  })
})
