/** An exchange as it lies in the spool. */
import { Schema } from "effect"
import { Answer } from "../../domain/Answer.ts"
import { SessionId, TenantId, UserId } from "../../domain/Ids.ts"

const SpooledExchange = Schema.Struct({
  tenant: TenantId,
  query: Schema.String,
  answer: Answer,
  session_id: Schema.optionalWith(SessionId, { exact: true }),
  user_id: UserId,
  idempotency: Schema.optionalWith(Schema.Struct({ key: Schema.String, body_hash: Schema.String }), { exact: true }),
  at: Schema.Number
})

export const kind = "exchange"
export const encode = Schema.encodeSync(SpooledExchange)
export const decode = Schema.decodeUnknown(SpooledExchange)
export const decodeOption = Schema.decodeUnknownOption(SpooledExchange)
