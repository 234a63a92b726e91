/** A token bucket for each key, in this process: so many a window, refilled evenly, with the whole window as its burst. */
import { Clock, Duration, Effect, Schema } from "effect"
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
  override get message() {
    return `Too many requests; try again in ${Math.ceil(this.retry_after_ms / 1_000)} s.`
  }
  get [Classification](): Classified {
    return {
      severity: "recoverable",
      category: "rate_limit",
      retry_reason: "RATE_LIMIT",
      retry_after: Duration.millis(this.retry_after_ms)
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
  /** Without taking any. */
  readonly peek: (key: string) => Effect.Effect<Allowance>
}

interface Bucket {
  tokens: number
  at: number
}

export const make = (options: Options): Effect.Effect<RateLimit> =>
  Effect.sync(() => {
    const { limit, max_keys = 10_000, name = "default" } = options
    const perMillis = limit / Duration.toMillis(options.window)
    const buckets = new Map<string, Bucket>()
    const hit = ResilienceMetrics.updater(ResilienceMetrics.rateLimitHits, { client: name })

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

    const allowance = ({ tokens }: Bucket): Allowance => ({
      limit,
      remaining: Math.max(0, Math.floor(tokens + rounding)),
      reset_ms: Math.ceil((limit - tokens) / perMillis)
    })

    const lacking = (bucket: Bucket, tokens: number): number =>
      Math.max(0, Math.ceil((Math.min(tokens, limit) - bucket.tokens - rounding) / perMillis))

    const refuse = (key: string, retry_after_ms: number) => {
      hit(1)
      return Effect.fail(stackless(() => new RateLimited({ key, retry_after_ms }, true)))
    }

    const take: RateLimit["take"] = (key, tokens = 1) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const bucket = refilled(key, now)
        const missing = lacking(bucket, tokens)
        if (missing === 0) bucket.tokens -= tokens
        keep(key, bucket)
        return missing === 0 ? Effect.succeed(allowance(bucket)) : refuse(key, missing)
      })

    const wait: RateLimit["wait"] = (key, tokens = 1) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(Effect.all([Clock.currentTimeMillis, Deadline.remaining]), ([now, left]) => {
          const bucket = refilled(key, now)
          const missing = lacking(bucket, tokens)
          keep(key, bucket)
          if (missing > 0 && missing >= left) return refuse(key, missing)
          bucket.tokens -= tokens // reserved: whoever comes later waits for what comes later
          return missing === 0 ? Effect.succeed(allowance(bucket)) : restore(Effect.sleep(missing)).pipe(
            Effect.onInterrupt(() => Effect.sync(() => bucket.tokens += tokens)),
            Effect.as(allowance(bucket))
          )
        })
      )

    const peek: RateLimit["peek"] = (key) => Effect.map(Clock.currentTimeMillis, (now) => allowance(refilled(key, now)))

    return { take, wait, peek }
  })

/** Refilling in fractions must not leave a whole token one billionth short. */
const rounding = 1e-9
