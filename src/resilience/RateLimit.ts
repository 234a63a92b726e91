/** A token bucket for each key: so many a window, refilled evenly, with the whole window as its burst. */
import { Clock, Context, Duration, Effect, Schema } from "effect"
import { type Classifiable, Classification, type Classified } from "./Classified.ts"
import * as Deadline from "./Deadline.ts"
import * as ResilienceMetrics from "./ResilienceMetrics.ts"
import { stackless } from "./Stackless.ts"

export interface Options {
  readonly limit: number
  readonly window: Duration.DurationInput
  /** The `client` label of `rate_limit_hits`, from a closed set: never a key. Default `default`. */
  readonly name?: string
  /** Keys remembered; the ones used longest ago are forgotten first. Default 10,000. */
  readonly max_keys?: number
}

export class RateLimited extends Schema.TaggedError<RateLimited>()("RateLimited", {
  key: Schema.String,
  retry_after_ms: Schema.Number
}) implements Classifiable {
  get retry_after(): Duration.Duration {
    return Duration.millis(this.retry_after_ms)
  }
  override get message() {
    return `Too many requests; try again in ${Math.ceil(this.retry_after_ms / 1_000)} s.`
  }
  get [Classification](): Classified {
    return {
      severity: "recoverable",
      category: "rate_limit",
      retry_reason: "RATE_LIMIT",
      retry_after: this.retry_after
    }
  }
}

/** What `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` say. */
export interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** Until the bucket is full again. */
  readonly reset_ms: number
}

export interface RateLimit {
  /** Takes tokens (default 1) or says when they will be there. More than the limit is let through by a full bucket. */
  readonly take: (key: string, tokens?: number) => Effect.Effect<Allowance, RateLimited>
  /** Waits its turn; fails at once where that would take it past the deadline, and gives back what it did not use. */
  readonly wait: (key: string, tokens?: number) => Effect.Effect<Allowance, RateLimited>
  /** Puts back what was taken and not used; a negative number takes what was used beyond that. */
  readonly give: (key: string, tokens: number) => Effect.Effect<void>
  /** Without taking any. */
  readonly peek: (key: string) => Effect.Effect<Allowance>
}

/** Where the buckets are kept: in this process, or somewhere that several processes share. */
export interface Buckets {
  /**
   * Takes the tokens, where they are there or will be in less than the patience: whoever comes later then waits for what
   * comes later. Takes none otherwise. A negative number puts tokens in.
   */
  readonly reserve: (key: string, tokens: number, patience_ms: number) => Effect.Effect<Reservation>
}

export interface Reservation extends Omit<Allowance, "limit"> {
  readonly granted: boolean
  /** Until the tokens that were asked for are there. */
  readonly wait_ms: number
}

/** Makes limiters; in this process, unless a layer says where else the buckets are kept. */
export class RateLimits extends Context.Reference<RateLimits>()("holdfast/resilience/RateLimits", {
  defaultValue: (): Service => ({ make })
}) {}

export interface Service {
  readonly make: (options: Options) => Effect.Effect<RateLimit>
}

export const make = (options: Options): Effect.Effect<RateLimit> => Effect.sync(() => over(options, inProcess(options)))

export const over = ({ limit, name = "default" }: Options, { reserve }: Buckets): RateLimit => {
  const hit = ResilienceMetrics.updater(ResilienceMetrics.rateLimitHits, { client: name })
  const allowance = ({ remaining, reset_ms }: Reservation): Allowance => ({ limit, remaining, reset_ms })
  const refuse = (key: string, { wait_ms }: Reservation) => {
    hit(1)
    return Effect.fail(stackless(() => new RateLimited({ key, retry_after_ms: wait_ms }, true)))
  }
  const give: RateLimit["give"] = (key, tokens) => Effect.asVoid(reserve(key, -tokens, Infinity))

  return {
    take: (key, tokens = 1) =>
      Effect.flatMap(
        reserve(key, tokens, 0),
        (reservation) => reservation.granted ? Effect.succeed(allowance(reservation)) : refuse(key, reservation)
      ),
    wait: (key, tokens = 1) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(Deadline.remaining, (left) =>
          Effect.flatMap(reserve(key, tokens, left), (reservation) => {
            if (!reservation.granted) return refuse(key, reservation)
            return reservation.wait_ms === 0
              ? Effect.succeed(allowance(reservation))
              : restore(Effect.sleep(reservation.wait_ms)).pipe(
                Effect.onInterrupt(() => give(key, tokens)),
                Effect.as(allowance(reservation))
              )
          }))
      ),
    give,
    peek: (key) => Effect.map(reserve(key, 0, 0), allowance)
  }
}

interface Bucket {
  tokens: number
  at: number
}

export const inProcess = ({ limit, max_keys = 10_000, window }: Options): Buckets => {
  const perMillis = limit / Duration.toMillis(window)
  const buckets = new Map<string, Bucket>()

  const refilled = (key: string, now: number): Bucket => {
    const bucket = buckets.get(key) ?? { tokens: limit, at: now }
    bucket.tokens = Math.min(limit, bucket.tokens + Math.max(0, now - bucket.at) * perMillis)
    bucket.at = Math.max(now, bucket.at)
    return bucket
  }

  /** Keeps the map in order of use, so that its first key is the one used longest ago. */
  const keep = (key: string, bucket: Bucket) => {
    buckets.delete(key)
    buckets.set(key, bucket)
    if (buckets.size <= max_keys) return
    const oldest = buckets.keys().next()
    if (oldest.done !== true) buckets.delete(oldest.value)
  }

  return {
    reserve: (key, tokens, patience_ms) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const bucket = refilled(key, now)
        const wait_ms = Math.max(0, Math.ceil((Math.min(tokens, limit) - bucket.tokens - rounding) / perMillis))
        const granted = wait_ms === 0 || wait_ms < patience_ms
        if (granted) bucket.tokens = Math.min(limit, bucket.tokens - tokens)
        if (tokens !== 0) keep(key, bucket)
        return {
          granted,
          wait_ms,
          remaining: Math.max(0, Math.floor(bucket.tokens + rounding)),
          reset_ms: Math.ceil((limit - bucket.tokens) / perMillis)
        }
      })
  }
}

/** Refilling in fractions must not leave a whole token one billionth short. */
const rounding = 1e-9
