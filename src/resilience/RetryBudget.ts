/** How many retries a dependency may be asked for: a share of its calls lately, so that retries cannot become a storm. */
import { Duration, Effect } from "effect"

export interface Options {
  /** Retries for each call; default 0.2. */
  readonly ratio?: number
  /** Default 10 s. */
  readonly window?: Duration.DurationInput
  /** Retries in a window that are allowed however few the calls; default 5. */
  readonly minimum?: number
}

export interface RetryBudget {
  readonly called: (now: number) => void
  /** Whether one more retry may be made now; it is counted if so. */
  readonly spend: (now: number) => boolean
}

export const make = ({ minimum = 5, ratio = 0.2, window = "10 seconds" }: Options = {}): Effect.Effect<RetryBudget> =>
  Effect.sync(() => {
    const slice = Duration.toMillis(window) / slices
    const ring: Array<{ readonly number: number; calls: number; retries: number }> = []
    const at = (now: number) => {
      const number = Math.floor(now / slice)
      const held = ring[number % slices]
      return held?.number === number ? held : ring[number % slices] = { number, calls: 0, retries: 0 }
    }
    return {
      called: (now) => {
        at(now).calls++
      },
      spend: (now) => {
        const current = at(now)
        let calls = 0
        let retries = 0
        for (const held of ring) {
          if (held === undefined || held.number <= current.number - slices) continue
          calls += held.calls
          retries += held.retries
        }
        if (retries + 1 > Math.max(minimum, calls * ratio)) return false
        current.retries++
        return true
      }
    }
  })

const slices = 10
