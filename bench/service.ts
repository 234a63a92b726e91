/** A process of this package that a benchmark runs against. */
import { type ChildProcess, spawn } from "node:child_process"
import { join } from "node:path"

const root = join(import.meta.dirname, "..")

export const start = async (
  command: ReadonlyArray<string>,
  port: number,
  ready: string,
  env: Record<string, string> = {}
): Promise<ChildProcess> => {
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { PATH: process.env["PATH"], PORT: String(port), LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "ignore", "inherit"]
  })
  for (let tries = 0; tries < 600; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${port}${ready}`).then((r) => r.status < 500, () => false)
    if (answered) return child
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${command.join(" ")} did not start`)
}

export const stop = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once("exit", () => resolve())
    child.kill("SIGTERM")
  })
