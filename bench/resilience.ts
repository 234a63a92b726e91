/**
 * What protection costs, beside cockatiel and opossum and beside nothing at all: `npm run bench:resilience`.
 * Times are medians of interleaved rounds, of processor time; bytes are measured in a second process whose young generation is never full.
 */
import { execFileSync } from "node:child_process"
import * as kit from "./resilience/kit.ts"
import { bytes, nanoseconds } from "./resilience/measure.ts"
import * as peers from "./resilience/peers.ts"
import { judge, table } from "./resilience/report.ts"
import type { Case, Work } from "./resilience/Subject.ts"

const works: ReadonlyArray<Work> = ["at once", "a microtask", "an event loop turn"]

const cases = async (): Promise<ReadonlyArray<Case>> => [
  ...await Promise.all(works.map(async (work) => ({
    title: `success, work that takes ${work}`,
    subjects: [...peers.success(work), ...await kit.success(work)]
  }))),
  { title: "rejection by an open breaker", subjects: [...await peers.rejections(), ...await kit.rejections()] }
]

const allocations = (): ReadonlyArray<ReadonlyMap<string, number>> => {
  const semiSpace = 512
  const output = execFileSync(process.execPath, [
    "--expose-gc",
    `--min-semi-space-size=${semiSpace}`,
    `--max-semi-space-size=${semiSpace}`,
    ...process.execArgv,
    import.meta.filename,
    "bytes"
  ], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] })
  return JSON.parse(output).map((entries: ReadonlyArray<[string, number]>) => new Map(entries))
}

if (process.argv[2] === "bytes") {
  const found = []
  for (const { subjects } of await cases()) found.push(Array.from(await bytes(subjects)))
  console.log(JSON.stringify(found))
} else {
  const rounds = Number(process.argv[2] ?? 15)
  const times: Array<ReadonlyMap<string, number>> = []
  for (const { subjects } of await cases()) times.push(await nanoseconds(subjects, { millis: 40, rounds }))
  const allocated = allocations()
  const all = await cases()
  all.forEach((each, n) => console.log(table(each, times[n]!, allocated[n]!)))
  console.log(judge(times[0]!, times.at(-1)!))
}
process.exit()
