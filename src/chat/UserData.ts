/** Everything kept about one user: to hand over, or to make go away. */
import { Context, type Effect, type Stream } from "effect"
import type { TenantId, UserId } from "../domain/Ids.ts"
import type { StoreError } from "../storage/StoreError.ts"

export interface Service {
  /** One JSON object a record, with its `kind`: `exchange`, `memory`, `session`, `archive`, `alias`. */
  readonly exported: (
    tenant: TenantId,
    user_id: UserId
  ) => Stream.Stream<Readonly<Record<string, unknown>>, StoreError>
  /** When it returns nothing of the user is left in any tier. Counts what was deleted, by kind. */
  readonly forget: (
    tenant: TenantId,
    user_id: UserId
  ) => Effect.Effect<Readonly<Record<string, number>>, StoreError>
}

export class UserData extends Context.Tag("holdfast/chat/UserData")<UserData, Service>() {}
