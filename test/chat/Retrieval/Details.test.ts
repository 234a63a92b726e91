import { assert, describe, it } from "@effect/vitest"
import { compose } from "../../../src/chat/Composer.ts"
import { confidence, synthesise } from "../../../src/chat/ContextSynthesis.ts"
import { read } from "../../../src/chat/Reading.ts"
import { onlyAsked } from "../../../src/chat/Retrieval/Details.ts"
import type { Evidence } from "../../../src/domain/Evidence.ts"
import { detailsOf } from "../../../src/knowledge/Facts/Details.ts"
import { delta } from "../../support/Answers.ts"

const metadata = {
  email: "billing@delta.example",
  phone: "+1 512 555 0100",
  address: { city: "Austin", state: "TX", street: "12 Main Street" },
  accountManager: "Ann Lee",
  vat_number: "US-778",
  tier: "gold",
  preferred_channel: "telephone",
  key_account: true,
  employees: 140,
  tags: ["a", "b"],
  history: "x".repeat(300)
}

const details: Evidence = {
  kind: "fact",
  ref: `customer:${delta.entity_id}/details`,
  title: "Details of Delta Industries",
  text: "",
  score: 0.5,
  entity_id: delta.entity_id,
  topic: "details",
  data: { fields: detailsOf(metadata) }
}

const synthesisOf = (query: string, items: ReadonlyArray<Evidence> = [details]) => {
  const reading = read(query, { hasEntities: true, names: [delta.name], now: Date.UTC(2026, 2, 9) })
  const found = { items: onlyAsked(items, query, [delta.name], reading), patterns: [], missing: [] }
  return synthesise({ question: query, reading, entities: [delta], records: [], found, today: "2026-03-09" })
}

const answerTo = (query: string, items?: ReadonlyArray<Evidence>): string => compose(synthesisOf(query, items)).text

describe("What a record holds besides figures", () => {
  it("is read two levels deep, without lists and long texts", () => {
    assert.deepStrictEqual(detailsOf(metadata).map(({ name, value }) => `${name}=${value}`), [
      "email=billing@delta.example",
      "phone=+1 512 555 0100",
      "address city=Austin",
      "address state=TX",
      "address street=12 Main Street",
      "account manager=Ann Lee",
      "vat number=US-778",
      "tier=gold",
      "preferred channel=telephone",
      "key account=yes",
      "employees=140"
    ])
    for (const other of [null, undefined, "text", 7, ["a"], { a: { b: { c: "too deep" } } }, { "": "x", b: " " }]) {
      assert.deepStrictEqual(detailsOf(other), [])
    }
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`k${at}`, at]))
    assert.lengthOf(detailsOf(many), 40)
  })

  const asked: ReadonlyArray<readonly [question: string, says: RegExp, leavesOut?: RegExp]> = [
    [
      "What's Delta's email?",
      /The email on record for Delta Industries is billing@delta\.example \[1\]\./,
      /555|Austin/
    ],
    ["What is the billing e-mail of Delta?", /billing@delta\.example/, /555/],
    [
      "Where is Delta based?",
      /The address on record for Delta Industries is 12 Main Street, Austin, TX \[1\]\./,
      /billing@/
    ],
    ["Delta's email?", /billing@delta\.example/],
    ["Can you give me the phone number of Delta", /555 0100/],
    ["Where is Delta?", /12 Main Street, Austin, TX/],
    ["Which state is Delta in?", /Austin, TX/],
    ["What is Delta's address?", /12 Main Street/],
    ["Is Delta in Texas?", /^Yes\. The address on record for Delta Industries is 12 Main Street, Austin, TX \[1\]\.$/],
    ["Is Delta based in Ohio?", /^No\. The address .* Austin, TX/],
    ["Is Delta in Europe?", /^The address .* Austin, TX \[1\]\.$/],
    ["Is Delta in France?", /^The address .* Austin, TX \[1\]\.$/],
    ["Delta est-il au Texas ?", /^Oui\. Sur la fiche/],
    ["Show me Delta's address and phone number", /555 0100.*12 Main Street/],
    ["What is Delta's phone number?", /\+1 512 555 0100/, /billing@/],
    ["How can I reach Delta?", /billing@delta\.example.*555/],
    ["Who is the account manager of Delta?", /account manager .* is Ann Lee/],
    ["Who looks after Delta?", /Ann Lee/],
    ["Which channel does Delta prefer?", /preferred channel .* is telephone/],
    ["What tier is Delta?", /The tier on record for Delta Industries is gold/],
    ["How many employees does Delta have?", /On record for Delta Industries: employees 140 \[1\]\./],
    ["Is Delta a key account?", /^Yes\. On record for Delta Industries: key account yes/],
    ["What is Delta's VAT number?", /US-778/],
    [
      "Quelle est l'adresse de Delta ?",
      /Sur la fiche de Delta Industries : adresse 12 Main Street, Austin, TX \[1\]\./
    ],
    ["Où se trouve Delta ?", /Austin/],
    ["Quel est le téléphone de Delta ?", /555 0100/],
    ["Qui est le responsable de Delta ?", /Ann Lee/]
  ]
  for (const [question, says, leavesOut] of asked) {
    it(question, () => {
      const text = answerTo(question)
      assert.match(text, says)
      assert.isAbove(confidence(synthesisOf(question)), 0.8)
      if (leavesOut !== undefined) assert.notMatch(text, leavesOut)
    })
  }

  for (
    const question of [
      "How is Delta doing?",
      "What's the state of Delta?",
      "How many orders did Delta place?",
      "Where is Delta's order?",
      "Should we extend Delta's terms?",
      "What does Delta owe us?",
      "Who is Delta's CFO?",
      "Did Delta answer my e-mail?",
      "Has Delta paid by phone?",
      "Is Delta in trouble?",
      "Is Delta in arrears?"
    ]
  ) {
    it(`is not told where it was not asked for: ${question}`, () => {
      assert.notMatch(answerTo(question), /billing@|Austin|gold|Ann Lee|555/)
    })
  }

  it("is no place of another kind than its field says", () => {
    const fields = [{ name: "city", value: "Lebanon" }, { name: "state", value: "Ohio" }]
    const text = answerTo("Is Delta in the US?", [{ ...details, data: { fields } }])
    assert.match(text, /^The address on record for Delta Industries is Lebanon, Ohio/)
  })

  it("stands against a note that says otherwise, and the answer says so", () => {
    const note: Evidence = {
      kind: "memory",
      ref: "memory:1",
      title: "Note",
      text: "You said: \"Delta's e-mail is accounts@delta.example\".",
      score: 0.9,
      entity_id: delta.entity_id,
      at: Date.UTC(2026, 1, 1)
    }
    const text = answerTo("What's Delta's e-mail?", [details, note])
    assert.match(text, /billing@delta\.example \[\d\]/)
    assert.match(
      text,
      /your note .* says accounts@delta\.example \[\d\]; the customer record says billing@delta\.example/
    )
  })
})
