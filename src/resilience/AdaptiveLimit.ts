/**
 * How many calls at once a dependency bears, learned from how long they take: more while they are as quick as with few,
 * fewer as soon as they are not. Without effects: told the time and the outcome of each call.
 */
export interface Options {
  /** Default 1. */
  readonly min?: number
  readonly max: number
  /** Default 8: too few to be in each other's way, so that the first calls show how quick one is alone. */
  readonly initial?: number
  /** Up to so many times its usual latency a call counts as not having queued; default 1.5. */
  readonly tolerance?: number
}

export interface AdaptiveLimit {
  readonly current: () => number
  /** `running` at once when it began, itself included. */
  readonly ended: (now: number, millis: number, running: number) => void
  /** It was late, or turned away by the dependency. */
  readonly dropped: (now: number, running: number) => void
}

/** Judged over so long and so many calls: one slow call says nothing. */
const window_ms = 1_000
const fewest = 10
/** Once in so many windows it works with half the calls, to see how quick they are then: what is usual may change. */
const between_probes = 30

export const make = ({ initial = 8, max, min = 1, tolerance = 1.5 }: Options): AdaptiveLimit => {
  const within = (limit: number) => Math.max(min, Math.min(max, limit))
  let limit = within(initial)
  let usual = Infinity
  let windows = 0
  let probing = false
  let began: number | undefined
  let calls = 0
  let total_ms = 0
  let drops = 0
  let most = 0

  const judge = () => {
    const mean = total_ms / calls
    if (calls > 0) usual = probing ? mean : Math.min(usual, mean)
    const gradient = calls === 0 ? 1 : Math.min(1, (usual * tolerance) / Math.max(mean, Number.MIN_VALUE))
    const factor = drops > 0 ? Math.min(gradient, 0.9) : gradient
    if (factor < 1) limit = within(limit * Math.max(0.5, factor))
    else if (!probing && most >= limit / 2) limit = within(limit + Math.sqrt(limit))
    windows++
    probing = windows % between_probes === 0
  }

  const seen = (now: number, running: number) => {
    began ??= now
    most = Math.max(most, running)
    if (now - began < window_ms || calls + drops < fewest) return
    judge()
    began = now
    calls =
      total_ms =
      drops =
      most =
        0
  }

  return {
    current: () => Math.floor(probing ? within(limit / 2) : limit),
    ended: (now, millis, running) => {
      calls++
      total_ms += Math.max(0, millis)
      seen(now, running)
    },
    dropped: (now, running) => {
      drops++
      seen(now, running)
    }
  }
}
