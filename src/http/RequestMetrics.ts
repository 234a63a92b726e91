/** `request_handler_requests`, `request_handler_duration`. Each label set is resolved once and then only counted. */
import { Metric, MetricBoundaries } from "effect"
import type { Entry } from "./AccessLog.ts"

const requests = Metric.counter("request_handler_requests", { description: "Requests answered.", incremental: true })

const duration = Metric.histogram(
  "request_handler_duration",
  MetricBoundaries.fromIterable([1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 60_000]),
  "Milliseconds from arrival to the end of the response."
)

const counters = new Map<string, (amount: number) => void>()
const histograms = new Map<string, (milliseconds: number) => void>()

const updaterOf = <A>(known: Map<string, A>, key: string, make: () => A) => {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}

export const record = ({ milliseconds, pattern, status }: Entry) => {
  updaterOf(counters, `${status} ${pattern}`, () => {
    const tagged = requests.pipe(Metric.tagged("endpoint", pattern), Metric.tagged("status", String(status)))
    return (amount) => tagged.unsafeUpdate(amount, [])
  })(1)
  updaterOf(histograms, pattern, () => {
    const tagged = Metric.tagged(duration, "endpoint", pattern)
    return (value) => tagged.unsafeUpdate(value, [])
  })(milliseconds)
}
