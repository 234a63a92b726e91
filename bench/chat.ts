/**
 * Questions a second and latency of `/api/chat`, with the composer and with a model that takes no time, beside an
 * `HttpApi` that only echoes. Run after `npm run build`: `npm run bench:chat [-- seconds connections]`.
 */
import { Effect } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as FakeProvider from "../test/support/FakeProvider.ts"
import { type Measured, run, table } from "./load.ts"
import { start, stop } from "./service.ts"

const seconds = Number(process.argv[2] ?? 8)
const connections = Number(process.argv[3] ?? 16)
const topics = [
  "What is the status of",
  "How many orders did we get from",
  "What is overdue at",
  "Does the payment behaviour change at"
]
const customers = ["Delta Industries", "Acme Corporation"]
/** Each one new, so that no answer comes from the cache; or always the same few. */
const question = (n: number, fresh: boolean) => ({
  query: `${topics[n % topics.length]} ${customers[n % customers.length]}?${fresh ? ` My case ${n}.` : ""}`,
  session_id: `bench-${n}`
})

const measure = async (name: string, port: number, fresh: boolean): Promise<Measured> => {
  const load = {
    name,
    url: `http://127.0.0.1:${port}/api/chat`,
    connections,
    body: (n: number) => question(n, fresh),
    expect: (text: string) => text.length > 20
  }
  await run({ ...load, seconds: Math.min(3, seconds) })
  return run({ ...load, seconds })
}

const main = async () => {
  const rows: Array<Measured> = []
  const data = mkdtempSync(join(tmpdir(), "holdfast-bench-"))
  const limits = {
    HOLDFAST_DATA_DIR: data,
    HOLDFAST_CLIENT_REQUESTS_PER_MINUTE: "1000000",
    HOLDFAST_LLM_REQUESTS_PER_MINUTE: "1000000",
    HOLDFAST_QUEUE_SIZE: "10000"
  }
  try {
    const echo = await start(["--import", "tsx", "bench/echo.ts"], 8101, "/")
    rows.push(await measure("bare HttpApi echo", 8101, true))
    await stop(echo)

    const composer = await start(["dist/main.js", "demo"], 8102, "/health/ready", limits)
    rows.push(await measure("composer, every question new", 8102, true))
    rows.push(await measure("composer, questions repeat", 8102, false))
    await stop(composer)

    const withModel = Effect.scoped(Effect.gen(function*() {
      const provider = yield* FakeProvider.make()
      yield* Effect.promise(async () => {
        const service = await start(["dist/main.js", "serve"], 8103, "/health/ready", {
          ...limits,
          HOLDFAST_PRIMARY_MODEL: "compatible/fake",
          COMPATIBLE_BASE_URL: provider.url
        })
        rows.push(await measure("model that takes no time", 8103, true))
        await stop(service)
      })
    }))
    await Effect.runPromise(withModel)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
  console.log(`${connections} connections, ${seconds} s each, embedded database; ratio to the echo\n\n${table(rows)}`)
}

await main()
