/** Documents over HTTP: as JSON, or as files. */
import { Effect, Layer } from "effect"
import * as Contract from "../api/Documents.ts"
import { AnswerCache } from "../chat/AnswerCache.ts"
import type { DocumentStatus } from "../domain/Document.ts"
import { Documents } from "../knowledge/Documents.ts"
import { Admission } from "./Admission.ts"
import * as Answering from "./Answering.ts"
import * as Body from "./Body.ts"
import * as Cursors from "./Cursors.ts"
import * as DocumentsIntake from "./DocumentsIntake.ts"
import { HttpOptions } from "./Options.ts"
import * as Streaming from "./Streaming.ts"

const inPages = Cursors.make("documents")

const done = { success: true } as const

export const layer = Layer.unwrapEffect(Effect.gen(function*() {
  const documents = yield* Documents
  const answers = yield* AnswerCache
  const { bulk, large, ordinary } = yield* Admission
  const { bodies, heartbeatMs } = yield* HttpOptions
  const takeIn = DocumentsIntake.make(documents, bodies)

  return Answering.group(Contract.group, {
    index: {
      raw: ({ correlation_id, request, tenant }) => {
        const indexed = (told?: DocumentsIntake.Told) => {
          const work = Effect.map(takeIn(request, tenant, told), report)
          return Body.mayBeLarge(request) ? large(work) : work
        }
        return Streaming.isWanted(request)
          ? Streaming.respond(
            "report",
            (tell) => indexed((progress) => tell("document", progress)),
            correlation_id,
            heartbeatMs
          )
          : indexed()
      }
    },
    list: ({ tenant, urlParams }) => inPages(urlParams, (page) => documents.list(tenant, page)),
    search: ({ payload, tenant }) => Effect.map(documents.search(tenant, payload), (results) => ({ results })),
    find: ({ path, tenant }) => documents.find(tenant, path.id),
    // Before and after: a removal that is repeated finds no document, and an answer may be kept in between.
    remove: ({ path, tenant }) =>
      Effect.as(
        Effect.zipLeft(
          Effect.zipRight(answers.forgetDocument(tenant, path.id), documents.remove(tenant, path.id)),
          answers.forgetDocument(tenant, path.id)
        ),
        done
      )
  }, { admit: (endpoint) => endpoint === "index" ? bulk : ordinary })
}))

const report = (documents: ReadonlyArray<DocumentStatus>): Contract.IndexReport => {
  const kept = documents.filter(({ status }) => status !== "failed")
  return {
    success: kept.length > 0,
    processed_count: kept.length,
    chunk_count: kept.reduce((sum, { chunks }) => sum + chunks, 0),
    unchanged_count: kept.filter(({ status }) => status === "unchanged").length,
    documents
  }
}
