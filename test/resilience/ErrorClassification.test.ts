import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, FastCheck, Schema } from "effect"
import { Conflict, InvalidRequest, NotFound } from "../../src/domain/Errors.ts"
import { BulkheadFull } from "../../src/resilience/Bulkhead.ts"
import { CircuitOpen } from "../../src/resilience/CircuitBreaker.ts"
import { DeadlineExceeded, TimedOut } from "../../src/resilience/Deadline.ts"
import { classify, Severity } from "../../src/resilience/ErrorClassification.ts"
import { RateLimited } from "../../src/resilience/RateLimit.ts"
import { StoreError } from "../../src/storage/StoreError.ts"

const postgres = (code: string) =>
  new StoreError({
    operation: "Facts.about",
    cause: { _tag: "SqlError", cause: Object.assign(new Error("no"), { code }) }
  })
const socket = (code: string) =>
  Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(), { code }) })
const said = (error: unknown) => {
  const { category, retry_reason, severity } = classify(error)
  return [severity, category, retry_reason].filter((word) => word !== undefined).join(" ")
}

describe("ErrorClassification", () => {
  it.each<[unknown, string]>([
    [new CircuitOpen({ name: "model", retry_after_ms: 5 }), "recoverable provider"],
    [new BulkheadFull({ name: "model" }), "recoverable capacity"],
    [new TimedOut({ stage: "model", after_ms: 1, deadline: false }), "recoverable timeout TIMEOUT"],
    [new DeadlineExceeded({ late_by_ms: 1 }), "permanent timeout"],
    [new RateLimited({ key: "a", retry_after_ms: 1 }), "recoverable rate_limit RATE_LIMIT"],
    [new InvalidRequest({ path: "", problem: "no" }), "permanent validation"],
    [new NotFound({ kind: "customer", id: "1" }), "permanent not_found"],
    [new Conflict({ problem: "no" }), "permanent conflict"],
    [postgres("08006"), "transient database CONNECTION_ERROR"],
    [postgres("40001"), "transient database"],
    [postgres("40P01"), "transient database"],
    [postgres("55P03"), "transient database"],
    [postgres("53300"), "recoverable capacity"],
    [postgres("57P01"), "recoverable database CONNECTION_ERROR"],
    [postgres("57014"), "recoverable timeout TIMEOUT"],
    [postgres("23505"), "permanent conflict"],
    [postgres("23502"), "permanent validation"],
    [postgres("22P02"), "permanent validation"],
    [postgres("28P01"), "permanent authentication"],
    [postgres("42P01"), "permanent database"],
    [postgres("53100"), "critical capacity"],
    [postgres("XX001"), "critical database"],
    [postgres("ECONNREFUSED"), "recoverable network CONNECTION_ERROR"],
    [new StoreError({ operation: "x", cause: new Error("?") }), "recoverable database"],
    [socket("ECONNRESET"), "transient network CONNECTION_ERROR"],
    [socket("EAI_AGAIN"), "transient network CONNECTION_ERROR"],
    [socket("ENOTFOUND"), "recoverable network CONNECTION_ERROR"],
    [socket("ETIMEDOUT"), "recoverable timeout TIMEOUT"],
    [socket("ENOSPC"), "critical capacity"],
    [{ status: 400 }, "permanent validation"],
    [{ status: 401 }, "permanent authentication"],
    [{ status: 404 }, "permanent not_found"],
    [{ status: 429 }, "recoverable rate_limit HTTP_429"],
    [{ status: 500 }, "recoverable provider HTTP_500"],
    [{ statusCode: 503 }, "recoverable provider HTTP_503"],
    [{ response: { status: 504 } }, "recoverable timeout HTTP_504"],
    [{ status: 507 }, "recoverable provider HTTP_500"],
    [{ errors: [Object.assign(new Error(), { code: "ECONNREFUSED" })] }, "recoverable network CONNECTION_ERROR"],
    [new TypeError("undefined is not a function"), "permanent internal"],
    [new Error("who knows"), "recoverable internal"],
    ["a string", "recoverable internal"],
    [undefined, "recoverable internal"]
  ])("%s is %s", (error, expected) => assert.strictEqual(said(error), expected))

  it.effect("a schema's failure is a validation error", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(Schema.decodeUnknown(Schema.Number)("x"))
      assert.strictEqual(said(error), "permanent validation")
    }))

  it.each<[unknown, number | undefined]>([
    [{ status: 429, headers: { "retry-after": "7" } }, 7_000],
    [{ status: 503, response: { headers: { "retry-after-ms": "250", "retry-after": "1" } } }, 250],
    [{ status: 429, retry_after_ms: 40 }, 40],
    [{ status: 429, headers: { "retry-after": "soon" } }, undefined],
    [{ status: 400, headers: { "retry-after": "7" } }, undefined],
    [{ status: 429 }, undefined]
  ])("%j asks for %s ms", (error, expected) => {
    const { retry_after } = classify(error)
    assert.strictEqual(retry_after === undefined ? undefined : Duration.toMillis(retry_after), expected)
  })

  it("does not follow causes for ever", () => {
    const error: { cause?: unknown } = {}
    error.cause = error
    assert.strictEqual(said(error), "recoverable internal")
  })

  it.prop(
    "classifies anything at all",
    [FastCheck.anything()],
    ([error]) => Schema.is(Severity)(classify(error).severity)
  )
})
