import { assert, describe, it } from "@effect/vitest"
import { rewordedBy, wantedIn, widened } from "../../../src/chat/Reading/Synonyms.ts"

const surcharge = "Rush order policy > Surcharge Rush orders carry a surcharge of 8 % of the order amount."
const collection = "Dunning policy > Collection Accounts more than 90 days overdue are handed to collection."

describe("a question in other words", () => {
  it("finds the text that says the same, and tells which words stand for which", () => {
    const wanted = wantedIn("What is the surcharge for urgent jobs?")
    assert.include(widened(wanted).split(" "), "rush")
    assert.deepStrictEqual(rewordedBy(wanted, surcharge)?.read, [["order", "jobs"]])
  })

  it("is asked in English where it is French", () => {
    const wanted = wantedIn("Quels frais pour une commande urgente ?")
    assert.include(widened(wanted).split(" "), "surcharge")
    assert.deepStrictEqual(rewordedBy(wanted, surcharge)?.read, [["surcharge", "frais"]])
  })

  it("needs no telling where only the language is another", () => {
    assert.deepStrictEqual(
      rewordedBy(wantedIn("Quel supplément pour une commande urgente ?"), surcharge),
      { question: "supplement commande urgente", read: [] }
    )
  })

  it("is not answered by a text that lacks one of the things it asks for", () => {
    assert.isUndefined(rewordedBy(wantedIn("What is the surcharge for urgent jobs?"), collection))
    assert.isUndefined(rewordedBy(wantedIn("When is a travel expense handed to a debt collector?"), collection))
  })

  it("is asked only where it wants two things: one word may well mean something else", () => {
    assert.deepStrictEqual(wantedIn("What is our leave policy?"), [])
    assert.deepStrictEqual(wantedIn("Quelle est la politique de congés ?"), [])
  })

  it("has no other words where the trade has none for it", () => {
    assert.deepStrictEqual(wantedIn("Why is the moon round?"), [])
  })
})
