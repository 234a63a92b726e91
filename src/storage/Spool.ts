/** Where writes wait while the database is away: files under the data directory, moved over when it returns. */
import { Clock, Context, Deferred, Effect, Layer, Option, Schedule, Schema } from "effect"
import { join } from "node:path"
import { classify } from "../resilience/ErrorClassification.ts"
import * as Recurring from "../resilience/Recurring.ts"
import { bounded } from "./Bounded.ts"
import * as Directories from "./Spool/Directories.ts"
import * as Segments from "./Spool/Segments.ts"

export class SpoolFull extends Schema.TaggedError<SpoolFull>()("SpoolFull", { bytes: Schema.Number }) {
  override get message() {
    return `The spool holds ${this.bytes} bytes and takes no more until the database is back.`
  }
}

export class SpoolFailed extends Schema.TaggedError<SpoolFailed>()("SpoolFailed", { reason: Schema.String }) {
  override get message() {
    return `The spool could not be written: ${this.reason}.`
  }
}

export interface Offered {
  readonly id: string
  readonly kind: string
  /** Goes through JSON. */
  readonly payload: unknown
}

export interface Service {
  /** When it returns the record is on the disk. */
  readonly append: (record: Offered) => Effect.Effect<void, SpoolFull | SpoolFailed>
  /**
   * Gives the records of a kind to the handler for ever, oldest first and each until it succeeds. After a crash some are
   * given again, so the handler is idempotent. One that can never succeed is given to `hopeless`, if there is one that
   * takes it, or else set aside in a file beside the others, as lines are that the disk has damaged.
   */
  readonly drain: (
    kind: string,
    handler: (payload: unknown) => Effect.Effect<unknown, unknown>,
    hopeless?: (record: Segments.Record, error: unknown) => Effect.Effect<unknown, unknown>
  ) => Effect.Effect<never>
  /** How much waits. */
  readonly bytes: Effect.Effect<number>
}

export class Spool extends Context.Tag("holdfast/storage/Spool")<Spool, Service>() {}

export interface Options {
  readonly dataDir: string
  /** Default 256 MB. */
  readonly maxBytes?: number | undefined
}

/** Starts without a usable directory too: then each append says why it fails. */
export const layer = (options: Options): Layer.Layer<Spool> => Layer.scoped(Spool, make(options))

const segmentBytes = 4 * 1024 * 1024
const handlerLimit = 30_000
const adoptEvery = "30 seconds"
/** Failures in a row of one record that say it is the record's own fault. */
const patience = 3

interface Waiting {
  readonly line: Buffer
  readonly done: Deferred.Deferred<void, SpoolFailed>
}

interface Lane {
  readonly waiting: Array<Waiting>
  readonly arrived: Effect.Latch
  segment: Segments.Segment | undefined
}

const make = ({ dataDir, maxBytes = 256 * 1024 * 1024 }: Options) =>
  Effect.gen(function*() {
    const parent = join(dataDir, "spool")
    const { claimLeft, directories, problem } = yield* Directories.claim(parent)
    const own = directories[0]
    const writing = yield* Effect.makeSemaphore(1)
    const lanes = new Map<string, Lane>()
    // Numbered on from the last process's, so that two files of one millisecond keep their order.
    let files = 0
    let used = 0
    const count = Effect.fnUntraced(function*(directory: string) {
      for (const kind of yield* Directories.kinds(directory)) {
        used += yield* io(() => Segments.size(join(directory, kind)))
        for (const name of yield* io(() => Segments.list(join(directory, kind)))) {
          files = Math.max(files, Number(name.slice(16, 25)))
        }
      }
    })
    yield* Effect.forEach(directories, count, { discard: true })

    const laneOf = (kind: string): Lane => {
      const known = lanes.get(kind)
      if (known !== undefined) return known
      const lane: Lane = { waiting: [], arrived: Effect.unsafeMakeLatch(true), segment: undefined }
      lanes.set(kind, lane)
      return lane
    }

    const seal = Effect.fnUntraced(function*(lane: Lane) {
      const { segment } = lane
      lane.segment = undefined
      if (segment !== undefined) yield* Effect.ignoreLogged(io(segment.close))
    })

    const open = Effect.fnUntraced(function*(kind: string, lane: Lane) {
      if (lane.segment !== undefined && lane.segment.bytes < segmentBytes) return lane.segment
      yield* seal(lane)
      if (own === undefined) return yield* new SpoolFailed({ reason: problem })
      const now = yield* Clock.currentTimeMillis
      files += 1
      const name = `${String(Math.floor(now)).padStart(15, "0")}-${String(files).padStart(9, "0")}.log`
      return lane.segment = yield* tried(() => Segments.create(join(own, kind), name))
    })

    /** Whoever gets the turn writes for all who wait: one flush to the disk serves many. */
    const flush = (kind: string, lane: Lane) =>
      Effect.gen(function*() {
        const batch = lane.waiting.splice(0)
        if (batch.length === 0) return
        const written = yield* open(kind, lane).pipe(
          Effect.flatMap((segment) => tried(() => segment.write(batch.map(({ line }) => line)))),
          Effect.exit
        )
        // What a failed write left behind may be half a line: nothing is added after it.
        if (written._tag === "Failure") {
          used -= batch.reduce((total, { line }) => total + line.length, 0)
          yield* seal(lane)
        }
        for (const { done } of batch) yield* Deferred.done(done, written)
        yield* lane.arrived.open
      }).pipe(Effect.uninterruptible, writing.withPermits(1))

    const append: Service["append"] = ({ id, kind, payload }) =>
      Effect.gen(function*() {
        const line = Segments.line({ id, payload })
        if (used + line.length > maxBytes) return yield* new SpoolFull({ bytes: used })
        used += line.length
        const lane = laneOf(directoryName(kind))
        const done = yield* Deferred.make<void, SpoolFailed>()
        lane.waiting.push({ line, done })
        yield* flush(directoryName(kind), lane)
        yield* Deferred.await(done)
      })

    /** The oldest file that nobody adds to any more; the one in use is finished for it when it is the only one. */
    const oldest = (kind: string, lane: Lane) =>
      Effect.gen(function*() {
        yield* lane.arrived.close
        const found: Array<{ readonly name: string; readonly path: string }> = []
        for (const directory of directories) {
          for (const name of yield* io(() => Segments.list(join(directory, kind)))) {
            found.push({ name, path: join(directory, kind, name) })
          }
        }
        found.sort((a, b) => a.name < b.name ? -1 : 1)
        const path = found[0]?.path
        if (path !== undefined && path === lane.segment?.path) yield* seal(lane)
        return path
      }).pipe(Effect.uninterruptible, writing.withPermits(1))

    const drain: Service["drain"] = (given, handler, hopeless = nobody) => {
      const kind = directoryName(given)
      const lane = laneOf(kind)
      const give = (path: string, record: Segments.Record) => {
        let failures = 0
        return Effect.suspend(() => handler(record.payload)).pipe(
          bounded(handlerLimit),
          Effect.catchAllDefect(Effect.fail),
          Effect.catchIf(
            (error) => isOwnFault(error) && (failures += 1) >= patience,
            (error) =>
              Effect.logError("a spooled write can never succeed and is set aside").pipe(
                Effect.annotateLogs({ component: "spool", operation: given, record: record.id, ...labels(error) }),
                Effect.zipRight(bounded(handlerLimit)(hopeless(record, error))),
                Effect.catchIf(isOwnFault, () => io(() => Segments.setAside(path, record)))
              )
          ),
          Effect.retry(patiently)
        )
      }
      return Effect.gen(function*() {
        const path = yield* oldest(kind, lane)
        if (path === undefined) return yield* lane.arrived.await
        const read = yield* Effect.option(tried(() => Segments.read(path)))
        if (Option.isNone(read)) {
          const aside = yield* io(() => Segments.setAsideFile(path))
          return yield* Effect.logError("a spool file cannot be read and is set aside").pipe(said({ aside }))
        }
        const { damaged, records } = read.value
        yield* Effect.forEach(records, (record) => give(path, record), { discard: true })
        if (damaged.length > 0) {
          const aside = yield* io(() => Segments.setAsideDamaged(path, damaged))
          yield* Effect.logError("a spool file has damaged lines, which are set aside").pipe(
            said({ aside, lines: damaged.length })
          )
        }
        used -= yield* io(() => Segments.remove(path))
      }).pipe(Effect.forever, Effect.sandbox, Effect.retry(patiently), Effect.orDie)
    }

    /** What a process that died meanwhile has left is moved over with our own. */
    const adopt = Effect.gen(function*() {
      const found = yield* claimLeft
      if (found.length === 0) return
      yield* Effect.forEach(found, count, { discard: true })
      yield* Effect.forEach(lanes.values(), ({ arrived }) => arrived.open, { discard: true })
    })
    yield* Effect.forkScoped(Recurring.every(adoptEvery, "what others left is moved over later", adopt))

    yield* Effect.addFinalizer(() => Effect.forEach(lanes.values(), seal, { discard: true }))
    return Spool.of({ append, drain, bytes: Effect.sync(() => Math.max(0, used)) })
  })

const directoryName = (kind: string) => encodeURIComponent(kind).replaceAll(".", "%2E")

const nobody = (_: Segments.Record, error: unknown) => Effect.fail(error)

/** The record itself is refused; what the database refuses for reasons of its own is not the record's fault. */
const isOwnFault = (error: unknown) => {
  const { category, severity } = labels(error)
  return severity === "permanent" && category !== "database"
}

const said = (what: Readonly<{ aside: string; lines?: number }>) => Effect.annotateLogs({ component: "spool", ...what })

const labels = (error: unknown) => {
  const { category, severity } = classify(error)
  return { category, severity }
}

const tried = <A>(run: () => Promise<A>) =>
  Effect.tryPromise({
    try: run,
    catch: (cause) => new SpoolFailed({ reason: cause instanceof Error ? cause.message : String(cause) })
  })

/** For what is retried as a whole. */
const io = <A>(run: () => Promise<A>) => Effect.promise(run)

const patiently = Schedule.exponential("250 millis").pipe(Schedule.union(Schedule.spaced("5 seconds")))
