/** Which embedder's vectors are complete and answer questions, and which ones are written. */
import { type SqlClient, type SqlError, SqlSchema, type Statement } from "@effect/sql"
import { Clock, Effect, Option, type ParseResult, Ref, Schema } from "effect"
import type * as Embeddings from "../llm/Embeddings.ts"
import { EarlierEmbeddings } from "../llm/Embeddings/Earlier.ts"

/** Vectors of one model, in the order of the texts. */
export interface Made {
  readonly model: string
  readonly vectors: ReadonlyArray<Float32Array>
}

/** Texts that have vectors, in the order of their places. */
export interface Collection<Place, Text extends Place> {
  readonly first: Place
  /** Those of the next `most` that lack the model's, and where that page ended; no end where there was no next one. */
  readonly page: (model: string, after: Place, most: number) => Effect.Effect<
    { readonly last: Place | undefined; readonly lacking: ReadonlyArray<Text> },
    SqlError.SqlError | ParseResult.ParseError
  >
  /** What the vector is made from. */
  readonly text: (text: Text) => string
  readonly store: (
    model: string,
    texts: ReadonlyArray<Text>,
    vectors: ReadonlyArray<Float32Array>
  ) => Statement.Statement<unknown>
  /** Finds those that lack the model's. */
  readonly lacking: (model: string) => Statement.Statement<unknown>
  /** Takes some vectors of models older than the one that serves away. */
  readonly drop: (most: number) => Statement.Statement<unknown>
}

export interface Vector {
  readonly model: string
  readonly vector: Float32Array
}

/** A question's vector, the model whose vectors it is compared with, and how far that model is to be trusted. */
export interface Asked extends Vector {
  readonly trust: number
}

/** Those of the text at this place. */
export const vectorsAt = (made: ReadonlyArray<Made>, place: number): ReadonlyArray<Vector> =>
  made.flatMap(({ model, vectors }) => {
    const vector = vectors[place]
    return vector === undefined ? [] : [{ model, vector }]
  })

interface Sets {
  /** None where the model whose vectors are complete cannot be asked: words alone find then. */
  readonly serving: Option.Option<Embeddings.Service>
  readonly writing: ReadonlyArray<Embeddings.Service>
}

export const make = Effect.fnUntraced(function*(sql: SqlClient.SqlClient, embeddings: Embeddings.Service) {
  const earlier = yield* EarlierEmbeddings
  const known = yield* Ref.make(Option.none<{ readonly sets: Sets; readonly until: number }>())

  const select = SqlSchema.findAll({
    Request: Schema.Void,
    Result: Schema.Struct({ model: Schema.String, serving: Schema.Boolean }),
    execute: () => sql`select model, serving from app.vector_models`
  })

  const registered = yield* Ref.make(false)

  const read = Effect.gen(function*() {
    if (!(yield* Ref.get(registered))) yield* register(sql, embeddings.model)
    yield* Ref.set(registered, true)
    const models = yield* select()
    const model = models.find((row) => row.serving)?.model
    const serving = model === embeddings.model
      ? Option.some(embeddings)
      : model === undefined
      ? Option.none()
      : yield* earlier.find(model)
    // Not the one that is configured here, where another process has retired it meanwhile.
    const own = models.some(({ model }) => model === embeddings.model) ? [embeddings] : []
    return { serving, writing: [...new Set([...own, ...Option.toArray(serving)])] } satisfies Sets
  }).pipe(Effect.catchTag("ParseError", Effect.die))

  /** As of some seconds ago: a set that no longer serves is kept longer than that. */
  const sets: Effect.Effect<Sets, SqlError.SqlError> = Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const before = yield* Ref.get(known)
    if (Option.isSome(before) && now < before.value.until) return before.value.sets
    const sets = yield* read
    yield* Ref.set(known, Option.some({ sets, until: now + freshMillis }))
    return sets
  })

  /** What each of the embedders that are written makes of the texts; one that fails is left out, for it is made good later. */
  const made = Effect.fnUntraced(function*(texts: ReadonlyArray<string>) {
    const { writing } = yield* sets
    const all = yield* Effect.forEach(writing, (embedder) =>
      embedder.embed(texts).pipe(
        Effect.map((vectors) => Option.some<Made>({ model: embedder.model, vectors })),
        Effect.catchTag("EmbeddingFailed", (error) =>
          Effect.logWarning("Texts are stored without vectors; they get them later").pipe(
            Effect.annotateLogs({ texts: texts.length, reason: error.problem }),
            Effect.as(Option.none<Made>())
          ))
      ), { concurrency: 2 })
    return all.flatMap(Option.toArray)
  })

  /** The question's vector, by the model whose vectors it is compared with. None where that model cannot be asked. */
  const ofQuestion = Effect.fnUntraced(function*(query: string) {
    const { serving } = yield* sets
    if (Option.isNone(serving)) return Option.none<Asked>()
    const { model, trust } = serving.value
    return yield* serving.value.embed([query]).pipe(
      Effect.map(([vector]) => vector === undefined ? Option.none<Asked>() : Option.some({ model, trust, vector })),
      Effect.catchTag("EmbeddingFailed", (error) =>
        Effect.as(
          Effect.logWarning("A search goes by words alone").pipe(Effect.annotateLogs("reason", error.problem)),
          Option.none<Asked>()
        ))
    )
  })

  /** Notes, last in the transaction that wrote the texts, which models' sets now lack them. */
  const lacking = (texts: ReadonlyArray<Made>) => {
    const complete = texts.map(({ model }) => model)
    return sql`update app.vector_models set gaps = gaps + 1
      ${complete.length === 0 ? sql`` : sql`where not ${sql.in("model", complete)}`}`
  }

  return { made, ofQuestion, lacking }
})

export type VectorSets = Effect.Effect.Success<ReturnType<typeof make>>

/**
 * Once a process. The first model to come serves at once; one that comes back is the newest again. Of two that come first
 * at the same time the database refuses one, which then finds the other there.
 */
export const register = (sql: SqlClient.SqlClient, model: string) =>
  Effect.retry(
    sql`insert into app.vector_models as m (model, serving)
    select ${model}, not exists (select 1 from app.vector_models where serving)
    on conflict (model) do update set created_at = now() where not m.serving`,
    { times: 1 }
  )

const freshMillis = 5_000
