import { assert, describe, it } from "@effect/vitest"
import { namesOneThing, rewordable, rewordedBy, wantedIn, widened } from "../../../src/chat/Reading/Synonyms.ts"

const surcharge = {
  title: "Rush order policy > Surcharge",
  text: "Rush orders carry a surcharge of 8 % of the order amount."
}
const collection = {
  title: "Dunning policy > Collection",
  text: "Accounts more than 90 days overdue are handed to collection."
}
const retention = { title: "Data retention policy", text: "Data of contacts who leave a customer is deleted." }

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

  it("needs the other word in the title where one word is all it asks for: it may well mean something else", () => {
    for (const question of ["What is our holiday policy?", "Quelle est la politique de congés ?"]) {
      const wanted = wantedIn(question)
      assert.isUndefined(rewordedBy(wanted, retention))
      assert.isDefined(rewordedBy(wanted, { ...retention, title: "Leave policy" }))
    }
  })

  it("prefers the other word of the title, where one thing is asked for", () => {
    for (const question of ["How do we deal with late payments?", "Que faire en cas de retard de paiement ?"]) {
      assert.deepStrictEqual(rewordedBy(wantedIn(question), collection)?.read.map(([now]) => now), ["dunning"])
    }
  })

  it("is answered by what is one-way an answer, and in French in whatever form of its verb", () => {
    const freight = { title: "Shipping", text: "Freight is free above 1,500 dollars." }
    assert.deepStrictEqual(rewordedBy(wantedIn("What does a delivery cost?"), freight)?.read, [
      ["shipping", "delivery"],
      ["free", "cost"]
    ])
    assert.notInclude(widened(wantedIn("When is it free?")).split(" "), "cost")
    const returned = { title: "Returns", text: "Goods may be returned within 30 days." }
    assert.isDefined(rewordedBy(wantedIn("Quand les marchandises peuvent-elles être retournées ?"), returned))
  })

  it("names one thing, of which a part is another", () => {
    for (
      const one of ["What are late fees?", "what's our maternity leave policy", "Quels sont les frais de retard ?"]
    ) {
      assert.isTrue(namesOneThing(one), one)
    }
    for (
      const other of [
        "Who approves discounts?",
        "What is done when a delivery is late?",
        "What is needed to return goods?"
      ]
    ) {
      assert.isFalse(namesOneThing(other), other)
    }
  })

  it("tells french words as they are written", () => {
    assert.deepStrictEqual(
      rewordedBy(wantedIn("Quelles pénalités en cas de retard de paiement ?"), {
        title: "Dunning",
        text: "Interest is charged on the overdue amount."
      })?.read,
      [["interest", "pénalité"]]
    )
  })

  it("takes a verb in another form for its own, and is judged by the form that stands there", () => {
    assert.deepStrictEqual(
      rewordedBy(wantedIn("Do we keep old orders?"), {
        title: "Data retention",
        text: "Orders are kept for 10 years."
      }),
      { question: "kept old orders", read: [] }
    )
  })

  it("hears what something costs extra in whatever order it is asked", () => {
    for (const question of ["How much extra does a rush order cost?", "Do rush orders cost extra?"]) {
      assert.deepStrictEqual(rewordedBy(wantedIn(question), surcharge)?.read, [["surcharge", "cost extra"]], question)
    }
  })

  it("takes what is given up to a number for the most of it", () => {
    const special = { title: "Discounts", text: "A discount of up to 5 % may be granted." }
    assert.deepStrictEqual(rewordedBy(wantedIn("What is the maximum discount?"), special)?.read, [])
  })

  it("has no other words where the trade has none for it", () => {
    assert.isFalse(rewordable(wantedIn("Why is the moon round?")))
  })
})
