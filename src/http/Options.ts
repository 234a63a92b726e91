/** What the HTTP side can be told; every value has a default that suits one process on the loopback. */
import { Context, type Redacted } from "effect"

export interface ApiKey {
  readonly key: Redacted.Redacted
  readonly tenant: string
  readonly role: "user" | "operator"
}

export interface Options {
  /** None: whoever reaches the loopback is an operator of the tenant `default`. */
  readonly keys: ReadonlyArray<ApiKey>
  /** Whether callers without a key are served as users of the tenant `default`, from anywhere. */
  readonly anonymous: boolean
  /** For each client; 0 is no limit. */
  readonly requestsPerMinute: number
  readonly maxConcurrency: number
  readonly queueSize: number
  /** Whether fewer work at once while that makes them quicker; `maxConcurrency` is the most then. */
  readonly adaptiveConcurrency: boolean
  /** How long a request may wait for its turn; a question waits half of its deadline at most. */
  readonly queueWaitMs: number
  readonly chatDeadlineMs: number
  readonly heartbeatMs: number
  readonly bodies: BodyLimits
}

export interface BodyLimits {
  readonly questionBytes: number
  readonly documentBytes: number
  readonly importBytes: number
  /** Silence after which a sender is cut off. */
  readonly idleMs: number
  /** All the time that a body may take which is read as a whole. */
  readonly totalMs: number
}

const mebibyte = 1024 * 1024

export const defaults: Options = {
  keys: [],
  anonymous: false,
  requestsPerMinute: 600,
  maxConcurrency: 64,
  queueSize: 256,
  adaptiveConcurrency: false,
  queueWaitMs: 5_000,
  chatDeadlineMs: 10_000,
  heartbeatMs: 15_000,
  bodies: {
    questionBytes: mebibyte,
    documentBytes: 64 * mebibyte,
    importBytes: 64 * mebibyte,
    idleMs: 10_000,
    totalMs: 30_000
  }
}

export class HttpOptions extends Context.Reference<HttpOptions>()("holdfast/http/HttpOptions", {
  defaultValue: (): Options => defaults
}) {}
