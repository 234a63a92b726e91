/** A server process on a free port, to be stopped, frozen, killed and started again by fault tests. */
import { Effect, type Scope } from "effect"
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { createServer } from "node:net"

export interface Process {
  readonly port: number
  readonly start: Effect.Effect<void>
  /** Ends it in an orderly way and waits for that. */
  readonly stop: Effect.Effect<void>
  /** Freezes it and its children: connections stay open and nothing answers. */
  readonly pause: Effect.Effect<void>
  readonly resume: Effect.Effect<void>
  /** `kill -9`. */
  readonly kill: Effect.Effect<void>
  readonly restart: Effect.Effect<void>
}

export interface Options {
  readonly command: string
  readonly arguments: (port: number) => ReadonlyArray<string>
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
  readonly stopSignal: NodeJS.Signals
  /** Fails while it does not answer yet. */
  readonly probe: (port: number) => Promise<unknown>
}

export const make = (options: Options): Effect.Effect<Process, never, Scope.Scope> =>
  Effect.gen(function*() {
    const port = yield* freePort
    let child: ChildProcess | undefined

    const launch = Effect.async<void>((resume) => {
      const started = spawn(options.command, options.arguments(port), {
        ...options.user,
        cwd: "/",
        stdio: ["ignore", "ignore", "pipe"]
      })
      let said = ""
      started.stderr.on("data", (chunk) => void (said = `${said}${String(chunk)}`.slice(-2_000)))
      const endWithUs = () => started.kill("SIGKILL")
      process.once("exit", endWithUs)
      started.once("exit", () => process.off("exit", endWithUs))
      child = started
      let tries = 0
      const probe = () => {
        options.probe(port).then(() => resume(Effect.void), (cause) => {
          tries += 1
          if (tries < 400 && started.exitCode === null && started.signalCode === null) return void setTimeout(probe, 50)
          resume(Effect.die(`${options.command} did not start: ${String(cause)} ${said}`))
        })
      }
      probe()
    })
    const start = Effect.retry(Effect.sandbox(launch), { times: 5 }).pipe(Effect.orDie)
    const end = (signal: NodeJS.Signals) =>
      Effect.async<void>((resume) => {
        const ending = child
        if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return resume(Effect.void)
        ending.once("exit", () => resume(Effect.void))
        // What is frozen does not hear the signal to stop.
        signalAll(ending, "SIGCONT")
        if (signal === "SIGKILL") signalAll(ending, signal)
        else ending.kill(signal)
      })
    const stop = end(options.stopSignal)
    yield* start
    yield* Effect.addFinalizer(() => end("SIGKILL"))
    return {
      port,
      start,
      stop,
      pause: Effect.sync(() => signalAll(child, "SIGSTOP")),
      resume: Effect.sync(() => signalAll(child, "SIGCONT")),
      kill: end("SIGKILL"),
      restart: Effect.zipRight(stop, start)
    }
  })

const signalAll = (child: ChildProcess | undefined, signal: NodeJS.Signals) => {
  if (child?.pid === undefined) return
  for (const pid of [child.pid, ...childrenOf(child.pid)]) {
    try {
      process.kill(pid, signal)
    } catch {
      // It ended in the meantime.
    }
  }
}

const childrenOf = (pid: number): ReadonlyArray<number> => {
  try {
    return execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" }).trim().split("\n").map(Number)
  } catch {
    return []
  }
}

export const freePort = Effect.async<number>((resume) => {
  const server = createServer()
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    server.close(() => resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0)))
  })
})
