import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Redacted } from "effect"
import { config } from "../../src/llm/ModelConfig.ts"

const read = (environment: Readonly<Record<string, string>>) =>
  Effect.withConfigProvider(config, ConfigProvider.fromMap(new Map(Object.entries(environment))))
const named = (environment: Readonly<Record<string, string>>) =>
  Effect.map(read(environment), ({ models }) => models.map(({ model, provider }) => `${provider}/${model}`))

const openai = { OPENAI_API_KEY: "sk-openai" }
const anthropic = { ANTHROPIC_API_KEY: "sk-anthropic" }

describe("which models answer", () => {
  const cases: ReadonlyArray<readonly [string, Readonly<Record<string, string>>, ReadonlyArray<string>]> = [
    ["none without keys", {}, []],
    ["none where keys are empty", { OPENAI_API_KEY: "" }, []],
    ["a key's usual model, then its small one", openai, ["openai/gpt-4o", "openai/gpt-4o-mini"]],
    ["with two keys the other provider is the fallback", { ...openai, ...anthropic }, [
      "openai/gpt-4o",
      "anthropic/claude-sonnet-4-5"
    ]],
    ["Google alone", { GOOGLE_API_KEY: "key" }, ["google/gemini-2.5-flash", "google/gemini-2.5-flash-lite"]],
    ["what is named, whatever keys there are", {
      ...openai,
      HOLDFAST_PRIMARY_MODEL: "anthropic/claude-x",
      HOLDFAST_FALLBACK_MODEL: "openai/gpt-x"
    }, ["anthropic/claude-x", "openai/gpt-x"]],
    ["a list is a longer chain, and nobody is asked twice", {
      HOLDFAST_PRIMARY_MODEL: "openai/a, openai/b",
      HOLDFAST_FALLBACK_MODEL: "compatible/org/c,openai/a"
    }, ["openai/a", "openai/b", "compatible/org/c"]],
    [
      "the composer's name means no model, with keys as well",
      { ...openai, HOLDFAST_PRIMARY_MODEL: "local/composer" },
      []
    ],
    ["the composer as the fallback means no other model", { ...openai, HOLDFAST_FALLBACK_MODEL: "local/composer" }, [
      "openai/gpt-4o"
    ]],
    ["a server of one's own has no usual fallback", {
      HOLDFAST_PRIMARY_MODEL: "compatible/llama3",
      COMPATIBLE_BASE_URL: "http://localhost:11434/v1"
    }, ["compatible/llama3"]]
  ]
  for (const [name, environment, expected] of cases) {
    it.effect(name, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* named(environment), expected)
      }))
  }

  const wrong: ReadonlyArray<readonly [string, string, Readonly<Record<string, string>>]> = [
    ["a model without its provider", "HOLDFAST_PRIMARY_MODEL", { HOLDFAST_PRIMARY_MODEL: "gpt4" }],
    ["an unknown provider", "HOLDFAST_FALLBACK_MODEL", { HOLDFAST_FALLBACK_MODEL: "openai/a,acme/b" }],
    ["a provider without a model", "HOLDFAST_PRIMARY_MODEL", { HOLDFAST_PRIMARY_MODEL: "openai/" }],
    ["an address that is none", "OPENAI_BASE_URL", { OPENAI_BASE_URL: "localhost:8080" }],
    ["a rate of nothing", "HOLDFAST_LLM_REQUESTS_PER_MINUTE", { HOLDFAST_LLM_REQUESTS_PER_MINUTE: "0" }]
  ]
  for (const [name, variable, environment] of wrong) {
    it.effect(`${name} is an error that names the variable`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(read({ ...openai, ...environment }))

        assert.include(String(error), variable)
        assert.notInclude(String(error), "sk-openai")
      }))
  }

  it.effect("all that is wrong is told at once", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(read({
        HOLDFAST_PRIMARY_MODEL: "gpt4",
        COMPATIBLE_BASE_URL: "nowhere",
        HOLDFAST_LLM_REQUESTS_PER_MINUTE: "many"
      }))

      for (const name of ["HOLDFAST_PRIMARY_MODEL", "COMPATIBLE_BASE_URL", "HOLDFAST_LLM_REQUESTS_PER_MINUTE"]) {
        assert.include(String(error), name)
      }
    }))

  it.effect("keys stay redacted", () =>
    Effect.gen(function*() {
      const settings = yield* read(openai)

      assert.notInclude(JSON.stringify(settings), "sk-openai")
      const key = settings.access.openai.api_key
      assert.strictEqual(key === undefined ? "" : Redacted.value(key), "sk-openai")
    }))
})
