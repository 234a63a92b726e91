/** Answers from texts: the sentences of documents and notes that speak to the question, in their own words. */
import type { Evidence } from "../../domain/Evidence.ts"
import { overlap, relevantSentences, sentencesOf, shortened, termsOf } from "../ContextSynthesis/Sentences.ts"
import { listingOf } from "../Reading/Listing.ts"
import { anywhere, boundsOf, everywhere, formal, withoutBounds } from "../Reading/Telling.ts"
import { languageOf, plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { bullets, cited, type Desk, quotation, safe } from "./Desk.ts"

/** Below this share of the question's words a text does not answer it. */
const least = 0.3
/** A second text has to speak to most of it, or it is only about something like it. */
const alsoLeast = 0.65
/** And from here on a note belongs beside the figures. */
const noteworthy = 0.5

/** Found with this score, a passage is about the same though it shares only a word. */
const near = 0.6

/** Which documents mention a thing is not answered by one that speaks of something like it. */
export const writeTexts = (desk: Desk): ReadonlyArray<string> =>
  listingOf(desk.synthesis.question) === undefined ? writePassages(desk) : writeListing(desk)

/** Of whoever the question names: a note on them comes first; where the text names somebody else or nobody, that is said. */
export const writeOfNamed = (desk: Desk): ReadonlyArray<string> => {
  const said = writePassages(desk)
  const { entities } = desk.synthesis
  const all = matchingOf(desk, least).map(({ item }) => item)
  if (all[0] === undefined || !isOfAnybody(all[0], entities)) return said
  const note = all.find(({ entity_id, kind }) =>
    kind === "memory" && entities.some((entity) => entity.entity_id === entity_id)
  )
  return note !== undefined
    ? [quotation(desk, note), ...said]
    : said.map((one, at) => at === 0 ? `${desk.say.passages.ofAnybody(desk.names)} ${one}` : one)
}

/** A document that speaks of none of those whom the question names. */
export const isOfAnybody = (
  { kind, text, title }: Evidence,
  named: ReadonlyArray<{ readonly name: string }>
): boolean => {
  const said = plain(`${title} ${text}`)
  const terms = termsOf(said)
  return kind === "document" && named.length > 0 &&
    named.every(({ name }) => overlap(termsOf(name), terms) < 0.5 && !said.includes(plain(name)))
}

const matchingOf = (desk: Desk, enough: number) => {
  const asked = askedTerms(desk)
  return desk.synthesis.items.filter((item) => item.kind === "document" || item.kind === "memory")
    .map((item) => ({ item, score: matching(desk, item, askedOf(item, asked)) }))
    .filter(({ score }) => score >= enough)
    // Who told it later, and of one's own, knows it better than a text for all.
    .toSorted((a, b) => b.score - a.score || Number(b.item.kind === "memory") - Number(a.item.kind === "memory"))
}

/** `enough`: the share of the question's words that a text has to have. */
export const writePassages = (desk: Desk, enough = least): ReadonlyArray<string> => {
  const { complexity } = desk.synthesis
  const asked = askedTerms(desk)
  const passages = matchingOf(desk, enough)
  const best = passages[0]
  if (best === undefined) return []
  const others = passages.slice(1).filter(({ item, score }) =>
    overlap(askedOf(item, asked), termsOf(item.title)) > 0 &&
    // What only the document's own title has in common with the question is another section of it.
    overlap(askedOf(item, asked), termsOf(`${item.title.split(" > ").slice(1).join(" ")} ${safe(item.text)}`)) > 0 &&
    score >= Math.max(alsoLeast, best.score * (complexity === "simple" ? 0.95 : 0.75)) && item.title !== best.item.title
  ).slice(0, complexity === "simple" ? 1 : 2)
  const said = new Set<string>()
  return [best, ...others].flatMap(({ item }, at) => {
    if (item.kind === "memory") return [quotation(desk, item)]
    const question = item.reworded?.question ?? desk.synthesis.question
    const sentences = quoted(item, askedOf(item, asked), question, boundsOf(desk.synthesis.question)).filter((
      sentence
    ) => !said.has(sentence))
    sentences.forEach((sentence) => said.add(sentence))
    if (sentences.length === 0) return []
    const title = item.title.trim() === ""
      ? ""
      : `${(at === 0 ? desk.say.passages.says : desk.say.passages.alsoSays)(titleOf(item))} `
    return [`${at === 0 ? noted(desk, item) : ""}${title}${cited(sentences.join(" "), item)}`]
  })
}

/** "Which documents mention rush orders?": each that does, with the sentence that shows it. */
const writeListing = (desk: Desk): ReadonlyArray<string> => {
  const { items, question } = desk.synthesis
  const subject = listingOf(question) ?? question
  const asked = termsOf(subject)
  const found = items.filter((item) => item.kind === "document" && mentions(item, askedOf(item, asked)))
  const best = found.filter((item, at) => found.findIndex((one) => rootOf(one) === rootOf(item)) === at)
  const lines = best.map((item) => {
    const [sentence = ""] = quoted(item, askedOf(item, asked), item.reworded?.question ?? subject, [])
    return `**${rootOf(item)}**${desk.say.colon} ${cited(sentence, item)}`
  })
  return lines.length === 0 ? [] : [
    `${best[0] === undefined ? "" : noted(desk, best[0])}${desk.say.passages.listed(lines.length)}`,
    ...bullets(lines)
  ]
}

/** "Late deliveries" are no late fees: of a few words a text has to have each, of more most. */
const mentions = (item: Marked, asked: ReadonlySet<string>): boolean =>
  overlap(asked, termsOf(`${item.title} ${safe(item.text)}`)) >= (asked.size <= 2 ? 1 : 0.6)

const rootOf = ({ title }: Marked): string => title.split(" > ")[0] ?? title

/** Notes that speak to the very thing that was asked for, beside the figures that answer it: the best one. */
export const writeNotes = (desk: Desk): ReadonlyArray<string> => {
  const { conflicts, items, question } = desk.synthesis
  const asked = askedTerms(desk)
  const notes = items.filter((item) =>
    item.kind === "memory" && !conflicts.some((one) => one.includes(`[${item.marker}]`))
  )
  const ofMeans = howPaid.test(plain(question)) ? notes.filter(({ text }) => means.test(plain(text))) : []
  return [...ofMeans, ...notes.filter((item) => matching(desk, item, asked) >= noteworthy)].slice(0, 1)
    .map((item) => quotation(desk, item))
}

/** "How does Delta pay?" is asked of days and of means, and who switched to wire transfers need not say "pay". */
const howPaid = /\bhow (?:do|does|did|will|would|is|are) .{1,80}\b(?:pay|pays|paying|paid)\b|\bcomment .{1,80}\bpa[iy]e/
const means =
  /\b(?:wire|bank transfers?|wire transfers?|direct debit|cheques?|checks?|(?:credit )?cards?|cash|virements?|prelevements?)\b/

/** Said before what was found by other words than the question's. */
const noted = (desk: Desk, { reworded }: Marked): string =>
  reworded === undefined || reworded.read.length === 0 ? "" : `${desk.say.passages.read(reworded.read)} `

/** What was found by other words is judged by those. */
const askedOf = ({ reworded }: Marked, asked: ReadonlySet<string>): ReadonlySet<string> =>
  reworded === undefined ? asked : withoutFormal(termsOf(reworded.question))

const withoutFormal = (terms: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(Array.from(terms).filter((term) => !formal.has(term)))

/** What the question asks for besides whom: names of customers do not make a text relevant. */
const askedTerms = ({ synthesis }: Desk): ReadonlySet<string> => {
  const names = termsOf(synthesis.entities.map((entity) => entity.name).join(" "))
  const question = withoutBounds(synthesis.question)
  const terms = new Set(Array.from(withoutFormal(termsOf(question))).filter((term) => !names.has(term)))
  return terms.size > 0 ? terms : termsOf(synthesis.question)
}

const matching = (desk: Desk, item: Marked, asked: ReadonlySet<string>): number => {
  const terms = termsOf(`${item.title} ${safe(item.text)}`)
  const telling = Array.from(asked).filter((term) => !everywhere.has(term))
  const shared = telling.filter((term) => terms.has(term))
  const title = termsOf(item.title)
  const speaks = overlap(asked, terms) + 0.15 * overlap(asked, title)
  // Found to have every thing that is asked for, in the question's own words.
  if (item.reworded?.read.length === 0 && desk.synthesis.language === languageOf(item.text)) return speaks
  if (telling.length > 0 && shared.length === 0) return 0
  // "Maternity leave" and a contact who leaves a customer: one word in passing, and the meaning is not near either.
  const inPassing = item.kind === "document" && telling.length > 1 && shared.length === 1 && item.score < near &&
    !shared.some((term) => title.has(term))
  return inPassing ? 0 : speaks
}

/** Where the title alone answers to the question, the passage's beginning; else its sentences that do. */
const quoted = (
  item: Marked,
  asked: ReadonlySet<string>,
  question: string,
  bounds: ReadonlyArray<string>
): ReadonlyArray<string> => {
  const text = safe(item.text)
  const title = termsOf(item.title)
  // "How do I raise a customer's limit?" is wholly about "Raising a limit", whoever the customer is.
  const section = item.title.includes(" > ")
  const left = Array.from(asked).filter((term) => !title.has(term) && !(section && anywhere.has(term)))
  const { score, sentences } = relevantSentences(text, left.length === 0 ? question : left.join(" "), {
    characters: 480,
    most: 3,
    near: 0.55
  })
  const chosen = left.length > 0 && score > 0 ? sentences : beginning(text)
  // What holds above the very limit that is asked about.
  const limited = sentencesOf(text).filter((one) => boundsOf(one).some((is) => bounds.includes(is)))
    .map((one) => shortened(one, 480)).slice(0, 1)
  return Array.from(new Set([...limited, ...chosen])).slice(0, 3).map((sentence) =>
    /[.!?:;…”"»)]$/.test(sentence) ? sentence : `${sentence}.`
  )
}

/** "Payment terms policy > Extending terms" is a path of headings. */
const titleOf = ({ title }: Marked): string => title.replaceAll(" > ", ", ")

const beginning = (text: string): ReadonlyArray<string> => {
  const kept: Array<string> = []
  for (const sentence of sentencesOf(text)) {
    if (kept.length > 0 && kept.join(" ").length + sentence.length > 420) break
    kept.push(shortened(sentence, 420))
  }
  return kept
}
