import { assert, it } from "@effect/vitest"
import { quantityAsked } from "../../../src/chat/Reading/Quantity.ts"

it("a question for a number, or for how often, is answered only by what has one", () => {
  const texts: ReadonlyArray<readonly [question: string, answering: string, other: string]> = [
    ["How often is a limit reviewed?", "Limits are reviewed every quarter.", "An extension is reviewed after 90 days."],
    ["How many times do we call?", "We call twice.", "We call after the delivery."],
    ["À quelle fréquence relance-t-on ?", "Une relance part toutes les semaines.", "Une relance part après 15 jours."],
    ["How much tax do we pay?", "The tax is 8 %.", "A customer needs a tax number and two references."],
    ["How much is delivery?", "Delivery is free.", "Delivery takes two days."],
    ["Combien coûte la livraison ?", "La livraison est gratuite.", "La livraison suit la commande."],
    ["How many references are needed?", "Two references are needed.", "References are needed."],
    ["How big is our warehouse?", "The warehouse has 4,000 m².", "Stock for a third of orders is in the warehouse."],
    ["How long are records kept?", "Records are kept for 10 years.", "Records are kept in Ohio."]
  ]
  for (const [question, answering, other] of texts) {
    const answers = quantityAsked(question)
    assert.isTrue(answers?.(answering), question)
    assert.isFalse(answers?.(other), question)
  }
  for (
    const question of ["Who approves net 60?", "When is interest charged?", "How are limits set?", "Qui approuve ?"]
  ) {
    assert.isUndefined(quantityAsked(question), question)
  }
})
