/** Measures in English. */
import type { Bound, Grouping, Metric, Period } from "../../../domain/Measure.ts"
import { catalogue } from "../../../knowledge/Measures/Catalogue.ts"
import { formats } from "../Formats.ts"
import type { MeasureWords, Told } from "./Words.ts"

const { days, isoDay, list, number, plural } = formats.en

const oneOf = { payments: "payment", credit_limit: "credit limit" } as const

const noun: Readonly<Record<Metric, string>> = {
  orders: "orders",
  rush_orders: "rush orders",
  rush_share: "share of rush orders",
  order_value: "order value",
  average_order: "average order value",
  ordering_customers: "customers who ordered",
  revenue: "revenue",
  invoices: "invoices issued",
  average_invoice: "average invoice",
  payments: "payments received",
  open_amount: "unpaid amount",
  open_invoices: "open invoices",
  overdue_amount: "overdue amount",
  overdue_invoices: "overdue invoices",
  ageing: "overdue amount",
  due_amount: "amount falling due",
  days_late: "average days late",
  median_days_late: "median days late",
  late_share: "share of invoices paid late",
  dso: "days sales outstanding",
  credit_utilization: "credit limit in use",
  credit_limit: "credit limit",
  payment_terms: "payment terms",
  customers: "customers",
  new_customers: "new customers",
  inactive_customers: "inactive customers"
}

const late = (value: number) =>
  Math.abs(value) < 0.05 ? "on the due date" : value > 0 ? `${days(value)} late` : `${days(-value)} early`

const many = (count: number, one: string, more = `${one}s`) =>
  `${count === 0 ? "no" : number(count)} ${plural(count, one, more)}`

const sentence = (...parts: ReadonlyArray<string>) => {
  const text = parts.filter((part) => part !== "").join(" ")
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

const sameYear = (first: string, last: string) => first.slice(0, 4) === last.slice(0, 4)

const period = ({ count, first, from, kind, last, to, unit }: Period): string => {
  const name = unit === "half" ? "half-year" : unit ?? "day"
  const dates = first === null
    ? `up to ${isoDay(last)}`
    : first === last
    ? isoDay(first)
    : `${sameYear(first, last) ? isoDay(first).replace(/ \d{4}$/, "") : isoDay(first)} to ${isoDay(last)}`
  switch (kind) {
    case "this":
      return unit === "day" ? `today (${dates})` : `this ${name} so far (${dates})`
    case "previous":
      return unit === "day" ? `yesterday (${dates})` : `last ${name} (${dates})`
    case "next":
      return unit === "day" && count === 1
        ? `tomorrow (${dates})`
        : count === 1
        ? `next ${name} (${dates})`
        : `in the next ${number(count)} ${name}s (${dates})`
    case "rolling":
      return `in the last ${count === 1 ? name : `${number(count)} ${name}s`} (${dates})`
    case "since":
      return `since ${isoDay(first ?? last)}`
    case "until":
      return `up to ${isoDay(last)}`
    case "ever":
      return "so far"
    case "between":
      return `from ${dates}`
    case "named":
      return namedPeriod(unit, first ?? last, dates, from !== null && to - from > 86_400_000)
  }
}

const namedPeriod = (unit: Period["unit"], first: string, dates: string, long: boolean): string => {
  const year = first.slice(0, 4)
  const month = Number(first.slice(5, 7))
  switch (unit) {
    case "month":
      return `in ${isoDay(first).replace(/^\d+ /, "")}`
    case "quarter":
      return `in Q${Math.ceil(month / 3)} ${year} (${dates})`
    case "half":
      return `in the ${month < 7 ? "first" : "second"} half of ${year} (${dates})`
    case "year":
      return `in ${year}`
    default:
      return long ? `from ${dates}` : `on ${dates}`
  }
}

const whole = (metric: Metric, told: Told): string => {
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
        ? "nothing is unpaid"
        : metric === "open_amount"
        ? `${value} is unpaid, on ${many(row.rows, "open invoice")}`
        : `${many(row.rows, "invoice")} ${plural(row.rows, "is", "are")} open`
      return issuedIn(open, f, who, when)
    }
    case "overdue_amount":
    case "overdue_invoices": {
      const overdue = row.rows === 0
        ? `nothing is overdue${by}`
        : metric === "overdue_amount"
        ? `${value} is overdue${by}, on ${many(row.rows, "invoice")}${oldest}`
        : `${many(row.rows, "invoice")} ${plural(row.rows, "is", "are")} overdue${by}${oldest}`
      return issuedIn(overdue, f, who, when)
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
          `came late: ${number(row.part_count ?? 0)} of ${number(row.rows)}`
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

const issuedIn = (said: string, filters: string, who: string | undefined, when: string) =>
  sentence(
    `${when === "" ? "" : `of what was invoiced ${when}, `}${said}${filters}${who === undefined ? "" : ` at ${who}`}${
      when === "" ? "" : " now"
    }`
  )

const first: MeasureWords["first"] = (metric, by, least, { name, value, when }) => {
  if (by !== "customer") {
    return sentence(
      `${name} ${when === "" ? "has" : "had"} the ${
        catalogue[metric].unit === "count" ? least ? "fewest" : "most" : least ? "lowest" : "highest"
      } ${noun[metric]}`,
      when,
      `: ${value}`
    ).replace(" :", ":")
  }
  const [most, few] = [least ? "least" : "most", least ? "fewest" : "most"]
  switch (metric) {
    case "orders":
    case "rush_orders":
      return sentence(`${name} placed the ${few} ${noun[metric]}`, when, `: ${value}`).replace(" :", ":")
    case "order_value":
      return sentence(`${name} ordered the ${most}`, when, `: ${value}`).replace(" :", ":")
    case "revenue":
      return sentence(`${name} brought in the ${most}`, when, `: ${value}`).replace(" :", ":")
    case "payments":
      return sentence(`${name} paid us the ${most}`, when, `: ${value}`).replace(" :", ":")
    case "open_amount":
      return sentence(`${name} owes us the ${most}, ${value}`, when === "" ? "" : `of what was invoiced ${when}`)
    case "open_invoices":
      return sentence(`${name} has the ${few} open invoices, ${value}`)
    case "overdue_amount":
      return sentence(`${name} has the ${most} overdue, ${value}`, when === "" ? "" : `of what was invoiced ${when}`)
    case "overdue_invoices":
      return sentence(`${name} has the ${few} overdue invoices, ${value}`)
    case "days_late":
    case "median_days_late":
      return sentence(
        `${name} ${least ? "pays soonest" : "pays latest"}: ${value} ${
          metric === "days_late" ? "on average" : "in the median"
        }`,
        when
      )
    case "late_share":
      return sentence(`${name} pays late ${least ? "least" : "most"} often: ${value} of its invoices`, when)
    case "credit_utilization":
      return sentence(
        `${name} ${
          least ? "uses the least of its credit limit" : "is closest to its credit limit"
        }, with ${value} in use`
      )
    case "credit_limit":
      return sentence(`${name} has the ${least ? "lowest" : "highest"} credit limit, ${value}`)
    case "payment_terms":
      return sentence(`${name} has the ${least ? "shortest" : "longest"} payment terms, ${value}`)
    default:
      return sentence(`${name} has the ${least ? "lowest" : "highest"} ${noun[metric]}`, when, `: ${value}`).replace(
        " :",
        ":"
      )
  }
}

const groups: Readonly<Record<Grouping, string>> = {
  customer: "Customer",
  industry: "Industry",
  customer_status: "Status",
  month: "Month",
  quarter: "Quarter",
  year: "Year",
  priority: "Priority",
  order_status: "Status",
  currency: "Currency",
  age: "Days past due",
  order: "Order",
  invoice: "Invoice"
}
const groupNouns: Readonly<Record<Grouping, readonly [string, string]>> = {
  customer: ["customer", "customers"],
  industry: ["industry", "industries"],
  customer_status: ["status", "statuses"],
  order_status: ["status", "statuses"],
  priority: ["priority", "priorities"],
  currency: ["currency", "currencies"],
  month: ["month", "months"],
  quarter: ["quarter", "quarters"],
  year: ["year", "years"],
  age: ["age group", "age groups"],
  order: ["order", "orders"],
  invoice: ["invoice", "invoices"]
}

const currencyNames: Readonly<Record<string, string>> = {
  EUR: "euros",
  USD: "dollars",
  GBP: "pounds",
  CHF: "Swiss francs"
}

const limits: Readonly<Record<Bound["is"], string>> = {
  ">": "more than",
  ">=": "at least",
  "<": "less than",
  "<=": "at most"
}

/** What a list holds, as the object of "customers have …". */
const having = (metric: Metric, bound: string, when: string): string => {
  const of = bound === "" ? "" : ` ${bound}`
  const issued = when === "" ? "" : ` of what was invoiced ${when}`
  switch (metric) {
    case "overdue_amount":
    case "ageing":
      return `have ${bound === "" ? "something" : bound} overdue${issued}`
    case "open_amount":
      return `owe us ${bound === "" ? "something" : bound}${issued}`
    case "customers":
      return "are on record"
    case "orders":
    case "rush_orders":
      return `placed ${bound === "" ? "" : `${bound} `}${noun[metric]} ${when}`
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
  fewer: (by, count) =>
    `There ${plural(count, "is", "are")} only ${number(count)} such ${plural(count, ...groupNouns[by])}.`,
  never: "never",
  peak: (name, value) => `the most in ${name} (${value})`,
  unchanged: "no change",
  sideBySide: (metric, when, each) => sentence(`${noun[metric]}`, when, `: ${each.join(", ")}`).replace(" :", ":"),
  single: ({ by, metric, rank }, { row, value, when }) => {
    const which = { most: "largest", least: "smallest", oldest: "oldest", newest: "latest" }[rank?.order ?? "most"]
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
      when,
      `is ${row.name}${row.customer === null ? "" : ` of ${row.customer}`}, ${value}${late}`
    )
  },
  alike: (metric, when, value) => sentence(`${noun[metric]}`, when, `: ${value} for each of them`).replace(" :", ":"),
  list: (
    { by, filters: { days: overdue, value: limit }, metric },
    count,
    total,
    { filters, when, who },
    bound,
    peak
  ) => {
    const at = who === undefined ? "" : `${who}: `
    const days_past = overdue === null ? "" : `, ${limits[overdue.is]} ${days(overdue.than)} past due`
    const f = filters === "" ? "" : ` ${filters}`
    if (by === "invoice" || by === "order") {
      const unsettled = catalogue[metric].source === "unsettled"
      const what = unsettled
        ? `${metric === "overdue_amount" ? "overdue" : "open"} ${by}`
        : by
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
        `${who === undefined ? "" : `${who}, `}${noun[metric]} by ${
          groups[by ?? "customer"].toLowerCase()
        }${f}${days_past}`,
        when,
        total === "" ? "" : `, ${total} in all`,
        peak === "" ? "" : `, ${peak}`
      ).replaceAll(" ,", ",")
    }
    return sentence(
      `${many(count, ...groupNouns[by])}${f} ${having(metric, bound, when)}${days_past}`
        .replace(
          /paid late on average/,
          limit === null ? "paid" : limit.is === "<" ? "paid on time on average" : "paid late on average"
        )
        .replace(/\s+/g, " ").trim(),
      total === "" ? "" : `, ${total} together`
    ).replace(" ,", ",")
      .replace(
        /^1 customer( .*)? (have|owe|use|are|were) /,
        (_, f: string | undefined, verb: string) =>
          `1 customer${f ?? ""} ${{ have: "has", owe: "owes", use: "uses", are: "is", were: "was" }[verb] ?? verb} `
      ).replace(/^(1 customer .*)\btheir\b/, "$1its")
  },
  none: ({ by, metric }, when, bound, filters) => {
    const f = filters === "" ? "" : ` ${filters}`
    if (by === "order" || by === "invoice") {
      return sentence(`I found no such ${by}${f}${bound === "" ? "" : ` of ${bound}`}`, when)
    }
    if (metric === "inactive_customers" && by === "customer") {
      return sentence(`every customer${f} that was on record before placed an order`, when)
    }
    if (by === "customer") return sentence(`no customers${f} ${having(metric, bound, when)}`.trim())
    return sentence(`there is nothing to count for ${noun[metric]}${f}`, when)
  },
  changed: ({ by, change, metric }, count, when, otherWhen, tested) =>
    metric === "days_late"
      ? `${many(count, "customer")} ${plural(count, "pays", "pay")} ${
        change === "up" ? "later" : "sooner"
      } than before, comparing invoices paid ${when} with those paid ${otherWhen}${
        tested ? "" : "; only changes that the scatter of single invoices does not explain are listed"
      }.`
      : sentence(
        `${noun[metric]} went ${change} ${by === "industry" ? "in" : "at"} ${
          many(count, ...groupNouns[by ?? "customer"])
        }, comparing ${bare(when)} with ${bare(otherWhen)}`
      ),
  nobodyChanged: ({ change, metric }, when, otherWhen) =>
    metric === "days_late"
      ? `No customer pays clearly ${
        change === "up" ? "later" : "sooner"
      } than before, comparing invoices paid ${when} with those paid ${otherWhen}.`
      : sentence(`${noun[metric]} went ${change} nowhere, comparing ${bare(when)} with ${bare(otherWhen)}`),
  more: (count) => `… and ${number(count)} more.`,
  ofAll: (count, amount, share, total) => `These ${number(count)} come to ${amount}, ${share} of ${total} in all.`,
  together: (total) => `Together: ${total}.`,
  average: (by, value, count) =>
    `That is ${value} per ${groupNouns[by][0]} on average, over ${many(count, ...groupNouns[by])}.`,
  mean: (metric, value, { filters, row, value: sum, when, who }) =>
    sentence(
      `on average ${
        metric === "payments" || metric === "credit_limit" ? `a ${oneOf[metric]}` : `the ${noun[metric]} of an invoice`
      }${filters === "" ? "" : ` ${filters}`}${who === undefined ? "" : ` of ${who}`}`,
      when,
      `is ${value}, over ${
        many(row.rows, metric === "payments" ? "payment" : metric === "credit_limit" ? "customer" : "invoice")
      } with ${sum} in all`
    ),
  share: (metric, of, share, whole, { filters, value, when, who }) =>
    sentence(
      `${noun[metric]}${filters === "" ? "" : ` ${filters}`}${
        who === undefined ? "" : ` ${metric === "revenue" ? "from" : "of"} ${who}`
      } ${catalogue[metric].unit === "count" ? "are" : "is"} ${share} of ${metric === of ? "all " : "the "}${noun[of]}`,
      when,
      `: ${value} of ${whole}`
    ).replace(" :", ":"),
  ofCustomers: (metric, share, count, whole) =>
    `That is ${share} of ${
      catalogue[metric].source === "settled" ? "the customers who paid an invoice in that time" : "all customers"
    }: ${number(count)} of ${number(whole)}.`,
  assumed: (metric) => `You named no figure, so I took the ${noun[metric]}.`,
  groups,
  columns: {
    invoices: "Invoices",
    orders: "Orders",
    oldest: "Oldest",
    pastDue: "Past due",
    late: "Late",
    before: "Before",
    change: "Change",
    inUse: "Amount in use",
    limit: "Limit",
    unpaid: "Unpaid",
    customer: "Customer",
    date: "Date",
    due: "Due",
    lastOrder: "Last order",
    since: "Since",
    amount: "Amount",
    share: "Share",
    now: "Now"
  },
  defined: {
    revenue: "Revenue is what was invoiced, without drafts and cancelled invoices.",
    credit_utilization: "In use are unpaid invoices and open orders that are not invoiced yet."
  },
  cancelled: (count) => `${number(count)} of them ${plural(count, "was", "were")} cancelled later.`,
  currencies: "Amounts in different currencies are not added up.",
  soFar: "The period is not over yet.",
  unread: (words) => `I did not understand “${words}”, so the figures below take no account of it.`,
  refused: {
    metric: (words) =>
      `I cannot tell you about “${words}”: I know customers, orders, invoices and payments. Ask for example for revenue, orders, overdue amounts, days late or payments received.`,
    future: (_, what, when) =>
      `The period you ask about, ${when}, has not begun, and I do not forecast: no ${what} can be on record for it yet.`,
    time: (words) =>
      `I cannot tell which dates you mean by “${words}”. I count by the calendar: name days, months, quarters or years, for example “from 1 June to 31 August”.`,
    split: (words, what) =>
      `I cannot split ${what} by “${words}”. I can split by customer, industry, month, quarter, year, priority, status or currency, as far as the records have it.`,
    currency: () =>
      "I do not convert currencies or add different ones up, because no exchange rates are on record. Ask for the figures by currency.",
    past: (_, what, when) =>
      `I know the ${what} as it is now, not as it was ${when}: the records do not keep that. Ask for it as of today, or for invoices and payments of that time.`
  },
  group: (by, key) => groupName(by, key),
  limits,
  filters: ({ filters: { amount, currency, customer_statuses, industries, order_statuses, priority } }, money) =>
    list([
      ...(priority === null ? [] : [`with ${priority} priority`]),
      ...(order_statuses.length === 0 ? [] : [`with the status “${order_statuses[0]}”`]),
      ...(customer_statuses.length === 0 ? [] : [`of ${customer_statuses[0]} customers`]),
      ...(industries.length === 0 ? [] : [`in ${list(industries)}`]),
      ...(currency === null ? [] : [`in ${currency}`]),
      ...(amount === null ? [] : [`of ${limits[amount.is]} ${money(amount.than)} each`])
    ])
}

/** "In Q3 2026" as a noun: "Q3 2026". */
const bare = (when: string) => when.replace(/^(?:from|in|on) /, "")

const groupName = (by: Grouping, key: string): string => {
  switch (by) {
    case "month":
      return isoDay(`${key}-01`).replace(/^\d+ /, "")
    case "quarter":
      return `${key.slice(5)} ${key.slice(0, 4)}`
    case "age":
      return key === "90+" ? "more than 90" : key.replace("-", " to ").replace(/^0 /, "1 ")
    case "industry":
      return key === "" ? "no industry on record" : key
    default:
      return key.replaceAll("_", " ")
  }
}
