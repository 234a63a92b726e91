/** Which texts are worth scoring: those whose words in common with the question are rare enough together. */
import type { Term } from "./TermStatistics.ts"

export interface Choice {
  /** As a tsquery. */
  readonly query: string
  /** Whether texts that have one of the terms were left out, for there would be too many. */
  readonly narrowed: boolean
}

/**
 * While few texts have any of the terms, all of those. Beyond, one is left out unless words that are independent would
 * come together like that in at most `each` texts: it shares a rare word with the question, or several common ones.
 * Undefined where no text has any of the terms.
 */
export const choose = (terms: ReadonlyArray<Term>, total: number): Choice | undefined => {
  const known = terms.filter(({ documents }) => documents > 0).toSorted((a, b) => a.documents - b.documents)
  if (known.length === 0) return undefined
  const matching = known.reduce((sum, { documents }) => sum + documents, 0)
  if (Math.min(total, matching) <= mostCandidates) return { query: any(known.map(quoted)), narrowed: false }
  const enough = Math.log(total / each)
  const weighed = known.map((term) => ({ ...term, weight: Math.max(0.01, Math.log(total / term.documents)) }))
  const clauses = leading(weighed).map((term, i) => {
    const others = weighed.slice(i + 1, i + 1 + mostPartners)
    if (term.weight >= enough || (others.length === 0 && i === 0)) return quoted(term)
    const beside = together(others, Math.min(enough - term.weight, sumOf(others)))
    return beside === undefined ? undefined : `${quoted(term)} & ${beside}`
  })
  return { query: any(clauses.filter((clause) => clause !== undefined)), narrowed: true }
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

/** What has enough weight among the terms, which come heaviest first. */
const together = (terms: ReadonlyArray<Weighed>, enough: number): string | undefined => {
  const [first, ...rest] = terms
  if (first === undefined || sumOf(terms) < enough - 1e-9) return undefined
  if (first.weight >= enough - 1e-9) {
    return any(
      [first, ...rest].filter(({ weight }) => weight >= enough - 1e-9).map(quoted),
      together(rest.filter(({ weight }) => weight < enough - 1e-9), enough)
    )
  }
  const beside = together(rest, enough - first.weight)
  return any(beside === undefined ? [] : [`(${quoted(first)} & ${beside})`], together(rest, enough))
}

const any = (clauses: ReadonlyArray<string>, more?: string): string =>
  `(${[...clauses, ...(more === undefined ? [] : [more])].join(" | ")})`

const sumOf = (terms: ReadonlyArray<Weighed>): number => terms.reduce((sum, { weight }) => sum + weight, 0)

export const quoted = ({ term }: { readonly term: string }): string =>
  `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`

/** How many are scored at most. */
export const mostCandidates = 2_000
const each = 500
const mostPartners = 6
const mostWalked = 30_000
