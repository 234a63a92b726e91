/** Facts as sentences, each with the figures behind it. The first sentence of a fact can stand alone. */
import type { Evidence, Topic } from "../../domain/Evidence.ts"
import { isoDay } from "../../domain/Time.ts"
import type { Profile } from "./Aggregates.ts"
import { detailsOf } from "./Details.ts"
import { dsoOf, exposureOf, type Money, profileOf, revenueOf, type Standing } from "./Standing.ts"
import { change, count, days, list, money, percent, possessive, some } from "./Wording.ts"

/** Whom the sentences are about. */
export interface Subject {
  readonly name: string
  /** `customer:ID` or `portfolio`: what the facts' addresses begin with. */
  readonly ref: string
  readonly entity_id?: string
  readonly plural?: boolean
}

export interface Said {
  readonly topic: Topic
  readonly title: string
  readonly text: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** What synthesis ranks from; nothing is known of the question here. */
const unranked = 0.5

export const evidence = (subject: Subject, now: number, said: Said): Evidence => ({
  kind: "fact",
  ref: `${subject.ref}/${said.topic}`,
  title: `${said.title} of ${subject.name}`,
  text: said.text,
  score: unranked,
  topic: said.topic,
  at: now,
  ...(subject.entity_id === undefined ? {} : { entity_id: subject.entity_id }),
  ...(said.data === undefined ? {} : { data: said.data })
})

/** What only a single customer has: a record, terms, a limit. */
export const ofCustomer = (profile: Profile, standing: Standing, now: number): ReadonlyArray<Said> => {
  const { name } = profile
  const exposure = exposureOf(standing, profile)
  const [main, ...others] = standing.money
  const elsewhere = others.filter((one) => one.open_amount + one.uninvoiced > 0)
    .map((one) => money(one.currency, one.open_amount + one.uninvoiced))
  const used = exposure.credit_limit === null || exposure.utilization === null ?
    "" :
    `, ${percent(exposure.utilization)} of its credit limit of ${money(exposure.currency, exposure.credit_limit)}`
  const { last_order_at, last_payment_at } = standing.activity
  return [
    {
      topic: "profile",
      title: "Profile",
      text: `${name} is a customer with the status "${profile.status}"${
        profile.industry === null ? "" : ` in the industry "${profile.industry}"`
      }, since ${isoDay(profile.created_at)}.`,
      data: profileOf(profile)
    },
    profile.payment_terms_days === null
      ? { topic: "terms", title: "Payment terms", text: `No payment terms are on record for ${name}.` }
      : {
        topic: "terms",
        title: "Payment terms",
        text: `${possessive(name)} payment terms are ${days(profile.payment_terms_days)}.`,
        data: { payment_terms_days: profile.payment_terms_days }
      },
    profile.credit_limit === null
      ? { topic: "credit", title: "Credit limit", text: `No credit limit is on record for ${name}.` }
      : {
        topic: "credit",
        title: "Credit limit",
        text: `${possessive(name)} credit limit is ${money(profile.currency, profile.credit_limit)}.`,
        data: { credit_limit: profile.credit_limit, currency: profile.currency }
      },
    {
      topic: "exposure",
      title: "Open exposure",
      text: `${possessive(name)} open exposure is ${money(exposure.currency, exposure.open_exposure)}${used}: ${
        money(main.currency, main.open_amount)
      } in unpaid invoices and ${money(main.currency, main.uninvoiced)} in open orders that are not invoiced yet.${
        elsewhere.length === 0 ? "" : ` Besides, ${list(elsewhere)} is open in other currencies.`
      }`,
      data: exposure
    },
    {
      topic: "last_activity",
      title: "Last activity",
      text: `${name} ${
        last_order_at === null ? "has not ordered yet" : `last ordered on ${ago(last_order_at, now)}`
      } and ${last_payment_at === null ? "has not paid anything yet" : `last paid on ${ago(last_payment_at, now)}`}.`,
      data: standing.activity
    },
    ...ofDetails(profile)
  ]
}

const ofDetails = ({ metadata, name }: Profile): ReadonlyArray<Said> => {
  const fields = detailsOf(metadata)
  if (fields.length === 0) return []
  const said = fields.map((field) => `${field.name} ${field.value}`)
  return [{ topic: "details", title: "Details", text: `On record for ${name}: ${said.join("; ")}.`, data: { fields } }]
}

/** What a customer and the whole business have alike. */
export const ofStanding = (subject: Subject, standing: Standing): ReadonlyArray<Said> => {
  const { behaviour, money: [main, ...others], orders, rush } = standing
  const { name } = subject
  const have = subject.plural === true ? "have" : "has"
  const was = subject.plural === true ? "were" : "was"
  const dso = dsoOf(main)
  const statuses = Object.entries(orders.by_status).sort(([, a], [, b]) => b - a).map(([status, many]) =>
    `${count(many)} ${status}`
  )
  const invoiced = (one: Money) =>
    `${money(one.currency, one.revenue.d90)} in the last 90 days, ${
      change(one.revenue.d90, one.revenue.p90, "90 days", (value) => money(one.currency, value))
    }`
  const facts: ReadonlyArray<Said | undefined> = [
    {
      topic: "orders",
      title: "Orders",
      text: `${name} placed ${some(orders.orders_90, "order")} in the last 90 days, ${
        change(orders.orders_90, orders.previous_90, "90 days", count)
      }. In the last 30 days: ${some(orders.orders_30, "order")}, ${
        change(orders.orders_30, orders.previous_30, "30 days", count)
      }; in the last 365 days ${count(orders.orders_365)}, ${
        change(orders.orders_365, orders.previous_365, "365 days", count)
      }.${orders.total === 0 ? "" : ` Of ${some(orders.total, "order")} in all, by status: ${list(statuses)}.`}`,
      data: orders
    },
    {
      topic: "rush_orders",
      title: "Rush orders",
      text: `${name} placed ${some(rush.rush_90, "rush order")} in the last 90 days, ${
        change(rush.rush_90, rush.previous_90, "90 days", count)
      }${rush.share_90 === null ? "" : `: ${percent(rush.share_90)} of its orders then`}. In the last 30 days: ${
        some(rush.rush_30, "rush order")
      }, ${change(rush.rush_30, rush.previous_30, "30 days", count)}; in the last 365 days ${count(rush.rush_365)}, ${
        change(rush.rush_365, rush.previous_365, "365 days", count)
      }.`,
      data: rush
    },
    {
      topic: "revenue",
      title: "Revenue",
      text: `${name} ${was} invoiced ${invoiced(main)}. In the last 30 days: ${
        money(main.currency, main.revenue.d30)
      }, ${
        change(main.revenue.d30, main.revenue.p30, "30 days", (value) => money(main.currency, value))
      }; in the last 365 days ${money(main.currency, main.revenue.d365)}, ${
        change(main.revenue.d365, main.revenue.p365, "365 days", (value) => money(main.currency, value))
      }.${others.filter((one) => one.invoiced).map((one) => ` In ${one.currency} it was ${invoiced(one)}.`).join("")}`,
      data: withOthers(revenueOf(main), others.filter((one) => one.invoiced).map(revenueOf))
    },
    {
      topic: "invoices_open",
      title: "Open invoices",
      text: `${name} ${have} ${
        each(standing.money, ({ open_count }) =>
          open_count, (one) =>
          `${some(one.open_count, "open invoice")} with ${money(one.currency, one.open_amount)} unpaid${
            one.part_paid_count === 0 ? "" : `, ${count(one.part_paid_count)} of them partly paid`
          }`, "no open invoices")
      }.`,
      data: withOthers(openOf(main), others.map(openOf).filter(({ count: many }) => many > 0))
    },
    {
      topic: "invoices_overdue",
      title: "Overdue invoices",
      text: `${name} ${have} ${
        each(standing.money, ({ overdue_count }) =>
          overdue_count, (one) =>
          `${some(one.overdue_count, "overdue invoice")} with ${
            money(one.currency, one.overdue_amount)
          } unpaid, the oldest ${days(one.oldest_days)} past due`, "no overdue invoices")
      }.`,
      data: withOthers(overdueOf(main), others.map(overdueOf).filter(({ count: many }) => many > 0))
    },
    {
      topic: "ageing",
      title: "Ageing of overdue invoices",
      text: `${possessive(name)} overdue amounts by age are ${
        each(standing.money, ({ overdue_count }) => overdue_count, aged, aged(main))
      }.`,
      data: main.ageing
    },
    dso === undefined ? undefined : {
      topic: "dso",
      title: "Days sales outstanding",
      text: `${possessive(name)} days sales outstanding are ${days(dso.days)}: ${
        money(main.currency, main.open_amount)
      } is unpaid, against ${money(main.currency, dso.invoiced)} invoiced in the last ${dso.over} days.`,
      data: { days: dso.days }
    },
    behaviour === undefined
      ? { topic: "payment_behaviour", title: "Payment behaviour", text: `${name} ${have} paid no invoice in full yet.` }
      : {
        topic: "payment_behaviour",
        title: "Payment behaviour",
        text: `${name} paid ${some(behaviour.paid_invoices, "invoice")} in full, on average ${
          late(behaviour.mean_days_late)
        } (standard deviation ${days(behaviour.sd_days_late)}).${
          behaviour.recent_mean_days_late === null
            ? " None was paid in the last 90 days."
            : ` The ${count(behaviour.recent_paid_invoices)} paid in the last 90 days came on average ${
              late(behaviour.recent_mean_days_late)
            }.`
        }`,
        data: behaviour
      }
  ]
  return facts.filter((fact) => fact !== undefined)
}

const openOf = (one: Money) => ({ count: one.open_count, amount: one.open_amount, currency: one.currency })

const overdueOf = (one: Money) => ({
  count: one.overdue_count,
  amount: one.overdue_amount,
  oldest_days: one.overdue_count === 0 ? 0 : one.oldest_days,
  currency: one.currency
})

const withOthers = <A extends object>(main: A, others: ReadonlyArray<A>) =>
  others.length === 0 ? main : { ...main, others }

/** One phrase a currency that has anything to say, or `nothing`. */
const each = (all: Standing["money"], many: (one: Money) => number, say: (one: Money) => string, nothing: string) => {
  const telling = all.filter((one) => many(one) > 0)
  return telling.length === 0 ? nothing : telling.map(say).join("; and ")
}

const aged = ({ ageing: { currency, d0_30, d31_60, d61_90, d90_plus } }: Money) =>
  `${money(currency, d0_30)} at 0-30 days past due, ${money(currency, d31_60)} at 31-60 days, ${
    money(currency, d61_90)
  } at 61-90 days and ${money(currency, d90_plus)} at over 90 days`

const late = (mean: number) =>
  mean === 0 ? "on the due date" : mean > 0 ? `${days(mean)} after the due date` : `${days(-mean)} before the due date`

const ago = (iso: string, now: number) => {
  const passed = Math.floor(now / 86_400_000) - Math.floor(Date.parse(iso) / 86_400_000)
  return `${iso.slice(0, 10)} (${passed === 0 ? "today" : `${days(passed)} ago`})`
}
