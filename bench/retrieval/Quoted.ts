/**
 * What an answer quotes, and what it answers though the passage that would answer it is not there: the questions of a
 * collection of documents asked as chat, without a model, of three tenants.
 */
import { asDocument, posting } from "./Api.ts"
import type { Collection, Question } from "./Collections.ts"

export interface Quoted {
  readonly asked: number
  /** Something is cited, or told with a confidence above 0.5. */
  readonly answered: number
  /** What is relevant is cited. */
  readonly right: number
  /** One line each: what was asked, and what was answered where nothing should be, or nothing where something should. */
  readonly wrong: ReadonlyArray<string>
}

/** Entries are taken in blocks of five, which are paragraphs of one article in XQuAD. */
const block = 5

export const situations: Readonly<Record<string, (at: number) => boolean>> = {
  "all of it is there": () => true,
  "nothing on its matter is there": (at) => Math.floor(at / block) % 2 === 0,
  "only what stands beside it is there": (at) => at % block !== 2
}

/** Loads what `has` keeps, and asks for all of that, or of what it leaves out. */
export const quoted = async (
  url: string,
  key: string,
  { entries, questions, relevant }: Collection,
  has: (at: number) => boolean
): Promise<Quoted> => {
  const post = posting(url, key)
  const there = entries.filter((_, at) => has(at))
  for (let i = 0; i < there.length; i += 200) {
    await post("/api/documents", { documents: there.slice(i, i + 200).map(asDocument) })
  }
  const ids = new Set(there.map(({ id }) => id))
  const whole = there.length === entries.length
  const asked = questions.filter(({ id }) => whole || ![...relevant.get(id)?.keys() ?? []].some((one) => ids.has(one)))
  const wrong: Array<string> = []
  let answered = 0
  let right = 0
  for (const question of asked) {
    const answer = await post<Answer>("/api/chat", { query: question.text, session_id: question.id })
    const isAnswered = answer.citations.length > 0 || answer.confidence > 0.5
    const isRight = answer.citations.some(({ ref }) => relevant.get(question.id)?.has(documentOf(ref)))
    answered += Number(isAnswered)
    right += Number(isRight)
    if (whole ? !isRight : isAnswered) wrong.push(line(question, answer))
  }
  return { asked: asked.length, answered, right, wrong }
}

interface Answer {
  readonly text: string
  readonly intent: string
  readonly confidence: number
  readonly citations: ReadonlyArray<{ readonly ref: string }>
}

const documentOf = (ref: string) => ref.replace(/^document:/, "").replace(/#\d+$/, "")

const line = ({ text }: Question, { citations, confidence, intent, text: answer }: Answer) =>
  `${text}\t${intent}\t${confidence}\t${citations.map(({ ref }) => ref).join(" ")}\t${answer.replaceAll(/\s+/g, " ")}`
