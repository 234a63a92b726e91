/** The times that a question names, in English and French, as spans of the calendar in UTC. */
import type { Period, TimeUnit } from "../../../domain/Measure.ts"
import * as Calendar from "./Calendar.ts"
import { point, pointPattern } from "./Points.ts"

export interface Timed {
  readonly period: Period
  readonly at: number
}

export interface Times {
  /** In the order in which they are named. */
  readonly found: ReadonlyArray<Timed>
  /** The text with an `@` for each time that was read. */
  readonly rest: string
}

const unitPattern =
  "(?:days?|jours?|weeks?|semaines?|months?|mois|quarters?|trimestres?|half[- ]?years?|semestres?|years?|annees?|ans?)"

export const unitOf = (word: string): TimeUnit => {
  if (/^(?:day|jour)/.test(word)) return "day"
  if (/^(?:week|semaine)/.test(word)) return "week"
  if (/^(?:month|mois)/.test(word)) return "month"
  if (/^(?:quarter|trimestre)/.test(word)) return "quarter"
  return /^(?:half|semestre)/.test(word) ? "half" : "year"
}

const numbers: Readonly<Record<string, number>> = Object.fromEntries(
  ("one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 couple:2 dozen:12 " +
    "un:1 une:1 deux:2 trois:3 quatre:4 cinq:5 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12 quinze:15 vingt:20 trente:30")
    .split(" ").map((pair) => pair.split(":")).map(([word = "", value]) => [word, Number(value)])
)
export const numberPattern = `(?:\\d{1,4}|${Object.keys(numbers).join("|")})`
export const isNumber = (word: string): boolean => word in numbers
export const numberOf = (word: string): number => numbers[word] ?? Number(word)

type Parts = ReadonlyArray<string | undefined>
type Rule = readonly [pattern: string, read: (parts: Parts, now: number) => Period | undefined]

const some = `(${numberPattern})(?: of)?`
const back = "(?:last|past|previous|preceding|prior)"

/** Longest forms first: what one has taken is blanked for the others. */
const rules: ReadonlyArray<Rule> = [
  [
    `(?:between|from|entre(?: le)?|du) (?:the )?(\\d{1,2})(?:st|nd|rd|th|er)? (?:and|to|until|et(?: le)?|au) (?:the )?(${pointPattern})`,
    ([day = "", end = ""], now) => {
      const to = point(end, now)
      if (to?.from == null || to.unit !== "day") return undefined
      const from = Calendar.startOf("month", to.from) + (Number(day) - 1) * Calendar.dayMillis
      return from < to.to ? Calendar.period(from, to.to, { kind: "between" }) : undefined
    }
  ],
  [
    `(?:between|entre) (${pointPattern}) (?:and|et) (${pointPattern})|(?:from|de|du) (${pointPattern}) (?:to|until|till|through|a|au|jusqu'(?:a|en|au)) (${pointPattern})`,
    ([a, b, c, d], now) => span(a ?? c, b ?? d, now)
  ],
  [
    `(?:since|depuis) (?:the )?(?:(?:beginning|start) of (?:the|this)|(?:le )?debut (?:de l'|du |de la |de cet(?:te)? )?)\\s*(year|month|quarter|week|annee|mois|trimestre|semaine)`,
    ([unit = ""], now) => Calendar.current(unitOf(unit), now)
  ],
  [
    `(?:the |le )?(first|second|third|fourth|last|premier|deuxieme|troisieme|quatrieme) (quarter|half|trimestre|semestre) (?:of |de )(this|last|l'an|l'annee|cette) ?(?:year|annee|dernier|derniere)?(?: dernier| derniere)?`,
    ([place = "", unit = "", whose = ""], now) => {
      const year = Calendar.yearOf(now) - (/^(?:last|l')/.test(whose) ? 1 : 0)
      const ordinal = /^last/.test(place) ? (unitOf(unit) === "half" ? "second" : "fourth") : place
      return point(`${ordinal} ${unit} ${year}`, now)
    }
  ],
  [
    "([qths][1-4]) (?:of |de )?(last|l'an|l'annee|this|cette) ?(?:year|annee)?(?: ?derniere?)?",
    ([short = "", whose = ""], now) =>
      point(`${short} ${Calendar.yearOf(now) - (/^(?:last|l')/.test(whose) ? 1 : 0)}`, now)
  ],
  [
    "year[- ]to[- ]date|ytd|(?:so far|until now|up to now) this year|this year (?:so far|to date|until now|up to now)|(?:a ce jour|jusqu'ici) cette annee|cette annee (?:a ce jour|jusqu'ici|jusqu'a (?:present|maintenant))",
    (_, now) => Calendar.current("year", now)
  ],
  ["month[- ]to[- ]date|mtd|(?:so far this|this) month(?: so far)?", (_, now) => Calendar.current("month", now)],
  ["quarter[- ]to[- ]date|qtd|so far this quarter|this quarter so far", (_, now) => Calendar.current("quarter", now)],
  [
    `(?:since|depuis|starting(?: (?:in|on|from))?|from(?= .{3,20} on)) (?:le )?(${pointPattern})(?: on(?:wards?)?)?|from (${pointPattern})`,
    ([since, from], now) => {
      const found = point(since ?? from ?? "", now)
      // "Invoices from March" are those of March; "from 3 March" is since then.
      if (since === undefined && found?.unit !== "day") return found
      return found?.from == null
        ? undefined
        : Calendar.period(found.from, Math.max(now + 1, found.from), { kind: "since" })
    }
  ],
  [
    `(?:for|in|depuis) (?:over |plus de )?${some} (?!(?:last|past)\\b)(${unitPattern})(?! (?:ago|late|past|overdue|en retard|de retard))`,
    ([count, unit], now) => counted(count, unit, now)
  ],
  [
    `(?:since|depuis) (?:${back} (${unitPattern})|(?:le |la |l')?(${unitPattern}) (?:dernier|derniere|precedent|precedente|passee?))`,
    ([a, b], now) => Calendar.period(Calendar.startOf(unitOf(a ?? b ?? ""), now, -1), now + 1, { kind: "since" })
  ],
  [
    `(?:before|avant) (?:le )?(${pointPattern})`,
    ([at = ""], now) => {
      const found = point(at, now)
      return found?.from == null ? undefined : Calendar.period(null, found.from, { kind: "until" })
    }
  ],
  [
    `(?:until|till|up to|through|jusqu'(?:a|au|en)) (?:le |la fin de )?(${pointPattern})`,
    ([at = ""], now) => {
      const found = point(at, now)
      return found === undefined ? undefined : Calendar.period(null, found.to, { kind: "until" })
    }
  ],
  [
    `(?:after|apres) (?:le )?(${pointPattern})`,
    ([at = ""], now) => {
      const found = point(at, now)
      return found === undefined ? undefined : Calendar.period(found.to, Math.max(now + 1, found.to), { kind: "since" })
    }
  ],
  [
    `(?:the |these |en |sur |au cours |pendant )*(?:des |les |ces )?(?:${back} ${some} (${unitPattern})|${some} (?:${back}|dernier(?:e)?s) (${unitPattern})|dernier(?:e)?s ${some} (${unitPattern}))`,
    ([a, b, c, d, e, f], now) => counted(a ?? c ?? e, b ?? d ?? f, now)
  ],
  [
    `(?:${some} (${unitPattern}) ago|il y a ${some} (${unitPattern}))`,
    ([a, b, c, d], now) => {
      const count = numberOf(a ?? c ?? "")
      const unit = unitOf(b ?? d ?? "")
      return count > 0 ? Calendar.whole(unit, now, -count) : undefined
    }
  ],
  [
    `(?:the )?next ${some} (${unitPattern})|(?:les )?(?:${some} prochain(?:e)?s|prochain(?:e)?s ${some}) (${unitPattern})`,
    ([a, b, c, d, e], now) => {
      const count = numberOf(a ?? c ?? d ?? "")
      const unit = unitOf(b ?? e ?? "")
      const ends = Calendar.startOf(unit === "week" ? "day" : unit === "day" ? "day" : unit, now, 0)
      const length = unit === "day" ? 1 : unit === "week" ? 7 : 0
      const to = length > 0 ? ends + (count * length + 1) * Calendar.dayMillis : Calendar.startOf(unit, now, count + 1)
      return count > 0 ? Calendar.period(now, to, { kind: "next", unit, count }) : undefined
    }
  ],
  [
    `the (${unitPattern}) before last|(?:l'avant[- ]dernier(?:e)?) (${unitPattern})`,
    ([a, b], now) => Calendar.whole(unitOf(a ?? b ?? ""), now, -2)
  ],
  [
    `(?:the )?past (${unitPattern})`,
    ([unit = ""], now) =>
      unitOf(unit) === "quarter" ? Calendar.whole("quarter", now, -1) : Calendar.rolling(unitOf(unit), 1, now)
  ],
  [
    `(?:the )?(?:last|previous|preceding|prior) (${unitPattern})|(?:le |la |l'|du |de l'|au )?(${unitPattern}) (?:dernier|derniere|precedent|precedente|passee?|ecoulee?)`,
    ([a, b], now) => Calendar.whole(unitOf(a ?? b ?? ""), now, -1)
  ],
  [
    `(?:the )?(?:next|coming|following|upcoming) (${unitPattern})|(?:le |la |l')?(${unitPattern}) (?:prochaine?|suivante?|a venir)`,
    ([a, b], now) => Calendar.whole(unitOf(a ?? b ?? ""), now, 1)
  ],
  [
    `(?:this|the current|the present) (${unitPattern})|(?:ce|cet|cette) (${unitPattern})(?:[- ]ci)?|(?:le |la |l')?(${unitPattern}) (?:en cours|courante?|actuel(?:le)?)`,
    ([a, b, c], now) => Calendar.current(unitOf(a ?? b ?? c ?? ""), now)
  ],
  ["today|aujourd'hui", (_, now) => Calendar.whole("day", now, 0)],
  ["yesterday|hier", (_, now) => Calendar.whole("day", now, -1)],
  ["tomorrow|demain", (_, now) => Calendar.whole("day", now, 1)],
  [
    `(?:(?:on|in|during|for|of|over|en|au|du|le|pour|de) (?:the )?)?(${pointPattern})`,
    ([at = ""], now) => point(at, now)
  ],
  [
    "(?:of )?all[- ]time|ever|since (?:the beginning|we started|day one)|depuis (?:toujours|le debut)",
    (_, now) => Calendar.period(null, now + 1, { kind: "ever" })
  ]
]

const compiled = rules.map(([pattern, read]) =>
  [new RegExp(`(?<![\\p{L}\\p{N}$€£.,-])(?:${pattern})(?![\\p{L}\\p{N}])`, "gu"), read] as const
)

export const timesIn = (text: string, now: number): Times => {
  const found: Array<Timed> = []
  let rest = text
  for (const [pattern, read] of compiled) {
    rest = rest.replace(pattern, (match: string, ...groups: ReadonlyArray<unknown>) => {
      const at = groups.findLast((part) => typeof part === "number")
      const strings = groups.slice(0, groups.lastIndexOf(at)).map((part) => typeof part === "string" ? part : undefined)
      const period = read(strings, now)
      if (period === undefined) return match
      found.push({ at: typeof at === "number" ? at : 0, period })
      return "@".padEnd(match.length)
    })
  }
  return { found: found.sort((a, b) => a.at - b.at), rest }
}

const counted = (count: string | undefined, unit: string | undefined, now: number): Period | undefined => {
  const many = numberOf(count ?? "")
  return Number.isFinite(many) && many > 0 && many <= 1_000
    ? Calendar.rolling(unitOf(unit ?? ""), many, now)
    : undefined
}

const span = (a: string | undefined, b: string | undefined, now: number): Period | undefined => {
  const to = point(b ?? "", now)
  const year = to === undefined ? undefined : Calendar.yearOf(to.from ?? now)
  const from = point(a ?? "", now, year)
  if (from?.from == null || to === undefined) return undefined
  const first = from.from < to.to ? from.from : Calendar.yearBefore(from).from
  return first !== null && first < to.to ? Calendar.period(first, to.to, { kind: "between" }) : undefined
}

/** Times that no calendar tells. */
export const untold =
  /\b(?:fiscal (?:year|quarter)|financial year|exercice (?:fiscal|comptable)|(?:last |this |next |in |the )?(?:spring|summer|autumn|winter)|(?:cet |l'|en )ete(?: dernier)?|(?:cet |l'|en |au )?(?:hiver|automne|printemps)(?: dernier)?|christmas|noel|easter|paques|the holidays|weekends?|black friday|ramadan|the (?:season|crisis|pandemic|lockdown))\b/
