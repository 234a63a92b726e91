/** Who comes first, and what stands side by side, in English. */
import { catalogue } from "../../../../knowledge/Measures/Catalogue.ts"
import { formats } from "../../Formats.ts"
import type { MeasureWords } from "../Words.ts"
import { many, ordinal, sentence } from "./Grammar.ts"
import { noun } from "./Names.ts"

const { days, isoDay } = formats.en

export const first: MeasureWords["first"] = (metric, by, least, { filters, name, value, when }) => {
  const f = filters === "" ? "" : ` ${filters}`
  if (by !== "customer") {
    return sentence(
      `${name} ${when === "" ? "has" : "had"} the ${
        catalogue[metric].unit === "count" ? least ? "fewest" : "most" : least ? "lowest" : "highest"
      } ${noun[metric]}${f}`,
      when,
      `: ${value}`
    ).replace(" :", ":")
  }
  const [most, few] = [least ? "least" : "most", least ? "fewest" : "most"]
  switch (metric) {
    case "orders":
    case "rush_orders":
      return sentence(`${name} placed the ${few} ${noun[metric]}${f}`, when, `: ${value}`).replace(" :", ":")
    case "order_value":
      return sentence(`${name} ordered the ${most}${f}`, when, `: ${value}`).replace(" :", ":")
    case "revenue":
      return sentence(`${name} brought in the ${most}${f}`, when, `: ${value}`).replace(" :", ":")
    case "payments":
      return sentence(`${name} paid us the ${most}${f}`, when, `: ${value}`).replace(" :", ":")
    case "open_amount":
      return sentence(`${name} owes us the ${most}${f}, ${value}`, when === "" ? "" : `of what was invoiced ${when}`)
    case "open_invoices":
      return sentence(`${name} has the ${few} open invoices${f}, ${value}`)
    case "overdue_amount":
      return sentence(
        `${name} has the ${most} overdue${f}, ${value}`,
        when === "" ? "" : `of what was invoiced ${when}`
      )
    case "overdue_invoices":
      return sentence(`${name} has the ${few} overdue invoices${f}, ${value}`)
    case "days_late":
    case "median_days_late":
      return sentence(
        `${name} ${least ? "pays soonest" : "pays latest"}${f}: ${value} ${
          metric === "days_late" ? "on average" : "in the median"
        }`,
        when
      )
    case "late_share":
      return sentence(`${name} pays late ${least ? "least" : "most"} often${f}: ${value} of its invoices`, when)
    case "credit_utilization":
      return sentence(
        `${name} ${
          least ? "uses the least of its credit limit" : "is closest to its credit limit"
        }${f}, with ${value} in use`
      )
    case "credit_limit":
      return sentence(`${name} has the ${least ? "lowest" : "highest"} credit limit${f}, ${value}`)
    case "payment_terms":
      return sentence(`${name} has the ${least ? "shortest" : "longest"} payment terms${f}, ${value}`)
    default:
      return sentence(`${name} has the ${least ? "lowest" : "highest"} ${noun[metric]}${f}`, when, `: ${value}`)
        .replace(
          " :",
          ":"
        )
  }
}

export const placed: MeasureWords["placed"] = (
  { metric, rank },
  { average, filters, name, place, places, row, value, when }
) => {
  const least = rank?.order === "least"
  const nth = place === 1 ? "" : `${ordinal(place)} `
  const among = [`of ${many(places, "customer")}`, filters, when].filter((part) => part !== "").join(" ")
  if (catalogue[metric].source === "customers" && row.date !== null) {
    const end = rank?.order === "oldest" ? "oldest" : "newest"
    return sentence(`${name} is the ${nth}${end} ${among}: since ${isoDay(row.date)}`)
  }
  if (metric === "days_late") {
    return sentence(`${name} pays ${nth}${least ? "soonest" : "latest"} ${among}: ${value} on average`)
  }
  const end = catalogue[metric].unit === "count" ? least ? "fewest" : "most" : least ? "lowest" : "highest"
  const mean = average === "" ? "" : `, against ${average} on average`
  return sentence(`${name} has the ${nth}${end} ${noun[metric]} ${among}: ${value}${mean}`)
}

export const unplaced: MeasureWords["unplaced"] = ({ metric }, name, when) =>
  sentence(`${name} has no place by ${noun[metric]}`, when, ": nothing of it is on record").replace(" :", ":")

export const single: MeasureWords["single"] = ({ by, metric, rank }, { filters, row, value, when }) => {
  const ends = catalogue[metric].source === "settled"
    ? { most: "latest paid", least: "soonest paid", oldest: "oldest", newest: "most recently paid" }
    : { most: "largest", least: "smallest", oldest: "oldest", newest: "latest" }
  const which = ends[rank?.order ?? "most"]
  const what = by === "order"
    ? "order"
    : metric === "overdue_amount"
    ? "overdue invoice"
    : metric === "open_amount"
    ? "open invoice"
    : "invoice"
  const late = catalogue[metric].source === "unsettled" && (row.days ?? 0) > 0
    ? `, ${days(row.days ?? 0)} past due`
    : ""
  return sentence(
    `the ${which} ${what}`,
    filters,
    when,
    `is ${row.name}${row.customer === null ? "" : ` of ${row.customer}`}, ${value}${late}`
  )
}

export const sideBySide: MeasureWords["sideBySide"] = (metric, when, each) =>
  sentence(`${noun[metric]}`, when, `: ${each.join(", ")}`).replace(" :", ":")

export const alike: MeasureWords["alike"] = (metric, when, value) =>
  sentence(`${noun[metric]}`, when, `: ${value} for each of them`).replace(" :", ":")
