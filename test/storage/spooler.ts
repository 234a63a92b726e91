/** A process that spools twenty records of a kilobyte, and says of each whether it was kept. */
import { Effect } from "effect"
import * as Spool from "../../src/storage/Spool.ts"

const spooling = Effect.gen(function*() {
  const spool = yield* Spool.Spool
  for (let n = 0; n < 20; n += 1) {
    const said = yield* spool.append({ id: String(n), kind: "exchange", payload: "x".repeat(1_000) }).pipe(
      Effect.match({ onFailure: () => "full", onSuccess: () => "kept" })
    )
    process.stdout.write(`${said}\n`)
  }
})

Effect.runFork(Effect.provide(spooling, Spool.layer({ dataDir: process.argv[2] ?? "" })))
