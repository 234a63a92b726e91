/** From a question to chunks, best first: candidates by their words, and by meaning, scored together. */
import type { SqlClient } from "@effect/sql"
import { Deferred, Effect, Option } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import { unsegmentedPairs, withoutStopWords } from "../../llm/Embeddings/Words.ts"
import { idf } from "../Bm25.ts"
import * as Candidates from "../Candidates.ts"
import { textArray } from "../Storing.ts"
import * as TermStatistics from "../TermStatistics.ts"
import * as Trust from "../Trust.ts"
import { VectorLimits } from "../VectorLimits.ts"
import type { VectorSearch } from "../VectorSearch.ts"
import type { VectorSets } from "../VectorSets.ts"
import { agreement, type Fused, fused, spread } from "./Fusion.ts"
import { type Compared, comparedOf, type Key, KeyMap } from "./Keys.ts"
import * as Lexical from "./Lexical.ts"
import { clean } from "./Prepared.ts"
import * as Statements from "./Statements.ts"
import * as VectorNearest from "./VectorNearest.ts"
import * as VectorScan from "./VectorScan.ts"
import * as WordIndex from "./WordIndex.ts"
import * as WordIndexes from "./WordIndexes.ts"

export interface Hit extends Fused {
  readonly title_path: string
  readonly text: string
  readonly at: number
}

export interface Request {
  readonly tenant: TenantId
  readonly query: string
  readonly limit: number
  /** Whether each document comes with its best chunk before any comes with more. */
  readonly spread: boolean
  readonly filter?: Readonly<Record<string, unknown>> | undefined
}

export const make = Effect.fnUntraced(function*(sql: SqlClient.SqlClient, sets: VectorSets, byMeaning: VectorSearch) {
  const statements = Statements.make(sql)
  const compared = VectorScan.make(sql)
  const nearest = VectorNearest.make(sql)

  const statisticsOf = TermStatistics.make(sql)
  const indexOf = yield* WordIndexes.make(sql)
  const agreements = new Map<string, Trust.Agreement>()

  /** The share of its trust that a model has earned with this and earlier questions of a tenant. */
  const earned = (tenant: string, model: string, next: Trust.Agreement): number => {
    const key = `${model}#${tenant}`
    const all = Trust.add(agreements.get(key) ?? Trust.unknown, next)
    agreements.delete(key)
    agreements.set(key, all)
    for (const oldest of agreements.keys()) {
      if (agreements.size <= tenantsKept) break
      agreements.delete(oldest)
    }
    return Trust.share(all)
  }

  const byTerms = Effect.fnUntraced(function*(
    tenant: TenantId,
    statistics: TermStatistics.Counted,
    index: Option.Option<WordIndex.WordIndex>,
    filter: string | null
  ) {
    if (Option.isSome(index)) return WordIndex.candidates(index.value, statistics, candidateLimit)
    const { documents, terms } = statistics
    const chosen = Candidates.choose(terms, documents)
    if (chosen === undefined) return []
    const select = (any: string) =>
      statements.selectCandidates({
        tenant,
        chunks: documents,
        any,
        terms: textArray(terms.map(Candidates.quoted)),
        weights: terms.map((term) => idf(documents, term.documents)),
        pairs: textArray(
          terms.slice(1).map((term, i) => [terms[i] ?? term, term].map(Candidates.quoted).join(" <-> "))
        ),
        filter,
        most: Candidates.mostCandidates,
        limit: candidateLimit
      })
    const found = yield* select(chosen.query)
    return chosen.narrowed && found.length < fewCandidates ? yield* select(Candidates.chooseAny(terms)) : found
  })

  const matchesOf = Effect.fnUntraced(function*(
    tenant: TenantId,
    query: string,
    statistics: TermStatistics.Counted,
    index: Option.Option<WordIndex.WordIndex>,
    filter: string | null
  ) {
    const pairs = unsegmentedPairs(query).slice(0, mostPairs)
    const candidates = yield* byTerms(tenant, statistics, index, filter)
    if (pairs.length === 0) return Lexical.rank(candidates, statistics)
    const paired = yield* statements.selectByPairs({
      tenant,
      pairs: JSON.stringify(pairs),
      filter,
      limit: candidateLimit
    })
    const pairTerms = pairs.map((pair) => ({
      term: pair,
      documents: paired.filter((candidate) => candidate.hits[pair] !== undefined).length
    }))
    const unseen = { counts: statistics.terms.map(() => 0), title_counts: statistics.terms.map(() => 0), together: [] }
    const merged = new KeyMap<Lexical.Candidate>()
    for (const one of candidates) merged.set(one, one)
    for (const { hits, ...place } of paired) {
      const one = merged.get(place) ?? { ...place, ...unseen }
      merged.set(place, {
        ...one,
        counts: [...one.counts, ...pairs.map((pair) => hits[pair]?.[0] ?? 0)],
        title_counts: [...one.title_counts, ...pairs.map((pair) => hits[pair]?.[1] ?? 0)]
      })
    }
    return Lexical.rank([...merged.values()], { ...statistics, terms: [...statistics.terms, ...pairTerms] })
  })

  const textsOf = Effect.fnUntraced(function*(
    tenant: TenantId,
    index: Option.Option<WordIndex.WordIndex>,
    chosen: ReadonlyArray<Key>
  ) {
    const texts = new KeyMap<Statements.Text>()
    const keys = chosen.map(({ document_id, position }) => ({ document_id, position }))
    const rows = Option.isSome(index)
      ? keys.flatMap((key) => index.value.byKey.get(key)?.text ?? [])
      : yield* statements.selectTexts({ tenant, keys: JSON.stringify(keys) })
    for (const row of rows) texts.set(row, row)
    return texts
  })

  /** Best first, with the statistics of the question's terms. */
  return Effect.fn("Documents.ranked")(function*({ filter, limit, query, spread: spreads, tenant }: Request) {
    const limits = yield* VectorLimits
    const question = clean(query)
    const condition = filter === undefined || Object.keys(filter).length === 0 ? null : JSON.stringify(filter)
    // No stored metadata holds these, so nothing contains them; PostgreSQL would refuse to look.
    if (condition !== null && /\\u(0000|d[89a-f])/i.test(condition)) return none
    if (withoutStopWords(question).trim() === "") return none
    const words = withoutStopWords(question).replace(unsegmentedLetters, " ").replace(hyphen, " ")
    const [statistics, vector] = yield* Effect.all(
      [statisticsOf(tenant, "", words), sets.ofQuestion(question)],
      { concurrency: 2 }
    )
    if (statistics.documents === 0) return none
    const index = condition === null ? yield* indexOf(tenant, statistics) : Option.none()
    const matching = matchesOf(tenant, question, statistics, index, condition)
    const byWords = yield* Deferred.make<ReadonlyArray<Lexical.Match>>()
    const comparing = Option.match(vector, {
      onNone: () => Effect.succeed(nothing),
      onSome: ({ model, trust, vector }) => {
        const { documents: chunks, version } = statistics
        const asked = { tenant, model, version, trust, vector, chunks, filter: condition }
        return byMeaning(
          chunks <= limits.exact
            ? compared(asked)
            : Effect.map(nearest({ ...asked, candidates: Deferred.await(byWords) }), comparedOf),
          nothing
        )
      }
    })
    const [matches, near] = yield* Effect.all(
      [Effect.tap(matching, (found) => Deferred.succeed(byWords, found)), comparing],
      { concurrency: 2 }
    )
    const allowed = condition === null || near.keys.length === 0
      ? undefined
      : new Set((yield* statements.selectAllowed({ tenant, filter: condition })).map(({ id }) => id))
    const best = Option.match(vector, {
      onNone: () => fused(matches, nothing, 0),
      onSome: ({ model, trust }) => {
        const comparable = allowed === undefined ? near : among(near, allowed)
        return fused(matches, comparable, trust, earned(tenant, model, agreement(matches, near)))
      }
    })
    const chosen = spreads ? spread(best, limit) : best.slice(0, limit)
    const texts = yield* textsOf(tenant, index, chosen)
    const hits = chosen.flatMap((one): ReadonlyArray<Hit> => {
      const row = texts.get(one)
      return row === undefined ? [] : [{ ...one, title_path: row.title_path, text: row.text, at: row.at }]
    })
    return { hits, statistics }
  })
})

const nothing = comparedOf([])

const among = ({ cosines, keys }: Compared, documents: ReadonlySet<string>): Compared =>
  comparedOf(
    keys.flatMap(({ document_id, position }, place) =>
      documents.has(document_id) ? [{ document_id, position, cosine: cosines[place] ?? 0 }] : []
    )
  )

const none: { readonly hits: ReadonlyArray<Hit>; readonly statistics: TermStatistics.TermStatistics } = {
  hits: [],
  statistics: TermStatistics.none
}
const unsegmentedLetters =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
/** PostgreSQL takes a compound for a term beside its parts, which would then count twice; texts have the parts as well. */
const hyphen = /(?<=\p{L})-(?=\p{L})/gu
const candidateLimit = 200
/** Fewer than these, and what was left out for being common is looked at as well. */
const fewCandidates = 50
const mostPairs = 32
const tenantsKept = 1_000
