/** Everything the environment can set, checked at once: a start with three faults names all three. */
import { Config, ConfigError, Duration, Effect, Either, LogLevel, Redacted } from "effect"
import * as Chaos from "./Chaos.ts"
import * as GuardSettings from "./GuardSettings.ts"
import * as ModelConfig from "./llm/ModelConfig.ts"

export interface ApiKey {
  readonly key: Redacted.Redacted
  readonly tenant: string
  readonly role: "user" | "operator"
}

const expected = <A>(config: Config.Config<A>, what: string, valid: (value: A) => boolean) =>
  Config.validate(config, { message: `expected ${what}`, validation: valid })

const wholeNumber = (name: string, fallback: number, least: number, most: number) =>
  expected(Config.integer(name), `a whole number from ${least} to ${most}`, (n) => n >= least && n <= most).pipe(
    Config.withDefault(fallback)
  )

const decimal = (name: string, fallback: number) =>
  expected(Config.number(name), "a number above 0", (n) => n > 0).pipe(Config.withDefault(fallback))

const url = (name: string, protocols: ReadonlyArray<string>) =>
  Config.string(name).pipe(
    Config.mapOrFail((text) => {
      const parsed = URL.canParse(text) ? new URL(text).protocol : ""
      return protocols.includes(parsed)
        ? Either.right(Redacted.make(text))
        : Either.left(
          ConfigError.InvalidData([], `expected a URL that begins with ${protocols.map((p) => `${p}//`).join(" or ")}`)
        )
    }),
    Config.option
  )

const apiKeys = Config.string("HOLDFAST_API_KEYS").pipe(
  Config.mapOrFail((text) => {
    const keys: Array<ApiKey> = []
    for (const part of text.split(",").map((part) => part.trim()).filter((part) => part !== "")) {
      const [key, tenant, role = "user", ...rest] = part.split(":")
      if (!key || !tenant || rest.length > 0 || (role !== "user" && role !== "operator")) {
        return Either.left(
          ConfigError.InvalidData([], "expected key:tenant or key:tenant:role, comma-separated, role user or operator")
        )
      }
      keys.push({ key: Redacted.make(key), tenant, role })
    }
    return Either.right<ReadonlyArray<ApiKey>>(keys)
  }),
  Config.withDefault<ReadonlyArray<ApiKey>>([])
)

const logLevels: Readonly<Record<string, LogLevel.LogLevel>> = {
  trace: LogLevel.Trace,
  debug: LogLevel.Debug,
  info: LogLevel.Info,
  warning: LogLevel.Warning,
  warn: LogLevel.Warning,
  error: LogLevel.Error,
  fatal: LogLevel.Fatal,
  none: LogLevel.None
}

/** One of these words, in any case. */
const word = <A>(name: string, words: Readonly<Record<string, A>>) =>
  Config.mapOrFail(Config.string(name), (text) => {
    const found = Object.entries(words).find(([key]) => key === text.trim().toLowerCase())
    return found === undefined
      ? Either.left(ConfigError.InvalidData([name], `expected one of ${Object.keys(words).join(", ")}`))
      : Either.right(found[1])
  })

const local = "local"
const embedder = Config.mapOrFail(Config.withDefault(Config.nonEmptyString("HOLDFAST_EMBEDDER"), local), (name) => {
  const [, provider, model] = /^(openai|compatible)\/(\S+)$/.exec(name) ?? []
  if (name === local) return Either.right(undefined)
  return provider === undefined || model === undefined
    ? Either.left(ConfigError.InvalidData(["HOLDFAST_EMBEDDER"], "expected local, openai/MODEL or compatible/MODEL"))
    : Either.right({ provider: provider === "openai" ? "openai" as const : "compatible" as const, model })
})

/** Where requests come in and who may send them. */
const serving = Config.all({
  host: Config.nonEmptyString("HOST").pipe(Config.withDefault("127.0.0.1")),
  port: wholeNumber("PORT", 8000, 0, 65_535),
  keys: apiKeys,
  allowAnonymous: Config.boolean("HOLDFAST_ALLOW_ANONYMOUS").pipe(Config.withDefault(false)),
  clientRequestsPerMinute: wholeNumber("HOLDFAST_CLIENT_REQUESTS_PER_MINUTE", 600, 1, 1_000_000),
  maxConcurrency: wholeNumber("HOLDFAST_MAX_CONCURRENCY", 64, 1, 10_000),
  queueSize: wholeNumber("HOLDFAST_QUEUE_SIZE", 256, 0, 100_000),
  adaptiveConcurrency: Config.boolean("HOLDFAST_ADAPTIVE_CONCURRENCY").pipe(Config.withDefault(false)),
  drain: Config.map(wholeNumber("HOLDFAST_DRAIN_SECONDS", 30, 0, 3_600), Duration.seconds),
  chatDeadlineMs: wholeNumber("HOLDFAST_CHAT_DEADLINE_MS", 10_000, 100, 60_000)
})

const storage = Config.all({
  dataDir: Config.nonEmptyString("HOLDFAST_DATA_DIR").pipe(Config.withDefault(".holdfast")),
  databaseUrl: url("DATABASE_URL", ["postgres:", "postgresql:"]),
  redisUrl: url("REDIS_URL", ["redis:", "rediss:"]),
  archive: Config.all({
    shown: wholeNumber("HOLDFAST_MAX_MESSAGES_IN_MEMORY", 50, 2, 1_000),
    messages: wholeNumber("HOLDFAST_ARCHIVE_THRESHOLD", 100, 2, 100_000),
    hours: decimal("HOLDFAST_ARCHIVE_HOURS", 1),
    keep: wholeNumber("HOLDFAST_RECENT_CONTEXT_WINDOW", 10, 2, 1_000)
  })
})

/** In days; 0 keeps them for good. */
const memories = Config.map(
  Config.all({
    keep: wholeNumber("HOLDFAST_MEMORY_RETENTION_DAYS", 0, 0, 36_500),
    keepSuperseded: wholeNumber("HOLDFAST_MEMORY_SUPERSEDED_DAYS", 0, 0, 36_500)
  }),
  ({ keep, keepSuperseded }) => ({
    keep: keep === 0 ? Duration.infinity : Duration.days(keep),
    keepSuperseded: keepSuperseded === 0 ? Duration.infinity : Duration.days(keepSuperseded)
  })
)

const seeing = Config.all({
  logLevel: Config.withDefault(word<LogLevel.LogLevel>("LOG_LEVEL", logLevels), LogLevel.Info),
  logFormat: Config.option(word<"json" | "pretty">("LOG_FORMAT", { json: "json", pretty: "pretty" })),
  otlpEndpoint: Config.string("OTEL_EXPORTER_OTLP_ENDPOINT").pipe(Config.option),
  serviceName: Config.nonEmptyString("OTEL_SERVICE_NAME").pipe(Config.withDefault("holdfast")),
  supportContact: Config.nonEmptyString("SUPPORT_CONTACT").pipe(Config.option)
})

const all = Config.all({
  serving,
  storage,
  memories,
  seeing,
  guards: GuardSettings.config,
  models: ModelConfig.config,
  embedder,
  chaos: Chaos.config
})
export type Settings = Config.Config.Success<typeof all>

const isLoopback = (host: string) => host === "localhost" || host === "::1" || /^127\./.test(host)

/** What no variable says by itself: any address but the loopback needs keys, an embedder needs its server. */
const contradiction = ({ chaos, embedder, models, serving, storage }: Settings) => {
  if (!isLoopback(serving.host) && serving.keys.length === 0 && !serving.allowAnonymous) {
    return ConfigError.InvalidData(
      ["HOST"],
      `${serving.host} can be reached from other machines: set HOLDFAST_API_KEYS, or HOLDFAST_ALLOW_ANONYMOUS=true to serve everyone`
    )
  }
  const fault = Chaos.problem(chaos, { redis: storage.redisUrl, models: models.models })
  if (fault !== undefined) return fault
  if (embedder === undefined) return undefined
  const { api_key, base_url } = models.access[embedder.provider]
  if (embedder.provider === "openai" && api_key === undefined) {
    return ConfigError.MissingData(["OPENAI_API_KEY"], `needed by HOLDFAST_EMBEDDER=openai/${embedder.model}`)
  }
  return embedder.provider === "compatible" && base_url === undefined
    ? ConfigError.MissingData(["COMPATIBLE_BASE_URL"], `needed by HOLDFAST_EMBEDDER=compatible/${embedder.model}`)
    : undefined
}

const consistent = Config.mapOrFail(all, (read) => {
  const found = contradiction(read)
  return found === undefined ? Either.right(read) : Either.left(found)
})

export const settings: Effect.Effect<Settings, ConfigError.ConfigError> = Effect.flatMap(
  Effect.all([Effect.either(consistent), Effect.either(GuardSettings.unknown)]),
  ([read, known]) => {
    if (Either.isRight(read)) return Either.isRight(known) ? Effect.succeed(read.right) : Effect.fail(known.left)
    return Effect.fail(Either.isRight(known) ? read.left : ConfigError.And(read.left, known.left))
  }
)

/** One line a fault, each with the name of its variable. */
export const faults = (error: ConfigError.ConfigError): ReadonlyArray<string> => {
  switch (error._op) {
    case "And":
    case "Or":
      return [...faults(error.left), ...faults(error.right)]
    default:
      return [`${error.path.join("_") || "configuration"}: ${error.message}`]
  }
}

/** For people to read: secrets and addresses that may hold one are shown as set or not. */
export const shown = ({ chaos, embedder, memories, models, seeing, serving, storage }: Settings) => ({
  host: serving.host,
  port: serving.port,
  api_keys: serving.keys.map(({ role, tenant }) => ({ tenant, role })),
  allow_anonymous: serving.allowAnonymous,
  client_requests_per_minute: serving.clientRequestsPerMinute,
  max_concurrency: serving.maxConcurrency,
  queue_size: serving.queueSize,
  adaptive_concurrency: serving.adaptiveConcurrency,
  drain: Duration.format(serving.drain),
  chat_deadline_ms: serving.chatDeadlineMs,
  data_dir: storage.dataDir,
  database: storage.databaseUrl._tag === "Some" ? "served PostgreSQL (DATABASE_URL is set)" : "embedded",
  redis: storage.redisUrl._tag === "Some" ? "set" : "none",
  sessions: storage.archive,
  memories_kept: Duration.format(memories.keep),
  superseded_memories_kept: Duration.format(memories.keepSuperseded),
  models: models.models.length === 0
    ? ["local/composer"]
    : models.models.map(({ model, provider }) => `${provider}/${model}`),
  llm_requests_per_minute: models.requests_per_minute,
  llm_tokens_per_minute: models.tokens_per_minute ?? "unlimited",
  hedge: models.hedge,
  embedder: embedder === undefined ? local : `${embedder.provider}/${embedder.model}`,
  log_level: seeing.logLevel.label,
  support_contact: seeing.supportContact._tag === "Some" ? seeing.supportContact.value : "none",
  chaos: chaos.on ? "on" : "off",
  otlp_endpoint: seeing.otlpEndpoint._tag === "Some" ? "set" : "none"
})
