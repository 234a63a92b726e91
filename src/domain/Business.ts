/** Rows of the business tables, as they are imported. Money is in the row's currency, times are ISO 8601. */
import { Schema } from "effect"

export const DomainTable = Schema.Literal("customers", "sales_orders", "invoices", "payments")
export type DomainTable = typeof DomainTable.Type

export const Priority = Schema.Literal("low", "normal", "rush")

/** What an import did: `row` counts from 1 in the order received (for files: the line's record number). */
export const ImportReport = Schema.Struct({
  success: Schema.Boolean,
  upserted: Schema.Number,
  rejected: Schema.Array(Schema.Struct({ row: Schema.Number, message: Schema.String }))
})
export type ImportReport = typeof ImportReport.Type
