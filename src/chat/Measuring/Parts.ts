/** The part of the customers that a question for numbers is about: an industry, a place, whatever their records say. */
import { Array, Effect } from "effect"
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
  /** It was an earlier question that said it. */
  readonly inherited?: boolean
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
    return at < 0
      ? everybody
      : { ...partFrom(industries[at] ?? [], details[at] ?? nothing, texts[at]?.text ?? ""), inherited: at > 0 }
  })

const everybody: Part = { filters: [{}], words: [] }
const nothing: Found = { groups: [], words: [] }

const partFrom = (industries: ReadonlyArray<string>, { groups, words }: Found, text: string): Part => {
  const kinds = industries.length === 0 ? [] : ["industry sector business firms secteur entreprises"]
  const [first = [], ...others] = groups
  const sides = Object.values(Array.groupBy(first, (one) => one.words))
  const filters = !versus.test(text)
    ? [filtersOf(industries, groups)]
    : industries.length > 1
    ? industries.map((industry) => filtersOf([industry], groups))
    : sides.length > 1
    ? sides.map((side) => filtersOf(industries, [side, ...others]))
    : [filtersOf(industries, groups)]
  return { filters, words: [...industries, ...kinds, ...words] }
}

/** What is empty leaves what the question before was about. */
const filtersOf = (industries: ReadonlyArray<string>, groups: Found["groups"]): Filters => ({
  ...(industries.length === 0 ? {} : { industries }),
  ...(groups.length === 0
    ? {}
    : { details: groups.map((group) => group.map(({ path, value }) => ({ path, value }))) })
})

/** One part against another; a figure that is larger than an amount is no such thing. */
const versus =
  /\b(?:vs|versus|compar\w+|against|contre|face a)\b|\bthan (?:those|customers|clients|the ones|ones|in|from|our)\b|\bthan ?(?=[?.!,]|$)/
