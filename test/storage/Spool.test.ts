import { assert, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Schema, Scope, TestClock } from "effect"
import { execFileSync } from "node:child_process"
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
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

it.scoped("loses no more than the line that the disk has damaged, and keeps that aside", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const spool = yield* open(dataDir)
    yield* Effect.forEach(["a", "b", "c"], (id) => spool.append({ id, kind: "exchange", payload: id }))
    const [path = ""] = files(dataDir)
    const bytes = readFileSync(path)
    const second = bytes.indexOf("\n") + 1
    bytes.writeUInt8(0xff, second + 30)
    writeFileSync(path, bytes)
    const seen: Array<unknown> = []
    yield* Effect.forkScoped(spool.drain("exchange", (payload) => Effect.sync(() => seen.push(payload))))
    yield* eventually(spool.bytes, (left) => left === 0)
    assert.deepStrictEqual(seen, ["a", "c"])
    const aside = readFileSync(join(path, "../damaged.lines"))
    assert.deepStrictEqual(aside, bytes.subarray(second, bytes.indexOf("\n", second) + 1))
  }))

it.scoped("passes over a file that cannot be read", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const spool = yield* open(dataDir)
    yield* spool.append({ id: "1", kind: "exchange", payload: "readable" })
    mkdirSync(join(files(dataDir)[0]!, "../000000000000000-000000000.log"))
    const seen: Array<unknown> = []
    yield* Effect.forkScoped(spool.drain("exchange", (payload) => Effect.sync(() => seen.push(payload))))
    yield* eventually(TestClock.adjust("1 second"), () => files(dataDir).every((name) => !name.endsWith(".log")))
    assert.deepStrictEqual(seen, ["readable"])
  }))

it.scoped("gives what can never succeed to who takes it, again until they have it", () =>
  Effect.gen(function*() {
    const spool = yield* open(yield* directory)
    const taken: Array<unknown> = []
    let offers = 0
    yield* spool.append({ id: "bad", kind: "exchange", payload: "not a number" })
    yield* Effect.forkScoped(spool.drain(
      "exchange",
      Schema.decodeUnknown(Schema.Number),
      (record) => (offers += 1) === 1 ? Effect.fail(new Away()) : Effect.sync(() => taken.push(record.id))
    ))
    yield* eventually(TestClock.adjust("5 seconds"), () => taken.length === 1)
    yield* eventually(spool.bytes, (bytes) => bytes === 0)
    assert.deepStrictEqual(taken, ["bad"])
  }))

it.scoped("moves over what another process leaves when it ends", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const staying = yield* open(dataDir)
    const ending = yield* Scope.make()
    const other = yield* Scope.extend(open(dataDir), ending)
    const seen: Array<unknown> = []
    yield* Effect.forkScoped(staying.drain("exchange", (payload) => Effect.sync(() => seen.push(payload))))
    yield* other.append({ id: "1", kind: "exchange", payload: "left behind" })
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual(seen, [])
    yield* Scope.close(ending, Exit.void)
    yield* eventually(TestClock.adjust("30 seconds"), () => seen.length === 1)
  }))

it.scoped("says that the disk is full, and goes on where it stopped once there is room", () =>
  Effect.gen(function*() {
    const dataDir = yield* directory
    const args = ["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"", process.execPath, ...writer, dataDir]
    const said = execFileSync("bash", args, { encoding: "utf8" }).trim().split("\n")
    const full = said.indexOf("full")
    assert.isAbove(full, 0)
    // The limit is on the size of one file: the next one takes records again.
    assert.include(said.slice(full), "kept")
    const spool = yield* open(dataDir)
    const seen: Array<unknown> = []
    yield* Effect.forkScoped(spool.drain("exchange", (payload) => Effect.sync(() => seen.push(payload))))
    yield* eventually(spool.bytes, (left) => left === 0)
    assert.strictEqual(seen.length, said.filter((line) => line === "kept").length)
  }))

const writer = ["--import", "tsx", join(import.meta.dirname, "spooler.ts")]

class Away extends Schema.TaggedError<Away>()("Away", {}) {}
