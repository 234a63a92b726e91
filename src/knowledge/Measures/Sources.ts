/** The rows behind a measure, already narrowed to the tenant, the times, the customers and the filters of a question. */
import type { SqlClient, Statement } from "@effect/sql"
import type { Bound, MeasureQuestion, Period } from "../../domain/Measure.ts"
import { finishedOrder, neverBilled, settledInvoice, writtenOff } from "../Facts/Aggregates.ts"
import * as Fragments from "../Fragments.ts"
import { catalogue, type Source } from "./Catalogue.ts"

export interface Scope {
  readonly tenant: string
  readonly now: number
  readonly question: MeasureQuestion
}

const dayMillis = 86_400_000
/** An invoice with one of these is owed no longer, or never was. The partial index on unsettled invoices says the same. */
const nothingOwed = [...neverBilled, ...settledInvoice, ...writtenOff]

export const make = (sql: SqlClient.SqlClient) => {
  const { day, noneOf, oneOf, time } = Fragments.make(sql)
  const no = sql`true`
  /** Written out and not as a parameter, so that the partial indexes on these very lists are used. */
  const stillIn = (status: Statement.Fragment, finished: ReadonlyArray<string>) =>
    sql`lower(${status}) not in (${sql.literal(finished.map((one) => `'${one}'`).join(", "))})`

  const bounded = (value: Statement.Fragment, bound: Bound | null): Statement.Fragment => {
    if (bound === null) return no
    switch (bound.is) {
      case ">":
        return sql`${value} > ${bound.than}::numeric`
      case ">=":
        return sql`${value} >= ${bound.than}::numeric`
      case "<":
        return sql`${value} < ${bound.than}::numeric`
      case "<=":
        return sql`${value} <= ${bound.than}::numeric`
      case "=":
        return sql`${value} = ${bound.than}::numeric`
    }
  }

  const within = (at: Statement.Fragment, period: Period | null): Statement.Fragment =>
    period === null
      ? no
      : period.from === null
      ? sql`${at} < ${time(period.to)}`
      : sql`(${at} >= ${time(period.from)} and ${at} < ${time(period.to)})`

  /** In the period that is asked for, or in the one that it is compared with. */
  const eitherTime = (at: Statement.Fragment, { before, period }: MeasureQuestion): Statement.Fragment =>
    before === null ? within(at, period) : sql`(${within(at, period)} or ${within(at, before)})`

  /** Of rows that belong to a customer by this column. */
  const whose = ({ question: { customers, excluded, filters }, tenant }: Scope, column: Statement.Fragment) => {
    const { customer_statuses, details, industries } = filters
    const meant = customers.length === 0 ? no : sql`${column} = ${oneOf(customers.map(({ id }) => id))}`
    const named = excluded.length === 0
      ? meant
      : sql`${meant} and (${column} = ${oneOf(excluded.map(({ id }) => id))}) is not true`
    if (industries.length + customer_statuses.length + details.length === 0) return named
    return sql`${named} and ${column} in (select c.id from domain.customers c where c.tenant_id = ${tenant}
      and ${industries.length === 0 ? no : sql`c.industry = ${oneOf(industries)}`}
      and ${customer_statuses.length === 0 ? no : sql`lower(c.status) = ${oneOf(customer_statuses)}`}
      and ${details.length === 0 ? no : sql.and(details.map(holding))})`
  }

  /** One of these stands in the metadata of `c`. */
  const holding = (group: MeasureQuestion["filters"]["details"][number]) =>
    sql.or(group.map(({ path: [outer = "", inner], value }) =>
      inner === undefined
        ? sql`c.metadata ->> ${outer}::text = ${value}`
        : sql`c.metadata -> ${outer}::text ->> ${inner}::text = ${value}`
    ))

  const inCurrency = ({ question: { filters: { currency } } }: Scope, column: Statement.Fragment) =>
    currency === null ? no : sql`${column} = ${currency}`

  const orders = (scope: Scope) => {
    const { filters, metric } = scope.question
    const priority = metric === "rush_orders" ? "rush" : filters.priority
    return sql`select o.customer_id, o.currency, o.created_at as at, o.id as item, o.order_number as item_name,
        o.total_amount as amount, o.priority, o.status, o.created_at as date,
        lower(o.status) = ${oneOf(["cancelled", "canceled"])} as cancelled
      from domain.sales_orders o
      where o.tenant_id = ${scope.tenant} and ${eitherTime(sql`o.created_at`, scope.question)}
        and o.created_at <= ${time(scope.now)} and ${whose(scope, sql`o.customer_id`)}
        and ${inCurrency(scope, sql`o.currency`)} and ${priority === null ? no : sql`o.priority = ${priority}`}
        and ${filters.order_statuses.length === 0 ? no : sql`lower(o.status) = ${oneOf(filters.order_statuses)}`}
        and ${bounded(sql`o.total_amount`, filters.amount)}`
  }

  const invoices = (scope: Scope) =>
    sql`select i.customer_id, i.currency, i.issued_at as at, i.id as item, i.invoice_number as item_name, i.amount,
        i.issued_at as date
      from domain.invoices i
      where i.tenant_id = ${scope.tenant} and ${eitherTime(sql`i.issued_at`, scope.question)}
        and i.issued_at <= ${time(scope.now)} and ${whose(scope, sql`i.customer_id`)}
        and ${inCurrency(scope, sql`i.currency`)} and lower(i.status) <> ${noneOf(neverBilled)}
        and ${bounded(sql`i.amount`, scope.question.filters.amount)}`

  const payments = (scope: Scope) =>
    sql`select i.customer_id, i.currency, p.paid_at as at, p.amount
      from domain.payments p
      join domain.invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
      where p.tenant_id = ${scope.tenant} and i.tenant_id = ${scope.tenant}
        and ${eitherTime(sql`p.paid_at`, scope.question)} and p.paid_at <= ${time(scope.now)}
        and ${whose(scope, sql`i.customer_id`)} and ${inCurrency(scope, sql`i.currency`)}
        and ${bounded(sql`p.amount`, scope.question.filters.amount)}`

  /** Invoices on which something is still owed, with how much and for how many days past the due date. */
  const unsettled = (scope: Scope) => {
    const { filters, metric, period } = scope.question
    const at = metric === "due_amount" ? sql`i.due_date` : sql`i.issued_at`
    const overdue = metric === "overdue_amount" || metric === "overdue_invoices" || metric === "ageing"
    return sql`select u.* from (
        select i.customer_id, i.currency, ${at} as at, i.id as item, i.invoice_number as item_name, i.due_date as date,
          i.amount - coalesce(p.paid, 0) as amount, coalesce(p.paid, 0) > 0 as part_paid,
          greatest(${day(time(scope.now))} - ${day(sql`i.due_date`)}, 0) as days
        from domain.invoices i
        left join lateral (select sum(p.amount) as paid from domain.payments p
          where p.tenant_id = i.tenant_id and p.invoice_id = i.id and p.paid_at <= ${time(scope.now)}) p on true
        where i.tenant_id = ${scope.tenant} and i.issued_at <= ${time(scope.now)} and ${within(at, period)}
          and ${whose(scope, sql`i.customer_id`)} and ${inCurrency(scope, sql`i.currency`)}
          and ${stillIn(sql`i.status`, nothingOwed)}
      ) u where u.amount > 0 and ${overdue ? sql`u.days > 0` : no} and ${bounded(sql`u.amount`, filters.amount)}
        and ${bounded(sql`u.days`, filters.days)}`
  }

  /** Invoices that are paid in full, dated by their last payment, with how many days that was after the due date. */
  const settled = (scope: Scope) => {
    const { filters } = scope.question
    const others = (payment: Statement.Fragment) =>
      sql`${payment}.tenant_id = p.tenant_id and ${payment}.invoice_id = p.invoice_id
        and ${payment}.paid_at <= ${time(scope.now)}`
    return sql`select s.* from (
        select i.customer_id, i.currency, p.paid_at as at, i.id as item, i.invoice_number as item_name, i.amount,
          p.paid_at as date, ${day(sql`p.paid_at`)} - ${day(sql`i.due_date`)} as days
        from domain.payments p
        join domain.invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
        where p.tenant_id = ${scope.tenant} and i.tenant_id = ${scope.tenant}
          and ${eitherTime(sql`p.paid_at`, scope.question)} and p.paid_at <= ${time(scope.now)}
          and i.issued_at <= ${time(scope.now)} and i.amount > 0 and ${whose(scope, sql`i.customer_id`)}
          and ${inCurrency(scope, sql`i.currency`)} and ${bounded(sql`i.amount`, filters.amount)}
          and lower(i.status) <> ${noneOf([...neverBilled, ...writtenOff])}
          and not exists (select from domain.payments l
            where ${others(sql`l`)} and (l.paid_at, l.id) > (p.paid_at, p.id))
          and (p.amount >= i.amount or lower(i.status) = ${oneOf(settledInvoice)}
            or (select sum(o.amount) from domain.payments o where ${others(sql`o`)}) >= i.amount)
      ) s where ${bounded(sql`s.days`, filters.days)}`
  }

  /** One row a customer and currency: what is owed, what was invoiced lately, what is ordered and not invoiced yet. */
  const standing = (scope: Scope) => {
    const since = (days: number) => time(scope.now - days * dayMillis)
    const owed = { ...scope, question: { ...scope.question, metric: "open_amount" as const, period: null } }
    const invoiced = sql`select i.customer_id, i.currency, 0 as owed, i.amount as invoiced_365,
        case when i.issued_at > ${since(90)} then i.amount else 0 end as invoiced_90, 0 as ordered
      from domain.invoices i where i.tenant_id = ${scope.tenant} and i.issued_at > ${since(365)}
        and i.issued_at <= ${time(scope.now)} and lower(i.status) <> ${noneOf(neverBilled)}
        and ${whose(scope, sql`i.customer_id`)} and ${inCurrency(scope, sql`i.currency`)}`
    const ordered = sql`select o.customer_id, o.currency, 0 as owed, 0 as invoiced_365, 0 as invoiced_90,
        o.total_amount as ordered
      from domain.sales_orders o where o.tenant_id = ${scope.tenant} and o.created_at <= ${time(scope.now)}
        and ${stillIn(sql`o.status`, finishedOrder)} and ${whose(scope, sql`o.customer_id`)}
        and ${inCurrency(scope, sql`o.currency`)}
        and not exists (select from domain.invoices i where i.tenant_id = ${scope.tenant}
          and i.customer_id = o.customer_id and i.order_id = o.id and lower(i.status) <> ${noneOf(neverBilled)})`
    return sql`select a.customer_id, a.currency, a.owed, a.invoiced_90, a.invoiced_365, a.owed + a.ordered as exposure,
        case when c.currency = a.currency and c.credit_limit > 0 then c.credit_limit end as credit_limit
      from (
        select customer_id, currency, sum(owed) as owed, sum(invoiced_365) as invoiced_365,
          sum(invoiced_90) as invoiced_90, sum(ordered) as ordered
        from (
          select customer_id, currency, amount as owed, 0 as invoiced_365, 0 as invoiced_90, 0 as ordered
          from (${unsettled(owed)}) owed
          union all ${scope.question.metric === "dso" ? invoiced : ordered}
        ) each group by 1, 2
      ) a join domain.customers c on c.tenant_id = ${scope.tenant} and c.id = a.customer_id`
  }

  const customers = (scope: Scope) => {
    const { metric, period } = scope.question
    const idle = metric === "inactive_customers" && period !== null
    const limited = metric === "credit_limit"
      ? sql`c.credit_limit is not null`
      : metric === "payment_terms"
      ? sql`c.payment_terms_days is not null`
      : metric === "new_customers"
      ? within(sql`c.created_at`, period)
      : no
    return sql`select c.id as customer_id, c.currency, c.created_at as at, c.credit_limit as amount,
        c.payment_terms_days as days, ${
      idle
        ? sql`(select max(o.created_at) from domain.sales_orders o where o.tenant_id = c.tenant_id
          and o.customer_id = c.id and o.created_at <= ${time(scope.now)})`
        : sql`c.created_at`
    } as date
      from domain.customers c
      where c.tenant_id = ${scope.tenant} and ${whose(scope, sql`c.id`)} and ${inCurrency(scope, sql`c.currency`)}
        and ${limited} and ${
      idle
        ? sql`c.created_at < ${time(period.from ?? period.to)} and not exists (select from domain.sales_orders o
          where o.tenant_id = ${scope.tenant} and o.customer_id = c.id and ${within(sql`o.created_at`, period)}
            and o.created_at <= ${time(scope.now)})`
        : no
    }`
  }

  const sources: Readonly<Record<Source, (scope: Scope) => Statement.Fragment>> = {
    orders,
    invoices,
    payments,
    unsettled,
    settled,
    standing,
    customers
  }
  return { bounded, within, of: (scope: Scope) => sources[catalogue[scope.question.metric].source](scope) }
}
