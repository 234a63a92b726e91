/** What comes in at `POST /api/documents`: each document or file by itself, so that a bad one fails alone. */
import { Multipart } from "@effect/platform"
import { Chunk, Effect, Either, Option, ParseResult, Predicate, Stream } from "effect"
import * as Contract from "../api/Documents.ts"
import type { Detail } from "../api/Errors.ts"
import { DocumentInput, type DocumentStatus } from "../domain/Document.ts"
import type { TenantId } from "../domain/Ids.ts"
import type * as Documents from "../knowledge/Documents.ts"
import * as Intake from "../knowledge/Intake.ts"
import type { StoreError } from "../storage/StoreError.ts"
import * as Body from "./Body.ts"
import { faults } from "./Faults.ts"
import type { BodyLimits } from "./Options.ts"
import { invalid, malformed, type Refused, tooLarge, unreadableType, unusable } from "./Refused.ts"

export interface Progress extends DocumentStatus {
  readonly done: number
  /** Absent where the sender's files are not counted before they are read. */
  readonly total?: number
}

/** Called as each document is settled; bad ones may come before good ones. */
export type Told = (progress: Progress) => Effect.Effect<void>

/** Statuses in the order of what was sent; refused where none of it was of use. */
export const make =
  (documents: Documents.Service, bodies: BodyLimits) =>
  (request: Request, tenant: TenantId, told: Told = () =>
    Effect.void
  ): Effect.Effect<
    ReadonlyArray<DocumentStatus>,
    Refused | StoreError
  > =>
    Body.mediaType(request) === "multipart/form-data"
      ? uploaded(documents, request, tenant, bodies, told)
      : Effect.flatMap(sent(request, bodies), (candidates) => indexed(documents, tenant, candidates, told))

/** A document that can be indexed, or why it cannot. */
type Candidate = Either.Either<DocumentInput, { readonly id: string; readonly faults: ReadonlyArray<Detail> }>

const indexed = (
  documents: Documents.Service,
  tenant: TenantId,
  candidates: ReadonlyArray<Candidate>,
  told: Told
) =>
  Effect.gen(function*() {
    const good = candidates.filter(Either.isRight).map((candidate) => candidate.right)
    if (good.length === 0) {
      return yield* Effect.fail(invalid(candidates.filter(Either.isLeft).flatMap(({ left }) => left.faults)))
    }
    let done = 0
    const tell = (status: DocumentStatus) => told({ ...status, done: ++done, total: candidates.length })
    const bad = candidates.filter(Either.isLeft).map(({ left: { faults, id } }) => Intake.failed(id, sentence(faults)))
    yield* Effect.forEach(bad, tell, { discard: true })
    const settled = (yield* documents.index(tenant, good, tell))[Symbol.iterator]()
    const refused = bad[Symbol.iterator]()
    return candidates.flatMap((candidate) => {
      const next = (Either.isRight(candidate) ? settled : refused).next()
      return next.done === true ? [] : [next.value]
    })
  })

type Request = Parameters<typeof Body.mediaType>[0]

const sentence = (faults: ReadonlyArray<Detail>) => faults.map(({ message, path }) => `${path}: ${message}`).join("; ")

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

/** Each file becomes a document named like the file: uploading it again replaces it. One is read while the next waits. */
const uploaded = (
  documents: Documents.Service,
  request: Request,
  tenant: TenantId,
  limits: BodyLimits,
  told: Told
): Effect.Effect<ReadonlyArray<DocumentStatus>, Refused | StoreError> =>
  Effect.gen(function*() {
    const statuses = yield* Body.stream(request, limits.documentBytes, limits).pipe(
      Stream.pipeThroughChannelOrFail(Multipart.makeChannel<Refused>({ ...request.headers })),
      Stream.mapEffect((part) => taken(documents, tenant, part)),
      Stream.zipWithIndex,
      Stream.tap(([status, index]) => told({ ...status, done: index + 1 })),
      Stream.map(([status]) => status),
      Stream.runCollect,
      Effect.map(Chunk.toReadonlyArray),
      Multipart.withLimits({ maxParts: Option.some(mostFiles), maxTotalSize: Option.some(limits.documentBytes) }),
      Effect.mapError((error) => error._tag === "MultipartError" ? refusedPart(error, limits) : error)
    )
    if (statuses.some(({ status }) => status !== "failed")) return statuses
    const reasons = statuses.flatMap(({ error, id }) => error === undefined ? [] : [{ path: id, message: error }])
    return yield* Effect.fail({
      ...unusable(reasons.map(({ message }) => message).join(" ") || "The upload holds no files."),
      details: reasons
    })
  })

const taken = (
  documents: Documents.Service,
  tenant: TenantId,
  part: Multipart.Part
): Effect.Effect<DocumentStatus, Refused | StoreError | Multipart.MultipartError> =>
  part._tag === "File"
    ? Effect.flatMap(part.contentEffect, (bytes) =>
      Intake.takeIn(documents, tenant, {
        id: part.name.slice(-128),
        source: part.name.slice(-1_000),
        name: part.name,
        content_type: part.contentType,
        bytes
      }))
    : Effect.fail(invalid([{ path: part.key, message: "is an unknown field; expected files only" }]))

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
