/** The rows of the business, its customers' names and patterns over HTTP. */
import { Effect, Layer, Schema } from "effect"
import * as Contract from "../api/Business.ts"
import { DomainTable } from "../domain/Business.ts"
import { BusinessRows } from "../knowledge/BusinessRows.ts"
import * as Parse from "../knowledge/BusinessRows/Parse.ts"
import { Entities } from "../knowledge/Entities.ts"
import { Patterns } from "../knowledge/Patterns.ts"
import { Admission } from "./Admission.ts"
import * as Answering from "./Answering.ts"
import * as Body from "./Body.ts"
import { HttpOptions } from "./Options.ts"
import { missing, unreadableType } from "./Refused.ts"

const done = { success: true } as const

export const entities = Layer.unwrapEffect(Effect.gen(function*() {
  const entities = yield* Entities
  const patterns = yield* Patterns
  const { ordinary } = yield* Admission
  return Answering.group(Contract.entities, {
    search: ({ tenant, urlParams }) =>
      Effect.map(entities.search(tenant, urlParams.query.trim(), urlParams.limit), (entities) => ({ entities })),
    addAlias: ({ path, payload, tenant }) =>
      Effect.as(
        entities.addAlias(tenant, { ...payload, alias: payload.alias.trim(), entity_id: path.id, source: "api" }),
        { ...done, entity_id: path.id, alias: payload.alias.trim() }
      ),
    removeAlias: ({ path, tenant, urlParams }) =>
      Effect.as(entities.removeAlias(tenant, { ...urlParams, alias: path.alias.trim(), entity_id: path.id }), done),
    patterns: ({ path, tenant }) => patterns.forCustomer(tenant, path.id)
  }, { admit: () => ordinary })
}))

export const domain = Layer.unwrapEffect(Effect.gen(function*() {
  const business = yield* BusinessRows
  const { bulk, large } = yield* Admission
  const { bodies } = yield* HttpOptions
  return Answering.group(Contract.domain, {
    upsert: {
      raw: Effect.fnUntraced(function*({ path, request, tenant }) {
        const table = path.table
        if (!isTable(table)) return yield* Effect.fail(noSuchTable)
        const format = Parse.formatOf(Body.mediaType(request) || "application/json")
        if (format === undefined) return yield* Effect.fail(unreadableRows)
        const rows = Parse.rows(format, Body.stream(request, bodies.importBytes, bodies))
        const upserted = business.upsert(tenant, table, rows)
        return yield* format === "json" && Body.mayBeLarge(request) ? large(upserted) : upserted
      })
    }
  }, { admit: () => bulk })
}))

const isTable = Schema.is(DomainTable)

const noSuchTable = missing(`There is no such table; expected ${DomainTable.literals.join(", ")}.`)

const unreadableRows = unreadableType("rows as application/json, application/x-ndjson or text/csv")
