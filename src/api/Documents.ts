/** The business's own texts: taken in, listed, searched. */
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { DocumentHit, DocumentInput, DocumentStatus, DocumentView } from "../domain/Document.ts"
import { errors } from "./Errors.ts"
import { Done, id, limit, maybe, pageOf, words } from "./Fields.ts"

export const IndexRequest = Schema.Struct({
  documents: Schema.Array(Schema.Union(Schema.String.pipe(Schema.minLength(1)), DocumentInput)).pipe(
    Schema.minItems(1),
    Schema.maxItems(1_000)
  )
}).annotations({
  identifier: "IndexRequest",
  examples: [{ documents: ["Rush orders are charged 15 % more.", { id: "terms", title: "Terms", text: "Net 30." }] }]
})

/** Read before each document is looked at on its own, so that a bad one fails alone. */
export const IndexEnvelope = Schema.Struct({
  documents: Schema.Array(Schema.Unknown).pipe(Schema.minItems(1), Schema.maxItems(1_000))
})

export const IndexReport = Schema.Struct({
  success: Schema.Boolean,
  processed_count: Schema.Number.annotations({ description: "Documents that are in the index now." }),
  chunk_count: Schema.Number,
  unchanged_count: Schema.Number,
  documents: Schema.Array(DocumentStatus)
}).annotations({ identifier: "IndexReport" })
export type IndexReport = typeof IndexReport.Type

export const DocumentPage = Schema.Struct({
  documents: Schema.Array(DocumentView.annotations({ identifier: "DocumentView" })),
  next_cursor: Schema.NullOr(Schema.String)
}).annotations({ identifier: "DocumentPage" })

const uploads = {
  "multipart/form-data": {
    schema: {
      type: "object",
      description: "Files of the kinds .txt .md .html .pdf .docx .csv .json, each a document.",
      additionalProperties: { type: "string", format: "binary" }
    }
  }
}

const index = HttpApiEndpoint.post("index", "/api/documents").setPayload(IndexRequest).addSuccess(IndexReport)
  .annotateContext(OpenApi.annotations({
    summary: "Take in documents",
    description: "The same id and content is `unchanged`; the same id with other content replaces the document " +
      "whole. One bad document fails alone. Files can be uploaded as multipart/form-data. With " +
      "`Accept: text/event-stream` the reply is server-sent events: a `document` as each is settled, with how many " +
      "are done, then one `report`, or one `error`. What was settled stays when the connection is lost; sending it " +
      "again goes on from there.",
    transform: (operation) => ({
      ...operation,
      requestBody: { ...operation.requestBody, content: { ...operation.requestBody?.content, ...uploads } }
    })
  }))

const list = HttpApiEndpoint.get("list", "/api/documents").setUrlParams(Schema.Struct(pageOf(50, 500)))
  .addSuccess(DocumentPage).annotate(OpenApi.Summary, "List documents")

const find = HttpApiEndpoint.get("find", "/api/documents/:id").setPath(Schema.Struct({ id }))
  .addSuccess(Schema.Struct({ ...DocumentView.fields, text: Schema.String }).annotations({ identifier: "Document" }))
  .annotate(OpenApi.Summary, "Read a document")

const remove = HttpApiEndpoint.del("remove", "/api/documents/:id").setPath(Schema.Struct({ id })).addSuccess(Done)
  .annotate(OpenApi.Summary, "Delete a document")

const search = HttpApiEndpoint.post("search", "/api/documents/search")
  .setPayload(
    Schema.Struct({
      query: words(4_000),
      limit: limit(10, 100),
      filter: maybe(
        Schema.Record({ key: Schema.String, value: Schema.Unknown }).annotations({
          description: "Only documents whose metadata contains this."
        })
      )
    }).annotations({ identifier: "DocumentSearch" })
  )
  .addSuccess(Schema.Struct({ results: Schema.Array(DocumentHit.annotations({ identifier: "DocumentHit" })) }))
  .annotate(OpenApi.Summary, "Search documents by words and by meaning")
  .annotate(OpenApi.Description, "An empty list means that nothing is relevant.")

export const group = HttpApiGroup.make("documents").add(index).add(list).add(search).add(find).add(remove)
  .addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Documents", description: "The business's own texts." }))
