/** Writes the tables of docs/error-handling.md from what the classifier reads: `npm run docs`. */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Classified } from "../src/resilience/Classified.ts"
import * as Known from "../src/resilience/KnownErrors.ts"

const page = fileURLToPath(new URL("../docs/error-handling.md", import.meta.url))
const begin = "<!-- from the code: begin -->\n"
const end = "<!-- from the code: end -->\n"

const sources: ReadonlyArray<readonly [string, Readonly<Record<string, Classified>>]> = [
  ["HTTP status of a provider", Known.httpStatuses],
  ["HTTP status, first digit", Known.httpStatusClasses],
  ["SQLSTATE", Known.sqlStates],
  ["SQLSTATE, first two characters", Known.sqlStateClasses],
  ["Redis reply", Known.redisReplies],
  ["Code of Node: sockets, names, TLS, files, fetch", Known.socketCodes],
  ["Name of an error", Known.byName],
  ["Reason of a file or socket failure", Known.systemReasons],
  ["Tag of an error", Known.byTag],
  ["Tag of a wrapper whose cause is unknown", Known.wrappers]
]

const row = ({ category, retry_reason, severity }: Classified) => `${severity} | ${category} | ${retry_reason ?? ""}`

/** One table a source; what is classified alike stands in one row. */
export const tables = (): string =>
  sources.map(([title, known]) => {
    const alike = new Map<string, Array<string>>()
    for (const [key, classified] of Object.entries(known)) {
      const at = row(classified)
      alike.set(at, [...alike.get(at) ?? [], `\`${key}\``])
    }
    const rows = Array.from(alike, ([classified, keys]) => `| ${keys.toSorted().join(" ")} | ${classified} |`)
    return `| ${title} | severity | category | retry reason |\n|---|---|---|---|\n${rows.join("\n")}\n`
  }).join("\n")

/** The page as it should be. */
export const updated = (text: string): string => {
  const [before = "", rest = ""] = text.split(begin)
  const [, after = ""] = rest.split(end)
  return `${before}${begin}${tables()}${end}${after}`
}

export const read = () => readFileSync(page, "utf8")

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, updated(read()))
