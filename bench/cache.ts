/**
 * How often the caches answer on a day like many: 200 customers, of whom some are asked about far more than others, ten
 * ways to ask, every question in a session of its own, and a new order with every hundredth question.
 * Run after `npm run build`: `npm run bench:cache [-- questions customers]`.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Chance from "../src/ops/Demo/Chance.ts"
import { start, stop } from "./service.ts"

const questions = Number(process.argv[2] ?? 10_000)
const customers = Number(process.argv[3] ?? 200)
const questionsAnOrder = 100
const url = "http://127.0.0.1:8140"

const asked = [
  "What is the status of",
  "How much does a client owe us:",
  "How many orders did we get from",
  "What is overdue at",
  "Should we extend payment terms to",
  "Has payment behaviour changed at",
  "Show me the open invoices of",
  "When did we last hear from",
  "Is there any risk with",
  "What do we know about"
]

const chance = Chance.make(7)

/** By Zipf's law: the second is asked for half as often as the first. */
const popular = (count: number) => {
  const shares = Array.from({ length: count }, (_, i) => 1 / (i + 1))
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return () => {
    let left = chance.next() * whole
    return Math.max(0, shares.findIndex((share) => (left -= share) <= 0))
  }
}

const send = async (method: string, path: string, body: unknown) => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body)
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
}

const firsts = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Ivory", "Juniper", "Kelp"]
const seconds = ["Analytics", "Bearings", "Ceramics", "Dairies", "Engines", "Foundry", "Glass", "Hydraulics", "Inks"]
const nameOf = (i: number) =>
  `${firsts[i % 10]} ${seconds[Math.floor(i / 10) % 9]} ${String.fromCharCode(65 + i % 26)}${i}`
const order = (i: number, customer: number) => ({
  id: `so-${i}`,
  customer_id: `c-${customer}`,
  order_date: `2025-0${1 + i % 9}-${String(1 + i % 28).padStart(2, "0")}`,
  total: 100 + i % 900,
  status: "fulfilled"
})

const main = async () => {
  const home = mkdtempSync(join(tmpdir(), "holdfast-bench-"))
  const service = await start(["dist/main.js", "serve"], 8140, "/health/ready", {
    HOLDFAST_DATA_DIR: home,
    HOLDFAST_CLIENT_REQUESTS_PER_MINUTE: "1000000"
  })
  try {
    await send("PUT", "/api/v1/domain/customers", {
      rows: Array.from({ length: customers }, (_, i) => ({ id: `c-${i}`, name: nameOf(i) }))
    })
    await send("PUT", "/api/v1/domain/sales_orders", {
      rows: Array.from({ length: customers * 20 }, (_, i) => order(i, i % customers))
    })
    const customer = popular(customers)
    const way = popular(asked.length)
    for (let n = 0; n < questions; n++) {
      if (n % questionsAnOrder === questionsAnOrder - 1) {
        await send("PUT", "/api/v1/domain/sales_orders", { rows: [order(customers * 20 + n, customer())] })
      }
      await send("POST", "/api/chat", { query: `${asked[way()]} ${nameOf(customer())}?`, session_id: `s-${n}` })
    }
    const text = await fetch(`${url}/metrics`).then((response) => response.text())
    console.log(`${questions} questions about ${customers} customers, a new order with every ${questionsAnOrder}th`)
    report(text)
  } finally {
    await stop(service)
    rmSync(home, { recursive: true, force: true })
  }
}

/** What a lower tier is asked for is what the tier above did not have: the cache as a whole missed what the last one did. */
const report = (metrics: string) => {
  const found = (name: string) =>
    Array.from(metrics.matchAll(new RegExp(`^${name}\\{cache_type="(\\w+)",tier="(\\w+)"\\} (\\d+)`, "gm")))
      .map(([, cache = "", tier = "", count]) => ({ cache, tier, count: Number(count) }))
  const hits = found("cache_hits_total")
  const misses = found("cache_misses_total")
  for (const cache of new Set(misses.map((one) => one.cache))) {
    const hit = hits.filter((one) => one.cache === cache).reduce((sum, { count }) => sum + count, 0)
    const missed = Math.min(...misses.filter((one) => one.cache === cache).map(({ count }) => count))
    const tiers = hits.filter((one) => one.cache === cache).map(({ count, tier }) => `${tier} ${count}`).join(", ")
    console.log(`${cache.padEnd(10)} ${(100 * hit / (hit + missed)).toFixed(1)} % (hits: ${tiers}; missed ${missed})`)
  }
}

await main()
