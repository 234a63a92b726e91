/** What is known of foreign failures, as tables: the classifier reads them and so does the error-handling guide. */
import type { Classified } from "./Classified.ts"

type Table = Readonly<Record<string, Classified>>

export const connectionLost: Classified = {
  severity: "transient",
  category: "network",
  retry_reason: "CONNECTION_ERROR"
}
const unreachable: Classified = { severity: "recoverable", category: "network", retry_reason: "CONNECTION_ERROR" }
const timedOut: Classified = { severity: "recoverable", category: "timeout", retry_reason: "TIMEOUT" }
const invalid: Classified = { severity: "permanent", category: "validation" }
const unauthorised: Classified = { severity: "permanent", category: "authentication" }
const missing: Classified = { severity: "permanent", category: "not_found" }
const conflict: Classified = { severity: "permanent", category: "conflict" }
const raced: Classified = { severity: "transient", category: "conflict" }
const noRoom: Classified = { severity: "critical", category: "capacity" }
const overloaded: Classified = { severity: "recoverable", category: "capacity" }
const databaseDown: Classified = {
  severity: "recoverable",
  category: "database",
  retry_reason: "CONNECTION_ERROR"
}
const databaseMisused: Classified = { severity: "permanent", category: "database" }
const corrupt: Classified = { severity: "critical", category: "database" }
export const bug: Classified = { severity: "permanent", category: "internal" }

/** Errors of Effect and of the domain, by their tag. */
export const byTag: Table = {
  TimeoutException: timedOut,
  ParseError: invalid,
  InvalidRequest: invalid,
  NotFound: missing,
  Conflict: conflict,
  NoSuchElementException: bug,
  IllegalArgumentException: bug,
  MalformedOutput: { severity: "recoverable", category: "quality" },
  MigrationError: { severity: "critical", category: "database" }
}

/** Wrappers, by their tag: used only where their cause is unknown. */
export const wrappers: Table = {
  StoreError: { severity: "recoverable", category: "database" },
  SqlError: { severity: "recoverable", category: "database" },
  EmbeddingFailed: { severity: "recoverable", category: "provider" },
  PersistenceError: { severity: "recoverable", category: "cache" },
  HttpRequestError: unreachable,
  RequestError: unreachable,
  HttpResponseError: { severity: "recoverable", category: "provider" },
  ResponseError: { severity: "recoverable", category: "provider" },
  UnknownException: { severity: "recoverable", category: "internal" }
}

export const byName: Table = {
  AbortError: timedOut,
  TimeoutError: timedOut,
  MaxRetriesPerRequestError: { severity: "recoverable", category: "cache", retry_reason: "CONNECTION_ERROR" }
}

/** Codes of Node's sockets, name look-ups, files and of undici. */
export const socketCodes: Table = {
  ECONNRESET: connectionLost,
  EPIPE: connectionLost,
  EAI_AGAIN: connectionLost,
  UND_ERR_SOCKET: connectionLost,
  ECONNABORTED: connectionLost,
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EHOSTUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETUNREACH: unreachable,
  ENETDOWN: unreachable,
  ENOENT: missing,
  EACCES: unauthorised,
  EPERM: unauthorised,
  ETIMEDOUT: timedOut,
  ESOCKETTIMEDOUT: timedOut,
  UND_ERR_CONNECT_TIMEOUT: timedOut,
  UND_ERR_HEADERS_TIMEOUT: timedOut,
  UND_ERR_BODY_TIMEOUT: timedOut,
  CERT_HAS_EXPIRED: unauthorised,
  DEPTH_ZERO_SELF_SIGNED_CERT: unauthorised,
  SELF_SIGNED_CERT_IN_CHAIN: unauthorised,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unauthorised,
  EMFILE: overloaded,
  ENFILE: overloaded,
  ENOSPC: noRoom,
  EDQUOT: noRoom,
  ENOMEM: noRoom,
  EROFS: noRoom,
  ERR_BUFFER_TOO_LARGE: invalid,
  ERR_INVALID_URL: invalid
}

/** SQLSTATEs that differ from their class. */
export const sqlStates: Table = {
  "08P01": databaseMisused,
  "25006": { severity: "recoverable", category: "database" },
  "40001": { severity: "transient", category: "database" },
  "40P01": { severity: "transient", category: "database" },
  "55P03": { severity: "transient", category: "database" },
  "23505": conflict,
  "23P01": conflict,
  "53100": noRoom,
  "53200": { severity: "critical", category: "capacity" },
  "57014": timedOut,
  "58030": corrupt,
  "XX001": corrupt,
  "XX002": corrupt
}

/** SQLSTATEs by their first two characters. */
export const sqlStateClasses: Table = {
  "08": { severity: "transient", category: "database", retry_reason: "CONNECTION_ERROR" },
  "0A": databaseMisused,
  "21": databaseMisused,
  "22": invalid,
  "23": invalid,
  "25": databaseMisused,
  "26": databaseMisused,
  "28": unauthorised,
  "40": { severity: "transient", category: "database" },
  "42": databaseMisused,
  "53": overloaded,
  "54": databaseMisused,
  "55": raced,
  "57": databaseDown,
  "58": databaseDown,
  "XX": { severity: "recoverable", category: "database" }
}

export const httpStatuses: Readonly<Record<number, Classified>> = {
  401: unauthorised,
  402: unauthorised,
  403: unauthorised,
  404: missing,
  408: timedOut,
  409: conflict,
  410: missing,
  423: raced,
  425: raced,
  429: { severity: "recoverable", category: "rate_limit", retry_reason: "HTTP_429" },
  500: { severity: "recoverable", category: "provider", retry_reason: "HTTP_500" },
  501: { severity: "permanent", category: "provider" },
  502: { severity: "recoverable", category: "provider", retry_reason: "HTTP_502" },
  503: { severity: "recoverable", category: "provider", retry_reason: "HTTP_503" },
  504: { severity: "recoverable", category: "timeout", retry_reason: "HTTP_504" },
  505: { severity: "permanent", category: "provider" },
  /** Anthropic's "overloaded". */
  529: { severity: "recoverable", category: "capacity", retry_reason: "HTTP_503" }
}

export const httpStatusClasses: Readonly<Record<number, Classified>> = {
  4: invalid,
  5: { severity: "recoverable", category: "provider", retry_reason: "HTTP_500" }
}
