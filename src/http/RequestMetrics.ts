/** What is counted of every request. Each label set is resolved once and then costs nanoseconds. */
import * as Metrics from "../telemetry/Metrics.ts"

const requests = Metrics.labelled(Metrics.requestHandlerRequests, "endpoint", "status")
const duration = Metrics.labelled(Metrics.requestHandlerDuration, "endpoint")

export const record = (pattern: string, status: number, milliseconds: number) => {
  requests(1, pattern, String(status))
  duration(milliseconds, pattern)
}

export const inProgress = Metrics.updater(Metrics.requestsInProgress, {})
