/** The replicas' breakers share their trips over Redis: told by publishing, and kept in one hash for who starts later. */
import { Array, type Context, Effect, Layer, Option, Stream } from "effect"
import type { CircuitBreakers } from "../resilience/CircuitBreakers.ts"
import * as SharedTrips from "../resilience/SharedTrips.ts"
import { type Commands, Redis } from "./Redis.ts"
import * as Script from "./Script.ts"

/** Nothing where there is no Redis: then each replica goes by what it knows itself. */
export const layer: Layer.Layer<never, never, Redis | CircuitBreakers> = Layer.unwrapEffect(
  Effect.map(Redis, ({ commands }: Context.Tag.Service<Redis>) =>
    Option.match(commands, {
      onNone: () => Layer.empty,
      onSome: (commands) => SharedTrips.layer(channel(commands), { shares: (name) => name !== ownBreaker })
    }))
)

/** Whether Redis can be reached is a thing that no replica can tell another over Redis. */
const ownBreaker = "redis"

const channel = ({ subscribe, use }: Commands): SharedTrips.Channel => ({
  send: (notice) =>
    use((redis) =>
      send(redis, [hash], [
        `${notice.by} ${notice.name}`,
        JSON.stringify(notice),
        notice.by === "operator" ? week : notice.state === "open" ? notice.for_ms : 0,
        notice.by === "operator" ? `calls ${notice.name}` : "",
        week,
        topic
      ])
    ),
  heard: Stream.filterMap(subscribe(topic), (heard): Option.Option<SharedTrips.Heard> =>
    heard._tag === "Connected"
      ? Option.some(SharedTrips.Heard.Connected())
      : Option.map(SharedTrips.decode(heard.message), (notice) => SharedTrips.Heard.Said({ notice }))),
  kept: Effect.map(
    use((redis) => read(redis, [hash], [])),
    (entries) =>
      Array.filterMap(
        Array.isArray(entries) ? entries : [],
        (entry: unknown) => Array.isArray(entry) ? keptOf(Number(entry[0]), String(entry[1])) : Option.none()
      )
  )
})

/** A trip has what is left of its time; a switch is kept for a week, for as long as anyone is likely to restart. */
const keptOf = (left: number, text: string) =>
  Option.map(
    SharedTrips.decode(text),
    (notice) => notice.by === "operator" ? notice : { ...notice, for_ms: Math.min(left, notice.for_ms) }
  )

const hash = "holdfast:breakers"
const topic = "holdfast:breakers:told"
const week = 7 * 24 * 3_600_000

const send = Script.make(`${Script.now}
local field, text, lasts, ended, longest, topic = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5], ARGV[6]
if ended ~= '' then redis.call('HDEL', KEYS[1], ended) end
if lasts > 0 then
  redis.call('HSET', KEYS[1], field, string.format('%.0f', now + lasts) .. ' ' .. text)
  redis.call('PEXPIRE', KEYS[1], longest)
else
  redis.call('HDEL', KEYS[1], field)
end
redis.call('PUBLISH', topic, text)
return 1`)

const read = Script.make(`${Script.now}
local entries = redis.call('HGETALL', KEYS[1])
local kept = {}
for i = 1, math.min(#entries, 2000), 2 do
  local until_, text = string.match(entries[i + 1], '^(%d+) (.*)$')
  local left = until_ and math.floor(tonumber(until_) - now) or 0
  if left > 0 then kept[#kept + 1] = { left, text } else redis.call('HDEL', KEYS[1], entries[i]) end
end
return kept`)
