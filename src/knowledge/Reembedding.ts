/**
 * Makes the vectors that are lacking: those that the embedder was away for, and all of them once it is another one. The
 * old set serves until the new one is whole.
 */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Array, Effect, Layer, Option, Schedule, Schema } from "effect"
import { Embeddings } from "../llm/Embeddings.ts"
import * as Recurring from "../resilience/Recurring.ts"
import { chunks } from "./Documents/Reembed.ts"
import { memories } from "./Memories/Reembed.ts"
import * as NearIndex from "./NearIndex.ts"
import { type Collection, register } from "./VectorSets.ts"

/** Once through all texts, if any lacks a vector, and says how many were made. Repeating it is harmless. */
export const fill = Effect.fn("Reembedding.fill")(function*() {
  const sql = yield* SqlClient.SqlClient
  const { embed, model } = yield* Embeddings
  const statements = statementsOf(sql)

  const through = Effect.fnUntraced(function*<Place, Text extends Place>(collection: Collection<Place, Text>) {
    let made = 0
    let after = collection.first
    while (true) {
      const { lacking, last } = yield* collection.page(model, after, pageSize)
      if (last === undefined) return made
      for (const some of Array.chunksOf(lacking, atOnce)) {
        yield* collection.store(model, some, yield* embed(some.map(collection.text)))
        made += some.length
      }
      yield* statements.lease(model)
      if (lacking.length > 0) {
        yield* Effect.logInfo("Vectors are being made").pipe(
          Effect.annotateLogs({ component: "vectors", model, made })
        )
      }
      after = last
    }
  })

  const before = yield* statements.find(model)
  // Retired while this process ran: another one has set a newer embedder up.
  if (Option.isNone(before)) return 0
  let made = 0
  if (before.value.gaps !== before.value.filled) {
    const claimed = yield* statements.claim(model)
    if (Option.isNone(claimed)) return 0
    made = (yield* through(chunks(sql))) + (yield* through(memories(sql)))
    yield* statements.filled({ model, gaps: claimed.value.gaps })
  }
  if (before.value.serving) yield* retire(sql, model)
  else {
    yield* NearIndex.code()
    yield* switchTo(sql, model)
  }
  return made
}, Effect.catchTag("ParseError", Effect.die))

/** From the old set to this one, if it is whole and the newer one: at once, for everyone. */
const switchTo = Effect.fnUntraced(function*(sql: SqlClient.SqlClient, model: string) {
  const switched = yield* Effect.gen(function*() {
    const whole = yield* sql`select 1 from app.vector_models m
      where model = ${model} and gaps = filled
        and not exists (select 1 from app.vector_models s where s.serving and s.created_at >= m.created_at)
        and not exists (${chunks(sql).lacking(model)}) and not exists (${memories(sql).lacking(model)})
      for update`
    if (whole.length === 0) return false
    yield* sql`update app.vector_models set serving = false where serving`
    yield* sql`update app.vector_models set serving = true where model = ${model}`
    return true
  }).pipe(sql.withTransaction)
  if (switched) {
    yield* Effect.logInfo("Questions are compared with the new vectors from now on").pipe(
      Effect.annotateLogs({ component: "vectors", model })
    )
  }
})

/** Away with older sets: not in the round that switched, for searches may still be about to read them. */
const retire = Effect.fnUntraced(function*(sql: SqlClient.SqlClient, model: string) {
  const older = yield* sql`select 1 from app.vector_models o, app.vector_models s
    where s.model = ${model} and o.created_at < s.created_at`
  if (older.length === 0) return
  for (const collection of [chunks(sql), memories(sql)]) {
    yield* Effect.repeat(collection.drop(dropAtOnce), { while: (rows) => rows.length === dropAtOnce })
  }
  yield* sql`delete from app.vector_models o using app.vector_models s
    where s.model = ${model} and o.created_at < s.created_at`
})

const statementsOf = (sql: SqlClient.SqlClient) => ({
  find: SqlSchema.findOne({
    Request: Schema.String,
    Result: Schema.Struct({ serving: Schema.Boolean, gaps: Schema.Int, filled: Schema.Int }),
    execute: (model) =>
      sql`select serving, gaps::int as gaps, filled::int as filled from app.vector_models where model = ${model}`
  }),
  /** None while another process is at it. Waits for writers that are about to note a gap. */
  claim: SqlSchema.findOne({
    Request: Schema.String,
    Result: Schema.Struct({ gaps: Schema.Int }),
    execute: (model) =>
      sql`update app.vector_models set leased_until = now() + interval '2 minutes'
        where model = ${model} and (leased_until is null or leased_until < now())
        returning gaps::int as gaps`
  }),
  lease: (model: string) =>
    sql`update app.vector_models set leased_until = now() + interval '2 minutes' where model = ${model}`,
  filled: ({ gaps, model }: { readonly model: string; readonly gaps: number }) =>
    sql`update app.vector_models set filled = ${gaps}, leased_until = null where model = ${model}`
})

const worker = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const { model } = yield* Embeddings
  yield* Effect.retry(register(sql, model), Schedule.spaced("5 seconds"))
  yield* Recurring.every("30 seconds", "Vectors are made later", fill())
})

export const layer: Layer.Layer<never, never, SqlClient.SqlClient | Embeddings> = Layer.scopedDiscard(
  Effect.forkScoped(worker)
)

const pageSize = 1_000
const atOnce = 100
const dropAtOnce = 5_000
