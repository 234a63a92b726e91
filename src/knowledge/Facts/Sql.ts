/** Facts from PostgreSQL: one statement for all customers of a question, one for each kind of record that it names. */
import type { SqlClient } from "@effect/sql"
import { Clock, Duration, Effect, Layer, Option } from "effect"
import type { NamedRecord } from "../../domain/Entity.ts"
import type { TenantId } from "../../domain/Ids.ts"
import { TimedOut } from "../../resilience/Deadline.ts"
import * as Omissions from "../../resilience/Omissions.ts"
import { Facts, type Service } from "../Facts.ts"
import { storing } from "../Storing.ts"
import * as Overviews from "./Overviews.ts"
import { ofBusiness, ofOutdated } from "./Portfolio.ts"
import { ofInvoice, ofOrder } from "./Records.ts"
import { evidence, ofCustomer, ofStanding } from "./Sentences.ts"
import { standingOf } from "./Standing.ts"
import * as Statements from "./Statements.ts"

type Subject = Parameters<Service["about"]>[1]

const make = Effect.gen(function*() {
  const read = yield* Statements.make
  const overviews = yield* Overviews.make
  const { late } = yield* Overviews.OverviewPolicy

  const about = Effect.fn("Facts.about")(function*(tenant: TenantId, { entities, records }: Subject) {
    const now = yield* Clock.currentTimeMillis
    const ids = entities.filter(({ type }) => type === "customer").map(({ entity_id }) => entity_id)
    const named = (kind: NamedRecord["kind"]) => records.filter((record) => record.kind === kind).map(({ id }) => id)
    const [orders, invoices] = [named("order"), named("invoice")]
    const found = yield* Effect.all({
      standing: ids.length === 0 ? Effect.succeed([]) : read.standing({ tenant, now, ids }),
      orders: orders.length === 0 ? Effect.succeed([]) : read.orderRecords({ tenant, now, ids: orders }),
      invoices: invoices.length === 0 ? Effect.succeed([]) : read.invoiceRecords({ tenant, now, ids: invoices })
    }, { concurrency: 3 })
    const customers = found.standing.flatMap((rows) =>
      ids.flatMap((id) =>
        rows.profiles.filter((profile) => profile.id === id)
          .flatMap((profile) => {
            const own = ({ customer_id }: { readonly customer_id: string }) => customer_id === id
            const standing = standingOf(profile.currency, rows.orders.filter(own), rows.invoices.filter(own))
            const subject = { name: profile.name, ref: `customer:${id}`, entity_id: id }
            return [...ofCustomer(profile, standing, now), ...ofStanding(subject, standing)].map((said) =>
              evidence(subject, now, said)
            )
          })
      )
    )
    return [
      ...found.orders.map((order) => ofOrder(order, now)),
      ...found.invoices.map((invoice) => ofInvoice(invoice, now)),
      ...customers
    ]
  }, storing("Facts.about"))

  const portfolio = Effect.fn("Facts.portfolio")(function*(tenant: TenantId) {
    const now = yield* Clock.currentTimeMillis
    const kept = yield* overviews.kept(tenant, now)
    if (Option.isNone(kept)) {
      const business = yield* read.business({ tenant, now, ids: undefined })
      return business.flatMap((one) => ofBusiness(one, now))
    }
    const { business, computed_at, current } = kept.value
    const age = now - computed_at
    if (!current && age > Duration.toMillis(late)) yield* Omissions.note(notRefreshed(age))
    return current ? ofBusiness(business, computed_at) : ofOutdated(business, computed_at)
  }, storing("Facts.portfolio"))

  return Facts.of({ about, portfolio })
})

export const layer: Layer.Layer<Facts, never, SqlClient.SqlClient> = Layer.effect(Facts, make)

const notRefreshed = (age: number): Omissions.Omission => ({
  component: "facts.overview",
  error: new TimedOut({ stage: "overview", after_ms: age, deadline: false }),
  used_instead: "the figures of the last time"
})
