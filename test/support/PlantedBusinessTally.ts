/** What the detectors make of generated businesses: hits, misses and false alarms of each. */
import { Effect } from "effect"
import { detectors } from "../../src/knowledge/Patterns/BuiltIn.ts"
import { judge } from "../../src/knowledge/Patterns/Judgement.ts"
import { peersOf, plantedBusiness, type PlantedCustomer, plants } from "./PlantedBusiness.ts"

export interface Judged {
  readonly seed: number
  readonly customer: PlantedCustomer
  /** Types found with a confidence above 0.6. */
  readonly found: ReadonlyArray<string>
}

/** Each seed has a day of its own, so that seasons and holidays fall differently. */
export const nowOf = (seed: number): number => Date.UTC(2026, 2, 9) + (seed % 53) * 7 * 86_400_000

export const confident = 0.6

/** As for one customer each: corrected for the tests that were made on it. */
export const judged = (seed: number, customers: number, nothing = false): Effect.Effect<ReadonlyArray<Judged>> =>
  Effect.suspend(() => {
    const now = nowOf(seed)
    const business = plantedBusiness({ seed, customers, now, nothing })
    const peers = peersOf(business, now)
    return Effect.forEach(business, (customer, i) =>
      Effect.map(
        Effect.forEach(detectors, ({ detect, pattern_type }) =>
          Effect.map(Effect.orDie(detect(customer.history, peers[i], now)), (outcome) => ({ pattern_type, outcome }))),
        (looks) => ({
          seed,
          customer,
          found: judge(looks).filter(({ confidence }) =>
            confidence > confident
          ).map(({ pattern_type }) => pattern_type)
        })
      ))
  })

export interface Tally {
  readonly pattern_type: string
  readonly planted: number
  readonly hits: number
  readonly falseAlarms: number
  readonly precision: number
  readonly recall: number
}

export const tally = (all: ReadonlyArray<Judged>): ReadonlyArray<Tally> =>
  plants.map((pattern_type) => {
    const planted = all.filter(({ customer }) => customer.truth.has(pattern_type))
    const claimed = all.filter(({ found }) => found.includes(pattern_type))
    const hits = planted.filter(({ found }) => found.includes(pattern_type)).length
    return {
      pattern_type,
      planted: planted.length,
      hits,
      falseAlarms: claimed.length - hits,
      precision: hits / Math.max(1, claimed.length),
      recall: hits / Math.max(1, planted.length)
    }
  })

export const table = (tallies: ReadonlyArray<Tally>): string =>
  tallies.map(({ falseAlarms, hits, pattern_type, planted, precision, recall }) =>
    `${pattern_type.padEnd(22)} planted ${String(planted).padStart(5)}  found ${String(hits).padStart(5)}  ` +
    `false ${String(falseAlarms).padStart(4)}  recall ${recall.toFixed(3)}  precision ${precision.toFixed(3)}`
  ).join("\n")
