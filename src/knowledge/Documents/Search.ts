/** From a question to chunks, best first: candidates by their words, and by meaning, scored together. */
import type { SqlClient } from "@effect/sql"
import { Effect, Option } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import { unsegmentedPairs, withoutStopWords } from "../../llm/Embeddings/Words.ts"
import * as Candidates from "../Candidates.ts"
import { textArray } from "../Storing.ts"
import * as TermStatistics from "../TermStatistics.ts"
import type { VectorSearch } from "../VectorSearch.ts"
import type { VectorSets } from "../VectorSets.ts"
import * as Lexical from "./Lexical.ts"
import { clean } from "./Prepared.ts"
import * as Statements from "./Statements.ts"
import * as VectorScan from "./VectorScan.ts"

export interface Hit {
  readonly document_id: string
  readonly position: number
  readonly title_path: string
  readonly text: string
  readonly at: number
  readonly score: number
  readonly lexical: number
  readonly semantic: number
  readonly coverage: number
  readonly matched: number
}

export interface Request {
  readonly tenant: TenantId
  readonly query: string
  readonly limit: number
  readonly filter?: Readonly<Record<string, unknown>> | undefined
}

export const make = (sql: SqlClient.SqlClient, sets: VectorSets, byMeaning: VectorSearch) => {
  const statements = Statements.make(sql)
  const vectors = VectorScan.make(sql)

  const statisticsOf = TermStatistics.make(sql)

  const byTerms = Effect.fnUntraced(function*(
    tenant: TenantId,
    { documents, terms }: TermStatistics.TermStatistics,
    filter: string | null
  ) {
    const chosen = Candidates.choose(terms, documents)
    if (chosen === undefined) return []
    const select = (any: string) =>
      Effect.map(
        statements.selectCandidates({
          tenant,
          any,
          terms: textArray(terms.map(Candidates.quoted)),
          filter,
          most: Candidates.mostCandidates,
          limit: candidateLimit
        }),
        (rows) =>
          rows.map(({ counts, title_counts, ...place }): Lexical.Candidate => ({
            ...place,
            hits: Object.fromEntries(
              terms.map(({ term }, i) => [term, [counts[i] ?? 0, title_counts[i] ?? 0] as const] as const)
            )
          }))
      )
    const found = yield* select(chosen.query)
    return chosen.narrowed && found.length < fewCandidates ? yield* select(Candidates.chooseAny(terms)) : found
  })

  const byWords = Effect.fnUntraced(function*(tenant: TenantId, query: string, filter: string | null) {
    const pairs = unsegmentedPairs(query).slice(0, mostPairs)
    const words = withoutStopWords(query).replace(unsegmentedLetters, " ")
    const statistics = yield* statisticsOf(tenant, "", words)
    const candidates = yield* byTerms(tenant, statistics, filter)
    const paired = pairs.length === 0 ? [] : yield* statements.selectByPairs({
      tenant,
      pairs: JSON.stringify(pairs),
      filter,
      limit: candidateLimit
    })
    const pairTerms = pairs.map((pair) => ({
      term: pair,
      documents: paired.filter((candidate) => candidate.hits[pair] !== undefined).length
    }))
    return {
      candidates: merged([...candidates, ...paired]),
      statistics: { ...statistics, terms: [...statistics.terms, ...pairTerms] }
    }
  })

  return Effect.fn("Documents.ranked")(function*({ filter, limit, query, tenant }: Request) {
    const question = clean(query)
    const condition = filter === undefined || Object.keys(filter).length === 0 ? null : JSON.stringify(filter)
    // No stored metadata holds these, so nothing contains them; PostgreSQL would refuse to look.
    if (condition !== null && /\\u(0000|d[89a-f])/i.test(condition)) return []
    if (withoutStopWords(question).trim() === "") return []
    const [{ candidates, statistics }, vector] = yield* Effect.all(
      [byWords(tenant, question, condition), sets.ofQuestion(question)],
      { concurrency: 2 }
    )
    const { documents: total } = statistics
    if (total === 0) return []
    const matches = Lexical.rank(candidates, statistics)
    const near = Option.isNone(vector) ? [] : yield* byMeaning(vectors.near({
      tenant,
      model: vector.value.model,
      vector: vector.value.vector,
      total,
      candidates: matches
    }))
    const allowed = condition === null || near.length === 0
      ? undefined
      : new Set((yield* statements.selectAllowed({ tenant, filter: condition })).map(({ id }) => id))
    const trust = Option.match(vector, { onNone: () => 0, onSome: (one) => one.trust })
    const best = fused(matches, near.filter((one) => allowed?.has(one.document_id) !== false), trust)
      .slice(0, limit)
    const texts = new Map((yield* statements.selectTexts({
      tenant,
      keys: JSON.stringify(best.map(({ document_id, position }) => ({ document_id, position })))
    })).map((row) => [keyOf(row), row]))
    return best.flatMap((one): ReadonlyArray<Hit> => {
      const row = texts.get(keyOf(one))
      return row === undefined ? [] : [{ ...one, title_path: row.title_path, text: row.text, at: row.at }]
    })
  })
}

/** The share of words and the share of meaning, each 0 to 1; how far meaning counts is the embedder's trust. */
export const fused = (
  matches: ReadonlyArray<Lexical.Match>,
  near: ReadonlyArray<VectorScan.Near>,
  trust: number
) => {
  const cosines = new Map(near.map((one) => [keyOf(one), Math.min(1, Math.max(0, one.cosine))]))
  const matched = new Set(matches.map(keyOf))
  const alike = near.filter((one) => one.cosine >= alikeFrom && !matched.has(keyOf(one)))
  // A question of which hardly a word is known anywhere has no certain answer, however the candidates compare.
  const certainty = 0.4 + 0.6 * matches.reduce((most, one) => Math.max(most, one.coverage), 0)
  return [...matches, ...alike.map((one) => ({ ...one, lexical: 0, coverage: 0, matched: 0 }))]
    .map(({ coverage, document_id, lexical, matched, position }) => {
      const semantic = cosines.get(keyOf({ document_id, position })) ?? 0
      const score = (lexical * certainty + trust * semantic) / (1 + trust)
      return { document_id, position, lexical, semantic, coverage, matched, score }
    })
    .sort((a, b) => b.score - a.score)
}

const merged = (candidates: ReadonlyArray<Lexical.Candidate>): ReadonlyArray<Lexical.Candidate> => {
  const byKey = new Map<string, Lexical.Candidate>()
  for (const one of candidates) {
    const before = byKey.get(keyOf(one))
    byKey.set(keyOf(one), before === undefined ? one : { ...before, hits: { ...before.hits, ...one.hits } })
  }
  return [...byKey.values()]
}

const keyOf = (key: VectorScan.Key) => `${key.position}#${key.document_id}`

const unsegmentedLetters =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const candidateLimit = 300
/** Fewer than these, and what was left out for being common is looked at as well. */
const fewCandidates = 50
const mostPairs = 32
/** From here on two texts are alike though they share no word. */
const alikeFrom = 0.35
