import { assert, describe, it } from "@effect/vitest"
import * as KeptVectors from "../../../src/knowledge/Documents/KeptVectors.ts"

describe("Vectors in the process", () => {
  it("are found as of their version alone", () => {
    const kept = KeptVectors.make<string>(10)
    kept.keep("acme", "1", "of acme", 4, 0)
    assert.strictEqual(kept.find("acme", "1", 0), "of acme")
    assert.isUndefined(kept.find("acme", "2", 0))
    assert.isUndefined(kept.find("rival", "1", 0))
  })

  it("make room, those first that were kept for longest", () => {
    const kept = KeptVectors.make<string>(10)
    kept.keep("first", "1", "a", 4, 0)
    kept.keep("second", "1", "b", 4, 0)
    kept.keep("first", "1", "a", 5, 0)
    kept.keep("third", "1", "c", 4, 0)
    assert.deepStrictEqual(["first", "second", "third"].map((tenant) => kept.find(tenant, "1", 0)), [
      "a",
      undefined,
      "c"
    ])
  })

  it("are not kept where they need more than all the room", () => {
    const kept = KeptVectors.make<string>(10)
    kept.keep("rival", "1", "some", 9, 0)
    kept.keep("acme", "1", "many", 11, 0)
    assert.strictEqual(kept.find("rival", "1", 0), "some")
    assert.isUndefined(kept.find("acme", "1", 0))
    kept.keep("acme", "2", "few", 1, 0)
    assert.strictEqual(kept.find("acme", "2", 0), "few")
  })

  it("go after ten minutes without a question, when anybody asks", () => {
    const kept = KeptVectors.make<string>(10)
    const minutes = 60_000
    kept.keep("acme", "1", "a", 4, 0)
    kept.keep("rival", "1", "b", 4, 0)
    assert.strictEqual(kept.find("rival", "1", 9 * minutes), "b")
    assert.isUndefined(kept.find("nobody", "1", 10 * minutes))
    assert.deepStrictEqual(["acme", "rival"].map((tenant) => kept.find(tenant, "1", 10 * minutes)), [undefined, "b"])
  })
})
