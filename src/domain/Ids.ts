/** Names for things, branded so that one is never passed where another is meant. */
import { Context, Schema } from "effect"

/** Whose data a request may see. Without API keys it is `default`. */
export const TenantId = Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(128), Schema.brand("holdfast/TenantId"))
export type TenantId = typeof TenantId.Type
export const defaultTenant = TenantId.make("default")

const callerId = Schema.String.pipe(
  Schema.minLength(1),
  Schema.maxLength(128),
  Schema.filter((id) => id.isWellFormed() && !id.includes("\0"), {
    message: () => "expected text without NUL characters or broken Unicode"
  })
)

export const UserId = callerId.pipe(Schema.brand("holdfast/UserId"))
export type UserId = typeof UserId.Type
export const anonymous = UserId.make("anonymous")

export const SessionId = callerId.pipe(Schema.brand("holdfast/SessionId"))
export type SessionId = typeof SessionId.Type

/** Makes the ids of new rows: UUIDv7, so that they sort by time. Tests replace it with a counter. */
export class NewId extends Context.Reference<NewId>()("holdfast/domain/NewId", {
  defaultValue: () => ({ make: (now: number): string => uuidv7(now, crypto.getRandomValues(new Uint8Array(10))) })
}) {}

/** UUID version 7 (RFC 9562, section 5.7) for `now` in epoch milliseconds, from ten random bytes. */
export const uuidv7 = (now: number, random: Uint8Array): string => {
  const time = Math.floor(now).toString(16).padStart(12, "0")
  const bytes = Array.from(random)
  const hex = bytes.map((byte, i) => (i === 0 ? (byte & 0x0f) | 0x70 : i === 2 ? (byte & 0x3f) | 0x80 : byte))
    .map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}
