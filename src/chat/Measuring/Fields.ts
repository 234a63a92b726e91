/** Which field of the customers' metadata a question splits its numbers by. */
import { nameOf } from "../../knowledge/Facts/Details.ts"
import { plain, wordsOf } from "../Reading/Words.ts"

/** The one that is called so, or is the same thing by another name; undefined where the records have none. */
export const fieldCalled = (
  words: string,
  fields: ReadonlyArray<ReadonlyArray<string>>
): ReadonlyArray<string> | undefined => {
  const asked = [singular(words), ...synonyms.filter((line) => line.includes(singular(words))).flat()]
  const called = (path: ReadonlyArray<string>) => wordsOf(plain(nameOf(path))).map(singular).join(" ")
  const tests = [
    (name: string, word: string) => name === word,
    // "Address state" is a state, and an "account manager" a manager.
    (name: string, word: string) => name.endsWith(` ${word}`)
  ]
  return tests.flatMap((is) => asked.flatMap((word) => fields.filter((path) => is(called(path), word))))[0]
}

const singular = (words: string): string =>
  words.replace(/^customer /, "").replace(/people$/, "person").replace(/ies$/, "y").replace(/aux$/, "al")
    .replace(/(?<=[^s])s$/, "")

/** In the singular, plain. */
const synonyms: ReadonlyArray<ReadonlyArray<string>> = [
  [
    "account manager",
    "manager",
    "account owner",
    "owner",
    "salesperson",
    "sales person",
    "sales rep",
    "rep",
    "responsable",
    "vendeur",
    "commercial"
  ],
  ["city", "town", "ville"],
  ["state", "province", "etat"],
  ["country", "pay"],
  ["region", "territory", "area"],
  ["segment", "category", "group", "type", "tier"],
  ["channel", "canal"]
]
