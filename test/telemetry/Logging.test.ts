import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, LogLevel, Redacted } from "effect"
import { StoreError } from "../../src/storage/StoreError.ts"
import * as Correlation from "../../src/telemetry/Correlation.ts"
import * as Logging from "../../src/telemetry/Logging.ts"

/** The lines that a program logged, parsed, in order. */
const linesOf = (program: Effect.Effect<unknown>, level = LogLevel.Info) =>
  Effect.suspend(() => {
    let written = ""
    const write = (lines: string) => {
      written += lines
    }
    return program.pipe(
      Effect.provide(Logging.layer({ format: "json", level, service: "holdfast", write })),
      Effect.map((): ReadonlyArray<Record<string, unknown>> =>
        written.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line))
      )
    )
  })

describe("Logging", () => {
  it.effect("one object a line with the fixed fields, the annotations beside them", () =>
    Effect.gen(function*() {
      const lines = yield* linesOf(
        Effect.logInfo("Answered").pipe(
          Effect.annotateLogs({ operation: "chat", duration_ms: 12 }),
          Effect.withSpan("ChatPipeline.reply"),
          Correlation.within("abc")
        )
      )
      assert.deepStrictEqual(lines, [{
        timestamp: "1970-01-01T00:00:00.000Z",
        level: "info",
        message: "Answered",
        service: "holdfast",
        correlation_id: "abc",
        span: "ChatPipeline.reply",
        operation: "chat",
        duration_ms: 12
      }])
    }))

  it.effect("outside a request the id and the span are null", () =>
    Effect.gen(function*() {
      const [line] = yield* linesOf(Effect.logInfo("Started"))
      assert.deepStrictEqual([line?.["correlation_id"], line?.["span"]], [null, null])
    }))

  it.effect("keeps the order and drops what is below the level", () =>
    Effect.gen(function*() {
      const lines = yield* linesOf(
        Effect.zipRight(Effect.logDebug("a"), Effect.zipRight(Effect.logWarning("b"), Effect.logError("c")))
      )
      assert.deepStrictEqual(lines.map((line) => [line["level"], line["message"]]), [["warn", "b"], ["error", "c"]])
    }))

  it.effect("says what a failure was, never what its cause quotes", () =>
    Effect.gen(function*() {
      const cause = new Error("Key (email)=(jane@example.com) already exists")
      const error = new StoreError({ operation: "Facts.about", cause: Object.assign(cause, { code: "23505" }) })
      const lines = yield* linesOf(Effect.zipRight(
        Effect.logError("Not stored", error),
        Effect.logError("Not stored", Cause.fail(error))
      ))
      for (const line of lines) {
        assert.deepStrictEqual([line["error_type"], line["category"], line["severity"]], [
          "StoreError",
          "conflict",
          "permanent"
        ])
        assert.strictEqual(line["message"], "Not stored")
        assert.notInclude(JSON.stringify(line), "jane")
      }
    }))

  it.effect("a defect is logged with where it broke", () =>
    Effect.gen(function*() {
      const [line] = yield* linesOf(Effect.logError("Broken", Cause.die(new TypeError("bug"))))
      assert.deepStrictEqual([line?.["error_type"], line?.["error"]], ["TypeError", "bug"])
      assert.isArray(line?.["stack"])
    }))

  it.effect("secrets do not get out, wherever they stand", () =>
    Effect.gen(function*() {
      const annotations = {
        api_key: "sk-1",
        nested: { Authorization: "Bearer sk-2" },
        redacted: Redacted.make("sk-3"),
        tokens: 5
      }
      const lines = yield* linesOf(
        Effect.logInfo("Called", { password: "sk-4" }).pipe(Effect.annotateLogs(annotations))
      )
      assert.notInclude(JSON.stringify(lines), "sk-")
      assert.strictEqual(lines[0]?.["tokens"], 5)
    }))

  it.effect("takes whatever it is given: cycles, large integers, nothing", () =>
    Effect.gen(function*() {
      const cycle: Record<string, unknown> = { n: 10n }
      cycle["self"] = cycle
      const lines = yield* linesOf(Effect.zipRight(Effect.logInfo(cycle), Effect.logInfo(undefined)))
      assert.deepStrictEqual(lines.map((line) => line["message"]), [
        "{\"n\":\"10\",\"self\":\"<repeated>\"}",
        "undefined"
      ])
    }))

  it.effect("an annotation cannot pose as a fixed field", () =>
    Effect.gen(function*() {
      const [line] = yield* linesOf(
        Effect.logInfo("Started").pipe(Effect.annotateLogs({ level: "fatal", service: "other" }))
      )
      assert.deepStrictEqual([line?.["level"], line?.["service"]], ["info", "holdfast"])
    }))
})
