/**
 * PostgreSQL in a thread of its own: takes wire-protocol messages in order and answers each with the server's bytes.
 * Plain JavaScript, because a worker is started from a file as it is.
 */
import { PGlite } from "@electric-sql/pglite"
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm"
import { vector } from "@electric-sql/pglite-pgvector"
import { parentPort, workerData } from "node:worker_threads"

/** @typedef {{ id: number, kind: "run", message: Uint8Array } | { id: number, kind: "dump" | "close" }} Request */

if (parentPort === null) throw new Error("This file runs as a worker thread.")
const port = parentPort

/** @type {{ dataDir?: string, snapshot?: Uint8Array }} */
const { dataDir, snapshot } = workerData

const database = await PGlite.create({
  dataDir: dataDir ?? "memory://",
  extensions: { pg_trgm, vector },
  ...(snapshot === undefined ? {} : { loadDataDir: new Blob([snapshot], { type: "application/x-gzip" }) }),
  // Building a vector index needs more than the 64 MB that PostgreSQL gives by default.
  startParams: [...PGlite.defaultStartParams, "-c", "maintenance_work_mem=256MB", "-c", "timezone=UTC"]
})

/** @param {Request} request */
const answer = async (request) => {
  switch (request.kind) {
    case "run":
      return database.execProtocolRaw(request.message)
    case "dump":
      return new Uint8Array(await (await database.dumpDataDir("gzip")).arrayBuffer())
    case "close":
      await database.close()
      return new Uint8Array(0)
  }
}

/** One at a time, in the order of arrival: a rollback never overtakes the statement that it undoes. */
let last = Promise.resolve()
port.on("message", (/** @type {Request} */ request) => {
  last = last.then(async () => {
    try {
      const bytes = await answer(request)
      port.postMessage({ id: request.id, bytes }, [bytes.buffer])
    } catch (error) {
      port.postMessage({ id: request.id, problem: String(error) })
    }
  })
})
port.postMessage({ id: 0, bytes: new Uint8Array(0) })
