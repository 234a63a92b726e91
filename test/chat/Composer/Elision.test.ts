import { assert, it } from "@effect/vitest"
import { de, que } from "../../../src/chat/Composer/Elision.ts"

it("French words lose their vowel before a name that begins with one", () => {
  assert.deepStrictEqual(
    ["Acme", "Émile", "Œuvre", "Uber", "Yves"].map(de),
    ["d'Acme", "d'Émile", "d'Œuvre", "d'Uber", "d'Yves"]
  )
  assert.deepStrictEqual(["Delta", "Harbor", "Yahoo", "3M"].map(de), ["de Delta", "de Harbor", "de Yahoo", "de 3M"])
  assert.deepStrictEqual(["Acme", "Delta"].map(que), ["qu'Acme", "que Delta"])
})
