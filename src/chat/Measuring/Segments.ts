/**
 * The customers that a question means by what they have in common: "in Texas", "our gold customers", "Food Wholesale". Which
 * words do that only the tenant's rows tell, so a question that would ask for numbers without such words is read again
 * without them.
 */
import { Array, Effect } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import type { Question } from "../../domain/Question.ts"
import type { Measures } from "../../knowledge/Measures.ts"
import * as Deadline from "../../resilience/Deadline.ts"
import type { ConversationState } from "../../sessions/Sessions.ts"
import { contained } from "../Contained.ts"
import { degradation } from "../Degradations.ts"
import type { Subject } from "../EntityResolution.ts"
import { type Context, read } from "../Reading.ts"
import { leansOn } from "../Reading/Leaning.ts"
import { beyondFigures } from "../Reading/Measuring.ts"
import { plain } from "../Reading/Words.ts"
import { share, type Stages } from "../Stages.ts"
import type { Reading } from "../Synthesis.ts"
import { runsOf } from "./Details.ts"
import { tradeIn } from "./Industries.ts"

export const readingOf = (
  measures: typeof Measures.Service,
  question: Question,
  { entities, query }: Subject,
  /** `known`: whether it could be looked up whom the question names. */
  { known, now, state }: { readonly now: number; readonly state: ConversationState; readonly known: boolean },
  stages: Stages
): Effect.Effect<Reading> => {
  const context = {
    now,
    hasEntities: entities.length > 0,
    names: entities.map((entity) => entity.name),
    conversation: state
  }
  const reading = read(query, context)
  if (!known || context.hasEntities || reading.measure !== undefined || reading.intent === "conversation") {
    return Effect.succeed(reading)
  }
  return readAgain(measures, question.tenant, query, context, reading).pipe(
    contained("facts"),
    Deadline.limited("segments", { limit: share(question, 0.1, 1_000), reserve: 0 }),
    Effect.catchAll((error) =>
      Effect.as(stages.degrade(degradation("facts.segments", error, "the question as it stands")), reading)
    )
  )
}

const readAgain = (
  measures: typeof Measures.Service,
  tenant: TenantId,
  query: string,
  context: Context,
  reading: Reading
) =>
  Effect.gen(function*() {
    const texts = [query, ...earlierOf(query, context)].map(plain)
    const beyond = texts.map(beyondFigures)
    const anyOf = Array.dedupe(beyond.flat())
    if (anyOf.length === 0 || anyOf.length > mostWords) return reading
    if (read(query, { ...context, segments: anyOf }).measure === undefined) return reading
    const runs = texts.flatMap((text, at) => runsOf({ text, unread: beyond[at] ?? [] }))
    const details = yield* measures.detailsOf(tenant, Array.dedupe(runs))
    const industries = (yield* measures.industriesIn(tenant, texts.join("\n"))).map((name) => plain(name))
    const part = texts.map((text, at) => tradeIn(text, beyond[at] ?? [])).find((word) => word !== undefined)
    const trades = part === undefined ? [] : yield* measures.industriesWith(tenant, part)
    const segments = [
      ...(part === undefined || trades.length === 0 ? [] : [part]),
      ...industries,
      ...details.map(({ words }) => words)
    ]
    if (segments.length === 0) return reading
    const again = read(query, { ...context, segments })
    return again.measure === undefined ? reading : again
  })

/** The questions that this one goes on from, the last one first. */
const earlierOf = (query: string, { conversation }: Context): ReadonlyArray<string> => {
  const turns = conversation?.turns ?? []
  const before = turns.at(-1)?.query
  if (before === undefined || !leansOn(query)) return []
  return [before, ...earlierOf(before, { hasEntities: false, conversation: { turns: turns.slice(0, -1) } })]
}

/** Of a longer text, whatever it asks, no part is looked for. */
const mostWords = 12
