/** Which texts are worth scoring: those whose words in common with the question are rare enough together. */
import type { Term } from "./TermStatistics.ts"

export interface Choice {
  /** As a tsquery. */
  readonly query: string
  /** Whether texts that have one of the terms were left out, for there would be too many. */
  readonly narrowed: boolean
}

/**
 * While few texts have any of the terms, all of those. Beyond, those with the most weight of the question's words, the
 * rarer the more, down to a weight that about `enough` texts have if words are independent. Undefined where no text has
 * any of the terms.
 */
export const choose = (terms: ReadonlyArray<Term>, total: number): Choice | undefined => {
  const known = terms.filter(({ documents }) => documents > 0).toSorted((a, b) => a.documents - b.documents)
  if (known.length === 0) return undefined
  const matching = known.reduce((sum, { documents }) => sum + documents, 0)
  if (Math.min(total, matching) <= mostCandidates) return { query: any(known.map(quoted)), narrowed: false }
  const weighed = known.map((term) => ({ ...term, weight: Math.max(0.01, Math.log(total / term.documents)) }))
  const heads = leading(weighed)
  const least = leastWeight(heads, weighed.slice(heads.length), total)
  const clauses = heads.map((term, i) => {
    const others = weighed.slice(i + 1, i + 1 + mostPartners)
    if (term.weight >= least - rounding) return quoted(term)
    // Of too many words to combine, the first with all of its partners has as much weight as there is.
    const beside = together(others, i === 0 ? Math.min(least - term.weight, sumOf(others)) : least - term.weight)
    return beside === undefined ? undefined : `${quoted(term)} & ${beside}`
  })
  return { query: any(clauses.filter((clause) => clause !== undefined)), narrowed: true }
}

/**
 * The least weight of which no more than `enough` texts are to be expected, of those with one of `heads`; that of all
 * terms together, where even so there are more.
 */
const leastWeight = (heads: ReadonlyArray<Weighed>, rest: ReadonlyArray<Weighed>, total: number): number => {
  interface Combined {
    readonly weight: number
    readonly texts: number
  }
  const combine = (sets: ReadonlyArray<Combined>, { documents, weight }: Weighed): ReadonlyArray<Combined> =>
    sets.flatMap((one) => [
      { weight: one.weight + weight, texts: one.texts * (documents / total) },
      { weight: one.weight, texts: one.texts * (1 - documents / total) }
    ])
  const headed = heads.slice(0, mostCombined).reduce(combine, [{ weight: 0, texts: total }]).slice(0, -1)
  const all = rest.slice(0, mostCombined - Math.min(heads.length, mostCombined)).reduce(combine, headed)
    .toSorted((a, b) => b.weight - a.weight)
  let expected = 0
  const chosen = all.filter(({ texts }) => (expected += texts) <= enough)
  return (chosen.at(-1) ?? all[0])?.weight ?? 0
}

/** Any text with one of the rarest terms, where `choose` was too strict. */
export const chooseAny = (terms: ReadonlyArray<Term>): string =>
  any(leading(terms.filter(({ documents }) => documents > 0).toSorted((a, b) => a.documents - b.documents)).map(quoted))

/**
 * The rarest terms, one of which every text has that lacks no more than `lacking` of them all: enough to find those that
 * are nearly the same. None where more than that are unknown.
 */
export const telling = (terms: ReadonlyArray<Term>, lacking: number): ReadonlyArray<Term> => {
  const known = terms.filter(({ documents }) => documents > 0).toSorted((a, b) => a.documents - b.documents)
  return known.slice(0, Math.max(0, lacking + 1 - (terms.length - known.length)))
}

interface Weighed extends Term {
  readonly weight: number
}

/** The terms that one must have a share of: the rarest, until their lists would take too long to walk. */
const leading = <T extends Term>(rarestFirst: ReadonlyArray<T>): ReadonlyArray<T> => {
  let walked = 0
  return rarestFirst.filter(({ documents }, i) => (walked += documents) <= mostWalked || i === 0)
}

/** What has at least that weight among the terms, which come heaviest first. */
const together = (terms: ReadonlyArray<Weighed>, least: number): string | undefined => {
  const [first, ...rest] = terms
  if (first === undefined || sumOf(terms) < least - rounding) return undefined
  if (first.weight >= least - rounding) {
    return any(
      [first, ...rest].filter(({ weight }) => weight >= least - rounding).map(quoted),
      together(rest.filter(({ weight }) => weight < least - rounding), least)
    )
  }
  const beside = together(rest, least - first.weight)
  return any(beside === undefined ? [] : [`(${quoted(first)} & ${beside})`], together(rest, least))
}

const any = (clauses: ReadonlyArray<string>, more?: string): string =>
  `(${[...clauses, ...(more === undefined ? [] : [more])].join(" | ")})`

const sumOf = (terms: ReadonlyArray<Weighed>): number => terms.reduce((sum, { weight }) => sum + weight, 0)

export const quoted = ({ term }: { readonly term: string }): string =>
  `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`

/** How many are scored at most. */
export const mostCandidates = 2_000
/** Words that go together come together more often than independent ones. */
const enough = 1_000
const mostCombined = 10
const mostPartners = 6
const mostWalked = 30_000
const rounding = 1e-9
