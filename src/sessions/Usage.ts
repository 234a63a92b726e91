/** What was asked and what it cost, by client and day. */
import { Context, type Effect } from "effect"
import type { TenantId } from "../domain/Ids.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Amounts {
  readonly questions: number
  /** Of the questions, those whose answer was degraded. */
  readonly degraded: number
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cost_usd: number
}

export interface UsageOfDay extends Amounts {
  /** In UTC: `2026-03-09`. */
  readonly day: string
  /** The `client_id` or `user_id` that the questions came with. */
  readonly client_id: string
}

export interface UsageReport {
  readonly since: string
  readonly total: Amounts
  /** The latest day first, and in a day whoever asked most; cut off at the limit, which the total is not. */
  readonly usage: ReadonlyArray<UsageOfDay>
}

export interface Service {
  /** Of the exchanges that are kept: what was deleted is not counted. `days` counts today. */
  readonly report: (
    tenant: TenantId,
    asked: { readonly days: number; readonly limit: number }
  ) => Effect.Effect<UsageReport, StoreError>
}

export class Usage extends Context.Tag("holdfast/sessions/Usage")<Usage, Service>() {}
