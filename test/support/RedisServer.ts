/** A throw-away Redis server, where this machine has one. */
import { Effect, type Scope } from "effect"
import { execFileSync } from "node:child_process"
import { connect } from "node:net"
import * as Process from "./Process.ts"

export interface RedisServer extends Process.Process {
  readonly url: string
}

export const available = (() => {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
})()

export const make: Effect.Effect<RedisServer, never, Scope.Scope> = Effect.map(
  Process.make({
    command: "redis-server",
    arguments: (port) => [
      ...["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    ],
    stopSignal: "SIGTERM",
    probe: ping
  }),
  (server) => ({ ...server, url: `redis://127.0.0.1:${server.port}` })
)

function ping(port: number) {
  return new Promise<void>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1")
    socket.setTimeout(1_000, () => socket.destroy(new Error("no answer")))
    socket.on("error", reject)
    socket.on("connect", () => socket.write("PING\r\n"))
    socket.on("data", (answer) => {
      socket.destroy()
      if (String(answer).startsWith("+PONG")) resolve()
      else reject(new Error(String(answer)))
    })
  })
}
