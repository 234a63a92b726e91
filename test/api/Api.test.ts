import { HttpApiClient, OpenApi } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Api } from "../../src/api/Api.ts"
import { ErrorReply } from "../../src/api/Errors.ts"
import { SessionId, UserId } from "../../src/domain/Ids.ts"
import { start } from "../http/Harness.ts"

const document = OpenApi.fromApi(Api)
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation }))
)

describe("the OpenAPI document", () => {
  it("has every path of the contract", () => {
    const paths = [
      "/api/chat",
      "/api/query",
      "/api/documents",
      "/api/documents/{id}",
      "/api/documents/search",
      "/api/memories",
      "/api/memories/{id}",
      "/api/memories/search",
      "/api/users/{user_id}/export",
      "/api/users/{user_id}",
      "/api/v1/domain/{table}",
      "/api/v1/entities",
      "/api/v1/entities/{id}/aliases",
      "/api/v1/entities/{id}/aliases/{alias}",
      "/api/v1/entities/{id}/patterns",
      "/api/sessions/{id}",
      "/api/sessions/{id}/archives",
      "/api/sessions/{id}/restore",
      "/api/feedback",
      "/health",
      "/health/live",
      "/health/ready",
      "/health/db",
      "/health/vector",
      "/health/ai",
      "/health/cache",
      "/metrics"
    ]
    assert.deepStrictEqual(paths.filter((path) => document.paths[path] === undefined), [])
  })

  it("tells of every operation what it is for, and that its errors look alike", () => {
    for (const { operation, path } of operations) {
      assert.isString(operation.summary, path)
      if (!path.startsWith("/api/")) continue
      for (const status of [400, 401, 429, 500, 503]) {
        assert.deepStrictEqual(
          operation.responses[status]?.content?.["application/json"]?.schema,
          { $ref: "#/components/schemas/ErrorReply" },
          `${path} ${status}`
        )
      }
      assert.deepStrictEqual(operation.security, [{ bearer: [] }, { api_key: [] }])
    }
    assert.notInclude(JSON.stringify(document), "HttpApiDecodeError")
  })

  it("has no reference to nothing", () => {
    const names = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`))
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([_, reference]) => reference)
    assert.isAbove(references.length, 20)
    assert.deepStrictEqual(references.filter((reference) => !names.has(reference ?? "")), [])
  })
})

describe("the derived client", () => {
  it.scoped("asks, and fails with the envelope", () =>
    Effect.gen(function*() {
      const { port } = yield* start()
      const client = yield* HttpApiClient.make(Api, { baseUrl: `http://127.0.0.1:${port}` })
      const answer = yield* client.chat.ask({ payload: { query: "How is Delta?", session_id: SessionId.make("s") } })
      assert.strictEqual(answer.text, "You asked: How is Delta?")
      const reply = yield* client.chat.askOnce({ payload: { query: "q", client_id: UserId.make("c") } })
      assert.strictEqual(reply.success, true)
      const failure = yield* Effect.flip(client.monitoring.reset({ path: { name: "none" } }))
      assert.instanceOf(failure, ErrorReply)
      assert.strictEqual(failure instanceof ErrorReply ? failure.error.code : "", "not_found")
    }).pipe(Effect.provide(NodeHttpClient.layerUndici)))
})
