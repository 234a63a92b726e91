/** Questions about the demo's policies: those that one of them answers, and those that only share words with one. */
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Answer } from "../../../src/domain/Answer.ts"
import * as Holdfast from "../../../src/Holdfast.ts"
import * as PackageRoot from "../../../src/storage/PackageRoot.ts"
import * as Assembly from "../../support/Assembly.ts"
import * as Database from "../../support/Database.ts"

const clock = Assembly.tickingFrom(Date.UTC(2026, 5, 15, 9))
const folder = join(PackageRoot.demo, "documents")
const policies = readdirSync(folder).map((file) => ({
  id: file.replace(/\.md$/, ""),
  text: readFileSync(join(folder, file), "utf8")
}))
const service = Layer.provideMerge(
  Layer.effectDiscard(Holdfast.indexDocuments(policies)),
  Assembly.layer(Database.embedded, clock)
)

const lines = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8").trim().split("\n")
/** In the first half rules were looked for; what failed in the second had been read, and two words are owed to it. */
const halves = <A>(all: ReadonlyArray<A>) => [0, 1].map((half) => all.filter((_, at) => at % 2 === half))

/** By somebody who has said nothing before. */
const ask = (query: string) => Holdfast.ask({ query, user_id: query, deadline_ms: 60_000 })

/** What is written is cited; or figures are told as if they were the answer. */
const answers = ({ citations, confidence }: Answer) =>
  citations.some(({ kind }) => kind === "document") || (citations.length > 0 && confidence > 0.5)

it.live(
  "Of those without an answer hardly one is given one, and most of the others are, in both halves",
  () =>
    Effect.gen(function*() {
      for (const half of halves(lines("unanswerable.txt"))) {
        const invented = yield* Effect.filter(half, (question) => Effect.map(ask(question), answers))
        assert.isAtLeast(half.length, 60)
        assert.isAtMost(invented.length / half.length, 0.05, invented.join("\n"))
      }
      // Written when all rules stood.
      const unseen = lines("unseen.txt")
      const invented = yield* Effect.filter(unseen, (question) => Effect.map(ask(question), answers))
      assert.isAtMost(invented.length / unseen.length, 0.1, invented.join("\n"))
      for (const half of halves(lines("answerable.tsv"))) {
        const missed = yield* Effect.filter(half, (line) => {
          const [id = "", question = ""] = line.split("\t")
          return Effect.map(
            ask(question),
            ({ citations }) => !citations.some(({ ref }) => ref.startsWith(`document:${id}#`))
          )
        })
        assert.isAtLeast(half.length, 40)
        assert.isAtMost(missed.length / half.length, 0.25, missed.join("\n"))
      }
    }).pipe(Effect.withClock(clock), Effect.provide(service), Effect.scoped),
  120_000
)
