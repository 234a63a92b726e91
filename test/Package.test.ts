/** What an embedding app gets: the README's lines, run over the packed tarball and what it declares. */
import { assert, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { builtinModules } from "node:module"
import { join } from "node:path"
import { root } from "../src/storage/PackageRoot.ts"

/** An app in a folder of its own with the tarball as `holdfast` and, beside it, only what `package.json` declares. */
const app = () => {
  const folder = mkdtempSync(join(root, "node_modules/.cache/app-"))
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8"
  }).trim().split("\n").at(-1) ?? ""
  execFileSync("tar", ["-xzf", join(folder, packed), "-C", folder])
  mkdirSync(join(folder, "node_modules"))
  cpSync(join(folder, "package"), join(folder, "node_modules/holdfast"), { recursive: true })
  return folder
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))

describe("the package", () => {
  it("answers in an app of ten lines, taken from the README", () => {
    const code = /```ts\n(import[\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? ""
    assert.isAtMost(code.trim().split("\n").length, 12)
    const folder = app()
    try {
      writeFileSync(join(folder, "app.mjs"), code)
      const said = execFileSync(process.execPath, ["app.mjs"], { cwd: folder, encoding: "utf8", timeout: 60_000 })
      assert.include(said, "45 days")
      assert.include(said, "[1]")
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 120_000)

  it("gives the resilience kit alone, without the rest of it being loaded", () => {
    const folder = app()
    try {
      writeFileSync(
        join(folder, "app.mjs"),
        `import { Effect } from "effect"
         import { CircuitBreaker } from "holdfast/resilience"
         const breaker = await Effect.runPromise(CircuitBreaker.make({ name: "x" }))
         console.log(await Effect.runPromise(breaker.protect(Effect.succeed("through"))))`
      )
      assert.include(execFileSync(process.execPath, ["app.mjs"], { cwd: folder, encoding: "utf8" }), "through")
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 120_000)

  it("imports nothing that it does not declare", () => {
    const declared = new Set([...Object.keys(manifest.dependencies), ...builtinModules])
    const dist = join(root, "dist")
    const modules = readdirSync(dist, { recursive: true, encoding: "utf8" })
      .filter((name) =>
        /\.m?js$/.test(name) && !name.startsWith("chunks") && !name.startsWith("assets") && name !== "main.js"
      )
    assert.isAbove(modules.length, 100)
    for (const name of modules) {
      const text = readFileSync(join(dist, name), "utf8")
      for (
        const [, from = ""] of text.matchAll(/(?:^|\n)(?:import|export)[^"'\n]*?from\s+"([^"]+)"|import\("([^"]+)"\)/g)
      ) {
        if (from === "" || from.startsWith(".") || from.startsWith("node:")) continue
        const bare = from.startsWith("@") ? from.split("/").slice(0, 2).join("/") : from.split("/")[0] ?? ""
        assert.isTrue(declared.has(bare), `${name} imports ${bare}`)
      }
    }
  })
})
