/** The business: its rows, its customers and what they are called, the regularities in their histories. */
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { ImportReport } from "../domain/Business.ts"
import { ResolvedEntity } from "../domain/Entity.ts"
import { UserId } from "../domain/Ids.ts"
import { PatternReport } from "../domain/Pattern.ts"
import { errors } from "./Errors.ts"
import { Done, id, limitParam, maybe, words } from "./Fields.ts"

const Row = Schema.Record({ key: Schema.String, value: Schema.Unknown })

const streams = {
  "application/x-ndjson": { schema: { type: "string", description: "One row a line." } },
  "text/csv": { schema: { type: "string", description: "The first line names the columns." } }
}

const upsert = HttpApiEndpoint.put("upsert", "/api/v1/domain/:table")
  .setPath(Schema.Struct({
    table: Schema.String.annotations({ description: "customers, sales_orders, invoices or payments" })
  }))
  .setPayload(Schema.Struct({ rows: Schema.Array(Row) }).annotations({ identifier: "RowsRequest" }))
  .addSuccess(ImportReport.annotations({ identifier: "ImportReport" }))
  .annotateContext(OpenApi.annotations({
    summary: "Bring in rows",
    description: "Upserts by `id`, streaming, in batches; a bad row is rejected alone and named by its number from 1.",
    transform: (operation) => ({
      ...operation,
      requestBody: { ...operation.requestBody, content: { ...operation.requestBody?.content, ...streams } }
    })
  }))

export const domain = HttpApiGroup.make("domain").add(upsert).addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Business", description: "Customers, orders, invoices, payments." }))

const search = HttpApiEndpoint.get("search", "/api/v1/entities")
  .setUrlParams(Schema.Struct({ query: words(500), limit: limitParam(10, 100) }))
  .addSuccess(Schema.Struct({ entities: Schema.Array(ResolvedEntity.annotations({ identifier: "ResolvedEntity" })) }))
  .annotate(OpenApi.Summary, "Find customers by name, alias, or something like it")

const AliasRequest = Schema.Struct({
  alias: words(200),
  user_id: maybe(UserId.annotations({ description: "Whose word it is; everyone's if absent." }))
}).annotations({ identifier: "AliasRequest", examples: [{ alias: "the big one" }] })

const addAlias = HttpApiEndpoint.post("addAlias", "/api/v1/entities/:id/aliases").setPath(Schema.Struct({ id }))
  .setPayload(AliasRequest)
  .addSuccess(
    Schema.Struct({ success: Schema.Literal(true), entity_id: Schema.String, alias: Schema.String }).annotations({
      identifier: "AliasReply"
    })
  )
  .annotate(OpenApi.Summary, "Teach another name for a customer")

const removeAlias = HttpApiEndpoint.del("removeAlias", "/api/v1/entities/:id/aliases/:alias")
  .setPath(Schema.Struct({ id, alias: words(200) }))
  .setUrlParams(Schema.Struct({ user_id: maybe(UserId) }))
  .addSuccess(Done)
  .annotate(OpenApi.Summary, "Take a name back")

const patterns = HttpApiEndpoint.get("patterns", "/api/v1/entities/:id/patterns").setPath(Schema.Struct({ id }))
  .addSuccess(PatternReport.annotations({ identifier: "PatternReport" }))
  .annotate(OpenApi.Summary, "What regularities a customer's history has")
  .annotate(OpenApi.Description, "`missing` names each detector that could not say, and why.")

export const entities = HttpApiGroup.make("entities").add(search).add(addAlias).add(removeAlias).add(patterns)
  .addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Entities", description: "Who a question can be about." }))
