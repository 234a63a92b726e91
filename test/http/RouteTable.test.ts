import { assert, describe, it } from "@effect/vitest"
import * as RouteTable from "../../src/http/RouteTable.ts"

describe("access", () => {
  const cases: ReadonlyArray<readonly [string, RouteTable.Access]> = [
    ["/health", "open"],
    ["/health/db", "open"],
    ["/metrics", "open"],
    ["/redoc/redoc.standalone.js", "open"],
    ["/healthy", "user"],
    ["/api/chat", "user"],
    ["/mcp", "user"],
    ["/api/v1/monitoring/dead-letter-queue/:id/replay", "operator"],
    ["/api/v1/chaos", "operator"],
    ["/api/v1/experiments", "operator"],
    ["/api/v1/experiments/:name/promote", "operator"],
    ["/api/v1/experiments/:name/assignments", "user"],
    ["/api/v1/experiments/:name/outcomes", "user"]
  ]
  for (const [pattern, access] of cases) {
    it(`${pattern} is for ${access === "open" ? "everyone" : `${access}s`}`, () => {
      assert.strictEqual(RouteTable.accessOf(pattern), access)
    })
  }
})

describe("the table", () => {
  it("prefers a fixed path to a parameter, whatever the order", () => {
    const table = RouteTable.make()
    table.remember("DELETE", "/api/documents/:id")
    table.remember("POST", "/api/documents/search")
    assert.deepInclude(table.find("POST", "/api/documents/search?x=1"), { _tag: "Place" })
    assert.deepStrictEqual(table.find("GET", "/api/documents/search"), { _tag: "WrongMethod", allow: "POST, DELETE" })
    assert.deepStrictEqual(table.find("GET", "/api/documents/search/more"), { _tag: "Nothing" })
    assert.deepStrictEqual(table.find("GET", "/%c3%28"), { _tag: "Malformed" })
  })
})
