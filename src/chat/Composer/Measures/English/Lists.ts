/** Lists of groups and what changed in them, in English. */
import type { Metric } from "../../../../domain/Measure.ts"
import { catalogue } from "../../../../knowledge/Measures/Catalogue.ts"
import { formats } from "../../Formats.ts"
import { choosesOrders } from "../Figures.ts"
import type { MeasureWords } from "../Words.ts"
import { many, sentence } from "./Grammar.ts"
import { groupNoun, limits, noun, splitName } from "./Names.ts"
import { bare } from "./Periods.ts"

const { days, plural } = formats.en

/** What a list holds, as the object of "customers have …". */
const having = (metric: Metric, bound: string, when: string, which = ""): string => {
  const of = bound === "" ? "" : ` ${bound}`
  const issued = when === "" ? "" : ` of what was invoiced ${when}`
  switch (metric) {
    case "overdue_amount":
    case "ageing":
      return `have ${bound === "" ? "something" : bound} overdue${issued}`
    case "open_amount":
      return `owe us ${bound === "" ? "something" : bound}${issued}`
    case "overdue_invoices":
    case "open_invoices":
      return `have ${bound === "" ? "" : `${bound} `}${noun[metric]}${issued}`
    case "customers":
      return "are on record"
    case "orders":
    case "rush_orders":
      return `placed ${bound === "" ? "" : `${bound} `}${noun[metric]}${which} ${when}`
    case "revenue":
      return `were invoiced${of} ${when}`
    case "payments":
      return `paid${of} ${when}`
    case "days_late":
    case "median_days_late":
      return `paid${bound === "" ? "" : ` ${bound}`} late on average ${when}`
    case "late_share":
      return `have${of === "" ? " a" : of}${of === "" ? "" : " as their"} share of invoices paid late ${when}`
    case "credit_utilization":
      return `use${of === "" ? " some" : of} of their credit limit`
    case "inactive_customers":
      return `placed no order ${when}`
    case "new_customers":
      return `are new ${when}`
    default:
      return `have ${noun[metric]}${bound === "" ? "" : ` of ${bound}`} ${when}`
  }
}

export const listed: MeasureWords["list"] = (
  question,
  count,
  total,
  { filters, when, who },
  bound,
  peak
) => {
  const { by, filters: { days: overdue, value: limit }, metric } = question
  const at = who === undefined ? "" : `${who}: `
  const days_past = overdue === null ? "" : `, ${limits[overdue.is]} ${days(overdue.than)} past due`
  const f = filters === "" ? "" : ` ${filters}`
  if (by === "invoice" || by === "order") {
    const unsettled = catalogue[metric].source === "unsettled"
    const what = unsettled
      ? `${metric === "overdue_amount" ? "overdue" : "open"} ${by}`
      : by
    if (metric === "due_amount") {
      const falls = `${at}${many(count, "unpaid invoice")}${f} ${plural(count, "falls", "fall")} due`
      return sentence(falls, when, total === "" ? "" : `, ${total} together`).replace(" ,", ",")
    }
    const paid = metric === "days_late" ? ` paid ${overdue === null ? "" : "late "}` : ""
    return sentence(
      paid === ""
        ? `${at}${many(count, what)}${f}${bound === "" ? "" : ` of ${bound}`}${days_past}`
        : `${at}${many(count, what)}${f}${who === undefined ? ` ${plural(count, "was", "were")}` : ""}${paid}`.trim(),
      unsettled && when !== "" ? `issued ${when}` : when,
      total === "" ? "" : `, ${total} together`
    ).replace(" ,", ",")
  }
  if (by !== "customer") {
    return sentence(
      `${who === undefined ? "" : `${who}, `}${noun[metric]} by ${splitName(question).toLowerCase()}${f}${days_past}`,
      when,
      total === "" ? "" : `, ${total} in all`,
      peak === "" ? "" : `, ${peak}`
    ).replaceAll(" ,", ",")
  }
  return sentence(
    (choosesOrders(question)
      ? `${many(count, ...groupNoun(question))} ${having(metric, bound, when, f)}`
      : `${many(count, ...groupNoun(question))}${f} ${having(metric, bound, when)}${days_past}`)
      .replace(
        /paid late on average/,
        limit === null
          ? "paid"
          : limit.is !== "<"
          ? "paid late on average"
          : limit.than > 0
          ? "paid on time on average"
          : "paid early on average"
      )
      .replace(/\s+/g, " ").trim(),
    total === "" ? "" : `, ${total} together`
  ).replace(" ,", ",")
    .replace(
      /^1 customer( .*)? (have|owe|use|are|were) /,
      (_, f: string | undefined, verb: string) =>
        `1 customer${f ?? ""} ${{ have: "has", owe: "owes", use: "uses", are: "is", were: "was" }[verb] ?? verb} `
    ).replace(/^(1 customer .*)\btheir\b/, "$1its")
}

const unsettled: { readonly [M in Metric]?: string } = {
  due_amount: "unpaid ",
  open_amount: "open ",
  overdue_amount: "overdue "
}

export const none: MeasureWords["none"] = (question, when, bound, filters) => {
  const { by, customers, metric } = question
  const f = filters === "" ? "" : ` ${filters}`
  if (by === "order" || by === "invoice") {
    const which = unsettled[metric] ?? ""
    const whose = customers.length === 1 ? ` of ${customers[0]?.name}` : ""
    const { days: late } = question.filters
    const due = metric === "due_amount"
      ? " that falls due"
      : metric === "days_late" && late !== null
      ? ` paid ${late.than === 0 ? "" : `${limits[late.is]} ${days(late.than)} `}late`
      : ""
    return sentence(`I found no ${which}${by}${whose}${f}${bound === "" ? "" : ` of ${bound}`}${due}`, when)
  }
  if (metric === "inactive_customers" && by === "customer") {
    return sentence(`every customer${f} that was on record before placed an order`, when)
  }
  if (by === "customer") {
    return sentence(
      (choosesOrders(question)
        ? `no customers ${having(metric, bound, when, f)}`
        : `no customers${f} ${having(metric, bound, when).replace(/\bsomething\b/, "anything")}`).trim()
    )
  }
  return sentence(`there is nothing to count for ${noun[metric]}${f}`, when)
}

export const changed: MeasureWords["changed"] = (question, count, when, otherWhen, filters, tested) => {
  const { by, change, metric } = question
  const f = filters === "" ? "" : ` ${filters}`
  return metric === "days_late"
    ? `${many(count, "customer")}${f} ${plural(count, "pays", "pay")} ${
      change === "up" ? "later" : "sooner"
    } than before, comparing invoices paid ${when} with those paid ${otherWhen}${
      tested ? "" : "; only changes that the scatter of single invoices does not explain are listed"
    }.`
    : sentence(
      `${noun[metric]} went ${change} ${by === "customer" ? "at" : "in"} ${
        many(count, ...groupNoun(question))
      }${f}, comparing ${bare(when)} with ${bare(otherWhen)}`
    )
}

export const nobodyChanged: MeasureWords["nobodyChanged"] = ({ change, metric }, when, otherWhen, filters) => {
  const f = filters === "" ? "" : ` ${filters}`
  return metric === "days_late"
    ? `No customer${f} pays clearly ${
      change === "up" ? "later" : "sooner"
    } than before, comparing invoices paid ${when} with those paid ${otherWhen}.`
    : sentence(`${noun[metric]}${f} went ${change} nowhere, comparing ${bare(when)} with ${bare(otherWhen)}`)
}
