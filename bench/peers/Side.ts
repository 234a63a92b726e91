/** The same work, done by several in turn, so that whatever else the machine does is shared by all of them. */
import { performance } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { latency } from "../scale/Figures.ts"

export interface Memories {
  readonly name: string
  readonly addMany: (contents: ReadonlyArray<string>) => Promise<void>
  readonly addOne: (content: string) => Promise<void>
  /** After many were added: what its service does within a minute. */
  readonly filled: () => Promise<void>
  /** What is found, best first. */
  readonly search: (query: string) => Promise<ReadonlyArray<string>>
  readonly close: () => Promise<void>
}

export interface Documents {
  readonly name: string
  readonly search: (query: string) => Promise<ReadonlyArray<string>>
}

export const timed = async <A>(work: () => Promise<A>) => {
  const started = performance.now()
  const result = await work()
  return { result, ms: performance.now() - started }
}

/** Before a measurement: what is made behind the first questions of a process has the time to be there. */
export const warmedUp = async <Side>(
  sides: ReadonlyArray<Side>,
  tries: ReadonlyArray<(side: Side) => Promise<boolean>>
) => {
  for (const attempt of tries.slice(0, 10)) for (const side of sides) await attempt(side)
  await setTimeout(10_000)
  return tries
}

/** Median latency of each, and of how many questions the text in question was among the answers. */
export const sideBySide = async <Side extends { readonly name: string }>(
  sides: ReadonlyArray<Side>,
  tries: ReadonlyArray<(side: Side) => Promise<boolean>>
) => {
  const times = new Map<string, Array<number>>(sides.map(({ name }) => [name, []]))
  const hits = new Map<string, number>(sides.map(({ name }) => [name, 0]))
  for (const [i, attempt] of tries.entries()) {
    for (const side of i % 2 === 0 ? sides : sides.toReversed()) {
      const { ms, result } = await timed(() => attempt(side))
      times.get(side.name)?.push(ms)
      if (result) hits.set(side.name, (hits.get(side.name) ?? 0) + 1)
    }
  }
  return sides.map(({ name }) => ({
    name,
    ...latency(times.get(name) ?? []),
    found: (hits.get(name) ?? 0) / tries.length
  }))
}
