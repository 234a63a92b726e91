/** A Lua script for Redis: sent once, then called by its digest. It is atomic, and it goes by the clock of the server. */
import type { Redis } from "ioredis"
import { createHash } from "node:crypto"

export type Script = (
  client: Redis,
  keys: ReadonlyArray<string>,
  values: ReadonlyArray<string | number>
) => Promise<unknown>

export const make = (text: string): Script => {
  const digest = createHash("sha1").update(text).digest("hex")
  return (client, keys, values) =>
    client.evalsha(digest, keys.length, ...keys, ...values).catch((cause: unknown) => {
      // A server that was restarted does not know it any more.
      if (!String(cause).includes("NOSCRIPT")) throw cause
      return client.eval(text, keys.length, ...keys, ...values)
    })
}

/** What every script begins with: `now`, in milliseconds of the server's clock. */
export const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
`
