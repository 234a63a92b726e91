/** Logs, metrics and traces of the process, composed: what the environment asked for and nothing else. */
import { Otlp } from "@effect/opentelemetry"
import { FetchHttpClient } from "@effect/platform"
import { Layer, type LogLevel } from "effect"
import * as ErrorAnalytics from "./ErrorAnalytics.ts"
import * as Logging from "./Logging.ts"
import * as Performance from "./Performance.ts"
import * as ProcessMetrics from "./ProcessMetrics.ts"

export interface Options {
  readonly logLevel: LogLevel.LogLevel
  readonly logFormat: "json" | "pretty"
  readonly serviceName: string
  readonly serviceVersion?: string
  /** The collector's base URL. Without it nothing is exported, and spans cost next to nothing. */
  readonly otlpEndpoint?: string
  readonly dataDirectory?: string
}

export const layer = (options: Options): Layer.Layer<Performance.Performance | ErrorAnalytics.ErrorAnalytics> =>
  Layer.mergeAll(
    Performance.layer,
    ErrorAnalytics.layer,
    ProcessMetrics.layer(options.dataDirectory === undefined ? {} : { directory: options.dataDirectory }),
    exporting(options)
  ).pipe(
    Layer.provideMerge(
      Logging.layer({ level: options.logLevel, format: options.logFormat, service: options.serviceName })
    )
  )

const exporting = ({ otlpEndpoint, serviceName, serviceVersion }: Options): Layer.Layer<never> =>
  otlpEndpoint === undefined ? Layer.setTracerEnabled(false) : Otlp.layerJson({
    baseUrl: otlpEndpoint,
    resource: { serviceName, serviceVersion },
    shutdownTimeout: "1 second" // with the collector down, leaving would take three
  }).pipe(Layer.provide(FetchHttpClient.layer))
