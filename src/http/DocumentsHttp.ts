/** Documents over HTTP: as JSON, or as files. */
import { Multipart } from "@effect/platform"
import { Chunk, Effect, Either, Layer, Option, ParseResult, Predicate, Stream } from "effect"
import * as Contract from "../api/Documents.ts"
import type { Detail } from "../api/Errors.ts"
import { DocumentInput, type DocumentStatus } from "../domain/Document.ts"
import type { TenantId } from "../domain/Ids.ts"
import { Documents } from "../knowledge/Documents.ts"
import * as Ingestion from "../knowledge/Ingestion.ts"
import { Admission } from "./Admission.ts"
import * as Answering from "./Answering.ts"
import * as Body from "./Body.ts"
import * as Cursors from "./Cursors.ts"
import { faults } from "./Faults.ts"
import { type BodyLimits, HttpOptions } from "./Options.ts"
import { invalid, malformed, type Refused, tooLarge, unreadableType, unusable } from "./Refused.ts"

/** A document that can be indexed, or why it cannot. */
type Candidate = Either.Either<DocumentInput, { readonly id: string; readonly faults: ReadonlyArray<Detail> }>

const inPages = Cursors.make("documents")

const done = { success: true } as const

export const layer = Layer.unwrapEffect(Effect.gen(function*() {
  const documents = yield* Documents
  const { admit, admitLarge } = yield* Admission
  const { bodies } = yield* HttpOptions

  const index = Effect.fnUntraced(function*(request: Request, tenant: TenantId) {
    const isUpload = Body.mediaType(request) === "multipart/form-data"
    const candidates = yield* isUpload ? uploaded(request, bodies) : sent(request, bodies)
    const good = candidates.filter(Either.isRight).map((candidate) => candidate.right)
    if (good.length === 0) return yield* Effect.fail(allBad(candidates, isUpload))
    const indexed = (yield* documents.index(tenant, good))[Symbol.iterator]()
    return report(candidates.map((candidate): DocumentStatus => {
      const next = Either.isRight(candidate) ? indexed.next() : undefined
      if (next?.done === false) return next.value
      const { faults, id } = Either.isLeft(candidate) ? candidate.left : { faults: [], id: "" }
      const said = isUpload ? faults.map(({ message }) => message).join(" ") : sentence(faults)
      return { id, status: "failed", chunks: 0, error: said }
    }))
  })

  return Answering.group(Contract.group, {
    index: {
      raw: ({ request, tenant }) => {
        const indexed = index(request, tenant)
        return Body.mayBeLarge(request) ? admitLarge(indexed) : indexed
      }
    },
    list: ({ tenant, urlParams }) => inPages(urlParams, (page) => documents.list(tenant, page)),
    search: ({ payload, tenant }) => Effect.map(documents.search(tenant, payload), (results) => ({ results })),
    find: ({ path, tenant }) => documents.find(tenant, path.id),
    remove: ({ path, tenant }) => Effect.as(documents.remove(tenant, path.id), done)
  }, { admit })
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

const sentence = (faults: ReadonlyArray<Detail>) => faults.map(({ message, path }) => `${path}: ${message}`).join("; ")

const allBad = (candidates: ReadonlyArray<Candidate>, isUpload: boolean): Refused => {
  const details = candidates.flatMap((candidate) => Either.isLeft(candidate) ? candidate.left.faults : [])
  if (!isUpload) return invalid(details)
  return { ...unusable(details.map(({ message }) => message).join(" ") || "The upload holds no files."), details }
}

type Request = Parameters<typeof Body.mediaType>[0]

const decodeEnvelope = ParseResult.decodeUnknownEither(Contract.IndexEnvelope, {
  errors: "all",
  onExcessProperty: "error"
})
const decodeDocument = ParseResult.decodeUnknownEither(DocumentInput, { errors: "all", onExcessProperty: "error" })

const unreadableDocuments = unreadableType("documents as application/json in UTF-8, or files as multipart/form-data")

const sent = (request: Request, limits: BodyLimits): Effect.Effect<ReadonlyArray<Candidate>, Refused> =>
  !Body.isJson(request) ?
    Effect.fail(unreadableDocuments) :
    Effect.flatMap(Body.json(request, limits.documentBytes, limits), (body) =>
      Either.match(decodeEnvelope(body), {
        onLeft: (issue) => Effect.fail(invalid(faults(issue))),
        onRight: ({ documents }) => Effect.succeed(documents.map(candidate))
      }))

const candidate = (document: unknown, index: number): Candidate => {
  const at = `documents[${index}]`
  const bad = (found: ReadonlyArray<Detail>): Candidate =>
    Either.left({
      id: Predicate.hasProperty(document, "id") && typeof document.id === "string" ? document.id : "",
      faults: found.map(({ message, path }) => ({ path: path === "" ? at : `${at}.${path}`, message }))
    })
  if (typeof document !== "string" && !Predicate.isReadonlyRecord(document)) {
    return bad([{ path: "", message: "expected a string or an object" }])
  }
  const decoded = decodeDocument(typeof document === "string" ? { text: document } : document)
  if (Either.isLeft(decoded)) return bad(faults(decoded.left))
  return decoded.right.text.trim() === ""
    ? bad([{ path: "text", message: "expected a non-empty string" }])
    : Either.right(decoded.right)
}

const mostFiles = 1_000

/** Each file becomes a document named like the file: uploading it again replaces it. */
const uploaded = (request: Request, limits: BodyLimits): Effect.Effect<ReadonlyArray<Candidate>, Refused> =>
  Body.stream(request, limits.documentBytes, limits).pipe(
    Stream.pipeThroughChannelOrFail(Multipart.makeChannel<Refused>({ ...request.headers })),
    Stream.mapEffect(candidateOf),
    Stream.runCollect,
    Effect.map(Chunk.toReadonlyArray),
    Multipart.withLimits({ maxParts: Option.some(mostFiles), maxTotalSize: Option.some(limits.documentBytes) }),
    Effect.mapError((error) => error._tag === "MultipartError" ? refusedPart(error, limits) : error)
  )

const candidateOf = (part: Multipart.Part): Effect.Effect<Candidate, Refused | Multipart.MultipartError> =>
  part._tag === "File"
    ? Effect.flatMap(part.contentEffect, (bytes) => read({ name: part.name, content_type: part.contentType, bytes }))
    : Effect.fail(invalid([{ path: part.key, message: "is an unknown field; expected files only" }]))

const read = (file: Ingestion.File): Effect.Effect<Candidate> =>
  Ingestion.read(file).pipe(
    Effect.map(({ metadata, text, title }): Candidate =>
      Either.right({ id: file.name.slice(-128), title, text, source: file.name.slice(-1_000), metadata })
    ),
    Effect.catchTag("UnreadableFile", (error) =>
      Effect.succeed<Candidate>(Either.left({
        id: file.name.slice(-128),
        faults: [{ path: file.name.slice(-1_000), message: error.message }]
      })))
  )

const refusedPart = (error: Multipart.MultipartError, limits: BodyLimits): Refused => {
  switch (error.reason) {
    case "BodyTooLarge":
    case "FieldTooLarge":
    case "FileTooLarge":
      return tooLarge(limits.documentBytes)
    case "TooManyParts":
      return invalid([{ path: "", message: `Upload at most ${mostFiles} files at once.` }])
    case "InternalError":
    case "Parse":
      return malformed("malformed_multipart", "The body is not well-formed multipart/form-data.")
  }
}
