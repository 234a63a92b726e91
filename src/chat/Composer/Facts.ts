/** Answers what was asked for with the figures that say it, in one to three sentences. */
import type { ResolvedEntity } from "../../domain/Entity.ts"
import type { Topic } from "../../domain/Evidence.ts"
import { inEach, telling } from "../ContextSynthesis/Currencies.ts"
import type { Stated } from "../ContextSynthesis/Sheet.ts"
import { plain } from "../Reading/Words.ts"
import type { Marked } from "../Synthesis.ts"
import { cited, type Desk, readable, table } from "./Desk.ts"
import type { FactTopic, Window } from "./Phrases.ts"

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

/** One clause with its label and markers, for lists: empty where nothing is known. */
export const labelled = (desk: Desk, entity_id: string | undefined, topic: FactTopic, window: Window = 90): string => {
  const found = clauseOf(desk, entity_id, topic, window)
  if (found !== undefined && found.text !== "") return cited(found.text, found.item)
  return ""
}

export const clauseOf = (desk: Desk, entity_id: string | undefined, topic: FactTopic, window: Window) => {
  const sheet = desk.sheet(entity_id)
  const { clause, format, semicolon } = desk.say
  const of = <A>(stated: Stated<A, Marked> | undefined, say: (figures: A) => string, nothing = (_: A) => false) =>
    stated === undefined
      ? undefined
      : { item: stated.item, nothing: nothing(stated.figures), text: say(stated.figures) }
  switch (topic) {
    case "profile":
      return of(sheet.profile, clause.profile)
    case "terms":
      return of(sheet.terms, clause.terms)
    case "credit":
      return of(sheet.credit, clause.credit)
    case "exposure":
      return of(sheet.exposure, clause.exposure)
    case "orders":
      return of(sheet.orders, (f) => clause.orders(f, window))
    case "rush_orders":
      return of(sheet.rush_orders, (f) => clause.rush_orders(f, window))
    case "revenue":
      return of(sheet.revenue, (f) => inEach(f).map((one) => clause.revenue(one, window)).join(semicolon))
    case "invoices_open":
      return of(
        sheet.invoices_open,
        (f) => format.list(orNone(f).map(clause.invoices_open)),
        (f) => telling(f).length === 0
      )
    case "invoices_overdue":
      return of(
        sheet.invoices_overdue,
        (f) => format.list(orNone(f).map(clause.invoices_overdue)),
        (f) => telling(f).length === 0
      )
    case "ageing":
      return of(sheet.ageing, clause.ageing)
    case "dso":
      return of(sheet.dso, clause.dso)
    case "payment_behaviour":
      return of(sheet.payment_behaviour, clause.payment_behaviour, (f) => f.paid_invoices === 0)
    case "last_activity":
      return of(
        sheet.last_activity,
        (f) =>
          clause.last_activity(
            f,
            desk.synthesis.intent === "fact_lookup" ? activityIn(desk.synthesis.question) : "both"
          )
      )
  }
}

/** Where there is nothing in any currency, that there is nothing. */
const orNone = <A extends { readonly count: number }>(figures: A & { readonly others?: ReadonlyArray<A> }) => {
  const said = telling<A>(figures)
  return said.length === 0 ? [figures] : said
}

export const isFigure = (topic: Topic): topic is FactTopic =>
  topic !== "order_record" && topic !== "invoice_record" && topic !== "portfolio" && topic !== "details"

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

/** "Can they order another $20,000?" */
const moreAsked = (question: string): number | undefined => {
  const found = /^can\b.{0,60}\b(?:order|buy|afford|spend|take)\b[^\d]{0,20}(\d[\d,.]*\d|\d)(k?)\b/.exec(question)
  const amount = Number(found?.[1]?.replaceAll(",", "")) * (found?.[2] === "k" ? 1_000 : 1)
  return Number.isFinite(amount) ? amount : undefined
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

/** Yes or no first, where that was the question and the figures decide it. */
const lead = (desk: Desk, topic: FactTopic, entity_id: string): string => {
  const question = plain(desk.synthesis.question)
  const more = moreAsked(question)
  const limit = desk.sheet(entity_id).exposure?.figures
  if (topic === "exposure" && more !== undefined && limit !== undefined && limit.credit_limit !== null) {
    return yesOrNo(desk, limit.open_exposure + more <= limit.credit_limit)
  }
  if (
    !/^(?:is|are|does|do|did|has|have|any|est-ce|y a)\b|-t-(?:il|elle|ils|elles)\b|^\p{L}+ (?:paie|doit|est|a)\b/u.test(
      question
    )
  ) return ""
  if (/\b(?:how|what|when|which|combien|quand|quel\w*|comment)\b/.test(question)) return ""
  const { exposure, invoices_overdue, payment_behaviour } = desk.sheet(entity_id)
  const answer = (yes: boolean) => yesOrNo(desk, yes)
  if (topic === "invoices_overdue" && invoices_overdue !== undefined) {
    return answer(telling(invoices_overdue.figures).length > 0)
  }
  if (topic === "exposure" && exposure !== undefined && exposure.figures.utilization !== null) {
    if (/\b(?:over|above|exceed\w*|beyond|maxed|depasse\w*)\b/.test(question)) {
      return answer(exposure.figures.utilization > 1)
    }
    if (/\b(?:within|under|below)\b/.test(question)) return answer(exposure.figures.utilization <= 1)
  }
  if (topic === "payment_behaviour" && payment_behaviour !== undefined && payment_behaviour.figures.paid_invoices > 0) {
    const { mean_days_late } = payment_behaviour.figures
    if (/\b(?:on time|in time|punctual\w*|promptly|a temps|a l'heure)\b/.test(question)) {
      return answer(mean_days_late < 0.5)
    }
    if (/\b(?:late|en retard|tard)\b/.test(question)) return answer(mean_days_late >= 0.5)
  }
  return ""
}

const yesOrNo = ({ say, synthesis }: Desk, yes: boolean): string =>
  `${yes ? say.yes : say.no}${synthesis.language === "fr" ? " : " : ": "}`

/** A time that no window of ours is: the answer says which one it is about instead. */
const calendar =
  /\b(?:since|depuis|(?:in|en|during|for|of) (?:\d{4}|january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre))\b|\b(?:yesterday|today|hier|aujourd'hui)\b/

/** What is meant by "the average order": no figure of ours is about single orders. */
const ofSingle =
  /\b(?:average|mean|typical|largest|biggest|smallest|highest) (?:order|invoice)s?\b|\b(?:order|invoice) (?:value|size)\b|\b(?:plus (?:grosse|petite)|moyenne) (?:commande|facture)\b|\bpanier moyen\b/

/** That the question asked for something else than the figures that follow. */
export const caveats = ({ say, synthesis }: Desk, topics: ReadonlyArray<Topic>): ReadonlyArray<string> => {
  const asked = plain(synthesis.question)
  const windowed = topics.some((topic) => topic === "orders" || topic === "rush_orders" || topic === "revenue")
  if (ofSingle.test(asked)) return [say.noSingles]
  return windowed && calendar.test(asked) ? [say.windows] : []
}

export const windowIn = (question: string, topic: FactTopic): Window => {
  const text = plain(question)
  if (/\b(?:ever|all time|in total|in all|overall|altogether|en tout|au total|depuis toujours)\b/.test(text)) {
    return topic === "revenue" ? 365 : "total"
  }
  if (
    /\b(?:months?|weeks?|30 days?|mois|semaines?|30 (?:derniers )?jours)\b/.test(text) &&
    !/\b(?:3|6|12|three|six|twelve|trois|douze) (?:derniers )?(?:months|mois)\b/.test(text)
  ) return 30
  if (calendar.test(text)) return 365
  if (/\b(?:years?|annual\w*|12 months|twelve months|365|annees?|ans?|12 (?:derniers )?mois|douze)\b/.test(text)) {
    return 365
  }
  if (/\b(?:quarters?|90|3 months|three months|trimestres?)\b/.test(text)) return 90
  return topic === "revenue" ? 365 : 90
}

const activityIn = (question: string): "order" | "payment" | "both" => {
  const text = plain(question)
  const order = /\b(?:order\w*|purchas\w*|bought|buy\w*|command\w*|achat\w*|achete\w*)\b/.test(text)
  const payment = /\b(?:pa(?:y|id)\w*|paiement\w*|paye\w*|regle\w*)\b/.test(text)
  return order === payment ? "both" : order ? "order" : "payment"
}
