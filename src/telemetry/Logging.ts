/** Logs as one JSON object a line, or in colour for people; written once a turn of the event loop. */
import {
  Array,
  Cause,
  Effect,
  FiberRef,
  FiberRefs,
  Layer,
  List,
  Logger,
  type LogLevel,
  Option,
  Predicate,
  Redacted,
  type Scope,
  Tracer
} from "effect"
import { classify } from "../resilience/ErrorClassification.ts"
import { correlationId } from "./Correlation.ts"

export interface Options {
  readonly level: LogLevel.LogLevel
  readonly format: "json" | "pretty"
  readonly service: string
  /** Where lines go, each with its newline; default standard output. */
  readonly write?: (lines: string) => void
}

export const layer = ({ format, level, service, write = toStdout }: Options): Layer.Layer<never> =>
  Layer.merge(
    Logger.minimumLogLevel(level),
    format === "pretty"
      ? Logger.replace(Logger.defaultLogger, Logger.prettyLogger())
      : Logger.replaceScoped(Logger.defaultLogger, buffered(jsonLine(service), write))
  )

/** One object: the fixed fields, then the annotations, then what the failure was, if any was given. */
export const jsonLine = (service: string): Logger.Logger<unknown, string> =>
  Logger.make(({ annotations, cause, context, date, logLevel, message, spans }) => {
    const parts = Array.ensure(message)
    const isFailure = (part: unknown) => part instanceof Error || Cause.isCause(part)
    const line: Record<string, unknown> = {
      timestamp: date.toISOString(),
      level: logLevel.label.toLowerCase(),
      message: parts.filter((part) => !isFailure(part)).map(text).join(" "),
      service,
      correlation_id: FiberRefs.getOrDefault(context, correlationId) || null,
      span: spanOf(context, spans)
    }
    for (const [key, value] of annotations) {
      if (line[key] === undefined || line[key] === null) line[key] = value
    }
    Object.assign(line, failureOf(Cause.isEmpty(cause) ? parts.find(isFailure) : cause))
    return json(line) + "\n"
  })

const buffered = (
  logger: Logger.Logger<unknown, string>,
  write: (lines: string) => void
): Effect.Effect<Logger.Logger<unknown, void>, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => {
        let lines = ""
        const flush = () => {
          const waiting = lines
          lines = ""
          if (waiting !== "") write(waiting)
        }
        const add = (line: string) => {
          if (lines === "") setImmediate(flush)
          lines += line
        }
        return { add, flush }
      }),
      ({ flush }) => Effect.sync(flush)
    ),
    ({ add }) => Logger.map(logger, add)
  )

const toStdout = (lines: string) => void process.stdout.write(lines)

/** Whatever is annotated under such a name does not belong in a log. */
const secret = /authorization|api_?key|password|secret|credential|cookie|(^|_)token$/i

const spanOf = (context: FiberRefs.FiberRefs, spans: List.List<{ readonly label: string }>): string | null => {
  const span = FiberRefs.getOrDefault(context, FiberRef.currentContext).unsafeMap.get(Tracer.ParentSpan.key)
  if (Predicate.hasProperty(span, "name") && typeof span.name === "string") return span.name
  return Option.getOrNull(Option.map(List.head(spans), ({ label }) => label))
}

const text = (part: unknown): string => typeof part === "string" ? part : json(part)

/** Never throws: a log line must not be what fails. */
const json = (value: unknown): string => {
  const seen = new WeakSet<object>()
  return JSON.stringify(value, (key, inner: unknown) => {
    if (secret.test(key) || Redacted.isRedacted(inner)) return "<redacted>"
    if (typeof inner === "bigint") return String(inner)
    if (typeof inner !== "object" || inner === null) return inner
    if (seen.has(inner)) return "<repeated>"
    seen.add(inner)
    return inner
  }) ?? String(value)
}

/** Its kind, its own message and where it broke: never what caused it, whose text may quote a row or a question. */
const failureOf = (failure: unknown): Readonly<Record<string, unknown>> => {
  if (failure === undefined) return {}
  if (Cause.isCause(failure) && Cause.isInterruptedOnly(failure)) return { error_type: "Interrupted" }
  const error = Cause.isCause(failure) ? Cause.squash(failure) : failure
  const { category, severity } = classify(error)
  return {
    error_type: typeOf(error),
    error: error instanceof Error ? error.message : String(error),
    category,
    severity,
    ...(error instanceof Error && isDefect(failure) ? { stack: framesOf(error) } : {})
  }
}

const isDefect = (failure: unknown) => !Cause.isCause(failure) || !Cause.isFailure(failure)

const typeOf = (error: unknown): string =>
  Predicate.hasProperty(error, "_tag") && typeof error._tag === "string"
    ? error._tag
    : error instanceof Error
    ? error.name
    : typeof error

const framesOf = ({ stack = "" }: Error): ReadonlyArray<string> =>
  stack.split("\n").map((line) => line.trim()).filter((line) => line.startsWith("at ")).slice(0, 10)
