/** Every example of docs/resilience.md compiles, and prints what its last line says. */
import { assert, describe, it } from "@effect/vitest"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { afterAll, vi } from "vitest"
import * as kit from "../../src/resilience/index.ts"
import { root } from "../../src/storage/PackageRoot.ts"

const folder = mkdtempSync(join(root, "test/docs/.examples-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const page = readFileSync(join(root, "docs/resilience.md"), "utf8")
const examples = Array.from(page.matchAll(/```ts\n(.*?)```/gs), ([, code = ""], index) => {
  const file = join(folder, `${index}.ts`)
  writeFileSync(file, code.replaceAll("\"holdfast/resilience\"", "\"../../../src/resilience/index.ts\""))
  return {
    file,
    title: /import \{ (.*) \} from "holdfast/.exec(code)?.[1] ?? "",
    expected: /\/\/ (.*)\s*$/.exec(code)?.[1]
  }
})

describe("docs/resilience.md", () => {
  it("names every piece of the kit", () => {
    for (const piece of Object.keys(kit)) assert.include(page, piece)
  })

  it("compiles", () => {
    const { config } = ts.readConfigFile(join(root, "test/tsconfig.json"), ts.sys.readFile)
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, "test"))
    const program = ts.createProgram(examples.map(({ file }) => file), { ...options, noEmit: true })
    const faults = examples.flatMap(({ file }) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    assert.deepStrictEqual(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")), [])
  }, 60_000)

  for (const { expected, file, title } of examples) {
    it(`prints what it says: ${title}`, async () => {
      const log = vi.spyOn(console, "log").mockImplementation(() => {})
      try {
        await import(file)
        assert.strictEqual(log.mock.calls.map((words) => words.join(" ")).at(-1), expected)
      } finally {
        log.mockRestore()
      }
    })
  }
})
