/** A closed-loop load: so many connections, each sending its next request when the last one was answered. */
import { Agent, request } from "node:http"

export interface Measured {
  readonly name: string
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly failed: number
}

export interface Load {
  readonly name: string
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** The body of the n-th request. */
  readonly body: (n: number) => unknown
  readonly expect: (text: string) => boolean
}

const send = (agent: Agent, url: string, body: string) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(
      url,
      { method: "POST", agent, headers: { "content-type": "application/json" } },
      (response) => {
        const parts: Array<Buffer> = []
        response.on("data", (part: Buffer) => parts.push(part))
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
      }
    )
    sent.on("error", reject)
    sent.end(body)
  })

const quantile = (sorted: ReadonlyArray<number>, q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0

export const run = async (load: Load): Promise<Measured> => {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
  const took: Array<number> = []
  let failed = 0
  let n = 0
  const end = performance.now() + load.seconds * 1_000
  const started = performance.now()
  await Promise.all(Array.from({ length: load.connections }, async () => {
    while (performance.now() < end) {
      const begun = performance.now()
      const { status, text } = await send(agent, load.url, JSON.stringify(load.body(n++)))
      took.push(performance.now() - begun)
      if (status !== 200 || !load.expect(text)) failed += 1
    }
  }))
  const seconds = (performance.now() - started) / 1_000
  agent.destroy()
  const sorted = took.toSorted((a, b) => a - b)
  return {
    name: load.name,
    perSecond: took.length / seconds,
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    failed
  }
}

export const table = (rows: ReadonlyArray<Measured>): string => {
  const base = rows[0]
  const cells = rows.map((row) => [
    row.name,
    row.perSecond.toFixed(0),
    base === undefined ? "" : (row.perSecond / base.perSecond).toFixed(3),
    row.p50.toFixed(1),
    row.p95.toFixed(1),
    row.p99.toFixed(1),
    String(row.failed)
  ])
  const head = ["", "req/s", "ratio", "p50 ms", "p95 ms", "p99 ms", "failed"]
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => (row[i] ?? "").length)))
  return [head, ...cells].map((row) =>
    row.map((cell, i) => i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)).join("  ")
  ).join("\n")
}
