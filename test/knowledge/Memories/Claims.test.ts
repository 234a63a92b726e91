import { assert, describe, it } from "@effect/vitest"
import { claimOf, contradict, sayTheSame } from "../../../src/knowledge/Memories/Claims.ts"

const delta = ["c1"]
const acme = ["c2"]
const said = (content: string, entity_ids: ReadonlyArray<string> = delta) => ({ content, entity_ids, speaker: null })

describe("Claims", () => {
  it("reads subject, attribute and value", () => {
    assert.deepStrictEqual(claimOf("Delta's new contact is Jane Roe."), {
      subject: "delta",
      attribute: "contact",
      value: "jane roe"
    })
    assert.deepStrictEqual(claimOf("The payment terms of Acme are now 45 days"), {
      subject: "acme",
      attribute: "payment term",
      value: "45 day"
    })
    assert.isUndefined(claimOf("The weather was fine"))
  })

  it("sees other values of the same attribute of the same subject as contradicting", () => {
    for (
      const [first, second] of [
        ["Delta's contact is Jane Roe.", "Delta's new contact is Bob Hall."],
        ["Delta's contact is Jane Roe.", "The contact at Delta Industries is Bob Hall."],
        ["Delta's payment terms are 30 days.", "Delta pays within 45 days."],
        ["Delta's contact is Jane Roe.", "Their contact is Bob Hall."],
        ["Delta prefers email.", "Delta prefers phone calls."],
        ["Delta has a credit limit of 50,000.", "Delta's credit limit is 80,000."],
        ["My name is Sam.", "Call me Max."],
        ["Je m'appelle Luc.", "Appelle-moi Marc."],
        ["I'm meeting Acme on Thursday at 3pm", "The meeting with Acme is on Friday at 2pm"],
        ["We are seeing Acme tomorrow", "My meeting with Acme was moved to Monday"]
      ] as const
    ) assert.isTrue(contradict(said(first), said(second)), `${first} ${second}`)
  })

  it("sees none where subject or attribute differ, or the value is the same", () => {
    assert.isFalse(contradict(said("Delta's contact is Jane."), said("Acme's contact is Bob.", acme)))
    assert.isFalse(contradict(said("Delta's contact is Jane."), said("Delta's phone number is 555.")))
    assert.isFalse(contradict(said("I'm meeting Acme on Friday"), said("I'm meeting Delta on Monday")))
    assert.isFalse(contradict(said("Delta's contact is Jane."), said("The contact of Delta is now Jane")))
    assert.isFalse(contradict(said("Delta prefers email."), said("Delta prefers morning deliveries.")))
    assert.isFalse(contradict(said("Their contact is Jane."), said("Their contact is Bob.", acme)))
    assert.isFalse(contradict(said("My name is Sam."), said("Their name is Delta.")))
    assert.isFalse(contradict(said("Jane's phone is 1."), said("Bob's phone is 2.")))
  })

  it("knows the same thing in nearly the same words", () => {
    assert.isTrue(sayTheSame(said("Delta prefers email."), said("delta prefers emails")))
    assert.isFalse(sayTheSame(said("Delta orders 30 pallets."), said("Delta orders 40 pallets.")))
    assert.isFalse(sayTheSame(said("Delta accepts returns."), said("Delta never accepts returns.")))
    assert.isFalse(sayTheSame(said(""), said("")))
  })
})
