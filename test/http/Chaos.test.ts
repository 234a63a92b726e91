import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Service from "../support/Service.ts"

const path = "/api/v1/chaos"

it.scopedLive("faults on purpose do not exist unless the service was started with them", () =>
  Effect.gen(function*() {
    const service = yield* Service.start()
    for (const [method, body] of [["GET"], ["PUT", { faults: [] }], ["DELETE"]] as const) {
      const reply = yield* service.call(method, path, body)
      assert.strictEqual(reply.status, 404)
      assert.include(reply.json["error"]["message"], "HOLDFAST_CHAOS=on")
    }
    assert.isUndefined((yield* service.call("GET", "/health")).json["checks"]["chaos"])
  }), 60_000)

it.scopedLive("an operator sets, sees and lifts faults while the database hangs", () =>
  Effect.gen(function*() {
    const service = yield* Service.start({
      HOLDFAST_CHAOS: "on",
      HOLDFAST_CHAOS_FAULTS: JSON.stringify([{ component: "embedder", kind: "error", rate: 0 }]),
      HOLDFAST_API_KEYS: "boss:default:operator,clerk:default"
    })
    const as = (key: string) => ({ "x-api-key": key })
    const shown = (yield* service.call("GET", path, undefined, as("boss"))).json
    assert.deepStrictEqual(shown["components"], ["database", "embedder", "vector_search"])
    assert.deepStrictEqual(shown["faults"], [{ component: "embedder", kind: "error", rate: 0, remaining_ms: null }])
    assert.strictEqual((yield* service.call("PUT", path, { faults: [] }, as("clerk"))).status, 403)

    const hang = { component: "database", kind: "timeout", for_ms: 60_000 }
    const set = yield* service.call("PUT", path, { faults: [hang] }, as("boss"))
    assert.strictEqual(set.status, 200)
    assert.strictEqual(set.json["faults"].length, 1)
    assert.isAbove(set.json["faults"][0]["remaining_ms"], 0)
    const asked = yield* service.call("POST", "/api/chat", {
      query: "What is the status of Delta Industries?",
      session_id: "s",
      deadline_ms: 1_000
    }, as("clerk"))
    assert.strictEqual(asked.status, 200)
    assert.isTrue(asked.json["degraded"])
    assert.strictEqual((yield* service.call("GET", "/health")).json["checks"]["chaos"]["status"], "degraded")
    assert.deepStrictEqual((yield* service.call("DELETE", path, undefined, as("boss"))).json["faults"], [])
    assert.strictEqual((yield* service.call("GET", "/health/db")).status, 200)
  }), 60_000)

it.scopedLive("says what is wrong with a plan, names what there is, and changes nothing", () =>
  Effect.gen(function*() {
    const service = yield* Service.start({ HOLDFAST_CHAOS: "on" })
    const refused = (faults: unknown) =>
      Effect.map(service.call("PUT", path, { faults }), ({ json, status }) => {
        assert.strictEqual(status, 400)
        return String(json["error"]["message"])
      })
    assert.include(yield* refused([{ component: "printer", kind: "error" }]), "database, embedder, vector_search")
    assert.include(yield* refused([{ component: "database", kind: "sloth" }]), "rate_limit")
    assert.include(yield* refused([{ component: "database", kind: "error", rate: 2 }]), "rate")
    const twice = { component: "database", kind: "error" }
    assert.include(yield* refused([twice, twice]), "twice")
    assert.deepStrictEqual((yield* service.call("GET", path)).json["faults"], [])
  }), 60_000)
