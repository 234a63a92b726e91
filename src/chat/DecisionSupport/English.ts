/** The analysis in English. */
import type { DecisionKind } from "../../domain/Decision.ts"
import { formats } from "../Composer/Formats.ts"
import { inSentence, type Phrases } from "./Phrases.ts"
import { isClose, type Verdict } from "./Scoring.ts"

const options: Readonly<Record<DecisionKind, Readonly<Record<Verdict, (customer: string) => string>>>> = {
  extend_payment_terms: {
    yes: (customer) => `Extend the payment terms of ${customer}`,
    conditional: (customer) => `Extend the payment terms of ${customer} on conditions`,
    no: (customer) => `Keep the payment terms of ${customer} as they are`
  },
  raise_credit_limit: {
    yes: (customer) => `Raise the credit limit of ${customer}`,
    conditional: (customer) => `Raise the credit limit of ${customer} in part and on conditions`,
    no: (customer) => `Keep the credit limit of ${customer} as it is`
  },
  grant_discount: {
    yes: (customer) => `Grant ${customer} the discount`,
    conditional: (customer) => `Grant ${customer} a discount tied to volume or prompt payment`,
    no: (customer) => `Grant ${customer} no discount`
  },
  accept_rush_order: {
    yes: (customer) => `Accept the rush order of ${customer}`,
    conditional: (customer) => `Accept the rush order of ${customer} with a surcharge or prepayment`,
    no: (customer) => `Decline the rush order of ${customer}`
  },
  hold_shipments: {
    yes: (customer) => `Hold shipments to ${customer}`,
    conditional: (customer) => `Ship to ${customer} against prepayment only`,
    no: (customer) => `Keep shipping to ${customer}`
  },
  generic: {
    yes: (customer) => `Go ahead with this for ${customer}`,
    conditional: (customer) => `Go ahead with this for ${customer} on conditions`,
    no: (customer) => `Do not go ahead with this for ${customer}`
  }
}

/** What was asked, said as what to do. */
const acts: Readonly<Record<Verdict, (act: string) => string>> = {
  yes: (act) => act,
  conditional: (act) => `${act}, but only on conditions`,
  no: (act) => `Do not ${inSentence(act)}`
}

const timed = (value: number, days: (count: number) => string) =>
  Math.abs(value) < 0.05 ? "on time" : value < 0 ? `${days(-value)} early` : `${days(value)} late`

export const english: Phrases = {
  criterion: {
    payment_behaviour: "Payment behaviour",
    payment_trend: "Change in payment timing",
    overdue_share: "Share of open invoices overdue",
    oldest_overdue: "Oldest overdue invoice",
    credit_utilization: "Use of the credit limit",
    revenue_growth: "Revenue growth",
    order_volume: "Orders in the last 365 days",
    track_record: "Orders on record",
    current_terms: "Current payment terms",
    dso_over_terms: "Days sales outstanding beyond the terms",
    rush_share: "Share of rush orders",
    rush_trend: "Change in rush orders"
  },
  quantity: (name, value, { days, number, percent, plural }) => {
    switch (name) {
      case "payment_behaviour":
        return timed(value, days)
      case "payment_trend":
        return value < -0.05 ? `${days(-value)} earlier` : `${days(Math.max(0, value))} later`
      case "oldest_overdue":
      case "current_terms":
      case "dso_over_terms":
        return days(value)
      case "overdue_share":
      case "credit_utilization":
      case "revenue_growth":
      case "rush_share":
        return percent(value)
      case "order_volume":
      case "track_record":
        return `${number(value)} ${plural(value, "order", "orders")}`
      case "rush_trend":
        return `${number(value)} times the earlier rate`
    }
  },
  evidence: (name, { detail = {}, value }, { days, money, number, percent, plural }) => {
    const { amount = 0, count = 0, currency = "", of = 0 } = detail
    const source = detail.pattern === undefined ? "" : ` (pattern, confidence ${percent(detail.pattern.confidence)})`
    switch (name) {
      case "payment_behaviour": {
        const timing = timed(value, days)
        return detail.pattern === undefined
          ? `The last ${number(count)} paid invoices were paid ${timing} on average (payment record)`
          : `Recent invoices are ${timing} on average, counting unpaid ones as of today${source}`
      }
      case "payment_trend": {
        const change = value < -0.05 ? `${days(-value)} earlier` : `${days(Math.max(0, value))} later`
        return detail.pattern === undefined
          ? `Recent payments come ${change} than the average over time: ${number(amount)} against ${
            number(of)
          } days after the due date (payment record)`
          : `Payments now come ${change} than before${source}`
      }
      case "overdue_share":
        return value === 0
          ? "Nothing is overdue (invoices)"
          : `${money(amount, currency)} of ${money(of, currency)} open is overdue, ${percent(value)} (invoices)`
      case "oldest_overdue":
        return count === 0
          ? "Nothing is overdue (invoices)"
          : `The oldest of ${number(count)} overdue ${plural(count, "invoice", "invoices")} is ${
            days(value)
          } past due (invoices)`
      case "credit_utilization":
        return `${money(amount, currency)} of a credit limit of ${money(of, currency)} is in use, ${
          percent(value)
        } (exposure)`
      case "revenue_growth":
        return `Revenue of ${money(amount, currency)} in the last ${days(count)} against ${
          money(of, currency)
        } in the ${days(count)} before, ${value < 0 ? "down" : "up"} ${percent(Math.abs(value))} (invoices)`
      case "order_volume":
        return `${number(value)} ${plural(value, "order", "orders")} in the last 365 days (orders)`
      case "track_record":
        return `${value >= 40 ? "A long track record: " : value < 10 ? "A short track record: " : ""}${number(value)} ${
          plural(value, "order", "orders")
        } on record (orders)`
      case "current_terms":
        return `The payment terms are ${value <= 30 ? "still short, " : value >= 60 ? "already long, " : ""}${
          days(value)
        } (customer record)`
      case "dso_over_terms":
        return `Days sales outstanding are ${days(count)} against terms of ${days(of)} (invoices)`
      case "rush_share":
        return count === 0
          ? "None of the orders in the last 90 days was a rush order (orders)"
          : `${percent(value)} of the orders in the last 90 days were rush orders, ${number(count)} in all (orders)`
      case "rush_trend":
        return detail.pattern === undefined
          ? "No proven rise in rush orders (orders)"
          : `Rush orders come at ${number(value)} times the earlier rate${source}`
    }
  },
  unknown: (name) => `No evidence on "${english.criterion[name].toLowerCase()}"; it counts as neutral`,
  option: (kind, verdict, customer, act) =>
    kind === "generic" && act !== undefined ? acts[verdict](act) : options[kind][verdict](customer),
  asked: /\b(?:should|shall|ought) (?:we|i) (?:to )?(?:now |really |just )?((?!not\b)[^?!.]{3,80}?)\s*[?!.]*$/i,
  labelled: (name, text) => `${name}: ${inSentence(text)}`,
  middle: {
    pro: "It serves the customer while conditions limit what can be lost",
    con: "Conditions have to be agreed on and watched"
  },
  neither: "Do it for none of them",
  recommend: ({ formats, missing, option, runnerUp, runnerUpScore, score }) =>
    `${option}.` +
    (isClose(score, runnerUpScore)
      ? ` It is a close call: “${runnerUp}” scores ${
        runnerUpScore.toFixed(2) === score.toFixed(2)
          ? `as much, ${score.toFixed(2)}`
          : `${runnerUpScore.toFixed(2)}, against ${score.toFixed(2)} for this advice`
      }.`
      : "") +
    (missing.length === 0 ? "" : ` Not known, and therefore less certain: ${formats.list(missing)}.`),
  recommendEach: (advice, missing) =>
    `${advice.map(({ option }, at) => at === 0 ? option : inSentence(option)).join("; ")}.` +
    (missing.length === 0 ? "" : ` Not known, and therefore less certain: ${missing.join("; ")}.`),
  unnamed: (missing) => `I can weigh this only for a customer: name one, and I look at ${formats.en.list(missing)}.`,
  flip: (criterion, from, to, option) =>
    from === undefined
      ? `${criterion}, not known yet: ${to} would make the advice “${option}”`
      : `${criterion}: ${to} instead of ${from} would make the advice “${option}”`,
  noFlip: "No single criterion alone would change the advice; several would have to change together",
  learning: (criterion) => `${criterion} is not known; learning it makes the advice more certain`,
  condition: {
    settle: (amount) => `The overdue ${amount} is paid first`,
    settleAny: "Whatever falls overdue is paid first",
    onTime: (limit) => `It ends when payments come more than ${limit} after the due date on average`,
    withinLimit: (limit) =>
      limit === undefined ? "Open exposure stays within the credit limit" : `Open exposure stays below ${limit}`,
    review: "The decision is reviewed after 90 days",
    step: "It goes up in two steps, the second after 90 days of payments on time",
    surcharge: "The rush surcharge is agreed on before work begins",
    prepay: "The order is prepaid, in whole or in part, while anything is overdue",
    volume: "It applies from an agreed volume on, or to invoices paid by the due date",
    release: "Shipments go on as usual once what is overdue has been paid"
  },
  risk: {
    latePayment: (evidence) => ({
      risk: `Payments come later and tie up cash${evidence === undefined ? "" : ` (${evidence})`}`,
      mitigation: "Watch days late every month and go back to the old terms if they rise"
    }),
    default: {
      risk: "Part of what is open is never paid",
      mitigation: "Cap open exposure and settle overdue invoices first"
    },
    overLimit: {
      risk: "Exposure goes beyond the credit limit",
      mitigation: "Check exposure before each order is released"
    },
    precedent: {
      risk: "Other customers ask for the same",
      mitigation: "Tie it to a payment record that others can earn too"
    },
    margin: {
      risk: "The margin shrinks without more volume",
      mitigation: "Tie the discount to volume and end it by date"
    },
    capacity: { risk: "Rush work delays orders of others", mitigation: "Confirm capacity first and price it as rush" },
    lostBusiness: {
      risk: "The customer buys elsewhere",
      mitigation: "Explain the reasons and say what would change them"
    },
    anomaly: (insight) => ({
      risk: `Something unusual is unexplained: ${insight}`,
      mitigation: "Clear it up with the customer first"
    })
  }
}
