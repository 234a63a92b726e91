/** Rate limits that all replicas share, in Redis; while it fails, each replica limits by itself. */
import { Cause, type Context, Duration, Effect, Layer, Option, Schema } from "effect"
import { createHash } from "node:crypto"
import type { CircuitBreaker } from "../resilience/CircuitBreaker.ts"
import type { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import * as Deadline from "../resilience/Deadline.ts"
import * as RateLimit from "../resilience/RateLimit.ts"
import { breaker as redisBreaker, type Commands, Redis } from "./Redis.ts"
import * as Script from "./Script.ts"

/** Where there is no Redis, limits are kept in the process. */
export const layer: Layer.Layer<RateLimit.RateLimits, never, Redis | CircuitBreakers> = Layer.effect(
  RateLimit.RateLimits,
  Effect.gen(function*() {
    const { commands }: Context.Tag.Service<Redis> = yield* Redis
    if (Option.isNone(commands)) return { make: RateLimit.make }
    const breaker = yield* redisBreaker
    return {
      make: (options) => Effect.sync(() => RateLimit.over(options, buckets(options, commands.value, breaker)))
    }
  })
)

/** What a caller waits for Redis at most, once: then the breaker is open, and nobody waits. */
const patience = 250

const buckets = (options: RateLimit.Options, { use }: Commands, breaker: CircuitBreaker): RateLimit.Buckets => {
  const { limit, name = "default" } = options
  const window = Duration.toMillis(options.window)
  const alone = RateLimit.inProcess(options)
  const limited = Deadline.limited("redis", { limit: patience })
  return {
    reserve: (key, tokens, patience_ms) => {
      const shared = Effect.flatMap(
        use((redis) => script(redis, [keyOf(name, key)], [limit, window, tokens, Math.min(patience_ms, longest)])),
        decode
      )
      return Effect.catchAllCause(
        Deadline.none(breaker.protect(limited(shared))),
        (cause) => Cause.isInterruptedOnly(cause) ? Effect.interrupt : alone.reserve(key, tokens, patience_ms)
      )
    }
  }
}

/** Redis sees no address and no key of a client, and no name is longer than another. */
const keyOf = (name: string, key: string) =>
  `holdfast:limit:${name}:${createHash("sha256").update(key).digest("base64url").slice(0, 32)}`

const Reserved = Schema.Tuple(Schema.Literal(0, 1), Schema.NonNegative, Schema.NonNegative, Schema.NonNegative)
const decode = (answer: unknown): Effect.Effect<RateLimit.Reservation, unknown> =>
  Effect.map(
    Schema.decodeUnknown(Reserved)(answer),
    ([granted, wait_ms, remaining, reset_ms]) => ({ granted: granted === 1, wait_ms, remaining, reset_ms })
  )

const longest = 1e12

/** As the buckets in the process do it. A bucket that is full again is as good as none, so it expires then. */
const script = Script.make(`${Script.now}
local limit, window, wanted, patience = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(held[1]) or limit, tonumber(held[2]) or now
tokens = math.min(limit, tokens + math.max(0, now - at) * limit / window)
local wait = math.max(0, math.ceil((math.min(wanted, limit) - tokens - 1e-9) * window / limit))
local granted = wait == 0 or wait < patience
if granted and wanted ~= 0 then
  tokens = math.min(limit, tokens - wanted)
  redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil((limit - tokens) * window / limit) + 1000))
end
return { granted and 1 or 0, wait, math.max(0, math.floor(tokens + 1e-9)), math.ceil((limit - tokens) * window / limit) }`)
