// Runs in a thread of its own: takes one file, sends one outcome, ends. Plain JavaScript, because a thread starts
// without the tools that run the rest from source.
import { parentPort, workerData } from "node:worker_threads"
import { inflateRawSync } from "node:zlib"

/**
 * The heap's limit does not count what arrays of bytes take, and a few kilobytes can unpack to gigabytes of them: no
 * single one, and no unpacked stream, may be larger than what a file may unpack to.
 */
const bounded = (limit) => {
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct: (target, given, newTarget) => {
      if (typeof given[0] === "number" && given[0] > limit) throw new RangeError("too large")
      return Reflect.construct(target, given, newTarget)
    }
  })
  const Unbounded = globalThis.DecompressionStream
  globalThis.DecompressionStream = class {
    constructor(format) {
      const { readable, writable } = new Unbounded(format)
      let left = limit
      const counting = new TransformStream({
        transform: (chunk, controller) => {
          left -= chunk.length
          if (left < 0) controller.error(new RangeError("too large"))
          else controller.enqueue(chunk)
        }
      })
      this.writable = writable
      this.readable = readable.pipeThrough(counting)
    }
  }
}

const pdf = async ({ bytes, pages }) => {
  const { extractText, getDocumentProxy, getMeta } = await import("unpdf")
  const document = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, verbosity: 0 })
  if (document.numPages > pages) return { ok: false, reason: "pages" }
  const { text } = await extractText(document, { mergePages: false })
  const meta = await getMeta(document).catch(() => ({ info: {} }))
  return { ok: true, title: String(meta.info?.Title ?? ""), parts: text }
}

/** Unpacks every entry within the limit and forgets it: the sizes that an archive states may be lies. */
const unpacksWithin = (archive, limit) => {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = archive.readUInt32LE(end + 16)
  let left = limit
  for (let i = archive.readUInt16LE(end + 10); i > 0; i--) {
    const method = archive.readUInt16LE(at + 10)
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20))
    try {
      left -= method === 8 ? inflateRawSync(packed, { maxOutputLength: left + 1 }).length : packed.length
    } catch (error) {
      if (error.code === "ERR_BUFFER_TOO_LARGE") return false
      throw error
    }
    if (left < 0) return false
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return true
}

const docx = async ({ bytes, expandedBytes }) => {
  if (!unpacksWithin(Buffer.from(bytes), expandedBytes)) return { ok: false, reason: "size" }
  const { default: mammoth } = await import("mammoth")
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) }
  )
  return { ok: true, title: "", parts: [value] }
}

bounded(workerData.expandedBytes)
const outcome = await (workerData.format === "pdf" ? pdf : docx)(workerData).catch((error) => ({
  ok: false,
  reason: error?.name === "PasswordException" ? "password" : "damaged"
}))
parentPort.postMessage(outcome)
