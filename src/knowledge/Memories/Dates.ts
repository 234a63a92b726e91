/** The times that a question speaks of. */

export interface DateAsked {
  readonly year?: number
  /** 1 to 12. */
  readonly month?: number
  readonly day?: number
}

/** "in May 2023", "on 8 May", "May 8th, 2023", "2023-05-08", "en mai". */
export const datesAsked = (query: string): ReadonlyArray<DateAsked> => {
  const found: Array<DateAsked> = []
  const text = query.toLowerCase()
  for (const [, year, month, day] of text.matchAll(/\b(\d{4})-(\d{2})(?:-(\d{2}))?\b/g)) {
    found.push({ year: Number(year), month: Number(month), ...(day === undefined ? {} : { day: Number(day) }) })
  }
  for (const match of text.matchAll(named)) {
    const { after, before, month = "", year } = match.groups ?? {}
    // "may" alone is more often a verb.
    if (
      month === "may" && before === undefined && after === undefined && year === undefined &&
      !/\b(?:in|of|last|this|during) $/.test(text.slice(0, match.index))
    ) continue
    const number = months.findIndex((names) => names.split("|").includes(month)) + 1
    const day = before ?? after
    found.push({
      month: number,
      ...(year === undefined ? {} : { year: Number(year) }),
      ...(day === undefined ? {} : { day: Number(day) })
    })
  }
  if (found.length > 0) return found
  return Array.from(
    text.matchAll(/\b(?:in|during|since|en|of) ((?:19|20)\d{2})\b/g),
    ([, year]) => ({ year: Number(year) })
  )
}

/** The spans of time that what was said then lies in; of the last years, where none is named. */
export const spansOf = (
  asked: ReadonlyArray<DateAsked>,
  now: number
): ReadonlyArray<{ readonly from: number; readonly to: number }> =>
  asked.flatMap(({ month, year }) => {
    const thisYear = new Date(now).getUTCFullYear()
    const years = year === undefined ? [thisYear, thisYear - 1] : [year]
    return years.map((one) =>
      month === undefined
        ? { from: Date.UTC(one, 0), to: Date.UTC(one + 1, 0) }
        : { from: Date.UTC(one, month - 1) - margin, to: Date.UTC(one, month) + margin }
    )
  }).slice(0, 4)

/** 1 for the right month, half as much again within three days of the day asked for, less when the day is another. */
export const dateMatch = (asked: ReadonlyArray<DateAsked>, at: number): number =>
  asked.reduce((best, one) => Math.max(best, matchOne(one, at)), 0)

const matchOne = (asked: DateAsked, at: number): number => {
  const said = new Date(at)
  const year = said.getUTCFullYear()
  if (asked.year !== undefined && asked.year !== year) return 0
  if (asked.month === undefined) return 0.5
  if (asked.day === undefined) return asked.month === said.getUTCMonth() + 1 ? 1 : 0
  const days = Math.abs(Date.UTC(year, asked.month - 1, asked.day) - at) / 86_400_000
  return days <= 3 ? 1.5 : asked.month === said.getUTCMonth() + 1 ? 0.5 : 0
}

/** A day's neighbours may lie in another month. */
const margin = 3 * 86_400_000

const months = [
  "january|jan|janvier",
  "february|feb|février",
  "march|mar|mars",
  "april|apr|avril",
  "may|mai",
  "june|jun|juin",
  "july|jul|juillet",
  "august|aug|août",
  "september|sep|sept|septembre",
  "october|oct|octobre",
  "november|nov|novembre",
  "december|dec|décembre"
] as const

const named = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?<before>[0-3]?\\d)(?:st|nd|rd|th|er)?(?: of)? )?(?<month>${
    months.join("|")
  })(?![\\p{L}])\\.?` +
    `(?: (?<after>[0-3]?\\d)(?:st|nd|rd|th)?(?!\\d))?(?:,? (?<year>(?:19|20)\\d{2}))?`,
  "gu"
)
