import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { TenantId } from "../../../src/domain/Ids.ts"
import { Documents } from "../../../src/knowledge/Documents.ts"
import * as DocumentsSql from "../../../src/knowledge/Documents/Sql.ts"
import * as Local from "../../../src/llm/Embeddings/Local.ts"
import * as PackageRoot from "../../../src/storage/PackageRoot.ts"
import * as Database from "../../support/Database.ts"

const tenant = TenantId.make("demo")
const folder = join(PackageRoot.root, "demo/documents")
const policies = readdirSync(folder).map((file) => ({
  id: file.replace(/\.md$/, ""),
  text: readFileSync(join(folder, file), "utf8")
}))
const lines = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8").trim().split("\n")
const answerable = lines("answerable.tsv").map((line) => line.split("\t"))
const unanswerable = lines("unanswerable.txt")

it.layer(DocumentsSql.layer.pipe(Layer.provideMerge(Layer.merge(Local.layer, Database.embedded.layer()))))(
  "Of two hundred questions about ten policies",
  (it) => {
    it.effect("hardly one without an answer is given passages, and hardly one with an answer is left without it", () =>
      Effect.gen(function*() {
        const documents = yield* Documents
        yield* documents.index(tenant, policies)
        const missed = yield* Effect.filter(
          answerable,
          ([id, question = ""]) =>
            Effect.map(
              documents.passages(tenant, question),
              (found) => !found.some(({ ref }) => ref.startsWith(`document:${id}#`))
            )
        )
        const invented = yield* Effect.filter(
          unanswerable,
          (question) => Effect.map(documents.passages(tenant, question), (found) => found.length > 0)
        )
        assert.isAtLeast(answerable.length, 100)
        assert.isAtLeast(unanswerable.length, 100)
        assert.isAtMost(missed.length / answerable.length, 0.02, missed.join("\n"))
        assert.isAtMost(invented.length / unanswerable.length, 0.05, invented.join("\n"))
      }))
  }
)
