import { expect, it } from "@effect/vitest"
import * as Memo from "../../../src/llm/Embeddings/Memo.ts"

it("asks the function once for what is asked again and again, however much else comes, and forgets the rest", () => {
  const asked: Array<string> = []
  const length = Memo.make(10, (key) => {
    asked.push(key)
    return key.length
  })
  for (let n = 0; n < 200; n++) {
    expect(length("constant")).toBe(8)
    expect(length(`x${n}`)).toBe(`x${n}`.length)
  }
  expect(asked.filter((key) => key === "constant")).toHaveLength(1)
  length("x0")
  expect(asked.filter((key) => key === "x0")).toHaveLength(2)
  length("x199")
  expect(asked.filter((key) => key === "x199")).toHaveLength(1)
  const long = "x".repeat(2_000)
  expect(length(long) + length(long)).toBe(4_000)
  expect(asked.filter((key) => key === long)).toHaveLength(2)
})
