/** Answers from measures: what it came to and over which time in a sentence, several side by side in a table. */
import { Schema } from "effect"
import { Measured } from "../../domain/Measure.ts"
import { catalogue } from "../../knowledge/Measures/Catalogue.ts"
import { Refused, Unread } from "../Measuring.ts"
import { Chosen } from "../Measuring/First.ts"
import type { Marked } from "../Synthesis.ts"
import { cited, type Desk } from "./Desk.ts"
import { english } from "./Measures/English.ts"
import { french } from "./Measures/French.ts"
import { writeGroups } from "./Measures/Groups.ts"
import { type Block, type Sheaf, sheafOf } from "./Measures/Sheaf.ts"
import { writeTotals } from "./Measures/Totals.ts"
import type { MeasureWords } from "./Measures/Words.ts"

/** Empty where nothing was measured. */
export const writeMeasures = (desk: Desk): ReadonlyArray<string> => {
  const say = desk.synthesis.language === "fr" ? french : english
  const { items } = desk.synthesis
  const unread = items.flatMap((item) =>
    Schema.is(Unread)(item.data) ? [cited(say.unread(item.data.unread.join(" ")), item)] : []
  )
  const refused = items.flatMap((item) => Schema.is(Refused)(item.data) ? [refusal(desk, say, item.data)] : [])
  if (refused.length > 0) return refused
  const is = Schema.is(Measured)
  const told = items.flatMap((item) => is(item.data) ? [{ item, measured: item.data }] : [])
    .sort((a, b) => order(desk, a.measured) - order(desk, b.measured))
  if (told.length === 0) return []
  const sheaves = told.map(({ item, measured }) => ({ item, sheaf: sheafOf(desk, say, measured) }))
  const said = sheaves.map(({ item, sheaf }) => written(sheaf, item))
  const prose = said.flatMap(({ prose, table }) => table === undefined ? prose : [])
  const defined = Array.from(new Set(told.flatMap(({ measured }) => say.defined[measured.question.metric] ?? [])))
  const mixed = sheaves.some(({ sheaf: { measured: { question: { metric }, rows } } }) =>
    catalogue[metric].unit === "money" && new Set(rows.map(({ currency }) => currency)).size > 1
  )
  const more = [...said.flatMap((one) => one.more), ...(mixed ? [say.currencies] : []), ...defined]
  return [
    ...unread,
    ...(prose.length === 0 ? [] : [prose.join(" ")]),
    ...said.flatMap(({ prose, table }) => table === undefined ? [] : [prose.join(" "), table]),
    ...(more.length === 0 ? [] : [more.join(" ")])
  ]
}

/** Who was taken for "our biggest customer", and by which number. */
export const writeChosen = (desk: Desk): ReadonlyArray<string> => {
  const is = Schema.is(Chosen)
  const items = desk.synthesis.items.flatMap((item) => is(item.data) ? [{ ...item, data: item.data.chosen }] : [])
  return writeMeasures({ ...desk, synthesis: { ...desk.synthesis, items, measure: undefined } }).slice(0, 1)
}

/** As they were asked for. */
const order = ({ synthesis: { measure } }: Desk, measured: Measured) =>
  measure?._tag === "Asked" ? measure.questions.findIndex(({ metric }) => metric === measured.question.metric) : 0

const refusal = (desk: Desk, say: MeasureWords, { metric, period, refusal, words }: Refused) =>
  refusal === "customer"
    ? desk.say.unknownCustomer(words)
    : say.refused[refusal](words, metric === null ? "" : say.noun[metric], period === null ? "" : say.period(period))

const written = (sheaf: Sheaf, item: Marked): Block =>
  sheaf.measured.question.by === null ? writeTotals(sheaf, item) : writeGroups(sheaf, item)
