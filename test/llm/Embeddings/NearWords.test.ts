import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger } from "effect"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NearWords from "../../../src/llm/Embeddings/NearWords.ts"

describe("NearWords", () => {
  it.effect("knows what can stand for a word, the nearest first", () =>
    Effect.map(NearWords.load(), (near) => {
      assert.includeMembers(near("pet").map(({ stem }) => stem), ["dog", "cat"])
      assert.includeMembers(near("job").map(({ stem }) => stem), ["employ", "salari"])
      for (const stem of ["pet", "job", "invoic"]) {
        const all = near(stem).map(({ nearness }) => nearness)
        assert.isAtMost(all.length, NearWords.most)
        assert.deepStrictEqual(all, all.toSorted((a, b) => b - a))
        assert.isTrue(all.every((one) => one >= NearWords.least - 0.01 && one <= 1))
      }
      assert.deepStrictEqual(near("zzyzx"), [])
    }))

  it("keeps through its bytes which stems are near, and how near", () => {
    const near = NearWords.parse(NearWords.format(
      new Map([["pet", [{ stem: "dog", nearness: 0.6 }, { stem: "été", nearness: 0.4 }]], ["dog", []], ["été", []]])
    ))
    assert.deepStrictEqual(near("pet"), [{ stem: "dog", nearness: 0.6 }, { stem: "été", nearness: 0.4 }])
    assert.deepStrictEqual(near("dog"), [])
  })

  it.effect("knows nothing where its file is missing or cut short, and says so", () =>
    Effect.acquireUseRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "holdfast-near-"))),
      (home) =>
        Effect.gen(function*() {
          const said: Array<string> = []
          const log = Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => said.push(String(message))))
          const cut = join(home, "cut.bin")
          writeFileSync(cut, readFileSync(NearWords.file).subarray(0, 10_000))
          for (const file of [join(home, "missing.bin"), cut]) {
            const near = yield* Effect.provide(NearWords.load(file), log)
            assert.deepStrictEqual(near("pet"), [])
          }
          assert.strictEqual(said.filter((line) => line.includes("near-words.bin")).length, 2)
        }),
      (home) => Effect.sync(() => rmSync(home, { recursive: true }))
    ))
})
