import { assert, it } from "@effect/vitest"
import { sayingOf } from "../../../src/chat/Reading/Saying.ts"
import { wantedIn } from "../../../src/chat/Reading/Synonyms.ts"
import { howDone, maySayFreely, ofTheTrade, unsaidIn } from "../../../src/chat/Reading/Wholly.ts"

const shipping = { title: "Shipping", text: "Normal orders ship within three working days." }

it("how things are done in the trade is told apart from what once happened and from other matters", () => {
  for (const one of ["Do we ship to Canada?", "Can a delivery be left outside?", "Quelle est notre politique ?"]) {
    assert.isTrue(ofTheTrade(one), one)
  }
  for (const other of ["What did Tesla sell?", "What are rotors attached to?", "When was the order founded?"]) {
    assert.isFalse(ofTheTrade(other), other)
  }
})

it("what no text says is named, light words aside", () => {
  assert.deepStrictEqual(unsaidIn(wantedIn("Does it take long until we ship to Canada?"), [shipping]), ["canada"])
  assert.deepStrictEqual(unsaidIn(wantedIn("Do we deliver normal orders?"), [shipping]), [])
  assert.deepStrictEqual(unsaidIn(wantedIn("What happens when a customer does not come?"), [shipping]), [])
})

it("a text about the one that is named, or in another language, may say it in its own words", () => {
  assert.isTrue(maySayFreely("What does Tesla charge?", { title: "", text: "At Tesla a fee is usual." }))
  assert.isTrue(maySayFreely("Who approves a discount?", { title: "", text: "Une remise est accordée par nous." }))
  assert.isFalse(maySayFreely("Do we ship to Canada?", shipping))
})

it("a word is found in its other forms, a French one by its beginning", () => {
  const saying = sayingOf("Net 60 needs the approval of a special kind; goods are sent back.")
  assert.strictEqual(saying("approved"), "approved")
  assert.strictEqual(saying("send"), "send")
  assert.strictEqual(saying("spéciaux", true), "special")
  assert.isUndefined(saying("recyclable"))
  assert.isUndefined(sayingOf("A delivery that is late is reported.")("overdue"), "only payments are overdue")
  assert.isDefined(sayingOf("Interest is charged on the overdue amount.")("late"))
  assert.isDefined(sayingOf("A payment that is overdue is asked for.")("late payment"))
  assert.isUndefined(
    sayingOf(
      "Terms are extended when no invoice is overdue, exposure stays below 80 % of the limit and payment has not slowed."
    )(
      "late payment"
    ),
    "the words of a phrase stand together"
  )
})

it("how a thing is done is told from where or how large it is", () => {
  for (const one of ["How is personal data encrypted?", "How are complaints handled?"]) assert.isTrue(howDone(one), one)
  for (
    const other of ["How is Delta doing?", "How are shipments insured when they go abroad?", "How old is the data?"]
  ) {
    assert.isFalse(howDone(other), other)
  }
})
