/** What was measured at one size, on one database. */
export interface Figures {
  readonly engine: string
  readonly size: number
  readonly chunksPerSecond: number
  readonly memoriesPerSecond: number
  readonly documents: Latency
  readonly memories: Latency
  /** Of a user who has asked twice before. */
  readonly again: Latency
  /** The same questions as one statement each, on the same tables. */
  readonly directDocuments: Latency
  readonly directMemories: Latency
  /** Of searches for a text by words out of it, how many have that text among their ten. */
  readonly documentsFound: number
  readonly memoriesFound: number
  /** One memory said by itself, with the look-up of what is akin to it. */
  readonly notes: Latency
  readonly residentMb: number
}

export interface Latency {
  readonly p50: number
  readonly p95: number
}

export const latency = (times: ReadonlyArray<number>): Latency => {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

const ms = ({ p50, p95 }: Latency) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`

export const header =
  `| database | texts of each kind | chunks/s | memories/s | documents p50 / p95 ms | direct SQL | × | found ` +
  `| memories p50 / p95 ms | asked again | direct SQL | × | again × | found | one note p50 / p95 ms | resident MB |\n|${
    "---|".repeat(16)
  }`

export const row = (one: Figures) =>
  `| ${
    [
      one.engine,
      one.size,
      Math.round(one.chunksPerSecond),
      Math.round(one.memoriesPerSecond),
      ms(one.documents),
      ms(one.directDocuments),
      (one.documents.p50 / one.directDocuments.p50).toFixed(2),
      `${Math.round(one.documentsFound * 100)} %`,
      ms(one.memories),
      ms(one.again),
      ms(one.directMemories),
      (one.memories.p50 / one.directMemories.p50).toFixed(2),
      (one.again.p50 / one.directMemories.p50).toFixed(2),
      `${Math.round(one.memoriesFound * 100)} %`,
      ms(one.notes),
      Math.round(one.residentMb)
    ].join(" | ")
  } |`
