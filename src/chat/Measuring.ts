/** Has the numbers of a question measured, and puts into words for every writer what could not be. */
import { Array, Effect, Schema } from "effect"
import type { Evidence } from "../domain/Evidence.ts"
import type { TenantId } from "../domain/Ids.ts"
import { Measured, type MeasureQuestion, Metric, Period } from "../domain/Measure.ts"
import type { Measures } from "../knowledge/Measures.ts"
import { names } from "../knowledge/Measures/Sentences.ts"
import { isPart } from "../knowledge/Measures/Shares.ts"
import type { Subject } from "./EntityResolution.ts"
import { fieldCalled } from "./Measuring/Fields.ts"
import { partOf } from "./Measuring/Parts.ts"
import type { MeasureReading } from "./Reading/Measuring/Reading.ts"
import { shareIn } from "./Reading/Measuring/Shares.ts"
import { unreadIn } from "./Reading/Measuring/Unread.ts"
import { nameIn } from "./Reading/Naming.ts"
import { asTyped, plain, wordsOf } from "./Reading/Words.ts"

/** That something was asked for which the rows cannot tell. */
export const Refused = Schema.Struct({
  refusal: Schema.Literal("metric", "future", "time", "split", "part", "currency", "past", "none", "customer"),
  words: Schema.String,
  metric: Schema.NullOr(Metric),
  period: Schema.NullOr(Period)
})
export type Refused = typeof Refused.Type

/** Words of the question that no figure takes account of. */
export const Unread = Schema.Struct({ unread: Schema.Array(Schema.String) })

export const measured = (
  measures: typeof Measures.Service,
  tenant: TenantId,
  { entities, query }: Subject,
  reading: MeasureReading
) =>
  Effect.gen(function*() {
    if (reading._tag === "Refused") {
      return [refusal({ ...reading, metric: reading.metric ?? null, period: reading.period ?? null })]
    }
    const field = reading.questions.some(({ by }) => by === "detail")
      ? fieldCalled(reading.field ?? "", yield* measures.fields(tenant))
      : null
    if (field === undefined) {
      const metric = reading.questions[0]?.metric ?? null
      return [refusal({ refusal: "split", words: reading.field ?? "", metric, period: null })]
    }
    const part = yield* partOf(measures, tenant, reading)
    const said = new Set(wordsOf(plain([...part.words, ...entities.map(({ name }) => name)].join(" "))))
    const name = entities.length > 0 ? undefined : nameIn(query) ?? namedAmong(query, reading.unread)
    if (name !== undefined && !wordsOf(plain(name)).every((word) => said.has(word))) {
      // "Customers in Oregon": a place is no name of a customer.
      if (/\b(?:in|near|around|en|au|aux|dans)\s+(?:the\s+|l[ea]\s+|l')?$/i.test(query.slice(0, query.indexOf(name)))) {
        return [refusal({ refusal: "part", words: name, metric: null, period: null })]
      }
      return [refusal({ refusal: "customer", words: name, metric: null, period: null })]
    }
    let among: ReturnType<typeof customersOf> | undefined
    const [before = "", ...earlier] = reading.earlier ?? []
    const those = (reading.among ?? []).length === 0
      ? undefined
      : yield* partOf(measures, tenant, { ...reading, text: before, unread: unreadIn(before), earlier })
    for (const question of reading.among ?? []) {
      const found = yield* measures.measure(
        tenant,
        (those?.filters ?? []).map((filters) => ({
          ...question,
          filters: { ...question.filters, ...filters },
          customers: among ?? question.customers
        }))
      )
      among = customersOf(found)
      if (among.length === 0) return found
    }
    const meant = among ?? entities.map((entity) => ({ id: entity.entity_id, name: entity.name }))
    // Those who were found are of the part already.
    const sides = among !== undefined && part.inherited === true ? [{}] : part.filters
    const asked = reading.questions.flatMap((question) =>
      sides.map((filters) => ({
        ...question,
        field: question.by === "detail" ? field : null,
        filters: { ...question.filters, ...filters },
        [reading.excluding ? "excluded" : "customers"]: meant
      }))
    )
    const wholly = asked.some((question) => question.as === "share" && !isPart(question))
    // "Those" of the part that the question goes on with are known.
    const known = (word: string) => said.has(word) || (word === "those" && part.words.length > 0)
    const unread = [...reading.unread, ...(wholly ? shareIn(reading.text) : [])].filter((word) => !known(word))
      .map((word) => /\p{L}/u.test(word) ? asTyped(query, word) : word)
    // "Which customers prefer e-mail?": all that there are is no answer to what was to choose them.
    if (unread.length > 0 && asked.every(isEveryCustomer)) {
      return [refusal({ refusal: "part", words: unread.join(" "), metric: null, period: null })]
    }
    const found = yield* measures.measure(
      tenant,
      asked.map((question) => question.as === "share" && !isPart(question) ? { ...question, as: "total" } : question)
    )
    return unread.length === 0 ? found : [...found, leftOut(unread)]
  })

const isEveryCustomer = ({ by, customers, filters, metric, period, placed, rank }: MeasureQuestion): boolean =>
  metric === "customers" && (by === null || by === "customer") && period === null && placed === null && rank === null &&
  customers.length === 0 && Object.values(filters).every((value) =>
    value === null || Array.isArray(value) && value.length === 0
  )

const customersOf = (found: ReadonlyArray<Evidence>) =>
  Array.dedupeWith(
    found.flatMap(({ data }) => Schema.is(Measured)(data) ? data.rows.map(({ key, name }) => ({ id: key, name })) : []),
    (one, other) => one.id === other.id
  )

/** "Combien Zylophone SARL nous doit-il ?": words that nothing was made of, and that are written as a name. */
const namedAmong = (query: string, unread: ReadonlyArray<string>): string | undefined =>
  [...query.matchAll(/(?<=\p{L}[^.?!]*\s)\p{Lu}[\p{L}\p{N}&.'’-]*(?:\s+\p{Lu}[\p{L}\p{N}&.'’-]*)*/gu)]
    .map(([name]) => name).find((name) => wordsOf(plain(name)).every((word) => unread.includes(word)))

const refusal = (data: Refused): Evidence => ({
  kind: "fact",
  ref: `measure:refused/${data.refusal}`,
  title: "What the records cannot tell",
  text: sentences[data.refusal](data),
  score: 1,
  data: { refusal: data.refusal, words: data.words, metric: data.metric, period: data.period }
})

const sentences: Readonly<Record<Refused["refusal"], (refused: Refused) => string>> = {
  metric: ({ words }) =>
    `Nothing on record tells about "${words}": there are customers, orders, invoices and payments only.`,
  future: ({ period }) =>
    `The period asked about begins on ${period?.first ?? ""}, which is still to come: nothing is on record for it.`,
  time: ({ words }) =>
    `It is not known which dates "${words}" means; the question has to name days, months, quarters or years.`,
  split: ({ words }) => `The records cannot be split by "${words}".`,
  part: ({ words }) => `Nothing on the customers' records says "${words}": whose figures are meant is not known.`,
  currency: () =>
    "No exchange rates are on record, so currencies are not converted and different ones are not added up.",
  past: ({ metric, period }) =>
    `${metric === null ? "This" : names[metric]} is known as of now only, not as it was in the time up to ${
      period?.last ?? "then"
    }.`,
  none: ({ words }) => `Who has a thing can be listed, not who has none of it ("${words}").`,
  customer: ({ words }) => `No customer called "${words}" is on record.`
}

const leftOut = (unread: ReadonlyArray<string>): Evidence => ({
  kind: "fact",
  ref: "measure:unread",
  title: "What was not understood",
  text: `Nothing was made of ${
    unread.map((word) => `"${word}"`).join(", ")
  }: the figures take no account of it, which the answer has to say.`,
  score: 1,
  data: { unread }
})
