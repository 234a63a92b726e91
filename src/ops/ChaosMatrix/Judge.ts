/** Whether one answer kept the promises under one fault: pure, so that tests of real failures judge alike. */
import type { AnswerSource, Degradation, Generator } from "../../domain/Answer.ts"
import type { Expectation } from "./Expected.ts"
import type { Asked } from "./Questions.ts"

/** What came back, of either endpoint; what only `/api/chat` tells is absent from `/api/query`. */
export interface Seen {
  readonly status: number
  readonly took_ms: number
  readonly text: string
  readonly source: AnswerSource
  readonly degraded: boolean
  readonly degradations: ReadonlyArray<Degradation>
  readonly generator?: Generator
  readonly passed_quality_gates?: boolean
  /** Names of those whom the answer takes itself to be about. */
  readonly entities?: ReadonlyArray<string>
}

export interface Terms {
  readonly deadline_ms: number
  /** Other customers, who must not appear in an answer about one. */
  readonly strangers: ReadonlyArray<string>
}

/** Milliseconds over the deadline that the way there and back may take. */
const grace = 100

export const late = ({ took_ms }: Seen, { deadline_ms }: Terms): ReadonlyArray<string> =>
  took_ms <= deadline_ms + grace ? [] : [`in time: took ${Math.round(took_ms)} ms of ${deadline_ms}`]

const insides =
  /\b(?:SqlError|ParseError|StoreError|FaultInjected|ECONN\w+|ETIMEDOUT|node_modules|undefined|NaN|\[object)\b|\bat \/|\bselect .{1,80} from\b/

/** Says what was expected and what came, once for each promise that was broken. */
export const judge = (asked: Asked, seen: Seen, expectation: Expectation, terms: Terms): ReadonlyArray<string> => [
  ...(seen.status === 200 ? [] : [`answered: expected HTTP 200, got ${seen.status}`]),
  ...late(seen, terms),
  ...marking(seen, expectation),
  ...rung(seen, expectation),
  ...subject(asked, seen, terms)
]

/** That an answer says of itself what it is, whatever went wrong. */
export const honesty = (seen: Seen): ReadonlyArray<string> => {
  const faults: Array<string> = []
  if (seen.degraded !== (seen.degradations.length > 0)) {
    faults.push(`honest: degraded is ${seen.degraded} with ${seen.degradations.length} degradations`)
  }
  const poses = seen.source === "keyword_fallback" || seen.source === "error_handler" || seen.generator === "template"
  if (poses && !seen.degraded) faults.push(`honest: ${seen.source} by ${seen.generator ?? "?"} poses as a full answer`)
  if (poses && seen.passed_quality_gates === true) faults.push("honest: claims to have passed gates that it never met")
  for (const { component, detail, used_instead } of seen.degradations) {
    if (detail.trim() === "" || used_instead.trim() === "") {
      faults.push(`honest: ${component} does not say what happened`)
    }
    if (insides.test(detail)) faults.push(`honest: ${component} shows insides: ${detail}`)
  }
  if (insides.test(seen.text)) faults.push("honest: the text shows insides")
  if (seen.text.trim().length < 10) faults.push("honest: the text says nothing")
  return faults
}

const marking = (seen: Seen, { marked, named }: Expectation): ReadonlyArray<string> => {
  const found = seen.degradations.map(({ component }) => component)
  const list = found.length === 0 ? "nothing" : found.join(", ")
  const isNamed = (component: string) => named.some((name) => component.startsWith(name))
  if (marked === "must" && !found.some(isNamed)) {
    return [...honesty(seen), `marked: expected one of ${named.join(", ")}, got ${list}`]
  }
  return marked === "never" && found.length > 0
    ? [...honesty(seen), `marked: expected a whole answer, got ${list}`]
    : honesty(seen)
}

const rung = (seen: Seen, { because, generators, sources }: Expectation): ReadonlyArray<string> => {
  if (!sources.includes(seen.source)) {
    return [`rung: expected ${sources.join(" or ")}, got ${seen.source} (${because})`]
  }
  const { generator, source } = seen
  return source !== "full_pipeline" || generator === undefined || generators.includes(generator)
    ? []
    : [`rung: expected an answer by ${generators.join(" or ")}, got ${generator} (${because})`]
}

/** Money, or a number of more than two digits: what nobody can know without having read it. */
const figures = /(?:USD|EUR|GBP|[$€£])\s?\d|\d[\d.,]*\d{2}/

/** Kept: a full answer is about whom was asked and nobody else; a lower one, which read nothing, claims nothing. */
const subject = ({ about }: Asked, seen: Seen, { strangers }: Terms): ReadonlyArray<string> => {
  if (seen.source === "keyword_fallback" || seen.source === "error_handler") {
    return figures.test(seen.text) ? ["subject: gives figures without having read any"] : []
  }
  if (about.length === 0) return []
  const unknown = seen.degradations.some(({ component }) => component === "entities")
  const text = seen.text.toLowerCase()
  const unnamed = unknown ? [] : about.filter((name) => !text.includes(name.toLowerCase()))
  const others = (seen.entities ?? []).filter((name) => !about.includes(name))
  const strange = strangers.filter((name) => !about.includes(name) && text.includes(name.toLowerCase()))
  return [
    ...(unnamed.length === 0 ? [] : [`subject: does not name ${unnamed.join(", ")}`]),
    ...(others.length === 0 ? [] : [`subject: is about ${others.join(", ")}`]),
    ...(strange.length === 0 ? [] : [`subject: speaks of ${strange.join(", ")}`])
  ]
}
