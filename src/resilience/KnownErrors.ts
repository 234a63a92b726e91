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
  MalformedInput: invalid,
  MigrationError: { severity: "critical", category: "database" },
  MigrationFailed: { severity: "critical", category: "database" },
  UnreadableFile: invalid,
  SpoolFull: noRoom,
  SpoolFailed: noRoom,
  DataDirectoryLocked: { severity: "critical", category: "conflict" },
  DataDirectoryUnusable: { severity: "critical", category: "capacity" },
  BadArgument: invalid,
  MultipartError: invalid,
  RouteNotFound: missing
}

/** Wrappers, by their tag: used only where their cause is unknown. */
export const wrappers: Table = {
  StoreError: { severity: "recoverable", category: "database" },
  SqlError: { severity: "recoverable", category: "database" },
  EmbeddingFailed: { severity: "recoverable", category: "provider" },
  DetectorFailed: { severity: "recoverable", category: "internal" },
  RedisError: { severity: "recoverable", category: "cache" },
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

const refusedByRedis: Classified = { severity: "permanent", category: "authentication" }
const redisBusy: Classified = { severity: "recoverable", category: "cache" }
const redisMoved: Classified = { severity: "transient", category: "cache" }
const redisMisused: Classified = { severity: "permanent", category: "cache" }

/** What Redis replies instead of a result, by the first word of it. */
export const redisReplies: Table = {
  LOADING: redisBusy,
  BUSY: redisBusy,
  CLUSTERDOWN: redisBusy,
  MASTERDOWN: redisBusy,
  NOREPLICAS: redisBusy,
  READONLY: redisBusy,
  MISCONF: redisBusy,
  UNBLOCKED: redisBusy,
  TRYAGAIN: redisMoved,
  MOVED: redisMoved,
  ASK: redisMoved,
  NOSCRIPT: redisMoved,
  EXECABORT: redisMoved,
  OOM: overloaded,
  NOAUTH: refusedByRedis,
  WRONGPASS: refusedByRedis,
  NOPERM: refusedByRedis,
  /** Another has written what is ours there: it is not to be relied on for now. */
  WRONGTYPE: redisBusy,
  CROSSSLOT: redisMisused,
  ERR: redisMisused
}

/** @effect/platform's failures of files and sockets, by their reason, where the code behind them is unknown. */
export const systemReasons: Table = {
  AlreadyExists: conflict,
  BadResource: { severity: "permanent", category: "internal" },
  Busy: raced,
  InvalidData: invalid,
  NotFound: missing,
  PermissionDenied: unauthorised,
  TimedOut: timedOut,
  UnexpectedEof: connectionLost,
  WouldBlock: raced,
  WriteZero: noRoom
}

/** Codes of Node's sockets, name look-ups, TLS, files and of undici. */
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
  ENOTCONN: connectionLost,
  ESHUTDOWN: connectionLost,
  UND_ERR_CLOSED: connectionLost,
  UND_ERR_DESTROYED: connectionLost,
  ERR_STREAM_PREMATURE_CLOSE: connectionLost,
  ERR_STREAM_DESTROYED: connectionLost,
  ERR_SOCKET_CLOSED: connectionLost,
  EADDRNOTAVAIL: unreachable,
  EADDRINUSE: conflict,
  ENETRESET: connectionLost,
  EAI_FAIL: unreachable,
  EAI_NODATA: unreachable,
  EAI_NONAME: unreachable,
  EAI_MEMORY: noRoom,
  ENODATA: unreachable,
  ESERVFAIL: unreachable,
  EREFUSED: unreachable,
  EBADRESP: unreachable,
  EFORMERR: unreachable,
  ENOTIMP: unreachable,
  ECANCELLED: connectionLost,
  ETIMEOUT: timedOut,
  EPROTO: connectionLost,
  CERT_NOT_YET_VALID: unauthorised,
  CERT_REVOKED: unauthorised,
  CERT_UNTRUSTED: unauthorised,
  UNABLE_TO_GET_ISSUER_CERT: unauthorised,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unauthorised,
  ERR_TLS_CERT_ALTNAME_INVALID: unauthorised,
  ENOENT: missing,
  ENOTDIR: missing,
  EISDIR: invalid,
  EEXIST: conflict,
  ENOTEMPTY: conflict,
  EINVAL: invalid,
  ENAMETOOLONG: invalid,
  ELOOP: invalid,
  EBUSY: raced,
  EAGAIN: raced,
  EINTR: raced,
  ETXTBSY: raced,
  EIO: { severity: "critical", category: "internal" },
  EFBIG: noRoom,
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
  UND_ERR_ABORTED: timedOut,
  UND_ERR_HEADERS_OVERFLOW: { severity: "recoverable", category: "provider" },
  UND_ERR_RES_EXCEEDED_MAX_SIZE: { severity: "recoverable", category: "provider" },
  UND_ERR_INVALID_ARG: invalid,
  UND_ERR_NOT_SUPPORTED: invalid,
  HPE_INVALID_CONSTANT: { severity: "recoverable", category: "provider" },
  ERR_BUFFER_TOO_LARGE: invalid,
  ERR_INVALID_URL: invalid
}

/** SQLSTATEs that differ from their class. */
export const sqlStates: Table = {
  "08P01": databaseMisused,
  "25006": { severity: "recoverable", category: "database" },
  "25P03": timedOut,
  "25P04": timedOut,
  "26000": { severity: "transient", category: "database" },
  "55000": databaseMisused,
  "57P04": databaseMisused,
  "58P01": databaseMisused,
  "58P02": databaseMisused,
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
  "09": databaseMisused,
  "0A": databaseMisused,
  "0B": databaseMisused,
  "0F": databaseMisused,
  "0L": databaseMisused,
  "0P": databaseMisused,
  "20": databaseMisused,
  "21": databaseMisused,
  "22": invalid,
  "23": invalid,
  "25": databaseMisused,
  "26": databaseMisused,
  "24": databaseMisused,
  "27": databaseMisused,
  "28": unauthorised,
  "2B": databaseMisused,
  "2D": databaseMisused,
  "2F": databaseMisused,
  "34": databaseMisused,
  "38": databaseMisused,
  "39": databaseMisused,
  "3B": databaseMisused,
  "3D": databaseMisused,
  "3F": databaseMisused,
  "40": { severity: "transient", category: "database" },
  "42": databaseMisused,
  "44": invalid,
  "53": overloaded,
  "54": databaseMisused,
  "55": raced,
  "57": databaseDown,
  "58": databaseDown,
  "72": { severity: "recoverable", category: "database" },
  F0: { severity: "critical", category: "database" },
  HV: databaseDown,
  P0: databaseMisused,
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
