/** Two sentences word by word: the same but for one value, or the same but that one denies what the other says. */
import * as Memo from "../../llm/Embeddings/Memo.ts"
import { stem, words } from "../../llm/Embeddings/Words.ts"

/** The same words in the same order: whether one of them denies what the other says. */
export const opposed = (a: string, b: string): boolean => {
  const [first, second] = [frameOf(a), frameOf(b)]
  if (first.words.join(" ") === second.words.join(" ")) return first.denies !== second.denies
  const slot = slotOf(first.words, second.words)
  return slot !== undefined && first.denies === second.denies && slot.first.length === 1 && slot.second.length === 1 &&
    opposites.has([...slot.first, ...slot.second].toSorted().join(" "))
}

/** The same sentence, with nothing more in one than in the other. */
export const alike = (a: string, b: string): boolean => {
  const [first, second] = [frameOf(a), frameOf(b)]
  return first.words.length > 0 && first.denies === second.denies && first.words.join(" ") === second.words.join(" ")
}

/**
 * The same sentence but for one value: another number, or another name after a word that leads up to a place, a time or a
 * person. What differs anywhere else is another thing that can be true as well ("Delta is seasonal", "Delta is new").
 */
export const revalued = (a: string, b: string): boolean => {
  const [first, second] = [frameOf(a), frameOf(b)]
  if (first.denies !== second.denies) return false
  const slot = slotOf(first.words, second.words)
  if (slot === undefined || slot.before.length < 2) return false
  if (slot.first.length > longestValue || slot.second.length > longestValue) return false
  if (isNumber(slot.first) && isNumber(slot.second)) return true
  if (slot.first.some((word) => slot.second.includes(word))) return false
  return leadsUpTo(slot.before) && !happened.test(a) && !happened.test(b) &&
    ![slot.first[0], slot.second[0]].some((word) => word === undefined || leads.has(word))
}

/**
 * How many terms of a sentence one may lack that is `alike`, `opposed` or `revalued`: the value, and words that say nothing
 * or deny. What a hyphen joins is a term in all and in its parts.
 */
export const mostOfValue = (sentence: string): number =>
  longestValue + words(sentence.replace(/n['’]t\b/gi, " not")).filter((word) =>
    fillers.has(word) || denials.has(word)
  ).length +
  (sentence.match(/[\p{L}\p{N}](?:-+|[/.])[\p{L}\p{N}]/gu)?.length ?? 0)

interface Frame {
  readonly words: ReadonlyArray<string>
  readonly denies: boolean
}

const frameOf = Memo.make(5_000, (sentence): Frame => {
  const said = sentence.replace(/(\d)[,\u00a0\u202f ](?=\d{3}\b)/g, "$1").replace(/\be-(?=mails?\b)/gi, "e")
    .replace(/\bfrom now on\b,?/gi, "").replace(/\bn['’](?=\p{L})/giu, "ne ")
  const all = words(said.replace(/n['’]t\b/gi, " not"))
  return {
    words: all.filter((word) => !fillers.has(word) && !denials.has(word)).map(stem),
    denies: all.some((word) => denials.has(word))
  }
})

interface Slot {
  readonly before: ReadonlyArray<string>
  readonly first: ReadonlyArray<string>
  readonly second: ReadonlyArray<string>
}

/** The one stretch in which they differ; undefined where they do not, or where one of them has nothing there. */
const slotOf = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): Slot | undefined => {
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from++
  let end = 0
  while (end < a.length - from && end < b.length - from && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const first = a.slice(from, a.length - end)
  const second = b.slice(from, b.length - end)
  return first.length === 0 || second.length === 0 ? undefined : { before: a.slice(0, from), first, second }
}

/** "to" leads up to what is done, unless something goes there. */
const leadsUpTo = (before: ReadonlyArray<string>): boolean => {
  const lead = before.at(-1) ?? ""
  return lead === "to" ? goes.has(before.at(-2) ?? "") : leads.has(lead)
}

const isNumber = (slot: ReadonlyArray<string>) => slot.length === 1 && /^\d/.test(slot[0] ?? "")

const set = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

const denials = set("not no never longer cannot ne n'est pas plus jamais aucun aucune")
/** They change nothing about what is said. */
const fillers = set(
  `now currently any more anymore a an the do does did don't doesn't can will désormais maintenant un une le la les
always toujours un que`
)
const goes = set("go move relocate send ship deliver address report chang belong sent")
const leads = set(
  "in at by to until within after before above below from with for near à en au aux chez jusqu avant après"
)
/** What happened stays true when something else has happened since. */
const happened =
  /\b(?!promised|agreed|planned|changed|moved|based|located|scheduled|supposed|named|called)\p{L}{2,}ed\b|\b(?:bought|sold|won|lost|met|sent|paid|told|said|came|went|gave|took|made|had|was|were)\b/iu
const opposites = new Set([
  "hate love",
  "dislik like",
  "hate like",
  "dislik love",
  "off on",
  "close open",
  "with without",
  "after before",
  "detest ador"
])
const longestValue = 5
