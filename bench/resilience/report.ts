/** The figures as tables, and the targets with whether they are met. */
import type { Case } from "./Subject.ts"

type Figures = ReadonlyMap<string, number>

export const table = ({ subjects, title }: Case, times: Figures, bytes: Figures): string => {
  const lines = subjects.map(({ name }) =>
    [name.padEnd(40), (times.get(name) ?? NaN).toFixed(0).padStart(8), (bytes.get(name) ?? NaN).toFixed(0).padStart(8)]
      .join(" ")
  )
  return [`\n${title}`.padEnd(41) + "       ns    bytes", ...lines].join("\n")
}

interface Target {
  readonly says: string
  readonly ours: number
  readonly theirs: number
  readonly most: number
}

export const judge = (success: Figures, rejection: Figures): string => {
  const of = (figures: Figures, name: string) => figures.get(name) ?? NaN
  const targets: ReadonlyArray<Target> = [
    {
      says: "all four ÷ cockatiel's all four",
      ours: of(success, "holdfast all four"),
      theirs: of(success, "cockatiel all four"),
      most: 0.7
    },
    {
      says: "without a timeout ÷ four times cockatiel's breaker",
      ours: of(success, "holdfast retry + breaker + bulkhead"),
      theirs: 4 * of(success, "cockatiel breaker"),
      most: 1.5
    },
    {
      says: "rejection ÷ cockatiel's rejection",
      ours: of(rejection, "holdfast breaker, open"),
      theirs: of(rejection, "cockatiel breaker, open"),
      most: 0.3
    },
    {
      says: "rejection by all four ÷ cockatiel's rejection by all four",
      ours: of(rejection, "holdfast all four, open"),
      theirs: of(rejection, "cockatiel all four, open"),
      most: 0.3
    }
  ]
  return [
    "\ntargets",
    ...targets.map(({ most, ours, says, theirs }) => {
      const ratio = ours / theirs
      return `${says.padEnd(60)} ${ratio.toFixed(2).padStart(6)}  (≤ ${most})  ${ratio <= most ? "met" : "MISSED"}`
    })
  ].join("\n")
}
