/** Which directories of the spool are this process's: one to write to, and those that processes which are gone have left. */
import { Effect, type Scope } from "effect"
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import * as DataDirectory from "../PGlite/DataDirectory.ts"

export interface Claimed {
  /** The first is our own; without any, `problem` says why. More come with `claimLeft`. */
  readonly directories: ReadonlyArray<string>
  readonly problem: string
  /** Takes what processes that ended meanwhile have left; returns what was new. */
  readonly claimLeft: Effect.Effect<ReadonlyArray<string>, never, Scope.Scope>
}

/** Holds them until the scope closes. */
export const claim = Effect.fnUntraced(function*(parent: string) {
  const directories: Array<string> = []
  let problem = "no directory"
  const claimOne = (name: string): Effect.Effect<boolean, never, Scope.Scope> =>
    DataDirectory.lock(join(parent, name)).pipe(
      Effect.match({
        onSuccess: () => directories.push(join(parent, name)) > 0,
        onFailure: (error) => {
          problem = error.message
          return error._tag === "DataDirectoryUnusable"
        }
      })
    )
  const left = Effect.map(
    Effect.promise(() => readdir(parent).catch(() => [])),
    (names) =>
      names.filter((name) => /^\d+$/.test(name) && !directories.includes(join(parent, name)))
        .sort((a, b) => Number(a) - Number(b))
  )
  const claimLeft = Effect.suspend(() => {
    const known = directories.length
    return Effect.map(
      Effect.flatMap(left, (names) => Effect.forEach(names, claimOne, { discard: true })),
      () => directories.slice(known)
    )
  })
  yield* claimLeft
  // Taken by another process at this moment: the next number is tried.
  for (let i = 0; directories.length === 0 && i < 64; i++) if (yield* claimOne(String(i))) break
  const claimed: Claimed = { directories, problem, claimLeft }
  return claimed
})

export const kinds = (directory: string) =>
  Effect.promise(async () =>
    (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  )
