/** What the documents say to a question: in its own words, or else in others of the same meaning. */
import { Array, Effect } from "effect"
import type { Evidence } from "../../domain/Evidence.ts"
import type { Question } from "../../domain/Question.ts"
import type { Documents } from "../../knowledge/Documents.ts"
import * as Deadline from "../../resilience/Deadline.ts"
import * as Omissions from "../../resilience/Omissions.ts"
import { listingOf } from "../Reading/Listing.ts"
import { namesOneThing, rewordable, rewordedBy, wantedIn, widened } from "../Reading/Synonyms.ts"
import { withoutBounds } from "../Reading/Telling.ts"
import type { Reading } from "../Synthesis.ts"

/**
 * A question for the documents is asked again in other words where no passage has every thing that it asks for; what
 * still has but a part of the one thing that it names is left out. If the second asking fails, that is noted, and what
 * the first brought is given.
 */
export const find = (documents: Documents["Type"]) =>
  Effect.fnUntraced(function*(question: Question, query: string, { intent }: Reading) {
    const asked = listingOf(query) ?? withoutBounds(query.replace(measuringWords, ""))
    const found = yield* documents.passages(question.tenant, asked)
    const wanted = wantedIn(asked)
    if (intent !== "document_question" || wanted.length === 0) return found
    const answering = withAll(wanted, found)
    const own = answering.filter(({ reworded }) => reworded?.read.length === 0).map(({ reworded: _, ...item }) => item)
    if (own.length > 0) return namesOneThing(asked) ? own : found
    const others = rewordable(wanted)
      ? yield* Effect.catchAll(
        Deadline.limited("documents", unhurried)(documents.passages(question.tenant, widened(wanted), "any")),
        (error) =>
          Effect.as(Omissions.note({ component: "documents.reworded", error, used_instead: "its own words" }), [])
      )
      : []
    const meant = Array.dedupeWith([...answering, ...withAll(wanted, others)], (one, other) => one.ref === other.ref)
    return meant.length > 0 ? meant : namesOneThing(asked) ? [] : found
  })

/** They ask for a figure, and no text has them. */
const measuringWords = /^\s*(?:how (?:much|many|long|often|soon|quickly|fast|late)|combien de temps|combien)\b/i

/** A little is left of the time that the documents have, to say that the second asking came too late. */
const unhurried = { limit: Infinity, reserve: 100 }

const withAll = (wanted: ReturnType<typeof wantedIn>, items: ReadonlyArray<Evidence>): ReadonlyArray<Evidence> =>
  items.flatMap((item) => {
    const reworded = rewordedBy(wanted, item)
    return reworded === undefined ? [] : [{ ...item, reworded }]
  })
