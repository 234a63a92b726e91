/** Collections taken in and searched through the HTTP API, as any client would. */
import type { Collection, Entry } from "./Collections.ts"
import type { Run } from "./Metrics.ts"

export interface Served {
  readonly run: Run
  readonly indexMs: number
  /** Of one search, while nothing else is asked. */
  readonly p50: number
  readonly p95: number
}

/** With the key of one tenant; anything but success is thrown. */
export const posting = (url: string, key: string) => async <A>(path: string, body: unknown): Promise<A> => {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key },
    body: JSON.stringify(body)
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return await response.json() as A
}

/** Each collection belongs to the tenant of a key of its own, so that none sees another's texts. */
export const served = async (url: string, key: string, collection: Collection): Promise<Served> => {
  const post = posting(url, key)
  const isTalk = collection.kind === "conversations"
  const begun = performance.now()
  for (let i = 0; i < collection.entries.length; i += 200) {
    const some = collection.entries.slice(i, i + 200)
    await (isTalk
      ? post("/api/memories", { memories: some.map(asMemory) })
      : post("/api/documents", { documents: some.map(asDocument) }))
  }
  const indexMs = performance.now() - begun
  const run = new Map<string, ReadonlyArray<string>>()
  const took: Array<number> = []
  for (const { group, id, text } of collection.questions) {
    const asked = performance.now()
    const { results } = isTalk
      ? await post<Results>("/api/memories/search", { query: text, user_id: group, limit: 100 })
      : await post<Results>("/api/documents/search", { query: text, limit: 100 })
    took.push(performance.now() - asked)
    run.set(id, [...new Set(results.map((hit) => hit.document_id ?? hit.id ?? ""))])
  }
  took.sort((a, b) => a - b)
  const quantile = (q: number) => took[Math.floor(q * took.length)] ?? 0
  return { run, indexMs, p50: quantile(0.5), p95: quantile(0.95) }
}

interface Results {
  readonly results: ReadonlyArray<{ readonly id?: string; readonly document_id?: string }>
}

const asMemory = ({ group, id, said_at, session, speaker, text }: Entry) => ({
  id,
  user_id: group,
  session_id: session,
  speaker,
  content: text,
  created_at: new Date(said_at).toISOString()
})

export const asDocument = ({ id, text, title }: Entry) => ({ id, text, ...(title === "" ? {} : { title }) })
