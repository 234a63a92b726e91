/** The recent outcomes that failure rate and slow rate are taken over: the last n calls, or the last n milliseconds. */

export interface Totals {
  readonly calls: number
  readonly failures: number
  readonly slow: number
}

export interface BreakerWindow {
  readonly add: (now: number, failed: boolean, slow: boolean) => void
  readonly totals: (now: number) => Totals
  readonly clear: () => void
}

export const byCount = (size: number): BreakerWindow => {
  const ring: Array<{ readonly failed: boolean; readonly slow: boolean }> = []
  let next = 0
  let failures = 0
  let slowCalls = 0
  return {
    add: (_now, failed, slow) => {
      const oldest = ring[next]
      if (oldest?.failed === true) failures--
      if (oldest?.slow === true) slowCalls--
      ring[next] = outcomes[(failed ? 1 : 0) + (slow ? 2 : 0)]!
      next = (next + 1) % size
      if (failed) failures++
      if (slow) slowCalls++
    },
    totals: () => ({ calls: ring.length, failures, slow: slowCalls }),
    clear: () => {
      ring.length = 0
      next = failures = slowCalls = 0
    }
  }
}

/** In ten slices, so that old calls leave a tenth of the window at a time. */
export const byTime = (millis: number): BreakerWindow => {
  const slice = millis / slices
  let ring: Array<Slice> = []
  const at = (now: number): Slice => {
    const number = Math.floor(now / slice)
    const held = ring[number % slices]
    return held?.number === number ? held : ring[number % slices] = { number, calls: 0, failures: 0, slow: 0 }
  }
  return {
    add: (now, failed, slow) => {
      const current = at(now)
      current.calls++
      if (failed) current.failures++
      if (slow) current.slow++
    },
    totals: (now) => {
      const oldest = Math.floor(now / slice) - slices
      const sum = { calls: 0, failures: 0, slow: 0 }
      for (const held of ring) {
        if (held === undefined || held.number <= oldest) continue
        sum.calls += held.calls
        sum.failures += held.failures
        sum.slow += held.slow
      }
      return sum
    },
    clear: () => {
      ring = []
    }
  }
}

interface Slice {
  readonly number: number
  calls: number
  failures: number
  slow: number
}

const slices = 10

const outcomes = [
  { failed: false, slow: false },
  { failed: true, slow: false },
  { failed: false, slow: true },
  { failed: true, slow: true }
]
