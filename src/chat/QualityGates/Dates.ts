/** The dates of a text, to the day, the month, the quarter or the year, in English and French. */

export interface Dated {
  readonly text: string
  /** `2024`, `2024-Q1`, `2024-03` or `2024-03-15`; two where the order of day and month is open. */
  readonly dates: ReadonlyArray<string>
  readonly index: number
}

const months = [
  "jan(?:uary|vier|v)?",
  "f(?:eb(?:ruary)?|[ée]v(?:rier)?)",
  "mar(?:ch|s)?",
  "a(?:pr(?:il)?|vr(?:il)?)",
  "ma[yi]",
  "ju(?:ne?|in)",
  "jul(?:y)?|juil(?:let)?",
  "a(?:ug(?:ust)?|o[uû]t)",
  "sep(?:t(?:ember|embre)?)?",
  "oct(?:ober|obre)?",
  "nov(?:ember|embre)?",
  "d(?:ec(?:ember)?|[ée]c(?:embre)?)"
]
const month = months.map((name) => `(?:${name})`).join("|")
const two = (n: number) => String(n).padStart(2, "0")
const monthNumber = (name: string) =>
  two(1 + months.findIndex((pattern) => new RegExp(`^(?:${pattern})$`, "iu").test(name)))

type Form = readonly [pattern: string, read: (parts: ReadonlyArray<string>) => ReadonlyArray<string>]
const forms: ReadonlyArray<Form> = [
  ["(\\d{4})-(\\d{2})-(\\d{2})(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?Z?)?", ([y, m, d]) => [`${y}-${m}-${d}`]],
  [
    `(${month})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`,
    ([m = "", d, y]) => [`${y}-${monthNumber(m)}-${two(Number(d))}`]
  ],
  [
    `(\\d{1,2})(?:st|nd|rd|th|er)? (?:of )?(${month})\\.?,? (\\d{4})`,
    ([d, m = "", y]) => [`${y}-${monthNumber(m)}-${two(Number(d))}`]
  ],
  [
    "(\\d{1,2})[/.](\\d{1,2})[/.](\\d{4})",
    ([a, b, y]) => [`${y}-${two(Number(a))}-${two(Number(b))}`, `${y}-${two(Number(b))}-${two(Number(a))}`]
  ],
  [`(${month})\\.?,? (?:of |de )?(\\d{4})`, ([m = "", y]) => [`${y}-${monthNumber(m)}`]],
  ["(\\d{4})-(\\d{2})(?![-\\d])", ([y, m]) => Number(m) <= 12 ? [`${y}-${m}`] : []],
  ["[QT]([1-4])[ -/]?(\\d{4})", ([q, y]) => [`${y}-Q${q}`]],
  [
    `(${month})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?![\\d.,]*\\d)`,
    ([m = "", d]) => [`-${monthNumber(m)}-${two(Number(d))}`]
  ],
  [`(\\d{1,2})(?:st|nd|rd|th|er)? (?:of )?(${month})`, ([d, m = ""]) => [`-${monthNumber(m)}-${two(Number(d))}`]],
  ["((?:19|20)\\d{2})(?![\\d.,]*\\d)(?!\\s*(?:%|days?|orders?|units?|jours?))", ([y = ""]) => [y]]
]
const before = "(?<![\\p{L}\\p{N}_.,#/$€£-])"
const compiled = forms.map(([pattern, read]) =>
  [new RegExp(`${before}(?:${pattern})(?![\\p{L}\\p{N}_])`, "giu"), read] as const
)

/** Longest forms first; what one has taken is blanked for the others, so `rest` holds only what is no date. */
export const dates = (text: string): { readonly found: ReadonlyArray<Dated>; readonly rest: string } => {
  const found: Array<Dated> = []
  let rest = text
  for (const [pattern, read] of compiled) {
    rest = rest.replace(pattern, (match: string, ...parts: ReadonlyArray<unknown>) => {
      const index = parts.findLast((part) => typeof part === "number")
      const read_as = read(parts.filter((part) => typeof part === "string").map(String))
      if (read_as.length === 0) return match
      found.push({ text: match, dates: read_as, index: typeof index === "number" ? index : 0 })
      return " ".repeat(match.length)
    })
  }
  return { found, rest }
}

/** Whether a date is said by, or lies within what is said by, one of the known days, months or years. */
export const known = (date: string, all: ReadonlySet<string>): boolean => {
  if (all.has(date)) return true
  if (date.startsWith("-")) return some(all, (day) => day.endsWith(date))
  if (date.includes("Q")) {
    const [year = "", quarter = ""] = date.split("-Q")
    return some(all, (day) => day.startsWith(`${year}-`) && Math.ceil(Number(day.slice(5, 7)) / 3) === Number(quarter))
  }
  return some(all, (day) => day.startsWith(`${date}-`))
}
const some = (all: ReadonlySet<string>, test: (day: string) => boolean) => Array.from(all).some(test)
