import { assert, describe, it } from "@effect/vitest"
import { Effect, LogLevel } from "effect"
import { createServer } from "node:http"
import * as Correlation from "../../src/telemetry/Correlation.ts"
import { ErrorAnalytics } from "../../src/telemetry/ErrorAnalytics.ts"
import { Performance } from "../../src/telemetry/Performance.ts"
import * as Prometheus from "../../src/telemetry/Prometheus.ts"
import * as Telemetry from "../../src/telemetry/Telemetry.ts"

const options: Telemetry.Options = { logLevel: LogLevel.None, logFormat: "json", serviceName: "holdfast" }

/** A collector on loopback that keeps what it is sent, by path, and answers or leaves the sender hanging. */
const collector = (answers: boolean) =>
  Effect.acquireRelease(
    Effect.async<{ readonly received: Map<string, string>; readonly url: string; readonly close: () => void }>(
      (resume) => {
        const received = new Map<string, string>()
        const server = createServer((request, response) => {
          let body = ""
          request.on("data", (chunk) => body += chunk)
          request.on("end", () => {
            received.set(request.url ?? "", (received.get(request.url ?? "") ?? "") + body)
            if (answers) response.end("{}")
          })
        })
        server.listen(0, "127.0.0.1", () => {
          const address = server.address()
          const port = typeof address === "object" && address !== null ? address.port : 0
          resume(Effect.succeed({
            received,
            url: `http://127.0.0.1:${port}`,
            close: () => server.close().closeAllConnections()
          }))
        })
      }
    ),
    ({ close }) => Effect.sync(close)
  )

describe("Telemetry", () => {
  it.live("gives performance and error analytics, and samples the process", () =>
    Effect.gen(function*() {
      yield* Performance
      yield* ErrorAnalytics
      yield* Effect.yieldNow()
      const text = yield* Prometheus.render
      for (const name of ["process_resident_memory_bytes", "process_heap_used_bytes", "process_cpu_seconds_total"]) {
        assert.match(text, new RegExp(`^${name} [0-9.e+]+$`, "m"))
      }
    }).pipe(Effect.provide(Telemetry.layer(options))))

  it.scopedLive("sends spans, with the correlation id, to the collector and hands over what is left when it stops", () =>
    Effect.gen(function*() {
      const { received, url } = yield* collector(true)
      yield* Effect.void.pipe(
        Effect.withSpan("ChatPipeline.reply"),
        Correlation.within("abc"),
        Effect.provide(Telemetry.layer({ ...options, otlpEndpoint: url }))
      )
      const traces = received.get("/v1/traces") ?? ""
      assert.include(traces, "ChatPipeline.reply")
      assert.include(traces, "abc")
      assert.include(received.get("/v1/metrics") ?? "", "process_resident_memory_bytes")
    }))

  it.scopedLive("stops although the collector never answers", () =>
    Effect.gen(function*() {
      const { url } = yield* collector(false)
      const done = yield* Effect.void.pipe(
        Effect.withSpan("ChatPipeline.reply"),
        Effect.provide(Telemetry.layer({ ...options, otlpEndpoint: url })),
        Effect.as("stopped"),
        Effect.timeoutTo({ duration: "20 seconds", onSuccess: (done) => done, onTimeout: () => "hung" })
      )
      assert.strictEqual(done, "stopped")
    }))
})
