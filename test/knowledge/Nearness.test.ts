import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { nearness } from "../../src/knowledge/Nearness.ts"

describe("Nearness", () => {
  it("counts only what is nearer than texts are in general, where there are enough to tell", () => {
    const usual = Array.from({ length: 30 }, () => 0.7)
    const [near = 0, far = 1] = nearness([0.9, ...usual]).filter((_, i) => i < 2)
    assert.approximately(near, 0.66, 0.02)
    assert.strictEqual(far, 0)
    assert.deepStrictEqual(nearness([0.9, 0.7, -0.2]), [0.9, 0.7, 0])
  })

  it("leaves what is unknown out of what is usual", () => {
    const alike = Array.from({ length: 30 }, () => 0.7)
    assert.deepStrictEqual(
      nearness([0.9, ...alike, ...alike.map(() => undefined)]).slice(0, 31),
      nearness([0.9, ...alike])
    )
    assert.deepStrictEqual(nearness([undefined]), [0])
  })

  it("is from 0 to 1", () => {
    FastCheck.assert(
      FastCheck.property(FastCheck.array(FastCheck.double({ min: -1, max: 1, noNaN: true })), (cosines) => {
        assert.isTrue(nearness(cosines).every((one) => one >= 0 && one <= 1))
      })
    )
  })
})
