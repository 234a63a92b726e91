import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { partOf } from "../../../src/chat/Measuring/Parts.ts"
import { unreadIn } from "../../../src/chat/Reading/Measuring/Unread.ts"
import type { Measures } from "../../../src/knowledge/Measures.ts"
import { acme } from "../../support/Answers.ts"

const known = [
  { path: ["state"], value: "TX", words: "texas" },
  { path: ["state"], value: "Texas", words: "texas" },
  { path: ["state"], value: "Ohio", words: "ohio" },
  { path: ["city"], value: "New York", words: "new york" },
  { path: ["city"], value: "York", words: "york" },
  { path: ["state"], value: "New York", words: "new york" },
  { path: ["tier"], value: "gold", words: "gold" }
]

const measures: typeof Measures.Service = {
  measure: () => Effect.succeed([]),
  fields: () => Effect.succeed([]),
  industriesIn: (_, text) => Effect.succeed(["Retail", "Food"].filter((one) => text.includes(one.toLowerCase()))),
  industriesWith: () => Effect.succeed([]),
  detailsOf: (_, words) => Effect.succeed(known.filter((one) => words.includes(one.words)))
}

/** `state=TX|state=Texas & tier=gold`, a line for each side. */
const parts = (text: string, ...earlier: ReadonlyArray<string>) =>
  Effect.map(
    partOf(measures, acme, { _tag: "Asked", questions: [], excluding: false, text, unread: unreadIn(text), earlier }),
    ({ filters }) =>
      filters.map(({ details = [], industries = [] }) =>
        [
          ...industries,
          ...details.map((group) => group.map(({ path, value }) => `${path.join(".")}=${value}`).join("|"))
        ].join(" & ")
      )
  )

for (
  const [text, expected] of [
    ["revenue in texas", ["state=TX|state=Texas"]],
    ["gold customers in texas or ohio", ["state=TX|state=Texas|state=Ohio & tier=gold"]],
    ["average order in texas versus ohio", ["state=TX|state=Texas", "state=Ohio"]],
    ["do customers in ohio pay later than customers in texas?", ["state=Ohio", "state=TX|state=Texas"]],
    ["does texas bring in more than ?", ["state=TX|state=Texas"]],
    ["customers in texas or ohio who owe more than $20,000", ["state=TX|state=Texas|state=Ohio"]],
    ["customers in new york", ["city=New York|state=New York"]],
    ["compare revenue of retail and food", ["Retail", "Food"]],
    ["compare retail customers in texas with food customers in texas", [
      "Retail & state=TX|state=Texas",
      "Food & state=TX|state=Texas"
    ]],
    ["retail customers in ohio", ["Retail & state=Ohio"]],
    ["how much is overdue?", [""]]
  ] as const
) {
  it.effect(text, () =>
    Effect.gen(function*() {
      assert.sameMembers([...yield* parts(text)], [...expected])
    }))
}

it.effect("is that of the last question before that said any, where this one says none", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual(yield* parts("and last year?", "and in texas?", "revenue of retail"), [
      "state=TX|state=Texas"
    ])
    assert.deepStrictEqual(yield* parts("and in ohio?", "revenue of retail"), ["state=Ohio"])
  }))
