import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { docx, pdf } from "../knowledge/Ingestion/files.ts"
import { launch, run } from "../support/Program.ts"
import * as Service from "../support/Service.ts"

const files = 40

const library = Effect.map(Service.folder, (folder) => {
  mkdirSync(join(folder, "policies"))
  for (let n = 10; n < 10 + files; n += 1) {
    writeFileSync(
      join(folder, "policies", `policy-${n}.md`),
      `# Policy ${n}\n\nInvoices of group ${n} are due in ${n} days.`
    )
  }
  return folder
})

const places = (out: string) =>
  Array.from(out.matchAll(/^\[\d+\/\d+\] (\w+) .*?([\w-]+\.\w+)/gm), ([, status, name]) => ({ status, name }))

it.scopedLive("goes on after kill -9 with the first file that it had not finished", () =>
  Effect.gen(function*() {
    const folder = yield* library
    const data = yield* Service.folder
    const environment = { HOLDFAST_DATA_DIR: data, LOG_LEVEL: "error" }
    const { child, ended, said } = launch(["ingest", join(folder, "policies")], environment)
    yield* Effect.promise(() =>
      new Promise<void>((resolve) => child.stdout.on("data", () => places(said()).length >= 5 ? resolve() : undefined))
    )
    child.kill("SIGKILL")
    const acknowledged = places((yield* Effect.promise(() => ended)).out)
    assert.isBelow(acknowledged.length, files)
    const again = yield* run(["ingest", join(folder, "policies")], environment)
    assert.strictEqual(again.code, 0, again.out)
    const second = new Map(places(again.out).map(({ name, status }) => [name, status]))
    assert.strictEqual(second.size, files)
    for (const { name } of acknowledged) assert.strictEqual(second.get(name), "unchanged", name)
    assert.include(again.out, `0 failed; ${files} chunks`)
  }), 120_000)

it.scopedLive("takes in what it can, says of the rest why not, and exits with 1", () =>
  Effect.gen(function*() {
    const folder = yield* Service.folder
    writeFileSync(join(folder, "a.pdf"), pdf(["Refunds reach you in a week."]))
    writeFileSync(join(folder, "b.docx"), docx.subarray(0, docx.length - 40))
    writeFileSync(join(folder, "c.txt"), "Rush orders cost 15 % more.")
    writeFileSync(join(folder, "d.json"), "{")
    for (const other of ["e.png", "f.PNG", "g.xlsx", "LICENSE"]) writeFileSync(join(folder, other), "x")
    const { code, out } = yield* run(["ingest", folder], {
      HOLDFAST_DATA_DIR: yield* Service.folder,
      LOG_LEVEL: "error"
    })
    assert.strictEqual(code, 1)
    assert.deepStrictEqual(places(out).map(({ status }) => status), ["indexed", "failed", "indexed", "failed"])
    assert.match(out, /b\.docx.*not a Word document \(\.docx\), or it was cut off/)
    assert.match(out, /as no documents: 1 \.xlsx, 2 \.png/)
    assert.match(out, /2 indexed, 0 unchanged, 2 failed; 2 chunks/)
    rmSync(folder, { recursive: true })
  }), 120_000)
