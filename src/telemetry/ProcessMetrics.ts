/** What the process itself uses: processor, memory, event loop, disk. Sampled in the background. */
import { Effect, Layer, Metric, Schedule } from "effect"
import { statfs } from "node:fs/promises"
import { monitorEventLoopDelay } from "node:perf_hooks"

export interface Options {
  /** A directory on the disk whose free space matters. */
  readonly directory?: string
}

const cpuSeconds = Metric.counter("process_cpu_seconds", { description: "Processor time used", incremental: true })
const residentMemory = Metric.gauge("process_resident_memory_bytes", { description: "Memory held by the process" })
const heapUsed = Metric.gauge("process_heap_used_bytes", { description: "JavaScript heap in use" })
const heapTotal = Metric.gauge("process_heap_total_bytes", { description: "JavaScript heap reserved" })
const externalMemory = Metric.gauge("process_external_memory_bytes", { description: "Memory held outside the heap" })
const uptime = Metric.gauge("process_uptime_seconds", { description: "Time since the process started" })
const loopLag = Metric.gauge("process_event_loop_lag_milliseconds", {
  description: "Event loop delay since the last sample"
})
const diskFree = Metric.gauge("process_disk_free_bytes", { description: "Free space where data is kept" })
const diskSize = Metric.gauge("process_disk_size_bytes", { description: "Size of the disk where data is kept" })

/** Ten seconds between samples; a disk that cannot be asked is left out. */
export const layer = ({ directory }: Options = {}): Layer.Layer<never> =>
  Layer.scopedDiscard(Effect.gen(function*() {
    const delay = yield* Effect.acquireRelease(
      Effect.sync(() => {
        const histogram = monitorEventLoopDelay({ resolution: 20 })
        histogram.enable()
        return histogram
      }),
      (histogram) => Effect.sync(() => histogram.disable())
    )
    let cpu = 0

    const sampleProcess = Effect.sync(() => {
      const memory = process.memoryUsage()
      const used = process.cpuUsage()
      const seconds = (used.user + used.system) / 1e6
      set(residentMemory, memory.rss)
      set(heapUsed, memory.heapUsed)
      set(heapTotal, memory.heapTotal)
      set(externalMemory, memory.external)
      set(uptime, process.uptime())
      cpuSeconds.unsafeUpdate(seconds - cpu, [])
      cpu = seconds
      if (delay.count > 0) {
        p50Lag.unsafeUpdate(delay.percentile(50) / 1e6, [])
        p99Lag.unsafeUpdate(delay.percentile(99) / 1e6, [])
        delay.reset()
      }
    })

    const sampleDisk = directory === undefined ? Effect.void : Effect.tryPromise(() => statfs(directory)).pipe(
      Effect.map(({ bavail, blocks, bsize }) => {
        set(diskFree, bavail * bsize)
        set(diskSize, blocks * bsize)
      }),
      Effect.catchTag(
        "UnknownException",
        (error) => Effect.logDebug("The disk could not be asked for its space", error)
      )
    )

    yield* Effect.zipRight(sampleProcess, sampleDisk).pipe(
      Effect.repeat(Schedule.spaced("10 seconds")),
      Effect.forkScoped
    )
  }))

const p50Lag = Metric.tagged(loopLag, "quantile", "0.5")
const p99Lag = Metric.tagged(loopLag, "quantile", "0.99")
const set = (gauge: Metric.Metric.Gauge<number>, value: number) => gauge.unsafeUpdate(value, [])
