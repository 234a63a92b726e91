/** `holdfast ask`: one question from the command line, answered as over HTTP. */
import { Clock, Console, Effect } from "effect"
import { ChatPipeline } from "../chat/ChatPipeline.ts"
import { NewId, type SessionId, type TenantId, type UserId } from "../domain/Ids.ts"
import * as Print from "./Print.ts"

export interface Asking {
  readonly tenant: TenantId
  readonly user_id: UserId
  readonly session_id: SessionId
  readonly query: string
  readonly deadline_ms: number
}

export const ask = Effect.fn("Ask.ask")(function*(asking: Asking) {
  const chat = yield* ChatPipeline
  const newId = yield* NewId
  const answer = yield* chat.ask({ ...asking, correlation_id: newId.make(yield* Clock.currentTimeMillis) })
  yield* Console.log(Print.answer(asking.query, answer))
  return answer
})
