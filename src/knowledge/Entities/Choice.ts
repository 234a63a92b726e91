/** Which of several offered customers a short reply means. */
import { nameOf, normalise } from "./Normal.ts"
import { places } from "./Places.ts"
import { wordSimilarity } from "./Similarity.ts"
import { ordinary } from "./Words.ts"

export interface Customer {
  readonly id: string
  readonly name: string
  readonly industry: string | null
  readonly metadata: unknown
}

export interface Chosen {
  readonly customer: Customer
  readonly confidence: number
}

const ordinals: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(first|1st|former|premier|premiere|1er|1re|1ere)$/, 0],
  [/^(second|2nd|deuxieme|seconde|2e|2eme)$/, 1],
  [/^(third|3rd|troisieme|3e|3eme)$/, 2],
  [/^(fourth|4th|quatrieme|4e|4eme)$/, 3],
  [/^(fifth|5th|cinquieme|5e|5eme)$/, 4],
  [/^(last|latter|dernier|derniere)$/, -1]
]
const numerals = ["one", "two", "three", "four", "five"]

const filler = new Set(
  `the a an one ones in from at of for with based located i mean meant it its it is that this please pls yes no sorry
  want choose pick take select option number no nr choice customer client company account firm and who which by named
  called let us lets go would like s thanks ok okay sure definitely think be was
  le la les l un une celui celle qui est en au a du de des d client entreprise societe je veux parle parlais pense
  numero choix oui merci s il vous te plait c`.split(/\s+/)
)

export const choose = (reply: string, options: ReadonlyArray<Customer>): Chosen | undefined => {
  const words = normalise(reply).split(" ").filter((word) => word !== "")
  if (words.length === 0 || words.length > 15) return undefined
  const telling = words.filter((word) => !filler.has(word) && (word.length > 3 || !ordinary.has(word)))
  const numbered = byNumber(reply, words, telling, options)
  if (numbered !== undefined) return { customer: numbered, confidence: 1 }
  const named = options.filter(({ id, name }) => {
    const [full, given] = [nameOf(name), nameOf(reply)]
    return id === reply.trim() || full.words.join(" ") === given.words.join(" ") &&
        (given.form === "" || given.form === full.form) ||
      normalise(name) === telling.join(" ")
  })
  if (named.length === 1 && named[0] !== undefined) return { customer: named[0], confidence: 1 }
  const chosen = tellApart(telling, options)
  if (chosen === undefined) return undefined
  // A longer text that merely touches an option is a new question.
  const known = wordsOf(chosen)
  return telling.every((word) => known.has(word) || near(word, known))
    ? { customer: chosen, confidence: 0.9 }
    : undefined
}

/** The only one of them that these words speak for, by its name or by what is known of it; undefined where none stands out. */
export const tellApart = (words: ReadonlyArray<string>, customers: ReadonlyArray<Customer>): Customer | undefined => {
  const known = customers.map((customer) => ({ customer, words: wordsOf(customer) }))
  const votes = known.map(({ customer, words: own }) => ({
    customer,
    count: new Set(words).size === 0 ?
      0 :
      [...new Set(words)].filter((word) =>
        !filler.has(word) && (own.has(word) || near(word, own)) &&
        known.some(({ words: other }) => other !== own && !other.has(word) && !near(word, other))
      ).length
  })).sort((a, b) => b.count - a.count)
  const [best, second] = votes
  return best !== undefined && best.count > (second?.count ?? 0) ? best.customer : undefined
}

const byNumber = (
  reply: string,
  words: ReadonlyArray<string>,
  telling: ReadonlyArray<string>,
  options: ReadonlyArray<Customer>
): Customer | undefined => {
  const at = (index: number) => index < 0 ? options[options.length - 1] : options[index]
  const bare =
    /^\s*(?:(?:the|option|number|no\.?|nr\.?|choice|#|n°|le|la|num[eé]ro)\s*){0,3}(\d{1,2})\s*[.)!]?\s*(?:please|svp|one)?\s*$/i
      .exec(reply)
  if (bare?.[1] !== undefined) return at(Number(bare[1]) - 1 < 0 ? options.length : Number(bare[1]) - 1)
  const ordinal = ordinals.find(([pattern]) => words.some((word) => pattern.test(word)))
  if (ordinal !== undefined && telling.every((word) => ordinal[0].test(word))) return at(ordinal[1])
  const numeral = numerals.indexOf(telling.length === 0 ? words[words.length - 1] ?? "" : telling[0] ?? "")
  const alone = words.length === 1 || /^(option|number|choice|numero)$/.test(words[0] ?? "")
  return numeral >= 0 && alone && telling.length <= 1 ? at(numeral) : undefined
}

const near = (word: string, known: ReadonlySet<string>) =>
  word.length >= 5 && [...known].some((other) => wordSimilarity(word, other) >= 0.85)

/** Words of the name, the industry and the metadata's texts; "OH" is also "ohio". */
const wordsOf = (customer: Customer): ReadonlySet<string> => {
  const words = new Set<string>([customer.id.toLowerCase()])
  const add = (text: string) => {
    for (const word of normalise(text).split(" ")) if (word !== "") words.add(word)
    for (const place of places(text)) for (const word of place.split(" ")) words.add(word)
  }
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === "string" && value.length <= 200) add(value)
    else if (depth < 3 && typeof value === "object" && value !== null) {
      Object.values(value).forEach((v) => visit(v, depth + 1))
    }
  }
  add(customer.name)
  if (customer.industry !== null) add(customer.industry)
  visit(customer.metadata, 0)
  return words
}
