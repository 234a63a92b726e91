import { assert, it } from "@effect/vitest"
import { listingOf } from "../../../src/chat/Reading/Listing.ts"

it("what documents are to be about is read where documents are asked for", () => {
  assert.strictEqual(listingOf("Which documents mention rush orders?"), "rush orders")
  assert.strictEqual(listingOf("What policies are about late payment"), "late payment")
  assert.strictEqual(listingOf("Quels documents parlent des remises ?"), "remises")
  assert.strictEqual(listingOf("Quelles politiques évoquent l'escompte ?"), "l'escompte")
})

it("a question for what one of them says is none for the documents", () => {
  assert.isUndefined(listingOf("What is our returns policy?"))
  assert.isUndefined(listingOf("What does the contract say about penalties?"))
})
