/** The answer is about the question, in the question's language. */
import type { Language, Synthesis } from "../Synthesis.ts"
import { core } from "./Cited.ts"
import { ignorance } from "./Complete.ts"
import type { Gate } from "./Finding.ts"
import type { Claiming } from "./Grounded.ts"
import { fold, stem, words } from "./Prose.ts"

export const gate = (text: string, sentences: ReadonlyArray<Claiming>, synthesis: Synthesis): Gate => {
  const spoken = new Set(words(text).map(stem))
  const asked = Array.from(
    new Set(words(synthesis.question).filter((word) => !empty.has(word) && word.length > 2).map(stem))
  )
  const shared = asked.filter((word) => spoken.has(word)).length
  const named = synthesis.entities.some(({ name }) => fold(text).includes(core(name)))
  const cites = sentences.some(({ markers }) => markers.length > 0)
  const overlap = asked.length === 0 ? 1 : Math.min(1, shared / Math.max(1, 0.4 * asked.length))
  const gap = synthesis.items.length === 0 && ignorance.test(fold(text))
  const close = synthesis.intent === "conversation" ? 1 : Math.max(overlap, named || gap ? 0.8 : 0, cites ? 0.5 : 0)
  const other = languageOf(text)
  const foreign = other !== undefined && other !== synthesis.language
  return {
    gate: "relevant",
    score: close * (foreign ? 0.4 : 1),
    hard: close === 0 && asked.length > 1,
    findings: [
      ...(close < 0.5 ? ["The answer is not about what was asked."] : []),
      ...(foreign ? [`The answer is not in the question's language (${synthesis.language}).`] : [])
    ]
  }
}

/** Undefined where too few of its words tell. */
const languageOf = (text: string): Language | undefined => {
  const all = words(text)
  const count = (some: ReadonlySet<string>) => all.filter((word) => some.has(word)).length
  const [en, fr] = [count(english), count(french)]
  return Math.max(en, fr) < 3 || Math.abs(en - fr) < 2 ? undefined : en > fr ? "en" : "fr"
}

const english = new Set(
  "the and of to is are was were has have with for in that their they this from by not its been which on at".split(" ")
)
const french = new Set(
  "le la les des du et est sont a ont avec pour dans que leur ils ce cette par pas ses une un qui sur aux au".split(" ")
)
const empty = new Set([
  ...english,
  ...french,
  ..."what who when where why how much many does did do can could should would will you your our their there any about tell give show please know see quel quelle quels quelles combien comment pourquoi quand est-ce avons nous vous doit faut moi"
    .split(" ")
])
