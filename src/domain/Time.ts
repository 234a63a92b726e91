/** Times cross every edge as ISO 8601 in UTC; inside they are epoch milliseconds. */
import { DateTime } from "effect"

export const isoTime = (epochMillis: number): string => DateTime.formatIso(DateTime.unsafeMake(epochMillis))
/** The calendar day in UTC: `2026-03-09`. */
export const isoDay = (epochMillis: number): string => DateTime.formatIsoDateUtc(DateTime.unsafeMake(epochMillis))
