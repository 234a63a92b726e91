/** The built program as a person starts it: its faults in words, its locks and its end. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { run, serve } from "./support/Program.ts"
import * as Service from "./support/Service.ts"

/** Until a request is at work beside the one that asks. */
const busy = async (url: string) => {
  for (;;) {
    const text = await fetch(`${url}/metrics`).then((reply) => reply.text())
    if (Number(/^requests_in_progress\S* (\d+)$/m.exec(text)?.[1] ?? 0) > 1) return
  }
}

it.scopedLive("lists every wrong setting at once, by name, and exits with 1", () =>
  Effect.gen(function*() {
    const { code, out } = yield* run(["serve"], {
      PORT: "eighty",
      DATABASE_URL: "mysql://somewhere",
      HOLDFAST_PRIMARY_MODEL: "gpt4",
      HOLDFAST_API_KEYS: "only-a-key",
      LOG_LEVEL: "loud",
      HOLDFAST_EMBEDDER: "magic"
    })
    assert.strictEqual(code, 1)
    for (
      const name of [
        "PORT",
        "DATABASE_URL",
        "HOLDFAST_PRIMARY_MODEL",
        "HOLDFAST_API_KEYS",
        "LOG_LEVEL",
        "HOLDFAST_EMBEDDER"
      ]
    ) {
      assert.include(out, name)
    }
    assert.notInclude(out, "    at ")
  }), 60_000)

it.scopedLive("refuses to listen beyond this machine without keys", () =>
  Effect.gen(function*() {
    const { code, out } = yield* run(["serve"], { HOST: "0.0.0.0" })
    assert.strictEqual(code, 1)
    assert.include(out, "HOLDFAST_API_KEYS")
    assert.include(out, "HOLDFAST_ALLOW_ANONYMOUS")
  }), 60_000)

it.scopedLive("says who holds the data directory, and which port is taken", () =>
  Effect.gen(function*() {
    const data = yield* Service.folder
    const { service } = yield* serve({ HOLDFAST_DATA_DIR: data })
    const second = yield* run(["serve"], { HOLDFAST_DATA_DIR: data, PORT: "0" })
    assert.strictEqual(second.code, 1)
    assert.include(second.out, "in use by another process")
    const elsewhere = yield* Service.folder
    const taken = yield* run(["serve"], { HOLDFAST_DATA_DIR: elsewhere, PORT: new URL(service.url).port })
    assert.strictEqual(taken.code, 1)
    assert.include(taken.out, "PORT")
  }), 120_000)

it.scopedLive("finishes what is in flight when it is told to stop, and exits with 0", () =>
  Effect.gen(function*() {
    const data = yield* Service.folder
    const { child, ended, service } = yield* serve({ HOLDFAST_DATA_DIR: data })
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: `c-${i}`, name: `Customer ${i}` }))
    const [report, { code }] = yield* Effect.all([
      service.call("PUT", "/api/v1/domain/customers", { rows }),
      Effect.promise(async () => {
        await busy(service.url)
        child.kill("SIGTERM")
        return ended
      })
    ], { concurrency: "unbounded" })
    assert.strictEqual(report.json["upserted"], rows.length)
    assert.strictEqual(code, 0)
  }), 120_000)
