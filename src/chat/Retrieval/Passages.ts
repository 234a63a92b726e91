/** What the documents say to a question: in its own words, or else in others of the same meaning. */
import { Array, Effect } from "effect"
import type { Evidence } from "../../domain/Evidence.ts"
import type { Question } from "../../domain/Question.ts"
import type { Documents } from "../../knowledge/Documents.ts"
import * as Deadline from "../../resilience/Deadline.ts"
import * as Omissions from "../../resilience/Omissions.ts"
import { sentencesOf } from "../ContextSynthesis/Sentences.ts"
import type { Subject } from "../EntityResolution.ts"
import { kindAsked } from "../Reading/Kinds.ts"
import { isLight } from "../Reading/Light.ts"
import { nameIn } from "../Reading/Naming.ts"
import { quantityAsked } from "../Reading/Quantity.ts"
import { sayingOf } from "../Reading/Saying.ts"
import { namesOneThing, rewordable, rewordedBy, saidOf, type Wanted, wantedIn, widened } from "../Reading/Synonyms.ts"
import { howDone, maySayFreely, ofTheTrade, unsaidIn } from "../Reading/Wholly.ts"
import { asTyped, plain } from "../Reading/Words.ts"
import type { Reading } from "../Synthesis.ts"
import { asksMoreThanFigures, isAllowed } from "./Beyond.ts"
import { type Worded, wordingsFor } from "./Wording.ts"

export interface Texts {
  readonly items: ReadonlyArray<Evidence>
  /** The question is for the documents, though it was read as one for figures. */
  readonly written: boolean
  /** What was asked for and stands in none of the passages that are nearest to the question. */
  readonly unsaid: ReadonlyArray<string>
}

/**
 * A question for the documents is asked again in other words where no passage has every thing that it asks for; what
 * still has but a part of it is left out, where it asks how things are done in the trade or what one thing is. If the
 * second asking fails, that is noted, and what the first brought is judged alone. Of a question for figures of the whole
 * business that names what no figure takes account of, the documents are asked the same.
 */
export const find = (documents: Documents["Type"]) => {
  const look = lookIn(documents)
  return Effect.fnUntraced(function*(question: Question, subject: Subject, reading: Reading) {
    const [first, ...more] = wordingsFor(subject, reading)
    const found = yield* look(question, subject, reading, first)
    for (const worded of found.items.length > 0 ? [] : more) {
      const other = yield* look(question, subject, reading, worded)
      if (other.items.length > 0) return other
    }
    return found
  })
}

const lookIn = (documents: Documents["Type"]) =>
  Effect.fnUntraced(function*(question: Question, subject: Subject, reading: Reading, { asked, reworded }: Worded) {
    const passages = yield* documents.passages(question.tenant, asked)
    const wanted = wantedIn(asked)
    if (wanted.length > 0 && wanted.every(({ asked }) => isLight(asked))) return only([])
    const figures = asksMoreThanFigures(subject, reading)
    if (!(figures || reading.intent === "document_question") || wanted.length === 0) {
      return only(passages.filter(isOfKind(subject.query)))
    }
    const strictly = ofTheTrade(asked) || namesOneThing(asked) || howDone(asked)
    const wholly = figures || strictly
    const quantified = wholly ? hasQuantity(subject.query, wanted) : isOfKind(subject.query)
    const found = passages.filter(quantified)
    const answering = withAll(wanted, found)
    // What is judged by the question's own words needs no others.
    const own = answering.filter(({ reworded }) => reworded?.read.length === 0)
    if (own.length > 0 && !reworded) return { ...only(wholly ? own : found), written: figures }
    const others = wholly || rewordable(wanted)
      ? yield* Effect.catchAll(
        Deadline.limited("documents", unhurried)(documents.passages(question.tenant, widened(wanted), "any")),
        (error) =>
          Effect.as(
            Omissions.note({ component: "documents.reworded", error, used_instead: "its own words" }),
            undefined
          )
      )
      : []
    const all = Array.dedupeWith(
      [...found, ...(others ?? []).filter(quantified)],
      (one, other) => one.ref === other.ref
    )
    const whole = Array.dedupeWith([...answering, ...withAll(wanted, all)], (one, other) => one.ref === other.ref)
    const meant = whole.length > 0 ? whole : withAll(wanted, all, [...passages, ...others ?? []])
    if (meant.length > 0 && wholly) return { ...only(meant), written: figures }
    // Figures of the whole business are no answer to what the documents were asked instead.
    const instead = figures && reading.intent === "fact_lookup" && nameIn(subject.query) === undefined &&
      (reading.measure === undefined || isAllowed.test(subject.query))
    if (!strictly || (others === undefined && !namesOneThing(asked))) {
      const items = Array.dedupeWith([...meant, ...found], (one, other) => one.ref === other.ref)
      return { ...only(items), written: items.length === 0 && others !== undefined && instead }
    }
    const freely = namesOneThing(asked) ? [] : found.filter((item) => maySayFreely(asked, item))
    return {
      items: freely,
      written: instead,
      unsaid: freely.length > 0
        ? []
        : unsaidIn(wanted, [...found, ...others ?? []]).map((words) => asTyped(subject.query, words))
    }
  })

const only = (items: ReadonlyArray<Evidence>): Texts => ({ items, written: false, unsaid: [] })

/** A little is left of the time that the documents have, to say that the second asking came too late. */
const unhurried = { limit: Infinity, reserve: 100 }

const isOfKind = (question: string) => {
  const is = kindAsked(plain(question))
  return ({ text }: Evidence) => is === undefined || sentencesOf(text).some(is)
}

/** Whether a sentence about one of the things that are asked for has the number, or the how often, that is asked for. */
const hasQuantity = (question: string, wanted: ReadonlyArray<Wanted>) => {
  const has = quantityAsked(question)
  if (has === undefined) return () => true
  const things = wanted.filter(({ needed }) => needed)
  const isAbout = (text: string) => {
    const saying = sayingOf(text)
    return things.some((one) => saidOf(one, saying) !== undefined)
  }
  return ({ text, title }: Evidence) => {
    const titled = things.length === 0 || isAbout(title)
    return sentencesOf(text).some((sentence) => has(sentence, title) && (titled || isAbout(sentence)))
  }
}

/**
 * Of three things or more, a section may leave it to the headings beside it, in the same document, to say what it speaks
 * of: who approves is told under "Setting a limit", beside "Raising a limit".
 */
const withAll = (
  wanted: ReturnType<typeof wantedIn>,
  items: ReadonlyArray<Evidence>,
  beside: ReadonlyArray<Evidence> = []
): ReadonlyArray<Evidence> =>
  items.flatMap((item) => {
    const headings = beside.filter(({ ref }) => documentOf(ref) === documentOf(item.ref)).map(({ title }) => title)
    if (beside.length > 0 && wanted.filter(({ needed }) => needed).length < 3) return []
    const title = [item.title, ...headings].join(" ")
    const sentences = sentencesOf(item.text)
    const near = sentences.some((_, at) =>
      rewordedBy(wanted, { text: sentences.slice(at, at + sentencesTogether).join(" "), title }) !== undefined
    )
    const reworded = near ? rewordedBy(wanted, { text: item.text, title }) : undefined
    return reworded === undefined ? [] : [{ ...item, reworded }]
  })

/** What stands further apart belongs to another matter: who signs the order form signs for no delivery. */
const sentencesTogether = 3

const documentOf = (ref: string): string => ref.split("#")[0] ?? ref
