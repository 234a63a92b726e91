/** Shares and means in English. */
import { catalogue } from "../../../../knowledge/Measures/Catalogue.ts"
import { formats } from "../../Formats.ts"
import type { MeasureWords } from "../Words.ts"
import { many, sentence } from "./Grammar.ts"
import { groupNoun, noun } from "./Names.ts"

const { number } = formats.en

const oneOf = { payments: "payment", credit_limit: "credit limit" } as const

export const ofAll: MeasureWords["ofAll"] = (count, amount, share, total) =>
  `These ${number(count)} come to ${amount}, ${share} of ${total} in all.`

export const average: MeasureWords["average"] = (question, value, count) =>
  `That is ${value} per ${groupNoun(question)[0]} on average, over ${many(count, ...groupNoun(question))}.`

export const mean: MeasureWords["mean"] = (metric, value, { filters, row, value: sum, when, who }) =>
  sentence(
    `on average ${
      metric === "payments" || metric === "credit_limit" ? `a ${oneOf[metric]}` : `the ${noun[metric]} of an invoice`
    }${filters === "" ? "" : ` ${filters}`}${who === undefined ? "" : ` of ${who}`}`,
    when,
    `is ${value}, over ${
      many(row.rows, metric === "payments" ? "payment" : metric === "credit_limit" ? "customer" : "invoice")
    } with ${sum} in all`
  )

export const share: MeasureWords["share"] = (metric, of, share, whole, { filters, value, when, who }) =>
  sentence(
    `${noun[metric]}${filters === "" ? "" : ` ${filters}`}${
      who === undefined ? "" : ` ${metric === "revenue" ? "from" : "of"} ${who}`
    } ${catalogue[metric].unit === "count" ? "are" : "is"} ${share} of ${metric === of ? "all " : "the "}${noun[of]}`,
    when,
    `: ${value} of ${whole}`
  ).replace(" :", ":")

export const ofCustomers: MeasureWords["ofCustomers"] = (metric, share, count, whole) =>
  `That is ${share} of ${
    catalogue[metric].source === "settled" ? "the customers who paid an invoice in that time" : "all customers"
  }: ${number(count)} of ${number(whole)}.`
