/** What is known of a request before its handler runs. */
import { Context } from "effect"
import type { Principal } from "../domain/Principal.ts"

export interface Call {
  readonly correlation_id: string
  readonly principal: Principal
  /** Epoch milliseconds: deadlines count from here. */
  readonly arrived: number
}

export class CurrentCall extends Context.Tag("holdfast/http/CurrentCall")<CurrentCall, Call>() {}
