/**
 * Nanoseconds and bytes a call. Many short rounds in turn, so that what the machine does meanwhile meets all alike, and
 * the processor's time instead of the clock's, the collector's threads included: others on the machine make us wait, not work.
 */
import { PerformanceObserver } from "node:perf_hooks"
import type { Subject } from "./Subject.ts"

const timed = async (subject: Subject, calls: number): Promise<number> => {
  const before = process.cpuUsage()
  await subject.run(calls)
  const { system, user } = process.cpuUsage(before)
  return (user + system) * 1_000 / calls
}

const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

/** The median over the rounds, by name. Each round is `millis` long and comes after at least as much warm-up. */
export const nanoseconds = async (
  subjects: ReadonlyArray<Subject>,
  { millis, rounds }: { readonly millis: number; readonly rounds: number }
): Promise<ReadonlyMap<string, number>> => {
  const prepared: Array<{ readonly subject: Subject; readonly calls: number; readonly taken: Array<number> }> = []
  for (const subject of subjects) {
    let calls = 1_000
    for (let warming = 0; warming < 8; warming++) {
      calls = Math.max(100, Math.ceil(millis * 1e6 / await timed(subject, calls)))
    }
    prepared.push({ subject, calls, taken: [] })
  }
  for (let round = 0; round < rounds; round++) {
    // Rotated, so that nobody always comes after the same neighbour.
    for (let n = 0; n < prepared.length; n++) {
      const { calls, subject, taken } = prepared[(n + round) % prepared.length]!
      taken.push(await timed(subject, calls))
    }
  }
  return new Map(prepared.map(({ subject, taken }) => [subject.name, median(taken)]))
}

/**
 * What the heap grows by over calls that no collection interrupts: needs `--expose-gc` and a young generation that holds
 * them all. A round in which the collector ran is thrown away.
 */
export const bytes = async (subjects: ReadonlyArray<Subject>): Promise<ReadonlyMap<string, number>> => {
  const { gc } = globalThis
  if (gc === undefined) throw new Error("Run with --expose-gc")
  let collections = 0
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length
  })
  observer.observe({ entryTypes: ["gc"] })
  const observed = () => new Promise((resolve) => setTimeout(resolve, 5))

  const found = new Map<string, number>()
  for (const subject of subjects) {
    for (let warming = 0; warming < 5; warming++) await subject.run(4_000)
    const taken: Array<number> = []
    for (let round = 0; round < 9; round++) {
      gc()
      await observed()
      const collectedBefore = collections
      const before = process.memoryUsage().heapUsed
      await subject.run(counted)
      const after = process.memoryUsage().heapUsed
      await observed()
      if (collections === collectedBefore) taken.push((after - before) / counted)
    }
    found.set(subject.name, median(taken))
  }
  observer.disconnect()
  return found
}

const counted = 8_000
