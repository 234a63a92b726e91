import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect } from "effect"
import * as Settings from "../src/Settings.ts"

const read = (variables: Readonly<Record<string, string>>) =>
  Effect.withConfigProvider(
    Settings.settings,
    ConfigProvider.fromMap(new Map(Object.entries(variables)), { pathDelim: "__" })
  )

const faults = (variables: Readonly<Record<string, string>>) =>
  Effect.map(Effect.flip(read(variables)), Settings.faults)

describe("Settings", () => {
  it.effect("has a default for everything", () =>
    Effect.gen(function*() {
      const settings = yield* read({})
      assert.strictEqual(settings.serving.port, 8000)
      assert.strictEqual(settings.serving.host, "127.0.0.1")
      assert.strictEqual(settings.serving.chatDeadlineMs, 10_000)
      assert.deepStrictEqual(settings.models.models, [])
      assert.deepStrictEqual(Settings.shown(settings).models, ["local/composer"])
    }))

  it.effect("names every fault at once", () =>
    Effect.gen(function*() {
      const found = yield* faults({
        PORT: "80000",
        REDIS_URL: "localhost",
        HOLDFAST_QUEUE_SIZE: "many",
        HOLDFAST_TIMEOUT_FACTS: "soon",
        HOLDFAST_BREAKER_FACTS: "0",
        HOLDFAST_RETRY_FACTS: "99",
        HOLDFAST_EMBEDDER: "word2vec"
      })
      const text = found.join("\n")
      for (
        const name of [
          "PORT",
          "REDIS_URL",
          "HOLDFAST_QUEUE_SIZE",
          "HOLDFAST_TIMEOUT_FACTS",
          "HOLDFAST_BREAKER_FACTS",
          "HOLDFAST_RETRY_FACTS",
          "HOLDFAST_EMBEDDER"
        ]
      ) assert.include(text, name)
      assert.strictEqual(found.length, 7)
    }))

  it.effect("sets a guard otherwise, by its name", () =>
    Effect.gen(function*() {
      const { guards } = yield* read({
        HOLDFAST_TIMEOUT_FACTS: "2 seconds",
        HOLDFAST_RETRY_FACTS: "2",
        HOLDFAST_BREAKER_DOCUMENTS: "3, 10 seconds"
      })
      assert.deepStrictEqual(guards["facts"], { timeout: Duration.seconds(2), retry: { attempts: 2 } })
      assert.deepStrictEqual(guards["documents"], {
        breaker: { consecutive_failures: 3, reset_timeout: Duration.seconds(10) }
      })
    }))

  it.effect("sets the guard of a provider, of the embedder and of Redis, and refuses what would set none", () =>
    Effect.gen(function*() {
      const { guards } = yield* read({
        HOLDFAST_TIMEOUT_OPENAI: "3 seconds",
        HOLDFAST_RETRY_EMBEDDER: "2",
        HOLDFAST_BREAKER_REDIS: "2, 1 second"
      })
      assert.deepStrictEqual(guards["openai"], { timeout: Duration.seconds(3) })
      assert.deepStrictEqual(guards["embedder"], { retry: { attempts: 2 } })
      assert.deepStrictEqual(guards["redis"], {
        breaker: { consecutive_failures: 2, reset_timeout: Duration.seconds(1) }
      })

      const found = yield* faults({ PORT: "x", HOLDFAST_TIMEOUT_FACT: "1 second", HOLDFAST_RETRY_REDIS: "2" })
      assert.strictEqual(found.length, 3)
      assert.match(found[1] ?? "", /^HOLDFAST_RETRY_REDIS: .*FACTS/)
      assert.match(found[2] ?? "", /^HOLDFAST_TIMEOUT_FACT: .*FACTS/)
    }))

  it.effect("keeps keys out of what it shows", () =>
    Effect.gen(function*() {
      const settings = yield* read({
        HOST: "0.0.0.0",
        HOLDFAST_API_KEYS: "very-private:acme:operator",
        DATABASE_URL: "postgres://u:hidden@db/x",
        OPENAI_API_KEY: "sk-hidden"
      })
      const text = JSON.stringify(Settings.shown(settings))
      assert.notMatch(text, /very-private|hidden/)
      assert.include(text, "acme")
      assert.include(text, "openai/gpt-4o")
    }))

  it.effect("takes faults for the start only where they are switched on, and only of what there is", () =>
    Effect.gen(function*() {
      const fault = (component: string) => JSON.stringify([{ component, kind: "latency", latency_ms: 1_500 }])
      const { chaos } = yield* read({ HOLDFAST_CHAOS: "on", HOLDFAST_CHAOS_FAULTS: fault("database") })
      assert.deepStrictEqual(chaos, {
        on: true,
        faults: [{ component: "database", kind: "latency", latency_ms: 1_500 }]
      })
      assert.isFalse((yield* read({})).chaos.on)
      assert.include((yield* faults({ HOLDFAST_CHAOS_FAULTS: fault("database") }))[0], "HOLDFAST_CHAOS is off")
      assert.include(
        (yield* faults({ HOLDFAST_CHAOS: "on", HOLDFAST_CHAOS_FAULTS: fault("cache") }))[0],
        "vector_search"
      )
      assert.include((yield* faults({ HOLDFAST_CHAOS: "on", HOLDFAST_CHAOS_FAULTS: "database" }))[0], "expected a list")
      assert.include((yield* faults({ HOLDFAST_CHAOS: "perhaps" }))[0], "expected on or off")
    }))

  it.effect("will not serve other machines without keys, nor an embedder without its server", () =>
    Effect.gen(function*() {
      assert.include((yield* faults({ HOST: "0.0.0.0" }))[0], "HOLDFAST_API_KEYS")
      yield* read({ HOST: "0.0.0.0", HOLDFAST_ALLOW_ANONYMOUS: "true" })
      assert.include((yield* faults({ HOLDFAST_EMBEDDER: "openai/text-embedding-3-small" }))[0], "OPENAI_API_KEY")
    }))
})
