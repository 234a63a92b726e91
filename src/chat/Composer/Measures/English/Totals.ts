/** One figure of the whole in an English sentence, measure by measure. */
import type { Metric } from "../../../../domain/Measure.ts"
import { formats } from "../../Formats.ts"
import type { Told } from "../Words.ts"
import { many, sentence } from "./Grammar.ts"

const { days, number, percent, plural } = formats.en

export const whole = (metric: Metric, told: Told): string => {
  const { filters, past, row, value, when, who } = told
  const f = filters === "" ? "" : ` ${filters}`
  const of = who === undefined ? f : `${f} of ${who}`
  const from = who === undefined ? f : `${f} from ${who}`
  const by = past === "" ? "" : ` by ${past}`
  const oldest = row.days === null ? "" : `, ${row.rows === 1 ? "" : "the oldest "}${days(row.days)} past due`
  switch (metric) {
    case "orders":
    case "rush_orders": {
      const orders = many(row.rows, metric === "orders" ? "order" : "rush order")
      return who === undefined
        ? sentence(`we received ${orders}${f}`, when)
        : sentence(`${who} placed ${orders}${f}`, when)
    }
    case "rush_share":
      return row.rows === 0
        ? sentence(`no orders${from} came in`, when)
        : sentence(
          `${value} of the orders${from} placed`,
          when,
          `were rush orders: ${number(row.part_count ?? 0)} of ${number(row.rows)}`
        )
    case "order_value":
      return row.rows === 0
        ? sentence(`no orders${from} came in`, when)
        : sentence(
          `the ${many(row.rows, "order")}${from} placed`,
          when,
          `${plural(row.rows, "is", "are")} worth ${value}`
        )
    case "average_order":
      return row.rows === 0
        ? sentence(`no orders${from} came in`, when)
        : sentence(`the average order${from} placed`, when, `was worth ${value}, over ${many(row.rows, "order")}`)
    case "ordering_customers":
      return sentence(`${many(Math.round(row.value ?? 0), "customer")}${f} placed an order`, when)
    case "revenue":
      return row.rows === 0
        ? sentence(`nothing was invoiced${who === undefined ? f : `${f} to ${who}`}`, when)
        : sentence(`revenue${from}`, when, `was ${value}, on ${many(row.rows, "invoice")}`)
    case "invoices":
      return sentence(
        `${many(row.rows, "invoice")}${f} ${plural(row.rows, "was", "were")} issued${
          who === undefined ? "" : ` to ${who}`
        }`,
        when
      )
    case "average_invoice":
      return row.rows === 0
        ? sentence(`nothing was invoiced${who === undefined ? f : `${f} to ${who}`}`, when)
        : sentence(
          `the average invoice${who === undefined ? f : `${f} to ${who}`}`,
          when,
          `was ${value}, over ${many(row.rows, "invoice")}`
        )
    case "payments":
      return row.rows === 0
        ? sentence(`no payments${from} came in`, when)
        : who === undefined
        ? sentence(`customers${f} paid ${value}`, when, `in ${many(row.rows, "payment")}`)
        : sentence(`${who} paid ${value}${f}`, when, `in ${many(row.rows, "payment")}`)
    case "open_amount":
    case "open_invoices": {
      const open = row.rows === 0
        ? `nothing is unpaid${f}`
        : metric === "open_amount"
        ? `${value} is unpaid${f}, on ${many(row.rows, "open invoice")}`
        : `${many(row.rows, "invoice")} ${plural(row.rows, "is", "are")} open${f}`
      return issuedIn(open, who, when)
    }
    case "overdue_amount":
    case "overdue_invoices": {
      const overdue = row.rows === 0
        ? `nothing is overdue${by}${f}`
        : metric === "overdue_amount"
        ? `${value} is overdue${by}${f}, on ${many(row.rows, "invoice")}${oldest}`
        : `${many(row.rows, "invoice")} ${plural(row.rows, "is", "are")} overdue${by}${f}${oldest}`
      return issuedIn(overdue, who, when)
    }
    case "ageing":
      return sentence(`${value} is overdue${of}`)
    case "due_amount":
      return row.rows === 0
        ? sentence(`no unpaid invoice${of} has its due date`, when)
        : sentence(`${value}${of} falls due`, when, `, on ${many(row.rows, "unpaid invoice")}`).replace(" ,", ",")
    case "days_late":
    case "median_days_late": {
      const usually = metric === "days_late" ? "on average" : "in the median"
      return row.rows === 0
        ? sentence(`no invoice${of} was paid in full`, when)
        : sentence(`the ${many(row.rows, "invoice")}${of} paid`, when, `came ${usually} ${value}`)
    }
    case "late_share":
      return row.rows === 0
        ? sentence(`no invoice${of} was paid in full`, when)
        : sentence(
          `${value} of the invoices${of} paid`,
          when,
          `came late: ${number(row.part_count ?? 0)} of ${number(row.rows)}; ${percent(1 - (row.value ?? 0))} on time`
        )
    case "dso":
      return sentence(
        `days sales outstanding${of} are ${value}: ${
          row.amount === null ? "nothing" : told.amount
        } is unpaid, against ${told.base} invoiced in the last ${row.days ?? 90} days`
      )
    case "credit_utilization":
      return sentence(`${value} of the credit limits${of} is in use: ${told.amount} of ${told.base}`)
    case "credit_limit":
      return who === undefined
        ? sentence(`the credit limits of ${many(row.rows, "customer")}${f} come to ${value}`)
        : sentence(`the credit limit of ${who} is ${value}`)
    case "payment_terms":
      return who === undefined
        ? sentence(`the payment terms${f} are ${value} on average, over ${many(row.rows, "customer")}`)
        : sentence(`the payment terms of ${who} are ${value}`)
    case "customers":
      return sentence(`there ${plural(row.rows, "is", "are")} ${many(row.rows, "customer")}${f}`)
    case "new_customers":
      return sentence(`${many(row.rows, "new customer")}${f} ${plural(row.rows, "was", "were")} added`, when)
    case "inactive_customers":
      return row.rows === 0
        ? sentence(`every customer${f} that was on record before placed an order`, when)
        : sentence(`${many(row.rows, "customer")}${f} placed no order`, when)
  }
}

const issuedIn = (said: string, who: string | undefined, when: string) =>
  sentence(
    `${when === "" ? "" : `of what was invoiced ${when}, `}${said}${who === undefined ? "" : ` at ${who}`}${
      when === "" ? "" : " now"
    }`
  )
