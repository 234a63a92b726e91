/** From a question to a user's memories, best first. */
import type { SqlClient } from "@effect/sql"
import { Clock, Effect, Option } from "effect"
import type { TenantId, UserId } from "../../domain/Ids.ts"
import * as NearWords from "../../llm/Embeddings/NearWords.ts"
import { cosine, fromBytes } from "../../llm/Embeddings/Vector.ts"
import { withoutStopWords } from "../../llm/Embeddings/Words.ts"
import { idf } from "../Bm25.ts"
import * as Candidates from "../Candidates.ts"
import { clean } from "../Documents/Prepared.ts"
import { textArray } from "../Storing.ts"
import * as TermStatistics from "../TermStatistics.ts"
import type { VectorSearch } from "../VectorSearch.ts"
import type * as VectorSets from "../VectorSets.ts"
import { datesAsked, spansOf } from "./Dates.ts"
import * as Kept from "./Kept.ts"
import * as Ranking from "./Ranking.ts"
import type { Candidate } from "./Rows.ts"
import type * as Statements from "./Statements.ts"

interface Asked {
  readonly tenant: TenantId
  readonly query: string
  readonly user_id: UserId
  readonly entity_ids: ReadonlyArray<string>
}

export const make = Effect.fnUntraced(function*(
  sql: SqlClient.SqlClient,
  statements: ReturnType<typeof Statements.make>,
  vectors: VectorSets.VectorSets,
  byMeaning: VectorSearch
) {
  const statisticsOf = TermStatistics.make(sql)
  const kept = yield* Kept.make(sql)
  const nearWords = yield* Effect.cached(NearWords.load())

  /** Of those that lack the model's. What is kept in the process keeps its vector with it. */
  const readVectors = Effect.fnUntraced(function*(tenant: TenantId, model: string, rows: ReadonlyArray<Candidate>) {
    const lacking = new Map(rows.filter((row) => row.vector?.model !== model).map((row) => [row.id, row]))
    const read = lacking.size === 0 ? [] : yield* statements.selectVectors({ tenant, model, ids: [...lacking.keys()] })
    for (const { embedding, id } of read) {
      const row = lacking.get(id)
      if (row !== undefined) row.vector = { model, vector: fromBytes(embedding) }
    }
    return read
  })

  const cosinesOf = Effect.fnUntraced(
    function*(tenant: TenantId, asked: VectorSets.Asked | undefined, rows: ReadonlyArray<Candidate>) {
      if (asked === undefined) return { cosines: new Map<string, number>(), trust: 0 }
      const { model, trust, vector } = asked
      yield* byMeaning(readVectors(tenant, model, rows), [])
      const cosines = new Map<string, number>()
      for (const { id, vector: own } of rows) if (own?.model === model) cosines.set(id, cosine(vector, own.vector))
      return { cosines, trust }
    }
  )

  /** All of a user with few; of one with many, those that may matter. */
  const candidates = Effect.fnUntraced(function*(
    { query, tenant, user_id, entity_ids }: Asked,
    counted: TermStatistics.Totals,
    at: number,
    as_of: boolean
  ) {
    const all = yield* kept.find({ tenant, user_id }, counted)
    if (Option.isSome(all)) return all.value(at, as_of)
    const { documents, terms } = yield* statisticsOf(tenant, user_id, withoutStopWords(query))
    const rows = yield* statements.selectSome({
      tenant,
      user_id,
      at,
      as_of,
      any: Candidates.choose(terms, documents)?.query ?? null,
      terms: textArray(terms.map(Candidates.quoted)),
      weights: terms.map((term) => idf(documents, term.documents)),
      most: Candidates.mostCandidates,
      entity_ids,
      between: spansOf(datesAsked(query), at)
    })
    return Ranking.prepared(rows)
  })

  const ranked = Effect.fnUntraced(function*(asked: Asked, as_of: number | undefined) {
    const now = as_of ?? (yield* Clock.currentTimeMillis)
    const { entity_ids, tenant } = asked
    const query = clean(asked.query)
    if (entity_ids.length === 0 && withoutStopWords(query).trim() === "") return []
    const owner = { tenant, user_id: asked.user_id }
    const counted = yield* kept.counted(owner)
    // Where nothing was ever said there is nothing that a question could be near to: no embedder is asked.
    if (counted.documents === 0) return yield* Effect.as(kept.forget(owner), [])
    // A provider takes its time: the rows are there meanwhile.
    const [memories, meaning] = yield* Effect.all(
      [candidates({ ...asked, query }, counted, now, as_of !== undefined), vectors.ofQuestion(query)],
      { concurrency: 2 }
    )
    const rows = memories.turns.map(({ memory }) => memory)
    const { cosines, trust } = yield* cosinesOf(tenant, Option.getOrUndefined(meaning), rows)
    const model = Option.getOrUndefined(meaning)?.model
    yield* kept.goesOn(
      owner,
      counted,
      ({ turns }) => model === undefined ? Effect.void : readVectors(tenant, model, turns.map(({ memory }) => memory))
    )
    return Ranking.rank(memories, { query, now, entity_ids, cosines, trust, near: yield* nearWords })
  })

  return { ranked, forget: kept.forget }
})
