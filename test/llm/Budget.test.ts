import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as BaseUrl from "../../src/llm/BaseUrl.ts"
import * as Budget from "../../src/llm/Budget.ts"
import * as PackageRoot from "../../src/storage/PackageRoot.ts"

describe("what a call costs", () => {
  it.effect("is read from the price list that is shipped, for dated releases as well", () =>
    Effect.gen(function*() {
      const prices = yield* Budget.read(`${PackageRoot.config}/prices.json`)
      const used = { input: 1_000_000, output: 1_000_000 }

      assert.strictEqual(Budget.cost(prices, "openai/gpt-4o", used), 12.5)
      assert.strictEqual(Budget.cost(prices, "openai/gpt-4o-2024-08-06", used), 12.5)
      assert.strictEqual(Budget.cost(prices, "anthropic/claude-sonnet-4-20250514", used), 18)
      assert.strictEqual(Budget.cost(prices, "compatible/llama3", used), 0)
    }).pipe(Effect.provide(NodeContext.layer)))

  it.effect("is nothing where the list cannot be read", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* Budget.read("/nowhere/prices.json"), Budget.free)
    }).pipe(Effect.provide(NodeContext.layer)))

  it("tokens are estimated for Latin and for wide scripts", () => {
    assert.strictEqual(Budget.tokens(""), 0)
    assert.strictEqual(Budget.tokens("Delta Industries pays late."), 7)
    assert.strictEqual(Budget.tokens("德尔塔工业"), 5)
  })
})

describe("base URLs", () => {
  for (
    const [written, meant] of [
      ["https://host", "https://host/v1"],
      ["https://host/", "https://host/v1"],
      ["https://host/v1/", "https://host/v1"],
      ["https://host/v1/chat/completions", "https://host/v1"],
      ["https://host/v1/responses", "https://host/v1"],
      ["http://host:8080/openai/deployments/x", "http://host:8080/openai/deployments/x"]
    ] as const
  ) {
    it(`of OpenAI's kind: ${written}`, () => {
      assert.strictEqual(BaseUrl.openAi(written), meant)
    })
  }
  for (const written of ["https://host", "https://host/v1", "https://host/v1/messages", "https://host/"]) {
    it(`of Anthropic's: ${written}`, () => {
      assert.strictEqual(BaseUrl.anthropic(written), "https://host")
    })
  }
})
