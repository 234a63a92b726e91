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

/** `# id`, a text, questions that it answers (`+`) and others that are near to it (`-`). */
const articles = readFileSync(join(import.meta.dirname, "encyclopedia.txt"), "utf8").split(/^# /m).slice(1)
  .map((article) => {
    const [id = "", text = "", ...questions] = article.trim().split("\n")
    const asked = (sign: string) => questions.filter((one) => one.startsWith(sign)).map((one) => one.slice(2))
    return { id, text, answered: asked("+"), unanswered: asked("-") }
  })

it.layer(DocumentsSql.layer.pipe(Layer.provideMerge(Layer.merge(Local.layer, Database.embedded.layer()))))(
  "Of fifty questions about twelve matters that are no business",
  (it) => {
    it.effect("one or two without an answer are given passages, and hardly one with an answer is left without it", () =>
      Effect.gen(function*() {
        const documents = yield* Documents
        yield* documents.index(tenant, articles.map(({ id, text }) => ({ id, text })))
        const missed = yield* Effect.filter(
          articles.flatMap(({ answered, id }) => answered.map((question) => [id, question] as const)),
          ([id, question]) =>
            Effect.map(
              documents.passages(tenant, question),
              (found) => !found.some(({ ref }) => ref.startsWith(`document:${id}#`))
            )
        )
        const invented = yield* Effect.filter(
          articles.flatMap(({ unanswered }) => unanswered),
          (question) => Effect.map(documents.passages(tenant, question), (found) => found.length > 0)
        )
        assert.isAtMost(missed.length, 1, missed.join("\n"))
        assert.isAtMost(invented.length, 2, invented.join("\n"))
      }))
  }
)
