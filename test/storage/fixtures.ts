/** Small things that several storage tests need. */
import { Effect } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A directory that goes with the scope. */
export const directory = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "holdfast-test-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

/** Looks again, without a clock, until it is as wanted. For what real threads and servers do in their own time. */
export const eventually = <A, E, R>(effect: Effect.Effect<A, E, R>, wanted: (a: A) => boolean) =>
  effect.pipe(
    Effect.zipLeft(Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))),
    Effect.repeat({ until: wanted })
  )
