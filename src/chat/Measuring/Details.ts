/** "Customers in Texas", "our gold customers": words of a question that stand in the metadata of customers. */
import { Array, Effect } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import type { Detail } from "../../domain/Measure.ts"
import { nameOf } from "../../knowledge/Facts/Details.ts"
import type { Measures } from "../../knowledge/Measures.ts"
import { wordsOf } from "../Reading/Words.ts"

/** With the words of the question that stand for it. */
export interface Named extends Detail {
  readonly words: string
}

export interface Found {
  /** One of each has to hold. */
  readonly groups: ReadonlyArray<ReadonlyArray<Named>>
  /** Of the question, that they account for. */
  readonly words: ReadonlyArray<string>
}

/** A text in plain words, and those of them of which nothing else was made. */
export interface Text {
  readonly text: string
  readonly unread: ReadonlyArray<string>
}

/** Of each text, in their order. */
export const detailsOf = (measures: typeof Measures.Service, tenant: TenantId, texts: ReadonlyArray<Text>) =>
  Effect.gen(function*() {
    const runs = texts.map(runsOf)
    const found = yield* measures.detailsOf(tenant, Array.dedupe(runs.flat()).slice(0, mostRuns))
    return runs.map((some) => grouped(found.filter(({ words }) => some.includes(words))))
  })

/** Up to three words side by side of which nothing else was made. */
export const runsOf = ({ text, unread }: Text): ReadonlyArray<string> => {
  const words = wordsOf(text)
  return words.flatMap((_, from) =>
    [1, 2, 3].flatMap((length) => {
      const run = words.slice(from, from + length)
      return run.length === length && run.every((word) => unread.includes(word)) ? [run.join(" ")] : []
    })
  ).slice(0, mostRuns)
}

/** "Texas or Ohio" are two values of one field, "gold customers in Texas" are values of two. */
const grouped = (found: ReadonlyArray<Named>): Found => {
  // Of "New York", "York" is not meant as well.
  const longest = found.filter(({ words }) =>
    !found.some((other) => other.words !== words && ` ${other.words} `.includes(` ${words} `))
  )
  const fieldsOf = (words: string) => longest.filter((one) => one.words === words).map(({ path }) => nameOf(path))
  const groups = Array.dedupe(longest.map(({ words }) => words)).reduce<ReadonlyArray<ReadonlyArray<string>>>(
    (all, words) => {
      const at = all.findIndex((group) =>
        group.some((other) => fieldsOf(other).some((field) => fieldsOf(words).includes(field)))
      )
      return at < 0 ? [...all, [words]] : all.map((group, place) => place === at ? [...group, words] : group)
    },
    []
  )
  return {
    groups: groups.map((group) => longest.filter(({ words }) => group.includes(words))),
    words: longest.flatMap((
      { path, words }
    ) => [
      words,
      nameOf(path),
      "city town state region country located based manage manages managed handle handles look looks after"
    ])
  }
}

const mostRuns = 60
