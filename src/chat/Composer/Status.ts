/** How a customer is doing: the verdict with its reasons first, then the figures, patterns and notes. */
import type { ResolvedEntity } from "../../domain/Entity.ts"
import { patternRef, patternTitle } from "../ContextSynthesis/Candidates.ts"
import { oldest, telling } from "../ContextSynthesis/Currencies.ts"
import { sentencesOf } from "../ContextSynthesis/Sentences.ts"
import type { Sheet } from "../ContextSynthesis/Sheet.ts"
import type { Marked } from "../Synthesis.ts"
import { bullets, cited, type Desk, isMissing, lowerFirst, quotation, readable } from "./Desk.ts"
import { labelled } from "./Facts/Clauses.ts"
import { amounts, owedInEach } from "./Owed.ts"

export const writeStatus = (desk: Desk): ReadonlyArray<string> => {
  const entity = desk.synthesis.entities[0]
  if (entity === undefined) return []
  const lines = figures(desk, entity)
  const patterns = patternLines(desk)
  const { conflicts, items } = desk.synthesis
  const notes = items.filter((item) =>
    item.kind === "memory" && !conflicts.some((one) => one.includes(`[${item.marker}]`))
  )
    .map((item) => quotation(desk, item)).filter((note) => note !== "").slice(0, 2)
  // That there is nothing yet is an answer where it is known.
  if (lines.length + patterns.length + notes.length === 0 && !isIdle(desk.sheet(entity.entity_id))) return []
  const todo = nextSteps(desk, entity)
  return [
    ...headline(desk, entity),
    ...bullets([
      ...lines,
      ...patterns,
      ...(notes.length === 0
        ? []
        : [`**${desk.say.headings.notes}${desk.say.colon}** ${notes.join(desk.say.semicolon)}`])
    ]),
    ...(todo.length === 0
      ? []
      : [`**${desk.say.status.toDo}${desk.say.colon}** ${todo.join(desk.say.semicolon)}.`])
  ]
}

/** One line of figures a theme, as far as they are known. */
export const figures = (desk: Desk, { entity_id }: ResolvedEntity): ReadonlyArray<string> => {
  const { label } = desk.say
  const sheet = desk.sheet(entity_id)
  const clause = (...topics: ReadonlyArray<Parameters<typeof labelled>[2]>) =>
    topics.map((topic) => labelled(desk, entity_id, topic)).filter((text) => text !== "")
  const line = (name: string, parts: ReadonlyArray<string>) =>
    parts.length === 0 ? [] : [`**${name}${desk.say.colon}** ${parts.join(desk.say.semicolon)}`]
  if (isIdle(sheet)) {
    return [...line(label.credit, clause("credit")), ...line(label.terms, clause("terms"))]
  }
  const owed = sheet.invoices_open !== undefined && sheet.invoices_overdue !== undefined
    ? [
      cited(
        owedInEach(desk, sheet.invoices_open.figures, sheet.invoices_overdue.figures),
        sheet.invoices_open.item,
        sheet.invoices_overdue.item
      )
    ]
    : clause("invoices_open", "invoices_overdue")
  const rush = (sheet.rush_orders?.figures.rush_90 ?? 0) + (sheet.rush_orders?.figures.previous_90 ?? 0) > 0
  const terms = clause("terms").map((text) => `${lowerFirst(label.terms)} ${text}`)
  const known = [
    ...line(label.orders, clause("orders", ...(rush ? ["rush_orders" as const] : []))),
    ...line(label.revenue, clause("revenue")),
    ...line(desk.say.headings.owed, owed),
    ...line(label.exposure, sheet.exposure === undefined ? clause("credit") : clause("exposure")),
    ...line(label.payment_behaviour, [...clause("payment_behaviour"), ...terms]),
    ...line(label.last_activity, clause("last_activity"))
  ]
  if (known.length > 0) return known
  return desk.synthesis.items.filter((item) => item.kind === "fact" && item.entity_id === entity_id).slice(0, 6)
    .map((item) => cited(readable(desk, item.text), item))
}

const headline = (desk: Desk, entity: ResolvedEntity): ReadonlyArray<string> => {
  const { format, status } = desk.say
  const sheet = desk.sheet(entity.entity_id)
  if (isIdle(sheet)) {
    const { orders, profile } = sheet
    return [
      `**${status.idle(entity.name)}**${desk.say.colon} ${
        cited(status.idleBecause(profile?.figures.status ?? "active"), orders?.item, profile?.item)
      }.`
    ]
  }
  const concerns: Array<{ readonly text: string; readonly item: Marked; readonly grave: boolean }> = []
  const overdue = sheet.invoices_overdue
  const late = overdue === undefined ? [] : telling(overdue.figures)
  if (overdue !== undefined && late.length > 0) {
    const days = oldest(overdue.figures)
    concerns.push({
      grave: days >= 30,
      item: overdue.item,
      text: status.overdue(amounts(desk, late), format.days(days))
    })
  }
  const paying = sheet.payment_behaviour
  const recent = paying?.figures.recent_mean_days_late ?? null
  if (paying !== undefined && recent !== null && paying.figures.recent_paid_invoices >= 3 && recent > 0.5) {
    const usual = paying.figures.mean_days_late
    if (recent - usual >= 5) {
      concerns.push({
        grave: recent >= 10,
        item: paying.item,
        text: status.later(format.days(recent), format.days(usual))
      })
    }
  }
  const credit = sheet.exposure
  const used = credit?.figures.utilization ?? null
  if (credit !== undefined && used !== null && used >= 0.9) {
    concerns.push({ grave: used > 1, item: credit.item, text: status.limit(format.percent(used)) })
  }
  const orders = sheet.orders
  if (
    orders !== undefined && orders.figures.previous_90 >= 4 &&
    orders.figures.orders_90 <= orders.figures.previous_90 / 2
  ) {
    concerns.push({
      grave: orders.figures.orders_90 === 0,
      item: orders.item,
      text: status.fewer(format.number(orders.figures.orders_90), format.number(orders.figures.previous_90))
    })
  }
  const profile = sheet.profile
  if (profile !== undefined && profile.figures.status.toLowerCase() !== "active") {
    concerns.push({ grave: true, item: profile.item, text: status.inactive(profile.figures.status) })
  }
  if (concerns.length > 0) {
    const verdict = concerns.some((one) => one.grave) ? status.attention(entity.name) : status.watch(entity.name)
    return [
      `**${verdict}**${desk.say.colon} ${
        concerns.slice(0, 3).map((one) => cited(one.text, one.item)).join(desk.say.semicolon)
      }.`
    ]
  }
  // Good order is a claim too: only where what would speak against it was looked at.
  if (overdue === undefined || isMissing(desk, "facts")) return []
  if ((paying?.figures.paid_invoices ?? 0) === 0) {
    const behaviour = desk.synthesis.items.find((item) =>
      item.topic === "payment_behaviour" && item.entity_id === entity.entity_id
    )
    if (behaviour !== undefined) {
      return [
        `**${status.young(entity.name)}**${desk.say.colon} ${cited(status.youngBecause, overdue.item, behaviour)}.`
      ]
    }
  }
  const punctual = paying !== undefined && paying.figures.paid_invoices >= 3 && paying.figures.mean_days_late < 3
  return [
    `**${status.good(entity.name)}**${desk.say.colon} ${
      cited(status.goodBecause(punctual), overdue.item, punctual ? paying.item : undefined)
    }.`
  ]
}

/** Neither ordered nor owes nor paid anything, ever. */
const isIdle = ({ invoices_open, last_activity, orders }: Sheet<Marked>): boolean =>
  orders?.figures.total === 0 && invoices_open !== undefined && telling(invoices_open.figures).length === 0 &&
  last_activity?.figures.last_order_at === null && last_activity.figures.last_payment_at === null

/** What the patterns advise and what is overdue asks for: two steps at most, the most pressing first. */
const nextSteps = (desk: Desk, entity: ResolvedEntity): ReadonlyArray<string> => {
  const { format, patterns: words, status } = desk.say
  const { entities, items, patterns } = desk.synthesis
  const { exposure, invoices_overdue, orders } = desk.sheet(entity.entity_id)
  const advised = new Map(patterns.map((pattern) => [pattern.pattern_type, pattern]))
  const step = (pattern_type: string) => {
    const pattern = advised.get(pattern_type)
    const text = pattern === undefined ? "" : words.recommended(pattern).trim().replace(/\.$/, "")
    if (pattern === undefined || text === "") return []
    const item = items.find((one) => one.ref === patternRef(pattern, entities))
    return [cited(readable(desk, startsWithName(text, entity) ? text : lowerFirst(text)), item)]
  }
  const late = invoices_overdue === undefined ? [] : telling(invoices_overdue.figures)
  const overdue = invoices_overdue === undefined || late.length === 0 ? [] : [
    cited(
      status.collect(
        amounts(desk, late),
        late.reduce((sum, { count }) => sum + count, 0),
        format.days(oldest(invoices_overdue.figures))
      ),
      invoices_overdue.item
    )
  ]
  const silent = step("anomaly")
  const fewer = orders !== undefined && silent.length === 0 && orders.figures.previous_90 >= 4 &&
      orders.figures.orders_90 <= orders.figures.previous_90 / 2
    ? [cited(status.askWhy(entity.name), orders.item)]
    : []
  const tight = (exposure?.figures.utilization ?? 0) >= 0.9 && !advised.has("credit_utilization")
    ? [cited(status.reviewLimit, exposure?.item)]
    : []
  return [
    ...(overdue.length > 0 && advised.has("payment_timing_shift") ? step("payment_timing_shift") : overdue),
    ...silent,
    ...fewer,
    ...step("rush_order_frequency"),
    ...step("credit_utilization"),
    ...tight,
    ...step("order_volume_trend")
  ].slice(0, 2)
}

const startsWithName = (text: string, { name }: ResolvedEntity): boolean => text.startsWith(name)

const patternLines = (desk: Desk): ReadonlyArray<string> => {
  const { entities, items, language, patterns } = desk.synthesis
  return patterns.filter(({ insight }) => insight.trim() !== "").slice(0, 2).map((pattern) => {
    const item = items.find((one) => one.ref === patternRef(pattern, entities))
    // The interval and the test are for whoever asks for patterns.
    const first = (sentencesOf(readable(desk, desk.say.patterns.told(pattern)))[0] ?? "").replace(/ \(95 ?%[^)]*\)/, "")
    return `**${patternTitle(pattern.pattern_type, language)}${desk.say.colon}** ${
      cited(first.replace(/\.$/, ""), item)
    }`
  })
}
