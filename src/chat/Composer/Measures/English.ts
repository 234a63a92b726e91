/** Measures in English. */
import { Array } from "effect"
import { isPlace, nameOf } from "../../../knowledge/Facts/Details.ts"
import { formats } from "../Formats.ts"
import { late, many } from "./English/Grammar.ts"
import { changed, listed, nobodyChanged, none } from "./English/Lists.ts"
import { columns, currencyNames, groupName, groupNoun, limits, noun, splitName } from "./English/Names.ts"
import { average, mean, ofAll, ofCustomers, share } from "./English/Parts.ts"
import { period } from "./English/Periods.ts"
import { alike, first, placed, sideBySide, single, unplaced } from "./English/Ranks.ts"
import { refused, unread } from "./English/Refusals.ts"
import { whole } from "./English/Totals.ts"
import type { MeasureWords } from "./Words.ts"

const { days, either, list, number, plural } = formats.en

export const english: MeasureWords = {
  noun,
  whole,
  first,
  period,
  days,
  late,
  against: (metric, told, other, otherWhen, change) =>
    `${whole(metric, told).replace(/\.$/, "")}, against ${other} ${otherWhen}${change === "" ? "" : `: ${change}`}.`,
  change: (share, more) => `${share} ${more ? "more" : "less"}`,
  moved: (by, more, settled) => `${by} ${settled ? more ? "later" : "sooner" : more ? "more" : "less"}`,
  alsoIn: (currency, value, on, before, change) =>
    `In ${currencyNames[currency] ?? currency}: ${value === "" ? "nothing" : value}${on === "" ? "" : ` on ${on}`}${
      before === "" ? "" : `, against ${before}`
    }${change === "" ? "" : `: ${change}`}.`,
  counted: (source, count) =>
    many(count, source === "orders" ? "order" : source === "payments" ? "payment" : "invoice"),
  fewer: (question, count) =>
    `There ${plural(count, "is", "are")} only ${number(count)} such ${plural(count, ...groupNoun(question))}.`,
  never: "never",
  peak: (name, value) => `the most in ${name} (${value})`,
  unchanged: "no change",
  sideBySide,
  single,
  placed,
  unplaced,
  alike,
  list: listed,
  none,
  changed,
  nobodyChanged,
  more: (count) => `… and ${number(count)} more.`,
  ofAll,
  together: (total) => `Together: ${total}.`,
  average,
  mean,
  share,
  ofCustomers,
  assumed: (metric) => `You named no figure, so I took the ${noun[metric]}.`,
  split: splitName,
  columns,
  defined: {
    revenue: "Revenue is what was invoiced, without drafts and cancelled invoices.",
    credit_utilization: "In use are unpaid invoices and open orders that are not invoiced yet."
  },
  cancelled: (count) => `${number(count)} of them ${plural(count, "was", "were")} cancelled later.`,
  currencies: "Amounts in different currencies are not added up.",
  soFar: "The period is not over yet.",
  unread,
  refused,
  group: (by, key) => groupName(by, key),
  limits,
  filters: (
    {
      by,
      customers,
      excluded,
      metric,
      rank,
      filters: { amount, currency, customer_statuses, details, industries, order_statuses, priority }
    },
    money
  ) =>
    list([
      ...(priority === null ? [] : [`with ${priority} priority`]),
      ...(order_statuses.length === 0 ? [] : [`with the status “${order_statuses[0]}”`]),
      ...(customer_statuses.length === 0 ? [] : [`of ${customer_statuses[0]} customers`]),
      ...(industries.length === 0 ? [] : [`in ${list(industries)}`]),
      ...details.map((group) =>
        group.every(({ path }) => isPlace(nameOf(path)))
          ? `in ${either(Array.dedupe(group.map(({ value }) => value)))}`
          : `${by === "customer" || metric === "customers" ? "with" : "of customers with"} ${
            either(Array.dedupe(group.map(({ path, value }) => `${nameOf(path)} ${value}`)))
          }`
      ),
      ...(currency === null ? [] : [`in ${currency}`]),
      ...(amount === null ? [] : [`of ${limits[amount.is]} ${money(amount.than)} each`]),
      ...(customers.length > 1 && rank !== null ? [`among those ${number(customers.length)}`] : []),
      ...(customers.length > 1 && by === null ? [`from those ${number(customers.length)}`] : []),
      ...(excluded.length === 0 ? [] : [`without ${list(excluded.map(({ name }) => name))}`])
    ])
}
