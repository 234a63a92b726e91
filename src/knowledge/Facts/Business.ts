/** What a whole business adds up to: pure sums, from which its overview is told. */
import { Schema } from "effect"
import * as Sums from "./Aggregates.ts"
import { Leader } from "./Rankings.ts"

export const Business = Schema.Struct({
  customers: Schema.Array(Schema.Struct({ status: Schema.String, count: Schema.Int })),
  orders: Schema.Array(Sums.OrderSums),
  invoices: Schema.Array(Sums.InvoiceSums),
  leaders: Schema.Array(Leader)
})
export type Business = typeof Business.Type
