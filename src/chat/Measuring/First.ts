/**
 * "How much does our biggest customer owe us?": who comes first by a number is found before what is asked of it, as if
 * it had been asked in two questions. The answer says who was taken, and by which number.
 */
import { Effect, Schema } from "effect"
import type { Evidence } from "../../domain/Evidence.ts"
import { Measured, type MeasuredRow } from "../../domain/Measure.ts"
import type { Question } from "../../domain/Question.ts"
import type { Measures } from "../../knowledge/Measures.ts"
import * as Deadline from "../../resilience/Deadline.ts"
import { contained } from "../Contained.ts"
import { degradation } from "../Degradations.ts"
import type { Subject } from "../EntityResolution.ts"
import { read } from "../Reading.ts"
import { share, type Stages } from "../Stages.ts"

/** What the customer was chosen by; no figure of the answer itself. */
export const Chosen = Schema.Struct({ chosen: Measured })

export interface First {
  readonly subject: Subject
  readonly evidence: ReadonlyArray<Evidence>
}

/**
 * The subject as it is where nobody is meant so. Where the rows cannot be read, or amounts of two currencies would have to
 * be compared, it is about somebody who has not been named: it is asked back who that is.
 */
export const withTheFirst = (
  measures: typeof Measures.Service,
  question: Question,
  subject: Subject,
  now: number,
  stages: Stages
): Effect.Effect<First> => {
  const unchanged = { subject, evidence: [] }
  const whom = firstIn(subject.query)
  if (whom === undefined || subject.entities.length > 0 || subject.disambiguation !== undefined) {
    return Effect.succeed(unchanged)
  }
  const asking = /^(?:notre|le)\b/i.test(whom)
    ? `qui est ${whom} ?`
    : `who is ${whom.replace(/[ -]paying (?:customer|client|account)/i, " payer")}?`
  const { measure } = read(asking, { now, hasEntities: false })
  const [asked] = measure?._tag === "Asked" ? measure.questions : []
  if (asked?.by !== "customer" || asked.rank === null || asked.metric === "customers") return Effect.succeed(unchanged)
  const nobody = { subject: { ...subject, query: unnamed(subject.query, whom) }, evidence: [] }
  return Effect.map(
    measures.measure(question.tenant, [{ ...asked, rank: { ...asked.rank, limit: 1 } }]),
    (found): First => {
      const is = Schema.is(Measured)
      const [best] = found.flatMap((item) => is(item.data) ? [{ item, measured: item.data }] : [])
      const row = best === undefined ? undefined : firstOf(best.measured)
      if (row === undefined || best === undefined) return nobody
      return {
        subject: {
          ...subject,
          // By a function: a name may hold what `replace` would take for a pattern.
          query: subject.query.replace(whom, () => row.name),
          entities: [{
            entity_id: row.key,
            name: row.name,
            type: "customer",
            match_type: "coreference",
            confidence: 0.95
          }]
        },
        evidence: [{ ...best.item, data: { chosen: { ...best.measured, rows: [row] } } }]
      }
    }
  ).pipe(
    contained("facts"),
    Deadline.limited("first", { limit: share(question, 0.2, 1_500), reserve: 0 }),
    Effect.catchAll((error) =>
      Effect.as(stages.degrade(degradation("facts.first", error, "nobody: who is meant is asked back")), nobody)
    )
  )
}

/** That of the currency in which most customers are counted; nobody where two currencies have as many. */
const firstOf = ({ rows, totals }: Measured): MeasuredRow | undefined => {
  const [most, next] = totals.toSorted((a, b) => b.groups - a.groups)
  if (most !== undefined && most.groups === next?.groups) return undefined
  return rows.find(({ currency }) => most === undefined || currency === most.currency)
}

const unnamed = (query: string, whom: string): string =>
  query.replace(`${whom}'s`, "their").replace(`${whom}’s`, "their").replace(
    whom,
    /^(?:notre|le)\b/i.test(whom) ? "ils" : "they"
  )

/** Whom it means so, as it says it; undefined where that is the question, or where more is said of whom. */
const firstIn = (query: string): string | undefined => {
  const whom = theFirst.exec(query)?.[0]
  return whom === undefined || asksWho.test(query) || ofTheWhole.test(query) ? undefined : whom
}

const theFirst =
  /\b(?:our|the) (?:single )?(?:biggest|largest|best|top|most important|most valuable|smallest|slowest|worst)(?:[ -]paying)? (?:customer|client|account|payer|debtor)\b(?! (?:managers?|reps?|executives?|orders|invoices|payments?|balances?|limits?|segments?|groups?|in|of|by|from|for|with|among|since|during|who|that|(?:last|this) (?:week|month|quarter|year))\b)|\b(?:notre|le) (?:plus (?:gros|grand|important|petit)|meilleur|pire|principal) client\b(?! (?:en|de|du|par|depuis|parmi|qui)\b)/i
const asksWho =
  /^\W*(?:(?:and|so|please|et|alors) )?(?:(?:who|which|what|whose)(?:'s|’s| is| are| was| were)?|tell me(?: who(?: is| was)?)?|show(?: me)?|list|name|give me|(?:qui|quel) (?:est|etait|était)) (?:our|the|notre|le) (?:[\p{L}-]+ ){1,3}?(?:customer|client|account|payer|debtor)\b(?!['’]s)/iu
const ofTheWhole =
  /\b(?:share|percent\w*|proportion|part|fraction|compar\w+|versus|vs|concentrat\w+|pourcentage|quelle part)\b|%/i
