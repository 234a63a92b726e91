/** Who is asking: what a request may see and do follows from it. */
import { Context } from "effect"
import type { TenantId } from "./Ids.ts"

export interface Principal {
  readonly tenant: TenantId
  /** `user` may ask and manage knowledge; `operator` may also operate the service. */
  readonly role: "user" | "operator"
  /** Stable name of the key (never the key), or the peer's address: what rate limits count by. */
  readonly client: string
}

export class CurrentPrincipal extends Context.Tag("holdfast/domain/CurrentPrincipal")<CurrentPrincipal, Principal>() {}
