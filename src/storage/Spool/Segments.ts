/** Files of records, one a line with its checksum. A line that was cut off by the end of the process is no record. */
import { createHash } from "node:crypto"
import { appendFile, type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises"
import { join } from "node:path"

export interface Record {
  readonly id: string
  readonly payload: unknown
}

export const line = (record: Record): Buffer => {
  const json = JSON.stringify(record)
  return Buffer.from(`${checksum(json)} ${json}\n`)
}

export interface Parsed {
  readonly records: ReadonlyArray<Record>
  /** Lines that are not what was written, as they are: the last one was cut off, or the disk changed its mind. */
  readonly damaged: ReadonlyArray<Buffer>
}

export const parse = (bytes: Buffer): Parsed => {
  const records: Array<Record> = []
  const damaged: Array<Buffer> = []
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(newline, start)
    const end = found < 0 ? bytes.length : found
    const one = bytes.subarray(start, end)
    start = end + 1
    const json = one.toString("utf8", checksumLength + 1)
    if (one.toString("latin1", 0, checksumLength) === checksum(json)) records.push(JSON.parse(json))
    else damaged.push(one)
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

export const read = async (path: string) => parse(await readFile(path))

/** Returns how large it was. */
export const remove = async (path: string): Promise<number> => {
  const { size } = await stat(path)
  await rm(path, { force: true })
  return size
}

/** Keeps a record for a person to look at, out of the way of the others. */
export const setAside = async (path: string, record: Record): Promise<void> =>
  appendFile(join(path, "..", "set-aside.jsonl"), `${JSON.stringify(record)}\n`)

/** The same for lines that cannot be read as records. Returns where they are. */
export const setAsideDamaged = async (path: string, lines: ReadonlyArray<Buffer>): Promise<string> => {
  const aside = join(path, "..", "damaged.lines")
  await appendFile(aside, Buffer.concat(lines.flatMap((line) => [line, newline])))
  return aside
}

/** Takes a file that cannot be read out of the way, whatever is the matter with it. Returns where it is. */
export const setAsideFile = async (path: string): Promise<string> => {
  await rename(path, `${path}.unreadable`)
  return `${path}.unreadable`
}

export const size = async (directory: string): Promise<number> => {
  const sizes = await Promise.all((await list(directory)).map(async (name) => (await stat(join(directory, name))).size))
  return sizes.reduce((total, bytes) => total + bytes, 0)
}

/** Without this a new file may be gone after a power cut although its content was written. */
const syncDirectory = async (directory: string) => {
  const handle = await open(directory, "r")
  await handle.sync().finally(() => handle.close())
}

const newline = Buffer.from("\n")
const checksumLength = 16
const checksum = (json: string) => createHash("sha256").update(json).digest("hex").slice(0, checksumLength)
