/** The same collections with something missing, broken or cut otherwise: what helps on a whole text must not harm these. */
import type { Collection, Entry, Question } from "./Collections.ts"

export const variations = (one: Collection): ReadonlyArray<Collection> =>
  one.kind === "conversations" ? ofConversations(one) : ofDocuments(one)

const ofConversations = (one: Collection): ReadonlyArray<Collection> => [
  entries(one, "no speakers", (entry) => ({ ...entry, speaker: "" })),
  entries(one, "no dates", (entry) => ({ ...entry, said_at: 0 })),
  entries(one, "one long session", (entry) => ({ ...entry, session: entry.group })),
  entries(one, "typos", (entry) => ({ ...entry, text: mistyped(entry.text) })),
  entries(one, "nothing but the words", (entry) => ({ ...entry, speaker: "", said_at: 0, session: "" })),
  entries(one, "nothing but words with typos", (entry) => ({
    ...entry,
    speaker: "",
    said_at: 0,
    session: "",
    text: mistyped(entry.text)
  }))
]

const ofDocuments = (one: Collection): ReadonlyArray<Collection> => [
  ...(one.entries.some(({ title }) => title !== "")
    ? [entries(one, "no titles", (entry) => ({ ...entry, title: "" }))]
    : []),
  { ...one, name: `${one.name}, short questions`, questions: one.questions.map(shortened) },
  joined(one, 6)
]

const entries = (one: Collection, name: string, change: (entry: Entry) => Entry): Collection => ({
  ...one,
  name: `${one.name}, ${name}`,
  entries: one.entries.map(change)
})

/** The three longest words, which are about the rarest. */
const shortened = (question: Question): Question => {
  const words = question.text.replace(/[^\p{L}\p{N}\s-]/gu, " ").split(/\s+/)
  const longest = words.toSorted((a, b) => b.length - a.length).slice(0, 3)
  return { ...question, text: words.filter((word) => longest.includes(word)).join(" ") }
}

/** Long documents of several texts each; relevant is what holds something relevant. */
const joined = (one: Collection, size: number): Collection => {
  const holder = new Map(one.entries.map(({ id }, i) => [id, `long-${Math.floor(i / size)}`]))
  const documents = new Map<string, Entry>()
  for (const entry of one.entries) {
    const id = holder.get(entry.id) ?? ""
    const before = documents.get(id)
    const text = entry.title === "" ? entry.text : `# ${entry.title}\n\n${entry.text}`
    documents.set(
      id,
      before === undefined ? { ...entry, id, text, title: "" } : { ...before, text: `${before.text}\n\n${text}` }
    )
  }
  const relevant = new Map(
    [...one.relevant].map(([question, grades]) =>
      [question, new Map([...grades].map(([id, grade]) => [holder.get(id) ?? id, grade]))] as const
    )
  )
  return { ...one, name: `${one.name}, ${size} to a document`, entries: [...documents.values()], relevant }
}

/** Every sixth longer word has two of its letters exchanged. */
const mistyped = (text: string): string => {
  let n = 0
  return text.replace(
    /\p{L}{5,}/gu,
    (word) => (n += 1) % 6 === 0 ? `${word[0]}${word[2]}${word[1]}${word.slice(3)}` : word
  )
}
