/** The same bytes and the same values as the `pg` driver: its encoder, its type parsers, its errors. */
import { types } from "pg"
import {
  CommandCompleteMessage,
  DatabaseError,
  DataRowMessage,
  NotificationResponseMessage,
  RowDescriptionMessage
} from "pg-protocol/dist/messages.js"
import { Parser } from "pg-protocol/dist/parser.js"
import { serialize } from "pg-protocol/dist/serializer.js"
import utils from "pg/lib/utils.js"
import type * as Prepared from "./Prepared.ts"

/** What a message was answered with: one set of rows a statement, or the error that ended it. */
export interface Reply {
  readonly results: ReadonlyArray<Rows>
  readonly error: DatabaseError | undefined
  readonly notifications: ReadonlyArray<Notification>
}

export interface Notification {
  readonly channel: string
  readonly payload: string
}

export interface Rows {
  /** `INSERT`, `SELECT` … and how many rows it touched. */
  readonly command: string
  readonly count: number
  readonly fields: ReadonlyArray<string>
  readonly values: ReadonlyArray<ReadonlyArray<unknown>>
}

/**
 * Several statements may go without parameters, as with `pg`. One with parameters is prepared the first time: reading and
 * planning it takes the embedded engine longer than running it.
 */
export const encode = (
  text: string,
  parameters: ReadonlyArray<unknown>,
  prepared: Prepared.Prepared
): Uint8Array<ArrayBuffer> => {
  if (parameters.length === 0) return copied([serialize.query(text)])
  const { forget, isNew, name } = prepared.nameOf(text)
  return copied([
    ...forget.map((name) => serialize.close({ type: "S", name })),
    ...(isNew ? [serialize.parse({ name, text })] : []),
    serialize.bind({ statement: name, values: parameters.map(utils.prepareValue) }),
    serialize.describe({ type: "P" }),
    serialize.execute({}),
    serialize.sync()
  ])
}

export const decode = (bytes: Uint8Array): Reply => {
  const results: Array<Rows> = []
  const notifications: Array<Notification> = []
  let error: DatabaseError | undefined
  let parsers: ReadonlyArray<(value: string) => unknown> = []
  let fields: ReadonlyArray<string> = []
  let values: Array<ReadonlyArray<unknown>> = []

  new Parser().parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), (message) => {
    if (message instanceof DatabaseError) {
      error ??= message
    } else if (message instanceof RowDescriptionMessage) {
      parsers = message.fields.map((field) => types.getTypeParser(field.dataTypeID, "text"))
      fields = message.fields.map((field) => field.name)
    } else if (message instanceof DataRowMessage) {
      values.push(message.fields.map((value, i) => value === null ? null : parsers[i]!(value)))
    } else if (message instanceof NotificationResponseMessage) {
      notifications.push({ channel: message.channel, payload: message.payload })
    } else if (message instanceof CommandCompleteMessage) {
      const tag = message.text.split(" ")
      results.push({ command: tag[0]!, count: Number(tag.at(-1)) || 0, fields, values })
      fields = []
      values = []
    }
  })
  return { results, error, notifications }
}

export const asRecords = (rows: Rows): ReadonlyArray<Record<string, unknown>> =>
  rows.values.map((row) => {
    const record: Record<string, unknown> = {}
    for (let i = 0; i < row.length; i++) record[rows.fields[i]!] = row[i]
    return record
  })

/** A thread is sent the whole backing buffer of a view, so the message gets one of its own. */
const copied = (parts: ReadonlyArray<Uint8Array>): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}
