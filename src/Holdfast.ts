/** The service composed: what it does, over the infrastructure that its host chooses. */
import type { SqlClient } from "@effect/sql"
import { Clock, Effect, Layer, Stream } from "effect"
import * as AfterAnswer from "./chat/AfterAnswer.ts"
import * as AnswerCacheTiered from "./chat/AnswerCache/Tiered.ts"
import * as AnswerReuse from "./chat/AnswerReuse.ts"
import * as ChatPipeline from "./chat/ChatPipeline.ts"
import * as Conversation from "./chat/Conversation.ts"
import * as DecisionSupport from "./chat/DecisionSupport.ts"
import * as EntityResolution from "./chat/EntityResolution.ts"
import * as FullPipeline from "./chat/FullPipeline.ts"
import * as Ladder from "./chat/Ladder.ts"
import * as LastResort from "./chat/LastResort.ts"
import * as ResponseGeneration from "./chat/ResponseGeneration.ts"
import * as Retrieval from "./chat/Retrieval.ts"
import * as TurnRecorder from "./chat/TurnRecorder.ts"
import * as TurnRecorderDrain from "./chat/TurnRecorder/Drain.ts"
import * as UserDataSql from "./chat/UserData/Sql.ts"
import type { DomainTable } from "./domain/Business.ts"
import type { DocumentInput } from "./domain/Document.ts"
import { anonymous, defaultTenant, NewId, SessionId, TenantId, UserId } from "./domain/Ids.ts"
import { BusinessRows } from "./knowledge/BusinessRows.ts"
import * as BusinessRowsSql from "./knowledge/BusinessRows/Sql.ts"
import { Documents } from "./knowledge/Documents.ts"
import * as DocumentsSql from "./knowledge/Documents/Sql.ts"
import * as EntitiesSql from "./knowledge/Entities/Sql.ts"
import * as FactsRefresh from "./knowledge/Facts/Refresh.ts"
import * as FactsSql from "./knowledge/Facts/Sql.ts"
import * as MeasuresSql from "./knowledge/Measures/Sql.ts"
import * as Retention from "./knowledge/Memories/Retention.ts"
import * as MemoriesSql from "./knowledge/Memories/Sql.ts"
import * as NearIndex from "./knowledge/NearIndex.ts"
import * as PatternsAnalysis from "./knowledge/Patterns/Analysis.ts"
import * as PatternsBuiltIn from "./knowledge/Patterns/BuiltIn.ts"
import * as PatternsRefresh from "./knowledge/Patterns/Refresh.ts"
import * as PatternsSql from "./knowledge/Patterns/Sql.ts"
import * as Reembedding from "./knowledge/Reembedding.ts"
import * as TermStatistics from "./knowledge/TermStatistics.ts"
import type { Embeddings } from "./llm/Embeddings.ts"
import * as EmbeddingsGuarded from "./llm/Embeddings/Guarded.ts"
import * as EmbeddingsLocal from "./llm/Embeddings/Local.ts"
import * as Models from "./llm/Models.ts"
import * as CircuitBreakers from "./resilience/CircuitBreakers.ts"
import type { ArchiveLimits } from "./sessions/Archive.ts"
import * as SessionsSql from "./sessions/Sessions/Sql.ts"
import * as Cache from "./storage/Cache.ts"
import * as DeadLettersSql from "./storage/DeadLetters/Sql.ts"
import * as Maintenance from "./storage/Maintenance.ts"
import * as Migrations from "./storage/Migrations.ts"
import * as PGlite from "./storage/PGlite.ts"
import * as Queue from "./storage/Queue.ts"
import * as Redis from "./storage/Redis.ts"
import * as SharedTrips from "./storage/SharedTrips.ts"
import * as Spool from "./storage/Spool.ts"
import * as ErrorAnalytics from "./telemetry/ErrorAnalytics.ts"
import * as Performance from "./telemetry/Performance.ts"

export interface Options {
  /** What the keyword rung says; the shipped table where this is left out. */
  readonly answers?: LastResort.KeywordTable
  /** Whom the generic answer turns people to. */
  readonly supportContact?: string
  readonly archive?: ArchiveLimits
}

/** What a host chooses: where things are kept, which models write, how texts become vectors. */
export type Infrastructure =
  | SqlClient.SqlClient
  | Migrations.Migrations
  | Redis.Redis
  | Spool.Spool
  | Embeddings
  | Models.Models
  | CircuitBreakers.CircuitBreakers
  | Performance.Performance
  | ErrorAnalytics.ErrorAnalytics

const analysis = PatternsAnalysis.layer.pipe(Layer.provide(PatternsBuiltIn.layer))
const patterns = PatternsSql.layer.pipe(Layer.provide(analysis))

/** What is known: every store, each over the same database. */
const stores = Layer.mergeAll(
  BusinessRowsSql.layer,
  EntitiesSql.layer,
  FactsSql.layer,
  MeasuresSql.layer,
  patterns,
  MemoriesSql.layer,
  DocumentsSql.layer,
  SessionsSql.layer,
  Queue.layer,
  DeadLettersSql.layer
)

/** From a question to its answer, stage by stage, with the ladder under it. */
const answering = (options: Options) =>
  ChatPipeline.layer.pipe(
    Layer.provide(FullPipeline.layer),
    Layer.provide([
      AnswerReuse.layer,
      EntityResolution.layer,
      Retrieval.layer,
      DecisionSupport.layerDefault,
      ResponseGeneration.layer,
      TurnRecorder.layer,
      Ladder.layer({ answers: options.answers ?? LastResort.defaultTable, supportContact: options.supportContact })
    ]),
    Layer.provideMerge(UserDataSql.layer),
    Layer.provide(Conversation.layer),
    Layer.provideMerge(AnswerCacheTiered.layer)
  )

/** What runs behind the answers for as long as the service does. */
const background = (options: Options) =>
  Layer.mergeAll(
    AfterAnswer.layerWorker,
    TurnRecorderDrain.layer,
    FactsRefresh.layer,
    PatternsRefresh.layer.pipe(Layer.provide(analysis)),
    Reembedding.layer,
    NearIndex.layer,
    Retention.layer,
    SharedTrips.layer,
    TermStatistics.layer,
    AfterAnswer.layerArchive(options.archive ?? { messages: 100, hours: 1, keep: 10 })
  ).pipe(Layer.provide(TurnRecorder.layer))

/** Everything Holdfast does, over what the host chooses. */
export const layer = (options: Options = {}) =>
  Layer.merge(answering(options), background(options)).pipe(
    Layer.provideMerge(stores),
    Layer.provideMerge(Cache.layer),
    Layer.provide(EmbeddingsGuarded.layer)
  )

/**
 * The whole of it with nothing but Node: the database inside the process, the built-in composer, no other server.
 * Everything is kept in `dataDir` (default `.holdfast`), which no second process may open meanwhile.
 */
export const layerEmbedded = ({ dataDir = ".holdfast", ...options }: Options & { readonly dataDir?: string } = {}) =>
  layer(options).pipe(
    Layer.provideMerge(Migrations.layer),
    Layer.provideMerge(Layer.mergeAll(
      Layer.provideMerge(Maintenance.layer, PGlite.layer({ dataDir })),
      Spool.layer({ dataDir }),
      Redis.layerNone,
      EmbeddingsLocal.layer,
      Models.layerNone,
      CircuitBreakers.layer,
      Performance.layer,
      ErrorAnalytics.layer
    ))
  )

export interface Asked {
  readonly query: string
  readonly tenant?: string
  readonly user_id?: string
  readonly session_id?: string
  /** Milliseconds; 10,000 where it is left out. */
  readonly deadline_ms?: number
}

/** Asks one question, as `POST /api/chat` does. */
export const ask = (asked: Asked) =>
  Effect.gen(function*() {
    const chat = yield* ChatPipeline.ChatPipeline
    const newId = yield* NewId
    const now = yield* Clock.currentTimeMillis
    return yield* chat.ask({
      tenant: asked.tenant === undefined ? defaultTenant : TenantId.make(asked.tenant),
      query: asked.query,
      user_id: asked.user_id === undefined ? anonymous : UserId.make(asked.user_id),
      correlation_id: newId.make(now),
      deadline_ms: asked.deadline_ms ?? 10_000,
      ...(asked.session_id === undefined ? {} : { session_id: SessionId.make(asked.session_id) })
    })
  })

/** Takes in rows of a business table, as `PUT /api/v1/domain/{table}` does. */
export const importRows = (
  table: DomainTable,
  rows: Iterable<Readonly<Record<string, unknown>>>,
  tenant: string = defaultTenant
) =>
  Effect.flatMap(BusinessRows, (business) =>
    business.upsert(
      TenantId.make(tenant),
      table,
      Stream.fromIterable(Array.from(rows, (value, index) => ({ row: index + 1, value })))
    ))

/** Takes in documents, as `POST /api/documents` does. */
export const indexDocuments = (documents: ReadonlyArray<DocumentInput>, tenant: string = defaultTenant) =>
  Effect.flatMap(Documents, (store) => store.index(TenantId.make(tenant), documents))
