/** Settles which customer each mention means, from what the database offered for it. */
import type { Disambiguation, NamedRecord, ResolvedEntity } from "../../domain/Entity.ts"
import type { Resolution } from "../Entities.ts"
import { type Customer, tellApart } from "./Choice.ts"
import { covers, type Mentions, overlaps, owns, type Span, spanText } from "./Mentions.ts"
import { isLegalForm, nameOf, normalise } from "./Normal.ts"
import { fit, wordSimilarity } from "./Similarity.ts"
import { ordinary } from "./Words.ts"

/** What was found by equality: `matched` is what of the text it equals. */
export interface Hit {
  readonly via: "name" | "id" | "email" | "alias" | "own_alias" | "order" | "invoice" | "recent"
  readonly matched: string
  readonly customer: Customer
  readonly record: { readonly id: string; readonly number: string } | undefined
}

/** What was found by likeness to one probe. */
export interface Candidate {
  readonly probe: string
  readonly customer: Customer
}

interface Claim {
  readonly span: Span
  /** 0 exact, 1 alias, 2 fuzzy: a lower tier takes the words before a higher one may. */
  readonly tier: 0 | 1 | 2
  readonly score: number
  readonly customer: Customer
}

const accepted = 0.55
const alikeEnough = 0.5
const tooClose = 0.1
const optionsShown = 5
/** A capitalised neighbour that is not in the name means that another name was said: "Delta Foods" is not Delta Industries. */
const foreignNeighbour = 0.4
const matchTypes = ["exact", "alias", "fuzzy"] as const

export const settle = (
  mentions: Mentions,
  hits: ReadonlyArray<Hit>,
  candidates: ReadonlyArray<Candidate>
): Resolution => {
  const named = hits.filter(({ via }) => via === "id" || via === "email" || via === "order" || via === "invoice")
  const entities = new Map<string, ResolvedEntity>()
  for (const { customer } of named) entities.set(customer.id, entityOf(customer, "exact", 1))
  let claims = [...hits.flatMap((hit) => direct(mentions, hit)), ...candidates.flatMap((one) => likely(mentions, one))]
    .sort((a, b) =>
      a.tier - b.tier || (a.tier === 2 ? 0 : length(b.span) - length(a.span)) || b.score - a.score ||
      length(b.span) - length(a.span) || a.span.first - b.span.first
    )
  const ambiguous: Array<Disambiguation & { readonly at: number }> = []
  while (claims[0] !== undefined) {
    const best = claims[0]
    const contenders = distinct(claims.filter((claim) => overlaps(claim.span, best.span) && rivals(best, claim)))
    const chosen = contenders.length === 1 ? best.customer : tellApart(
      outside(mentions, best.span),
      contenders.map(({ customer }) => customer)
    )
    if (chosen !== undefined) {
      const known = entities.get(chosen.id)
      const entity = entityOf(chosen, matchTypes[best.tier], round(best.score))
      if (known === undefined || known.confidence < entity.confidence) entities.set(chosen.id, entity)
    } else {
      ambiguous.push({
        at: best.span.first,
        mention: spanText(mentions, best.span),
        options: contenders.slice(0, optionsShown)
          .map(({ customer, score }) => ({ entity_id: customer.id, name: customer.name, confidence: round(score) }))
      })
    }
    claims = claims.filter((claim) => !overlaps(claim.span, best.span))
  }
  // What was named for certain elsewhere in the text is not asked about.
  const open = ambiguous.sort((a, b) => a.at - b.at).find(({ options }) =>
    !options.some((o) => entities.has(o.entity_id))
  )
  return {
    entities: [...entities.values()].sort((a, b) => b.confidence - a.confidence),
    records: recordsOf(named),
    disambiguation: open === undefined ? undefined : { mention: open.mention, options: open.options }
  }
}

/** Whether words already have a customer to stand for, so that no further search is needed for them. */
export const explained = (mentions: Mentions, hits: ReadonlyArray<Hit>, candidates: ReadonlyArray<Candidate>) => {
  const whole = hits.flatMap((hit) => direct(mentions, hit))
  const partly = candidates.flatMap((candidate) => likely(mentions, candidate))
  return (probe: Span): boolean =>
    whole.some(({ span }) => covers(span, probe)) || partly.some(({ span }) => overlaps(span, probe))
}

export const entityOf = (
  { id, name }: { readonly id: string; readonly name: string },
  match_type: ResolvedEntity["match_type"],
  confidence: number
): ResolvedEntity => ({ entity_id: id, name, type: "customer", match_type, confidence })

/** Likeness of a whole text to a name, for a search as somebody types. */
export const likeness = (query: string, customer: Customer): number => {
  const name = nameOf(customer.name)
  const typed = normalise(query)
  const starts = typed !== "" && normalise(customer.name).startsWith(typed) ? 0.85 : 0
  return Math.max(fit(query, name, true).score, starts)
}

const length = ({ first, last }: Span) => last - first + 1
const round = (score: number) => Math.round(score * 100) / 100

const rivals = (best: Claim, other: Claim): boolean =>
  other === best || best.tier === other.tier && (best.tier === 2
      ? best.score - other.score <= tooClose + 1e-9
      : best.score === other.score && length(best.span) === length(other.span))

const distinct = (claims: ReadonlyArray<Claim>): ReadonlyArray<Claim> => {
  const seen = new Map<string, Claim>()
  for (const claim of claims) if (!seen.has(claim.customer.id)) seen.set(claim.customer.id, claim)
  return [...seen.values()].sort((a, b) => b.score - a.score || a.customer.name.localeCompare(b.customer.name))
}

const outside = (mentions: Mentions, span: Span): ReadonlyArray<string> =>
  mentions.tokens.filter((token, i) => (i < span.first || i > span.last) && !token.code && !ordinary.has(token.word))
    .map(({ word }) => word)

const direct = (mentions: Mentions, { customer, matched, via }: Hit): ReadonlyArray<Claim> => {
  if (via === "name") {
    return mentions.phrases.filter(({ first, last, written }) =>
      written.includes(matched) &&
      (last > first || mentions.tokens[first]?.proper === true || !ordinary.has(mentions.tokens[first]?.word ?? ""))
    ).map(({ first, last }) => ({ span: { first, last }, tier: 0, score: 1, customer }))
  }
  if (via === "alias" || via === "own_alias") {
    const score = via === "alias" ? 0.95 : 0.97
    return mentions.phrases.filter(({ normal }) => normal === matched)
      .map(({ first, last }) => ({ span: { first, last }, tier: 1, score, customer }))
  }
  if (via === "id") {
    return mentions.phrases.filter((phrase) => spanText(mentions, phrase).toLowerCase() === matched.toLowerCase())
      .map(({ first, last }) => ({ span: { first, last }, tier: 0, score: 1, customer }))
  }
  return []
}

/** The best place in and around the probe for this name. */
const likely = (mentions: Mentions, { customer, probe }: Candidate): ReadonlyArray<Claim> => {
  const name = nameOf(customer.name)
  const reach = customer.name.split(/[\s-]+/).length + 1
  const claims = mentions.probes.filter(({ normal }) => normal === probe).flatMap((at) => {
    const found: Array<Claim> = []
    for (let first = Math.max(0, at.first - 2); first <= at.last; first++) {
      for (let last = Math.max(first, at.first); last < Math.min(mentions.tokens.length, first + reach); last++) {
        const span = { first, last }
        const inner = mentions.tokens.slice(first, last + 1)
        if (inner.some((token, i) => i > 0 && token.apart || token.code) || !inner.some(telling)) continue
        if (endsBeforeForm(mentions, last) || isLaterWord(inner, name.words)) continue
        const { exact, score } = fit(spanText(mentions, span), name, inner.some(({ proper }) => proper))
        if (!exact && isOfTrade(mentions, span, customer, name.words)) continue
        const strangers = exact ? 0 : neighbours(mentions, span) * foreignNeighbour
        if (score - strangers >= accepted) found.push({ span, tier: exact ? 0 : 2, score: score - strangers, customer })
      }
    }
    return found
  }).sort((a, b) => a.tier - b.tier || b.score - a.score || length(b.span) - length(a.span))
  return claims.slice(0, 1)
}

/** "Can I work from home?" names no "Magnolia Home Goods": in lower case one word of a name is its first. */
const isLaterWord = ([only, ...more]: Mentions["tokens"], [start = "", ...rest]: ReadonlyArray<string>): boolean =>
  only !== undefined && more.length === 0 && rest.length > 0 && !only.proper &&
  wordSimilarity(only.word, start) < alikeEnough

/** "Revenue from Aerospace" is of an industry, though one "Falcon Aerospace Parts" is in it: its name begins otherwise. */
const isOfTrade = (
  mentions: Mentions,
  span: Span,
  { industry }: Customer,
  [start = ""]: ReadonlyArray<string>
): boolean => {
  const said = normalise(spanText(mentions, span))
  if (wordSimilarity(mentions.tokens[span.first]?.word ?? "", start) >= alikeEnough) return false
  return (industry !== null && said === normalise(industry)) || trades.has(mentions.tokens[span.last + 1]?.word ?? "")
}
const trades = new Set(
  "industry industries sector sectors secteur secteurs branche customers clients companies".split(" ")
)

/** "Acme" in "Acme Inc" is not the whole of what was said. */
const endsBeforeForm = ({ tokens }: Mentions, last: number): boolean => {
  const next = tokens[last + 1]
  return next !== undefined && !next.apart && isLegalForm(next.word) && (next.proper || !ordinary.has(next.word))
}

const telling = ({ proper, word }: Mentions["tokens"][number]) => proper || !ordinary.has(word)

const neighbours = ({ text, tokens }: Mentions, { first, last }: Span): 0 | 1 => {
  const before = tokens[first - 1]
  const end = tokens[last]
  const after = end !== undefined && owns(text, end) ? undefined : tokens[last + 1]
  const foreign = (token: typeof before) =>
    token !== undefined && token.proper && !token.code && !ordinary.has(token.word) && !/\d/.test(token.word)
  return foreign(before) && tokens[first]?.apart === false || foreign(after) && after?.apart === false ? 1 : 0
}

const recordsOf = (hits: ReadonlyArray<Hit>): ReadonlyArray<NamedRecord> => {
  const records = new Map<string, NamedRecord>()
  for (const { customer, record, via } of hits) {
    if (record === undefined || via !== "order" && via !== "invoice") continue
    records.set(`${via}:${record.id}`, { kind: via, id: record.id, number: record.number, customer_id: customer.id })
  }
  return [...records.values()]
}
