import { assert, describe, it } from "@effect/vitest"
import * as KeptVectors from "../../../src/knowledge/Documents/KeptVectors.ts"

describe("Vectors in the process", () => {
  it("are found as of their version alone", () => {
    const kept = KeptVectors.make<string>(10)
    kept.keep("acme", "1", "of acme", 4)
    assert.strictEqual(kept.find("acme", "1"), "of acme")
    assert.isUndefined(kept.find("acme", "2"))
    assert.isUndefined(kept.find("rival", "1"))
  })

  it("make room, those first that were kept for longest", () => {
    const kept = KeptVectors.make<string>(10)
    kept.keep("first", "1", "a", 4)
    kept.keep("second", "1", "b", 4)
    kept.keep("first", "1", "a", 5)
    kept.keep("third", "1", "c", 4)
    assert.deepStrictEqual(["first", "second", "third"].map((tenant) => kept.find(tenant, "1")), ["a", undefined, "c"])
  })

  it("are not kept where they need more than all the room", () => {
    const kept = KeptVectors.make<string>(10)
    kept.keep("acme", "1", "many", 11)
    assert.isUndefined(kept.find("acme", "1"))
    kept.keep("acme", "2", "few", 1)
    assert.strictEqual(kept.find("acme", "2"), "few")
  })
})
