/** Answers what was asked for with the figures that say it, in one to three sentences. */
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Topic } from "../../domain/Evidence.ts"
import { telling } from "../ContextSynthesis/Currencies.ts"
import { plain } from "../Reading/Words.ts"
import { cited, type Desk, readable, table } from "./Desk.ts"
import { caveats, moreAsked, windowIn } from "./Facts/Asked.ts"
import { clauseOf } from "./Facts/Clauses.ts"
import { lead } from "./Facts/Lead.ts"
import type { FactTopic } from "./Phrases.ts"

/** Blocks of the answer; empty where no figure speaks to what was asked. */
export const writeFacts = (desk: Desk): ReadonlyArray<string> => {
  const { entities, topics } = desk.synthesis
  const asked = topics.flatMap((topic) => isFigure(topic) ? [topic] : []).filter(notImplied).slice(0, 3)
  return entities.slice(0, 3).flatMap((entity) => {
    const said = asked.map((topic) => answered(desk, entity, topic))
    const prose = said.flatMap((one) => one.prose).join(" ")
    return [...(prose === "" ? [] : [prose]), ...said.flatMap((one) => one.tables)]
  }).concat(caveats(desk, asked))
}

export const isFigure = (topic: Topic): topic is FactTopic =>
  topic !== "order_record" && topic !== "invoice_record" && topic !== "portfolio" && topic !== "details" &&
  topic !== "seasonality"

/** "Owes us that is overdue" asks for what is overdue only. */
const notImplied = (topic: FactTopic, _at: number, all: ReadonlyArray<FactTopic>): boolean =>
  !(topic === "invoices_open" && all.includes("invoices_overdue")) &&
  !(topic === "ageing" && all[0] === "invoices_overdue") &&
  !(topic === "invoices_overdue" && all[0] === "ageing")

const answered = (desk: Desk, entity: ResolvedEntity, topic: FactTopic) => {
  const { say, synthesis } = desk
  const sheet = desk.sheet(entity.entity_id)
  if (topic === "ageing" && sheet.ageing !== undefined) {
    const { figures, item } = sheet.ageing
    const rows = say.ageingRows(figures).filter(([, amount]) => amount > 0)
    const overdue = sentence(desk, entity, "invoices_overdue")
    return rows.length > 0
      ? {
        prose: overdue === ""
          ? [cited(say.sentence.ageing(entity.name, say.clause.ageing(figures), false), item)]
          : [overdue],
        tables: [
          table(
            [say.headings.daysPastDue, say.headings.amount],
            rows.map(([bucket, amount]) => [bucket, cited(say.format.money(amount, figures.currency), item)])
          )
        ]
      }
      : { prose: overdue === "" ? [cited(readable(desk, item.text), item)] : [overdue], tables: [] }
  }
  const status = topic === "orders" ? byStatus(desk, entity) : undefined
  const first = status ?? sentence(desk, entity, topic)
  if (first === "") {
    const item = synthesis.items.find((one) =>
      one.kind === "fact" && one.topic === topic && one.entity_id === entity.entity_id
    )
    return {
      prose: [
        item === undefined
          ? say.noFigure(say.label[topic], entity.name)
          : cited(say.unrecorded(topic, entity.name) ?? readable(desk, item.text), item)
      ],
      tables: []
    }
  }
  const buckets =
    Object.values(sheet.ageing?.figures ?? {}).filter((amount) => typeof amount === "number" && amount > 0).length
  const more = topic === "invoices_overdue" && buckets > 1
    ? [sentence(desk, entity, "ageing")]
    : topic === "invoices_open" && sheet.invoices_overdue !== undefined
    ? telling(sheet.invoices_overdue.figures).map((one) => cited(say.ofThatOverdue(one), sheet.invoices_overdue?.item))
    : topic === "exposure"
    ? creditLeft(desk, entity)
    : topic === "dso" && !synthesis.topics.includes("terms")
    ? [sentence(desk, entity, "terms")].filter((one) => one !== "")
    : []
  return { prose: [lead(desk, topic, entity.entity_id) + first, ...more], tables: [] }
}

const sentence = (desk: Desk, entity: ResolvedEntity, topic: FactTopic): string => {
  const found = clauseOf(desk, entity.entity_id, topic, windowIn(desk.synthesis.question, topic))
  if (found === undefined || found.text === "") return ""
  return cited(desk.say.sentence[topic](entity.name, found.text, found.nothing), found.item)
}

/** The difference is ours, so it is said only where it was asked for. */
const creditLeft = (desk: Desk, entity: ResolvedEntity): ReadonlyArray<string> => {
  const stated = desk.sheet(entity.entity_id).exposure
  if (stated === undefined || stated.figures.credit_limit === null) return []
  const { credit_limit, currency, open_exposure } = stated.figures
  const question = plain(desk.synthesis.question)
  const asked = /\b(?:left|headroom|remaining|available|room|reste\w*|disponible|marge)\b/.test(question) ||
    moreAsked(question) !== undefined
  const left = Math.round((credit_limit - open_exposure) * 100) / 100
  return asked && left >= 0 ? [cited(desk.say.creditLeft(desk.say.format.money(left, currency)), stated.item)] : []
}

/** "How many are pending?": the orders with that status, where there are any such. */
const byStatus = (desk: Desk, entity: ResolvedEntity): string | undefined => {
  const stated = desk.sheet(entity.entity_id).orders
  const question = ` ${plain(desk.synthesis.question)} `
  const found = Object.entries(stated?.figures.by_status ?? {}).find(([status]) =>
    new RegExp(`[^a-z]${plain(status).replace(/[^a-z]+/g, "[ _-]")}[^a-z]`).test(question)
  )
  return stated === undefined || found === undefined
    ? undefined
    : cited(
      `${entity.name}: ${desk.say.byStatus(found[1], found[0].replaceAll("_", " "), stated.figures.total)}.`,
      stated.item
    )
}
