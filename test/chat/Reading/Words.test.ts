import { assert, it } from "@effect/vitest"
import { stem, withApostrophes } from "../../../src/chat/Reading/Words.ts"

it("French typed in haste gets its apostrophes back, and nothing else does", () => {
  assert.strictEqual(
    withApostrophes("quelle est la part d acme dans l ensemble"),
    "quelle est la part d'acme dans l'ensemble"
  )
  assert.strictEqual(withApostrophes("qu est-ce que delta nous doit"), "qu'est-ce que delta nous doit")
  assert.strictEqual(withApostrophes("plan d de la vitamine c"), "plan d de la vitamine c")
})

it("a short plural has the stem of its singular", () => {
  for (
    const [one, many] of [["note", "notes"], ["rate", "rates"], ["sale", "sales"], ["order", "orders"], [
      "deliver",
      "deliveries"
    ]] as const
  ) {
    assert.strictEqual(stem(many), stem(one))
  }
})
