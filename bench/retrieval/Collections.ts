/** Collections to measure on: `corpus.jsonl`, `queries.jsonl` and `qrels.jsonl` in a folder each. None is part of this repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export interface Entry {
  readonly id: string
  readonly title: string
  readonly text: string
  /** Of a conversation only. */
  readonly group: string
  readonly session: string
  readonly speaker: string
  readonly said_at: number
}

export interface Question {
  readonly id: string
  readonly text: string
  readonly group: string
}

export interface Collection {
  readonly name: string
  readonly folder: string
  /** Of turns of conversations, or of documents. */
  readonly kind: "conversations" | "documents"
  readonly entries: ReadonlyArray<Entry>
  readonly questions: ReadonlyArray<Question>
  /** How relevant what is, by question. */
  readonly relevant: ReadonlyMap<string, ReadonlyMap<string, number>>
}

export const collectionsIn = (root: string): ReadonlyArray<Collection> =>
  readdirSync(root).toSorted().map((name) => join(root, name))
    .filter((folder) => ["corpus", "queries", "qrels"].every((part) => existsSync(join(folder, `${part}.jsonl`))))
    .map(collection)

const collection = (folder: string): Collection => {
  const entries = lines(folder, "corpus").map((row): Entry => ({
    id: text(row["id"]),
    title: text(row["title"]),
    text: text(row["text"]),
    group: text(row["group"]),
    session: `${text(row["group"])}/${text(row["session"])}`,
    speaker: text(row["speaker"]),
    said_at: timeOf(text(row["date"])) + Number(row["turn"] ?? 0)
  }))
  const relevant = new Map(lines(folder, "qrels").map((row) => [text(row["query_id"]), gradesOf(row["rel"])]))
  return {
    name: folder.split("/").at(-1) ?? folder,
    folder,
    kind: entries.some((entry) => entry.speaker !== "") ? "conversations" : "documents",
    entries,
    relevant,
    questions: lines(folder, "queries")
      .map((row) => ({ id: text(row["id"]), text: text(row["text"]), group: text(row["group"]) }))
      .filter(({ id }) => (relevant.get(id)?.size ?? 0) > 0)
  }
}

const lines = (folder: string, part: string): ReadonlyArray<Record<string, unknown>> =>
  readFileSync(join(folder, `${part}.jsonl`), "utf8").split("\n").filter((line) => line !== "")
    .map((line): Record<string, unknown> => JSON.parse(line))

const gradesOf = (value: unknown): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(value ?? {}).map(([id, grade]) => [id, Number(grade)] as const).filter(([, grade]) => grade > 0)
  )

const text = (value: unknown): string => value === undefined || value === null ? "" : String(value)

/** "1:56 pm on 8 May, 2023", or ISO. */
const timeOf = (written: string): number => {
  const [, hour, minute, half, day, month, year] = /^(\d+):(\d+) ([ap]m) on (\d+) (\w+), (\d{4})$/.exec(written) ?? []
  return hour === undefined
    ? Date.parse(written) || 0
    : Date.parse(`${day} ${month} ${year} ${Number(hour) % 12 + (half === "pm" ? 12 : 0)}:${minute} UTC`)
}
