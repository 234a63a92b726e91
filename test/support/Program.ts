/** The built program in a process of its own. */
import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { join } from "node:path"
import * as PackageRoot from "../../src/storage/PackageRoot.ts"
import * as Process from "./Process.ts"
import * as Service from "./Service.ts"

const program = join(PackageRoot.root, "dist/main.js")

interface Ended {
  readonly code: number | null
  readonly out: string
}

export const launch = (args: ReadonlyArray<string>, environment: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "pipe"]
  })
  let out = ""
  child.stdout.on("data", (part) => void (out += String(part)))
  child.stderr.on("data", (part) => void (out += String(part)))
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, out })))
  return { child, ended, said: () => out }
}

export const run = (args: ReadonlyArray<string>, environment: Readonly<Record<string, string>>) =>
  Effect.promise(() => launch(args, environment).ended)

/** `kill -9`; returns when it is gone. */
export const kill = ({ child, ended }: ReturnType<typeof launch>) =>
  Effect.promise(() => {
    child.kill("SIGKILL")
    return ended
  })

/** As an operator stops it; returns when it is gone. */
export const stop = ({ child, ended }: ReturnType<typeof launch>) =>
  Effect.promise(() => {
    child.kill("SIGTERM")
    return ended
  })

/** A served process, killed with the scope if it is still there. */
export const serve = (environment: Readonly<Record<string, string>>) =>
  Effect.gen(function*() {
    const port = yield* Process.freePort
    const started = yield* Effect.acquireRelease(
      Effect.sync(() => launch(["serve"], { PORT: String(port), LOG_LEVEL: "error", ...environment })),
      kill
    )
    const service = Service.client(`http://127.0.0.1:${port}`)
    yield* Effect.promise(() => ready(started.child, service.url, started.said))
    return { ...started, service }
  })

const ready = async (child: ChildProcess, url: string, said: () => string) => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`it ended: ${said()}`)
    const status = await fetch(`${url}/health/ready`).then((reply) => reply.status, () => 0)
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`not ready: ${said()}`)
}
