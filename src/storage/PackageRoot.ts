/** Where the package's own files are, whether it runs from source, from compiled modules or from one bundle. */
import { existsSync, readFileSync } from "node:fs"
import { dirname, join, sep } from "node:path"
import { fileURLToPath } from "node:url"

const isPackage = (directory: string) => {
  const file = join(directory, "package.json")
  return existsSync(file) && /"name":\s*"holdfast"/.test(readFileSync(file, "utf8"))
}

const ascend = (directory: string): string => {
  if (isPackage(directory)) return directory
  const parent = dirname(directory)
  // A bundle that was copied out of its package finds its files beside itself.
  return parent === directory ? dirname(here) : ascend(parent)
}

const here = fileURLToPath(import.meta.url)

export const root: string = ascend(dirname(here))
export const migrations: string = join(root, "migrations")
export const config: string = join(root, "config")
export const demo: string = join(root, "demo")

/** A module that runs as it is (`*.mjs`): from `src` when we do, else the copy that the build put into `dist`. */
export const script = (path: string): string =>
  join(root, here.startsWith(join(root, "src") + sep) ? "src" : "dist", path)
