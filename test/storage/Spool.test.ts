import { assert, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Schema, Scope, TestClock } from "effect"
import { appendFileSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Spool from "../../src/storage/Spool.ts"
import { directory, eventually } from "./fixtures.ts"

const open = (dataDir: string, maxBytes?: number) =>
  Effect.map(Layer.build(Spool.layer({ dataDir, maxBytes })), (context) => Effect.provide(Spool.Spool, context)).pipe(
    Effect.flatten
  )

/** All files of a kind, in whatever sub-directory. */
const files = (dataDir: string) =>
  readdirSync(join(dataDir, "spool"), { recursive: true, encoding: "utf8" }).filter((name) => /log$|jsonl$/.test(name))
    .map((name) => join(dataDir, "spool", name))

it.scoped("hands over what was appended, oldest first, once the handler succeeds", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const spool = yield* open(dataDir)
    const seen: Array<unknown> = []
    let up = false
    yield* spool.append({ id: "1", kind: "exchange", payload: { n: 1 } })
    yield* spool.append({ id: "2", kind: "exchange", payload: { n: 2 } })
    yield* spool.append({ id: "x", kind: "other", payload: "elsewhere" })
    yield* Effect.forkScoped(
      spool.drain("exchange", (payload) => up ? Effect.sync(() => seen.push(payload)) : Effect.fail(new Away()))
    )
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual(seen, [])
    up = true
    yield* spool.append({ id: "3", kind: "exchange", payload: { n: 3 } })
    yield* eventually(TestClock.adjust("5 seconds"), () => seen.length === 3)
    assert.deepStrictEqual(seen, [{ n: 1 }, { n: 2 }, { n: 3 }])
    yield* eventually(Effect.sync(() => files(dataDir)), (left) => left.length === 1)
    assert.isAbove(yield* spool.bytes, 0)
  }))

it.scoped("keeps what waits for the next process, and ignores a record that was cut off", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const first = yield* Scope.make()
    const before = yield* Scope.extend(open(dataDir), first)
    yield* before.append({ id: "1", kind: "exchange", payload: "whole" })
    yield* Scope.close(first, Exit.void)
    appendFileSync(files(dataDir)[0]!, "0123456789abcdef {\"id\":\"2\",\"payload\":\"to")

    const after = yield* open(dataDir)
    const seen: Array<unknown> = []
    yield* after.append({ id: "3", kind: "exchange", payload: "new" })
    yield* Effect.forkScoped(after.drain("exchange", (payload) => Effect.sync(() => seen.push(payload))))
    yield* eventually(after.bytes, (bytes) => bytes === 0)
    assert.deepStrictEqual(seen, ["whole", "new"])
  }))

it.scoped("lets two processes spool at once in one data directory", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const [one, two] = [yield* open(dataDir), yield* open(dataDir)]
    const seen: Array<unknown> = []
    yield* one.append({ id: "1", kind: "exchange", payload: "one" })
    yield* two.append({ id: "2", kind: "exchange", payload: "two" })
    yield* Effect.forkScoped(one.drain("exchange", (payload) => Effect.sync(() => seen.push(payload))))
    yield* eventually(one.bytes, (bytes) => bytes === 0)
    assert.deepStrictEqual(seen, ["one"])
    assert.isAbove(yield* two.bytes, 0)
  }))

it.scoped("writes many at once, each durable when its append returns", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const spool = yield* open(dataDir)
    const ids = Array.from({ length: 200 }, (_, i) => String(i))
    yield* Effect.forEach(ids, (id) => spool.append({ id, kind: "exchange", payload: id }), {
      concurrency: "unbounded"
    })
    const lines = readFileSync(files(dataDir)[0]!, "utf8").trimEnd().split("\n")
    assert.strictEqual(lines.length, 200)
  }))

it.scoped("refuses more than it may hold", () =>
  Effect.gen(function*() {
    const spool = yield* open(yield* directory, 100)
    yield* spool.append({ id: "1", kind: "exchange", payload: "x" })
    const error = yield* Effect.flip(spool.append({ id: "2", kind: "exchange", payload: "y".repeat(100) }))
    assert.strictEqual(error._tag, "SpoolFull")
  }))

it.scoped("starts without a usable directory, and says why nothing can be appended", () =>
  Effect.gen(function*() {
    const dataDir = join(yield* directory, "file")
    appendFileSync(dataDir, "not a directory")
    const spool = yield* open(dataDir)
    const error = yield* Effect.flip(spool.append({ id: "1", kind: "exchange", payload: "x" }))
    assert.strictEqual(error._tag, "SpoolFailed")
    assert.include(error.message, dataDir)
  }))

it.scoped("sets aside what can never succeed, and goes on", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const spool = yield* open(dataDir)
    const seen: Array<unknown> = []
    yield* spool.append({ id: "bad", kind: "exchange", payload: "not a number" })
    yield* spool.append({ id: "good", kind: "exchange", payload: 2 })
    const draining = yield* Effect.fork(
      spool.drain(
        "exchange",
        (payload) => Effect.map(Schema.decodeUnknown(Schema.Number)(payload), (n) => seen.push(n))
      )
    )
    yield* eventually(TestClock.adjust("5 seconds"), () => seen.length === 1)
    yield* eventually(spool.bytes, (bytes) => bytes === 0)
    yield* Fiber.interrupt(draining)
    assert.deepStrictEqual(seen, [2])
    assert.include(
      readFileSync(files(dataDir).find((name) => name.endsWith("set-aside.jsonl"))!, "utf8"),
      "not a number"
    )
  }))

class Away extends Schema.TaggedError<Away>()("Away", {}) {}
