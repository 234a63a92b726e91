/** `holdfast demo`: a business to try things on, three questions about it, and their answers. */
import { Console, Effect } from "effect"
import { defaultTenant, SessionId, UserId } from "../domain/Ids.ts"
import * as Ask from "./Ask.ts"
import * as Load from "./Demo/Load.ts"

/** A status, a pattern, a decision: the last two lean on the conversation. */
const questions = [
  "What is the status of Delta Industries?",
  "What patterns do you see with Delta?",
  "Should we extend payment terms to them?"
]

export const run = Effect.fn("Demo.run")(function*(deadline_ms: number) {
  yield* Console.log("Loading the demo business …")
  yield* Load.load((line) => Console.log(`  ${line}`))
  for (const query of questions) {
    yield* Console.log("")
    yield* Ask.ask({
      tenant: defaultTenant,
      user_id: UserId.make("demo"),
      session_id: SessionId.make("demo"),
      query,
      deadline_ms
    })
  }
  yield* Console.log("\nAsk more: holdfast serves the demo business now. Stop it with Ctrl-C.\n")
})
