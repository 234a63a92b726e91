/** The part of the customers that a question for numbers is about: an industry, a place, whatever their records say. */
import { Effect } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import type { MeasureQuestion } from "../../domain/Measure.ts"
import type { Measures } from "../../knowledge/Measures.ts"
import type { Asked } from "../Reading/Measuring/Reading.ts"
import { unreadIn } from "../Reading/Measuring/Unread.ts"
import { detailsOf, type Found } from "./Details.ts"
import { industriesOf } from "./Industries.ts"

type Filters = Partial<MeasureQuestion["filters"]>

export interface Part {
  /** More than one where parts are set against each other: "Texas versus Ohio". */
  readonly filters: ReadonlyArray<Filters>
  /** Of the question, that they account for. */
  readonly words: ReadonlyArray<string>
}

/** Of the question, or of the last one before it that says any. */
export const partOf = (measures: typeof Measures.Service, tenant: TenantId, { earlier = [], text, unread }: Asked) =>
  Effect.gen(function*() {
    const texts = [{ text, unread }, ...earlier.map((before) => ({ text: before, unread: unreadIn(before) }))]
    const industries = yield* industriesOf(measures, tenant, texts)
    const details = yield* detailsOf(measures, tenant, texts)
    const at = texts.findIndex((_, place) =>
      (industries[place] ?? []).length > 0 || (details[place]?.groups ?? []).length > 0
    )
    return at < 0 ? everybody : partFrom(industries[at] ?? [], details[at] ?? nothing, texts[at]?.text ?? "")
  })

const everybody: Part = { filters: [{}], words: [] }
const nothing: Found = { groups: [], words: [] }

const partFrom = (industries: ReadonlyArray<string>, { groups, words }: Found, text: string): Part => {
  const kinds = industries.length === 0 ? [] : ["industry sector business firms secteur entreprises"]
  const against = versus.test(text)
  const [values = [], ...others] = groups
  return {
    words: [...industries, ...kinds, ...words],
    filters: against && industries.length > 1
      ? industries.map((industry) => ({ industries: [industry], details: groups }))
      : against && values.length > 1
      ? values.map((value) => ({ industries, details: [[value], ...others] }))
      : [{ ...(industries.length === 0 ? {} : { industries }), ...(groups.length === 0 ? {} : { details: groups }) }]
  }
}

const versus = /\b(?:vs|versus|compar\w+|against|than|contre|face a|plutot)\b/
