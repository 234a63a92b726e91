/** Files of records, one a line with its checksum. A line that was cut off by the end of the process is no record. */
import { createHash } from "node:crypto"
import { appendFile, type FileHandle, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises"
import { join } from "node:path"

export interface Record {
  readonly id: string
  readonly payload: unknown
}

export const line = (record: Record): Buffer => {
  const json = JSON.stringify(record)
  return Buffer.from(`${checksum(json)} ${json}\n`)
}

/** The whole records of a file, and how many lines are damaged: a torn last one is to be expected after a crash. */
export const parse = (text: string): { readonly records: ReadonlyArray<Record>; readonly damaged: number } => {
  const lines = text.split("\n")
  lines.pop()
  const records: Array<Record> = []
  let damaged = 0
  for (const one of lines) {
    const json = one.slice(checksumLength + 1)
    if (one.slice(0, checksumLength) === checksum(json)) records.push(JSON.parse(json))
    else damaged += 1
  }
  return { records, damaged }
}

/** An open file that lines are added to. Each write is on the disk when it returns. */
export interface Segment {
  readonly path: string
  bytes: number
  readonly write: (lines: ReadonlyArray<Buffer>) => Promise<void>
  readonly close: () => Promise<void>
}

export const create = async (directory: string, name: string): Promise<Segment> => {
  await mkdir(directory, { recursive: true })
  const path = join(directory, name)
  const file = await open(path, "ax")
  try {
    await syncDirectory(directory)
    await syncDirectory(join(directory, ".."))
  } catch (error) {
    await file.close()
    throw error
  }
  const segment: Segment = {
    path,
    bytes: 0,
    write: (lines) => writeAll(file, lines, segment),
    close: () => file.close()
  }
  return segment
}

const writeAll = async (file: FileHandle, lines: ReadonlyArray<Buffer>, segment: Segment) => {
  const bytes = Buffer.concat(lines)
  await file.appendFile(bytes)
  await file.datasync()
  segment.bytes += bytes.length
}

/** Names in the order of their making. */
export const list = async (directory: string): Promise<ReadonlyArray<string>> => {
  const names = await readdir(directory).catch(() => [])
  return names.filter((name) => name.endsWith(".log")).sort()
}

export const read = async (path: string) => parse(await readFile(path, "utf8"))

/** Returns how large it was. */
export const remove = async (path: string): Promise<number> => {
  const { size } = await stat(path)
  await rm(path, { force: true })
  return size
}

/** Keeps a record for a person to look at, out of the way of the others. */
export const setAside = async (path: string, record: Record): Promise<void> =>
  appendFile(join(path, "..", "set-aside.jsonl"), `${JSON.stringify(record)}\n`)

export const size = async (directory: string): Promise<number> => {
  const sizes = await Promise.all((await list(directory)).map(async (name) => (await stat(join(directory, name))).size))
  return sizes.reduce((total, bytes) => total + bytes, 0)
}

/** Without this a new file may be gone after a power cut although its content was written. */
const syncDirectory = async (directory: string) => {
  const handle = await open(directory, "r")
  await handle.sync().finally(() => handle.close())
}

const checksumLength = 16
const checksum = (json: string) => createHash("sha256").update(json).digest("hex").slice(0, checksumLength)
